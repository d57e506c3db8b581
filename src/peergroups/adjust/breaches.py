"""Where groups break hard rules: in which groups, and for whom."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from peergroups.explain.seat import GROUP
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.referee import TOLERANCE, running, sizes
from peergroups.results.changes import PAIRS, TOO_FEW, TOO_MANY, Changes, broken_in, told
from peergroups.results.result import Result
from peergroups.resumed.changing import called_in
from peergroups.seatcosts import seat_numbers
from peergroups.terms import WAITING, Count, Ints, Pair, Seat, Term

LARGE = message("group {group} has {size} members, at most {most} fit")
SMALL = message("group {group} has {size} members, at least {least} are needed")
SOMEBODY = message("{person} in group {group}")
SAID = message("{rule}: {where}")


def breaches(result: Result) -> list[str]:
    """Return the hard rules that a result breaks, each with the groups and people where it does.

    Of rules on who may sit with whom only the groups are told.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"role": ["HR", "payroll"]}, index=["ann", "bo"])
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": [1], "role": ["HR"]})
    >>> problem = pg.Problem(people, offers, [pg.SameRole()])
    >>> breaches(pg.Result(problem, np.array([0, 0], dtype=np.int32), -np.inf, seconds=1.0, seed=1))
    ['The same role: bo in group 1', 'group 1 has 2 members, at most 1 fit']
    """
    found = []
    for code in Changes(result.problem, result.assignment).broken:
        where = "; ".join(dict.fromkeys(_where(result, code)))
        if code in (TOO_MANY, TOO_FEW):
            found.append(where)
        else:
            rule = told(result.problem, code, result.language)
            found.append(translate(SAID, result.language, rule=rule, where=where) if where else rule)
    return found


def _where(result: Result, code: str) -> Iterator[str]:
    model, groups, language = result.problem.model, result.assignment, result.language
    called = called_in(result)
    if code in (TOO_MANY, TOO_FEW):
        size, offer = sizes(model, groups), model.offer_of
        wrong = size > model.most[offer] if code == TOO_MANY else size < model.least[offer]
        for group in np.flatnonzero(running(model, groups) & wrong).tolist():
            limits = {"most": model.most[offer[group]], "least": model.least[offer[group]]}
            said = LARGE if code == TOO_MANY else SMALL
            yield translate(said, language, group=called.get(group, "-"), size=size[group], **limits)
        return
    for term in model.terms:
        if term.hard and (isinstance(term, Pair) if code == PAIRS else term.criterion == code):
            yield from _of_term(result, term, called)


def _of_term(result: Result, term: Term, called: dict[int, int]) -> Iterator[str]:
    """Yield the people or groups for which a term does not hold; nothing where it is about the round as a whole."""
    model, groups, people = result.problem.model, result.assignment, result.problem.people.index
    if isinstance(term, Seat):
        seated = np.flatnonzero(groups[: len(people)] != WAITING)
        wrong = seat_numbers(term, seated, model.offer_of[groups[seated]]) > TOLERANCE
        for row in seated[wrong].tolist():
            yield translate(SOMEBODY, result.language, person=people[row], group=called[int(groups[row])])
    for group in _groups(term, model, groups):
        yield translate(GROUP, result.language, group=called.get(group, "-"))


def _groups(term: Term, model: Model, groups: Ints) -> list[int]:
    if isinstance(term, Count):
        return broken_in(term, model, groups)
    if isinstance(term, Pair):
        here, there = groups[term.first], groups[term.second]
        wrong = np.where(term.weight > 0, (here == there) & (here != WAITING), here != there)
        return sorted({int(group) for side in (here, there) for group in side[wrong] if group != WAITING})
    return []
