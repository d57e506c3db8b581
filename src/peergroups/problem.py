"""People, offers and criteria: a problem to solve, in the caller's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from peergroups.criteria.base import Criterion
from peergroups.criteria.group_size import GroupSize
from peergroups.criteria.guides import Guides
from peergroups.errors import ProblemError
from peergroups.guides.rows import GuideRows, guide_rows
from peergroups.guides.widening import widened
from peergroups.model import Model
from peergroups.tables import size_faults, table_faults
from peergroups.terms import WAITING, Count, DensePair, Ints, Load, Moment, Open, Pair, Seat, Term
from peergroups.waiting.queue import queue_places, waiting_prices


@dataclass(frozen=True, eq=False)
class Problem:
    """People to be grouped, the kinds of group that may run, and what makes a grouping good.

    Parameters
    ----------
    people : pandas.DataFrame
        Indexed by person id, unique; any columns, read by the criteria that name them. Never changed.
    offers : pandas.DataFrame
        Indexed by offer id, unique; columns ``min_size``, ``max_size`` and ``copies`` (default 1), and
        ``theme, role, place, slot, language, online`` as the criteria need them. Never changed.
    criteria : sequence of Criterion
        In the order in which they are reported.
    everyone : bool, default False
        Whether a grouping that leaves somebody without a seat is refused.
    queue : sequence, optional
        Person ids, first in line first: who gets a seat when there are too few. Those not listed come last.
    guides : pandas.DataFrame, optional
        Outside guides, indexed by guide id, unique; of the columns ``name, themes, roles, languages, places, online,
        slots, unit, most_groups, novice, manager, apart`` those that are known. Needs the criterion `Guides`. Never
        changed.

    Raises
    ------
    ProblemError
        For ids that repeat or are missing, an index or columns of several levels, columns that repeat, sizes that
        are no whole numbers from 1 to 1 000 000 or not least <= most; all of it at once. When it is solved also for
        columns that the criteria lack.

    Examples
    --------
    >>> import pandas as pd
    >>> import peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = pg.Problem(people=people, offers=offers, criteria=[pg.MixedUnits()])
    >>> problem
    Problem(4 people, 1 offers, 2 groups at most: mixed_units)
    """

    people: pd.DataFrame
    offers: pd.DataFrame
    criteria: Sequence[Criterion] = field(default_factory=tuple)
    everyone: bool = False
    queue: Sequence[object] | None = None
    guides: pd.DataFrame | None = None

    def __post_init__(self) -> None:
        faults: list[str] = []
        tables = {"person": self.people, "offer": self.offers}
        for what, table in (tables if self.guides is None else {**tables, "guide": self.guides}).items():
            if not isinstance(table, pd.DataFrame):
                raise ProblemError(f"the {what} table must be a pandas DataFrame, not {type(table).__name__}")
            faults += table_faults(what, table)
        if self.offers.empty:
            faults.append("there is no offer: at least one kind of group must be able to run")
        if self.offers.columns.nlevels == 1 and self.offers.columns.is_unique:
            faults += size_faults(self.offers)
        for criterion in self.criteria:
            if not isinstance(criterion, Criterion):
                faults.append(f"{criterion!r} is not a criterion")
        if self.guides is not None and not any(isinstance(c, Guides) for c in self.criteria):
            faults.append("there are guides, but the criterion Guides is not among the criteria")
        if faults:
            raise ProblemError("; ".join(faults))

    def __repr__(self) -> str:
        """Return one line: how many people, offers and groups, and the criteria's names."""
        names = ", ".join(c.label for c in self.criteria) or "no criteria"
        people, offers, groups = len(self.people), len(self.offers), int(self.copies.sum())
        return f"Problem({people} people, {offers} offers, {groups} groups at most: {names})"

    @property
    def copies(self) -> np.typing.NDArray[np.int32]:
        """(offers,) How many groups of each offer may run."""
        if "copies" not in self.offers.columns:
            return np.ones(len(self.offers), dtype=np.int32)
        return self.offers["copies"].to_numpy(dtype=np.int32)

    def refuses(self, groups: Ints) -> bool:
        """Return whether a grouping is no answer: nobody sits, or somebody waits where everyone must have a seat."""
        waiting = groups[: len(self.people)] == WAITING
        return bool(waiting.all() or (self.everyone and waiting.any()))

    @cached_property
    def guide_rows(self) -> GuideRows:
        """The rows of outside guides, which stand after the people in the model."""
        return guide_rows(self.guides, self.offers)

    @cached_property
    def model(self) -> Model:
        """The problem as numbers; criteria become terms here. Outside guides follow the people, free to wait."""
        people, guides = len(self.people), len(self.guide_rows)
        in_size = any(isinstance(c, Guides) and c.counted for c in self.criteria)
        counted = np.append(np.ones(people, dtype=bool), np.full(guides, in_size))
        terms: list[Term] = []
        faults: list[str] = []
        for criterion in self.criteria:
            in_this = in_size and isinstance(criterion, GroupSize)
            try:
                terms += [widened(term, people, self.guide_rows, in_this) for term in criterion.terms(self)]
            except ProblemError as error:
                faults.append(str(error))
        if faults:
            raise ProblemError("; ".join(dict.fromkeys(faults)))
        least = self.offers["min_size"].to_numpy(dtype=np.int32)
        most = np.minimum(self.offers["max_size"].to_numpy(dtype=np.int32), max(1, int(counted.sum())))
        least, most = _tighten(terms, least, most, counted)
        most_cost = ceiling(terms, least, most, self.copies, people + guides)
        model = Model(least, most, self.copies, np.zeros(people + guides), terms, counted)
        places = None if self.queue is None else queue_places(self)
        return replace(model, unseated=waiting_prices(model, most_cost, places, guides))


