"""Forms peer learning groups from registrations: who learns with whom, and how good it is, proved.

The names below are the public ones. They are loaded when first used, so that importing the package is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peergroups.criteria import Criterion as Criterion
    from peergroups.criteria import MixedUnits as MixedUnits
    from peergroups.errors import InfeasibleError as InfeasibleError
    from peergroups.errors import InputError as InputError
    from peergroups.errors import PeergroupsError as PeergroupsError
    from peergroups.errors import PlanError as PlanError
    from peergroups.errors import ProblemError as ProblemError
    from peergroups.meetings import MeetingGraph as MeetingGraph
    from peergroups.plan import Plan as Plan
    from peergroups.problem import Problem as Problem
    from peergroups.result import Result as Result
    from peergroups.result import Status as Status
    from peergroups.solve import solve as solve

__version__ = "0.1.0"

_HOME = {
    "Criterion": "criteria",
    "InfeasibleError": "errors",
    "InputError": "errors",
    "MeetingGraph": "meetings",
    "MixedUnits": "criteria",
    "PeergroupsError": "errors",
    "Plan": "plan",
    "PlanError": "errors",
    "Problem": "problem",
    "ProblemError": "errors",
    "Result": "result",
    "Status": "result",
    "solve": "solve",
}

__all__ = [
    "Criterion",
    "InfeasibleError",
    "InputError",
    "MeetingGraph",
    "MixedUnits",
    "PeergroupsError",
    "Plan",
    "PlanError",
    "Problem",
    "ProblemError",
    "Result",
    "Status",
    "__version__",
    "solve",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
