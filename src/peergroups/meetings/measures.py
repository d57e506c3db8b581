"""The measures of a meeting graph, each beside what lots would give and the best possible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd

from peergroups.locale import message, translate
from peergroups.meetings import bounds, structure
from peergroups.meetings.formulas import (
    constraint,
    cross_by_lot,
    efficiency,
    ei,
    least_constraint,
    mean,
    merged,
    most_efficiency,
    most_merged,
    most_old_ties,
    most_reach,
    old_ties,
    outside,
    reach,
    sessions_share,
    share,
    unit_links,
)
from peergroups.meetings.ties import Ties

Value = Callable[[Ties], float]


def _nowhere(_: Ties) -> float:
    return np.nan


@dataclass(frozen=True)
class Measure:
    """One number about a meeting graph.

    Attributes
    ----------
    name : str
        In tables and JSON.
    says : str
        In an organiser's words.
    value : callable
        The number.
    best : callable
        What no grouping into groups of the same sizes can better, NaN where nothing is proved.
    random : callable or None
        What lots give, where a formula says it; otherwise lots are drawn.
    of_round : bool
        Whether it looks at the last round alone, given who had met before.
    drawn : bool
        Whether lots tell anything.
    """

    name: str
    says: str
    value: Value
    best: Value = _nowhere
    random: Value | None = None
    of_round: bool = False
    drawn: bool = True


MEASURES: tuple[Measure, ...] = (
    Measure("people", message("People who have sat in a group"), lambda t: t.size, drawn=False),
    Measure("pairs_met", message("Pairs that have met"), lambda t: len(t.first),
            lambda t: min(len(t.here), comb(t.size, 2))),
    Measure("new_pairs", message("Pairs that met in this round for the first time"), lambda t: int(t.new.sum()),
            lambda t: bounds.last_pairs(t) - bounds.least_repeated(t), of_round=True),
    Measure("repeated_pairs", message("Pairs that met again in this round"),
            lambda t: int((t.in_last & ~t.new).sum()), bounds.least_repeated, of_round=True),
    Measure("new_faces_mean", message("New people met in this round, on average"),
            lambda t: 2 * int(t.new.sum()) / max(1, int(t.present.sum())),
            lambda t: 2 * (bounds.last_pairs(t) - bounds.least_repeated(t)) / max(1, int(t.present.sum())),
            of_round=True),
    Measure("faces_least", message("People met, by whoever has met fewest"), lambda t: t.faces.min(initial=t.size),
            lambda t: bounds.most_faces(t).min(initial=t.size)),
    Measure("faces_median", message("People met, by half of all at least"),
            lambda t: float(np.median(t.faces)) if t.size else np.nan,
            lambda t: float(np.median(bounds.most_faces(t))) if t.size else np.nan),
    Measure("faces_mean", message("People met, on average"), lambda t: mean(t.faces),
            lambda t: min(2 * len(t.here) / t.size, t.size - 1) if t.size else np.nan),
    Measure("isolates", message("People who have met nobody"), lambda t: int((t.faces == 0).sum()),
            lambda t: int((bounds.most_faces(t) == 0).sum())),
    Measure("unit_unknown", message("People whose unit is not known; left out of what follows on units"),
            lambda t: int((t.unit < 0).sum()), drawn=False),
    Measure("cross_unit_share", message("Share of ties between units"), lambda t: share(t.cross, t.comparable),
            bounds.most_cross_share, cross_by_lot),
    Measure("cross_unit_share_new", message("Share of this round's new ties between units"),
            lambda t: share(t.cross, t.comparable & t.new), lambda t: bounds.most_cross_share(t, new_only=True),
            lambda t: cross_by_lot(t, t.present), of_round=True),
    Measure("cross_unit_share_sessions", message("Share of sessions together between units"), sessions_share,
            random=cross_by_lot),
    Measure("ei_index", message("E-I index: -1 all ties inside units, +1 all between them"),
            lambda t: ei(share(t.cross, t.comparable)), lambda t: ei(bounds.most_cross_share(t)),
            lambda t: ei(cross_by_lot(t))),
    Measure("unit_pairs", message("Pairs of units"), lambda t: comb(len(t.units), 2), drawn=False),
    Measure("unit_pairs_linked", message("Pairs of units with a tie"), lambda t: len(unit_links(t)),
            lambda t: min(comb(len(t.units), 2), len(t.here))),
    Measure("unit_pairs_linked_thrice", message("Pairs of units with three ties or more"),
            lambda t: int((unit_links(t) >= 3).sum()), lambda t: min(comb(len(t.units), 2), len(t.here) // 3)),
    Measure("know_nobody_outside", message("People who have met nobody outside their unit"), outside,
            lambda t: float(((bounds.most_faces(t) == 0) | (len(t.units) < 2))[t.unit >= 0].sum())),
    Measure("know_three_units", message("People who have met somebody of three other units"),
            lambda t: int((t.units_met >= 3).sum()),
            lambda t: int(((bounds.most_faces(t) >= 3) & (t.unit >= 0)).sum()) if len(t.units) > 3 else 0),
    Measure("components", message("Parts of the network that are not joined"),
            lambda t: t.component.max(initial=-1) + 1, bounds.fewest_components),
    Measure("components_merged", message("Parts that this round joined"), merged, most_merged,
            of_round=True),
    Measure("largest_component", message("Share of people in the largest part"),
            lambda t: np.bincount(t.component).max() / t.size if t.size else np.nan,
            lambda t: bounds.most_joined(t) / t.size if t.size else np.nan),
    Measure("reach_two_steps", message("Share of people whom one knows, or knows through somebody"), reach,
            most_reach),
    Measure("global_efficiency", message("Global efficiency: 1 if everybody knows everybody"), efficiency,
            most_efficiency),
    Measure("constraint", message("Structural holes: Burt's constraint, on average; less is more open"), constraint,
            least_constraint),
    Measure("newcomers", message("People who are there for the first time"), lambda t: int(t.newcomers.sum()),
            drawn=False),
    Measure("newcomer_ties", message("People from earlier rounds whom a newcomer meets, on average"),
            lambda t: mean(old_ties(t)), most_old_ties, of_round=True),
    Measure("newcomers_alone", message("Newcomers who meet nobody from earlier rounds"),
            lambda t: int((old_ties(t) == 0).sum()) if t.old_hands.any() else np.nan, of_round=True),
    Measure("guides", message("Guides of this round"), lambda t: len(t.loads), drawn=False),
    Measure("guide_load_most", message("Groups of the guide who has most"), lambda t: max(t.loads, default=0),
            lambda t: -(-sum(t.loads) // len(t.loads)) if t.loads else 0, drawn=False),
)  # fmt: skip
"""In the order in which they are reported."""


def values(ties: Ties) -> pd.Series:
    """Return the measures alone, indexed by name."""
    return pd.Series({m.name: float(m.value(ties)) for m in MEASURES}, name="value").rename_axis("name")


def measure(ties: Ties, *, draws: int | None = None, seed: int = 0, language: str = "en") -> pd.DataFrame:
    """Return the measures beside lots and the best; see `MeetingGraph.measures`."""
    lots = by_lot(ties, draws_for(ties) if draws is None else draws, seed)
    sampled = {"reach_two_steps", "global_efficiency"} if ties.size > structure.EXACT_DISTANCES else set()
    sampled |= {"constraint"} if ties.size > structure.EXACT_CONSTRAINT else set()
    table = values(ties).to_frame()
    table["random"] = [m.random(ties) if m.random else lots.get(m.name, np.nan) for m in MEASURES]
    table["best"] = [float(m.best(ties)) for m in MEASURES]
    table["sampled"] = [m.name in sampled for m in MEASURES]
    table["says"] = [translate(m.says, language) for m in MEASURES]
    return table


def draws_for(ties: Ties) -> int:
    """Return how many lots to draw: 20 for some hundreds of people, 2 for very many."""
    return int(np.clip(1_000_000 // max(1, len(ties.here)), 2, 20))


def by_lot(ties: Ties, draws: int, seed: int) -> dict[str, float]:
    """Return each measure's mean over groups of the same sizes drawn by lot.

    All rounds are dealt anew; for measures of the last round only that one is.
    """
    rng = np.random.default_rng(seed)
    found: dict[str, float] = {}
    for of_round in (False, True):
        wanted = [m for m in MEASURES if m.drawn and m.random is None and m.of_round == of_round]
        lots = (ties.drawn(rng, last_only=of_round) for _ in range(draws))
        rows = [[float(m.value(lot)) for m in wanted] for lot in lots]
        found |= dict(zip((m.name for m in wanted), np.mean(rows, axis=0).tolist(), strict=True)) if rows else {}
    return found
