"""Why no grouping satisfies the hard rules: which rules clash, in the organiser's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.presolve import fillable
from peergroups.locale import message, translate
from peergroups.model import Model, seat_rows
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE
from peergroups.terms import Open, Seat
from peergroups.waiting.queue import first_in_line

NO_PEOPLE = message("There are no people.")
TOO_FEW = message("{offer}: a group needs {least} people, and {n} fit.")
NO_OFFER = message("{n} people fit no kind of group, such as {people}; the rules on who fits: {rules}.")
NO_SEATS = message("{n} people are to have a seat, and there are {seats} seats.")
NO_SIZES = message("{n} people can't all be seated in groups of the sizes asked for; at most {most} can.")
NO_GROUPS = message("{rule}: at least {least} groups must run, and at most {most} can.")
CLASH = message("These rules can't all hold: {rules}.")
NOT_FOUND = message("No grouping that keeps all of these rules was found: {rules}.")
EVERYONE = message("everyone has a seat")
SIZES = message("sizes of groups")

MOST_NAMED = 5
"""People or offers named before the rest is left out."""
MOST_LOOKED_AT = 1_000
"""People in whose way rules are looked for."""
SECONDS = 2.0
"""Time for each trial whether some of the rules alone can hold."""


@dataclass(frozen=True)
class Reason:
    """A reason, ready to be told in any language.

    Attributes
    ----------
    message : str
        In English, with places to fill.
    values : mapping
        What fills them; a tuple is a list of texts, each translated and joined by commas.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, language: str = "en") -> str:
        """Return the reason as a sentence.

        Examples
        --------
        >>> Reason(CLASH, {"rules": ("same_role", EVERYONE)}).told()
        "These rules can't all hold: same_role, everyone has a seat."
        """
        lists = {
            place: ", ".join(translate(text, language) for text in value)
            for place, value in self.values.items()
            if isinstance(value, tuple)
        }
        return translate(self.message, language, **{**self.values, **lists})


def clash(problem: Problem, seed: int = 0) -> list[Reason]:
    """Return why nobody can be seated, or not everyone where everyone must be.

    First what can be counted: people whom no offer fits, seats, sizes, limits. If that explains nothing, the hard
    criteria are left out one by one while the rest still clash; what remains is a smallest set of rules that clash.

    Examples
    --------
    >>> import pandas as pd
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> for reason in clash(Problem(pd.DataFrame(index=["ann", "bo", "cai"]), offers, everyone=True)):
    ...     print(reason.told())
    3 people can't all be seated in groups of the sizes asked for; at most 2 can.
    """
    if not len(problem.people):
        return [Reason(NO_PEOPLE)]
    return list(counted(problem)) or [_smallest(problem, seed)]


def counted(problem: Problem) -> Iterator[Reason]:
    """Yield the reasons that counting gives: people whom no offer fits, too few seats, sizes, limits on groups."""
    model = problem.model
    people, offers = fillable(model)
    unsized = replace(model, least=np.ones_like(model.least), most=np.maximum(model.most, 1)).seats
    if not people.any():
        fit = np.bincount(unsized.offer, minlength=model.offers)
        for offer in np.flatnonzero(~offers)[:MOST_NAMED]:
            yield Reason(
                TOO_FEW, {"offer": problem.offers.index[offer], "least": model.least[offer], "n": fit[offer]}
            )
    nowhere = np.diff(unsized.start[: len(problem.people) + 1]) == 0
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
    """Return a smallest set of hard rules that clash, or all of them if that can't be proved."""
    rules = tuple(dict.fromkeys(term.criterion for term in problem.model.terms if term.hard))
    also = (EVERYONE,) if problem.everyone else (SIZES,)
    if _hold(problem, rules, seed) is not False:
        return Reason(NOT_FOUND, {"rules": rules + also})
    for rule in rules:
        fewer = tuple(other for other in rules if other != rule)
        if _hold(problem, fewer, seed) is False:
            rules = fewer
    return Reason(CLASH, {"rules": rules + also})


def _hold(problem: Problem, rules: Sequence[str], seed: int) -> bool | None:
    """Return whether these hard rules alone can hold, None if that is not found out in time."""
    from peergroups.engines.cpsat import CpsatEngine

    whole = problem.model
    terms = [term for term in whole.terms if term.hard and term.criterion in rules]
    seeking = whole.unseated > 0  # guides need no seat
    model = replace(whole, terms=terms, unseated=seeking.astype(np.float64))
    incumbent = Incumbent(model)
    CpsatEngine().run(model, incumbent, Budget(SECONDS), seed)
    if incumbent.groups is not None and not problem.refuses(incumbent.groups):
        return True
    least_waiting = 1 if problem.everyone else int(seeking.sum())
    return False if incumbent.infeasible or incumbent.bound > least_waiting - 1 + TOLERANCE else None
