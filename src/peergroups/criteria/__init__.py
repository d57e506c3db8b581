"""The criteria, and the registry by which a plan names them."""

from __future__ import annotations

from peergroups.criteria.balanced import Balanced
from peergroups.criteria.base import Criterion
from peergroups.criteria.common_language import CommonLanguage
from peergroups.criteria.common_slot import CommonSlot
from peergroups.criteria.competitors import Competitors
from peergroups.criteria.continuing import Continuing
from peergroups.criteria.diversity import Diversity
from peergroups.criteria.friends_of_friends import FriendsOfFriends
from peergroups.criteria.group_size import GroupSize
from peergroups.criteria.guests import Guests
from peergroups.criteria.guides import Guides
from peergroups.criteria.keep_apart import KeepApart
from peergroups.criteria.keep_together import KeepTogether
from peergroups.criteria.mixed_units import MixedUnits
from peergroups.criteria.nearness import Nearness
from peergroups.criteria.new_faces import NewFaces
from peergroups.criteria.new_guides import NewGuides
from peergroups.criteria.new_ties import NewTies
from peergroups.criteria.not_alone import NotAlone
from peergroups.criteria.opening_costs import OpeningCosts
from peergroups.criteria.reporting_chain import ReportingChain
from peergroups.criteria.running_groups import RunningGroups
from peergroups.criteria.same_mode import SameMode
from peergroups.criteria.same_role import SameRole
from peergroups.criteria.theme_wishes import ThemeWishes
from peergroups.criteria.travel import Travel

REGISTRY: dict[str, type[Criterion]] = {
    criterion.name: criterion
    for criterion in (
        # who fits which group
        ThemeWishes,
        SameRole,
        CommonSlot,
        CommonLanguage,
        SameMode,
        Travel,
        # who goes with whom
        Nearness,
        MixedUnits,
        NewFaces,
        NewTies,
        FriendsOfFriends,
        KeepApart,
        ReportingChain,
        Competitors,
        KeepTogether,
        NotAlone,
        Balanced,
        Diversity,
        # the groups themselves
        GroupSize,
        RunningGroups,
        OpeningCosts,
        Continuing,
        Guides,
        NewGuides,
        Guests,
    )
}

__all__ = [
    "REGISTRY",
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
    "KeepApart",
    "KeepTogether",
    "MixedUnits",
    "Nearness",
    "NewFaces",
    "NewGuides",
    "NewTies",
    "NotAlone",
    "OpeningCosts",
    "ReportingChain",
    "RunningGroups",
    "SameMode",
    "SameRole",
    "ThemeWishes",
    "Travel",
]
