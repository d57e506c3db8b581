"""Forms peer learning groups from registrations: who learns with whom, and how good it is, proved.

The names below are the public ones. They are loaded when first used, so that importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peergroups.compare import plot_tradeoff as plot_tradeoff
    from peergroups.criteria import Balanced as Balanced
    from peergroups.criteria import CommonLanguage as CommonLanguage
    from peergroups.criteria import CommonSlot as CommonSlot
    from peergroups.criteria import Competitors as Competitors
    from peergroups.criteria import Continuing as Continuing
    from peergroups.criteria import Criterion as Criterion
    from peergroups.criteria import Diversity as Diversity
    from peergroups.criteria import FriendsOfFriends as FriendsOfFriends
    from peergroups.criteria import GroupSize as GroupSize
    from peergroups.criteria import Guests as Guests
    from peergroups.criteria import Guides as Guides
    from peergroups.criteria import KeepApart as KeepApart
    from peergroups.criteria import KeepTogether as KeepTogether
    from peergroups.criteria import MixedUnits as MixedUnits
    from peergroups.criteria import Nearness as Nearness
    from peergroups.criteria import NewFaces as NewFaces
    from peergroups.criteria import NewGuides as NewGuides
    from peergroups.criteria import NewTies as NewTies
    from peergroups.criteria import NotAlone as NotAlone
    from peergroups.criteria import OpeningCosts as OpeningCosts
    from peergroups.criteria import ReportingChain as ReportingChain
    from peergroups.criteria import RunningGroups as RunningGroups
    from peergroups.criteria import SameMode as SameMode
    from peergroups.criteria import SameRole as SameRole
    from peergroups.criteria import ThemeWishes as ThemeWishes
    from peergroups.criteria import Travel as Travel
    from peergroups.demand.suggest import suggest_plan as suggest_plan
    from peergroups.diagnosis import diagnose as diagnose
    from peergroups.errors import InfeasibleError as InfeasibleError
    from peergroups.errors import InputError as InputError
    from peergroups.errors import PeergroupsError as PeergroupsError
    from peergroups.errors import PlanError as PlanError
    from peergroups.errors import ProblemError as ProblemError
    from peergroups.form import form_groups as form_groups
    from peergroups.form import form_rounds as form_rounds
    from peergroups.meetings import MeetingGraph as MeetingGraph
    from peergroups.meetings.pictures import plot_faces as plot_faces
    from peergroups.meetings.pictures import plot_network as plot_network
    from peergroups.meetings.pictures import plot_unit_matrix as plot_unit_matrix
    from peergroups.outputs.plots import plot_groups as plot_groups
    from peergroups.outputs.plots import plot_progress as plot_progress
    from peergroups.outputs.workbook import SavedRound as SavedRound
    from peergroups.outputs.workbook import read_workbook as read_workbook
    from peergroups.plan import Plan as Plan
    from peergroups.problem import Problem as Problem
    from peergroups.registrations import Registrations as Registrations
    from peergroups.registrations import read_registrations as read_registrations
    from peergroups.results.result import Result as Result
    from peergroups.results.result import Status as Status
    from peergroups.rounds import RoundsPlan as RoundsPlan
    from peergroups.rounds import continue_groups as continue_groups
    from peergroups.rounds import least_repeats as least_repeats
    from peergroups.rounds import plan_rounds as plan_rounds
    from peergroups.rounds import rounds_without_repeats as rounds_without_repeats
    from peergroups.solving import solve as solve


__version__ = "0.1.0"

_HOME = {
    "Balanced": "criteria",
    "CommonLanguage": "criteria",
    "CommonSlot": "criteria",
    "Competitors": "criteria",
    "Continuing": "criteria",
    "Criterion": "criteria",
    "Diversity": "criteria",
    "FriendsOfFriends": "criteria",
    "GroupSize": "criteria",
    "Guests": "criteria",
    "Guides": "criteria",
    "InfeasibleError": "errors",
    "InputError": "errors",
    "KeepApart": "criteria",
    "KeepTogether": "criteria",
    "MeetingGraph": "meetings",
    "MixedUnits": "criteria",
    "Nearness": "criteria",
    "NewFaces": "criteria",
    "NewGuides": "criteria",
    "NewTies": "criteria",
    "NotAlone": "criteria",
    "OpeningCosts": "criteria",
    "PeergroupsError": "errors",
    "Plan": "plan",
    "PlanError": "errors",
    "Problem": "problem",
    "ProblemError": "errors",
    "Registrations": "registrations",
    "ReportingChain": "criteria",
    "Result": "results.result",
    "RoundsPlan": "rounds",
    "RunningGroups": "criteria",
    "SameMode": "criteria",
    "SameRole": "criteria",
    "SavedRound": "outputs.workbook",
    "Status": "results.result",
    "ThemeWishes": "criteria",
    "Travel": "criteria",
    "continue_groups": "rounds",
    "diagnose": "diagnosis",
    "form_groups": "form",
    "form_rounds": "form",
    "least_repeats": "rounds",
    "plan_rounds": "rounds",
    "plot_faces": "meetings.pictures",
    "plot_groups": "outputs.plots",
    "plot_network": "meetings.pictures",
    "plot_progress": "outputs.plots",
    "plot_tradeoff": "compare",
    "plot_unit_matrix": "meetings.pictures",
    "read_registrations": "registrations",
    "read_workbook": "outputs.workbook",
    "rounds_without_repeats": "rounds",
    "solve": "solving",
    "suggest_plan": "demand.suggest",
}

__all__ = [
    "Balanced",
    "CommonLanguage",
    "CommonSlot",
    "Competitors",
    "Continuing",
    "Criterion",
    "Diversity",
    "FriendsOfFriends",
    "GroupSize",
    "Guests",
    "Guides",
    "InfeasibleError",
    "InputError",
    "KeepApart",
    "KeepTogether",
    "MeetingGraph",
    "MixedUnits",
    "Nearness",
    "NewFaces",
    "NewGuides",
    "NewTies",
    "NotAlone",
    "OpeningCosts",
    "PeergroupsError",
    "Plan",
    "PlanError",
    "Problem",
    "ProblemError",
    "Registrations",
    "ReportingChain",
    "Result",
    "RoundsPlan",
    "RunningGroups",
    "SameMode",
    "SameRole",
    "SavedRound",
    "Status",
    "ThemeWishes",
    "Travel",
    "__version__",
    "continue_groups",
    "diagnose",
    "form_groups",
    "form_rounds",
    "least_repeats",
    "plan_rounds",
    "plot_faces",
    "plot_groups",
    "plot_network",
    "plot_progress",
    "plot_tradeoff",
    "plot_unit_matrix",
    "read_registrations",
    "read_workbook",
    "rounds_without_repeats",
    "solve",
    "suggest_plan",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
