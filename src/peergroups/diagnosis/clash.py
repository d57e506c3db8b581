"""Why no grouping satisfies the hard rules: which rules clash, in the organiser's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from peergroups.diagnosis.rules import called, rules_of
from peergroups.diagnosis.trials import LONGEST_TRIAL, hold, smallest_clash
from peergroups.engines.base import Budget
from peergroups.engines.presolve import fillable
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE
from peergroups.seatcosts import seat_rows
from peergroups.terms import Open, Seat
from peergroups.waiting.queue import first_in_line

NO_PEOPLE = message("There are no people.")
TOO_FEW = message("{offer}: a group needs {least} people, and {n} fit.")
NO_OFFER = message("People who fit no kind of group: {n}, such as {people}; the rules on who fits: {rules}.")
NO_SEATS = message("{n} people are to have a seat, and there are {seats} seats.")
NO_SIZES = message("{n} people can't all be seated in groups of the sizes asked for; at most {most} can.")
NO_GROUPS = message("{rule}: at least {least} groups must run, and at most {most} can.")
CLASH = message("These rules can't all hold: {rules}.")
NOT_FOUND = message("No grouping that keeps all of these rules was found: {rules}.")

MOST_NAMED = 5
"""People or offers named before the rest is left out."""
MOST_LOOKED_AT = 1_000
"""People in whose way rules are looked for."""
SECONDS = 10.0
"""Time for finding a smallest set of rules that clash."""


@dataclass(frozen=True)
class Reason:
    """A reason, ready to be told in any language.

    Attributes
    ----------
    message : str
        In English, with places to fill.
    values : mapping
        What fills them. ``rule`` and ``rules`` are told by what rules are called, and a tuple as a list.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, problem: Problem, language: str = "en") -> str:
        """Return the reason as a sentence.

        Examples
        --------
        >>> import pandas as pd, peergroups as pg
        >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2]})
        >>> problem = pg.Problem(pd.DataFrame({"role": ["HR"]}), offers, [pg.SameRole()])
        >>> Reason(CLASH, {"rules": ("same_role", "everyone has a seat")}).told(problem)
        "These rules can't all hold: The same role, everyone has a seat."
        """
        texts = {}
        for place, value in self.values.items():
            parts = value if isinstance(value, tuple) else (value,)
            named = place in ("rule", "rules")
            texts[place] = ", ".join(called(problem, part, language) if named else str(part) for part in parts)
        return translate(self.message, language, **texts)


def clash(problem: Problem, seed: int = 0) -> list[Reason]:
    """Return why nobody can be seated, or not everyone where everyone must be.

    First what can be counted: people whom no offer fits, seats, sizes, limits. If that explains nothing, a smallest
    set of rules that clash.

    Examples
    --------
    >>> import pandas as pd
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = Problem(pd.DataFrame(index=["ann", "bo", "cai"]), offers, everyone=True)
    >>> for reason in clash(problem):
    ...     print(reason.told(problem))
    3 people can't all be seated in groups of the sizes asked for; at most 2 can.
    """
    if not len(problem.people):
        return [Reason(NO_PEOPLE)]
    return list(counted(problem)) or [_smallest(problem, seed)]


def counted(problem: Problem) -> Iterator[Reason]:
    """Yield the reasons that counting gives: people whom no offer fits, too few seats, sizes, limits on groups."""
    model = problem.model
    people, offers = fillable(model)
    unsized = replace(model, least=np.ones_like(model.least), most=np.maximum(model.most, 1)).seat_costs
    if not people.any():
        fit = unsized.takers(np.ones(model.people, dtype=bool))
        for offer in np.flatnonzero(~offers)[:MOST_NAMED]:
            yield Reason(
                TOO_FEW, {"offer": problem.offers.index[offer], "least": model.least[offer], "n": fit[offer]}
            )
    nowhere = unsized.choices()[: len(problem.people)] == 0
    if nowhere.any() and (problem.everyone or not people.any()):
        named = tuple(str(person) for person in problem.people.index[nowhere][:MOST_NAMED])
        some = np.flatnonzero(nowhere)[:MOST_LOOKED_AT].tolist()
        rules = tuple(dict.fromkeys(t.criterion for t in model.of_kind(Seat, hard=True) if _bars(t, model, some)))
        if rules:
            yield Reason(NO_OFFER, {"n": int(nowhere.sum()), "people": named, "rules": rules})
    if problem.everyone and not nowhere.any():
        seats = int((model.copies * model.most)[offers].sum())
        needed = len(problem.people)
        most = int(first_in_line(model, np.arange(needed), len(problem.guide_rows)).sum())
        if seats < needed:
            yield Reason(NO_SEATS, {"n": needed, "seats": seats})
        elif most < needed:
            yield Reason(NO_SIZES, {"n": needed, "most": most})
    for term in model.of_kind(Open, hard=True):
        there = term.offers[offers[term.offers]]
        most = min(int(model.copies[there].sum()), model.people // int(model.least[there].min(initial=model.people)))
        if most < term.least:
            yield Reason(NO_GROUPS, {"rule": term.criterion, "least": term.least, "most": most})


def _bars(term: Seat, model: Model, people: Sequence[int]) -> bool:
    """Return whether a hard rule keeps any of these people from an offer."""
    return any((seat_rows(term, i, i + 1, model.offers) > TOLERANCE).any() for i in people)


def _smallest(problem: Problem, seed: int) -> Reason:
    """Return a smallest set of rules that clash, or all of them if it is not found out whether they do."""
    rules = rules_of(problem)
    if hold(problem, rules, LONGEST_TRIAL, seed) is not False:
        return Reason(NOT_FOUND, {"rules": rules})
    return Reason(CLASH, {"rules": smallest_clash(problem, rules, Budget(SECONDS), seed)[0]})