def _tighten(
    terms: Sequence[Term],
    least: np.typing.NDArray[np.int32],
    most: np.typing.NDArray[np.int32],
    counted: np.typing.NDArray[np.bool_],
) -> tuple[np.typing.NDArray[np.int32], np.typing.NDArray[np.int32]]:
    """Take hard counts over everybody who counts, such as a group size rule, into the sizes themselves."""
    least, most = least.copy(), most.copy()
    for term in terms:
        if (
            isinstance(term, Count)
            and term.hard
            and term.which.shape[1] == 1
            and ((term.category == 0) == counted).all()
        ):
            for offer, row in enumerate(term.which[:, 0]):
                fine = np.flatnonzero(term.table[row] <= 0)
                fine = fine[fine > 0]
                if len(fine):
                    least[offer] = max(least[offer], fine.min())
                    if fine.max() < term.table.shape[1] - 1:
                        most[offer] = min(most[offer], fine.max())
    return least, most


def ceiling(
    terms: Sequence[Term],
    least: np.typing.NDArray[np.int32],
    most: np.typing.NDArray[np.int32],
    copies: np.typing.NDArray[np.int32],
    people: int,
) -> float:
    """Return a number that the soft cost of no grouping exceeds."""
    largest = int(most.max(initial=1))
    groups = min(int(copies.sum()), people // max(1, int(least.min(initial=1))))
    pairs = people * (largest - 1) / 2
    total = 0.0
    for term in terms:
        if term.hard:
            continue
        if isinstance(term, Seat):
            dearest = np.full(len(term.start) - 1, term.default)
            np.maximum.at(dearest, np.repeat(np.arange(len(dearest)), np.diff(term.start)), term.value)
            total += dearest[term.row_of(np.arange(people))].sum()
        elif isinstance(term, Pair):
            positive = term.weight[term.weight > 0]
            total += term.constant + min(positive.sum(), pairs * positive.max(initial=0))
        elif isinstance(term, DensePair):
            total += term.constant + pairs * max(0.0, term.matrix.max(initial=0))
        elif isinstance(term, Count):
            absent = term.table[term.which, 0].sum(axis=1).max(initial=0)
            total += groups * absent + people * np.abs(np.diff(term.table)).max(initial=0)
        elif isinstance(term, Load):
            total += term.table[term.which].max(axis=1).sum()
        elif isinstance(term, Open):
            total += term.weight * max(term.least, int(copies[term.offers].sum()) - term.most)
        elif isinstance(term, Moment):
            total += largest * (term.features**2).sum()
    return float(total)
