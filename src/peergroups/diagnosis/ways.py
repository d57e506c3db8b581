"""A way out of a clash: which rule gives way, for whom and how far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from peergroups.criteria.keep_apart import KeepApart
from peergroups.criteria.names import rule_name
from peergroups.diagnosis.clash import MOST_NAMED
from peergroups.diagnosis.rules import EVERYONE, SIZES, Rule
from peergroups.diagnosis.trials import own_sizes
from peergroups.locale import message, translate
from peergroups.problem import Problem
from peergroups.referee import TOLERANCE, amount, running, sizes
from peergroups.results.changes import broken_in
from peergroups.seatcosts import seat_numbers
from peergroups.terms import WAITING, Count, Ints, Load, Open, Pair, Seat, Term

WAIT = message("let {people} wait")
SIZE = message("let groups be of other sizes: {groups}")
OF_SIZE = message("{offer} of {size}")
EXEMPT = message("{rule}: an exception for {people}")
PAIRS = message("{rule}: an exception for {n} pairs")
OF_PAIRS = message("{rule}: an exception for {people}")
GROUPS = message("{rule}: an exception in {offers}")
MORE_GROUPS = message("{rule}: allow {n} more")
FEWER_GROUPS = message("{rule}: ask for {n} fewer")
GUIDE = message("one more guide for each of: {offers}")
LOADED = message("{rule}: allow {n} more groups for a guide")
AND_MORE = message("{names} and {n} more")


@dataclass(frozen=True, eq=False)
class WayOut:
    """A way out of a clash, found by solving.

    Attributes
    ----------
    rules : tuple of str
        What gives way: labels of criteria, or the texts `SIZES` and `EVERYONE` of `peergroups.diagnosis.rules`.
    amount : float
        How many exceptions it takes: people, pairs, members or groups.
    proved : bool
        Whether fewer exceptions from these rules are proved impossible.
    people : tuple
        Ids of the people excepted; nobody where pairs are kept apart.
    offers : tuple
        Ids of the offers whose groups are excepted.
    groups : (rows of the model,) int32
        A grouping that keeps all other rules.
    text : str
        The same for the organiser.
    """

    rules: tuple[Rule, ...]
    amount: float
    proved: bool
    people: tuple[object, ...]
    offers: tuple[object, ...]
    groups: Ints
    text: str


def way_out(
    problem: Problem, rules: Collection[Rule], groups: Ints, total: float, proved: bool, language: str
) -> WayOut:
    """Return what a grouping takes as exceptions from some rules."""
    parts: list[str] = []
    people: dict[object, None] = {}
    offers: dict[object, None] = {}
    for rule in rules:
        for part in _parts(problem, rule, groups, language):
            parts.append(part.text)
            people |= dict.fromkeys(part.people)
            offers |= dict.fromkeys(part.offers)
    return WayOut(tuple(rules), total, proved, tuple(people), tuple(offers), groups, "; ".join(dict.fromkeys(parts)))


@dataclass(frozen=True)
class _Part:
    text: str
    people: tuple[object, ...] = ()
    offers: tuple[object, ...] = ()


def _parts(problem: Problem, rule: Rule, groups: Ints, language: str) -> Iterator[_Part]:
    model = problem.model
    if rule == EVERYONE:
        waiting = problem.people.index[groups[: len(problem.people)] == WAITING]
        if len(waiting):
            yield _Part(translate(WAIT, language, people=named(waiting, language)), tuple(waiting))
        return
    if rule == SIZES:
        yield from _sizes(problem, groups, language)
        return
    name = rule_name(problem, rule, language)
    secret = any(isinstance(c, KeepApart) and c.label == rule for c in problem.criteria)
    for term in model.terms:
        if term.hard and term.criterion == rule and amount(term, model, groups) > TOLERANCE:
            yield _excepted(problem, term, groups, name, secret, language)


def _sizes(problem: Problem, groups: Ints, language: str) -> Iterator[_Part]:
    model = problem.model
    least, most = own_sizes(problem)
    size, offer, runs = sizes(model, groups), model.offer_of, running(model, groups)
    odd = np.flatnonzero(runs & ((size < least[offer]) | (size > most[offer])))
    if len(odd):
        ids = problem.offers.index[offer[odd]]
        told = [translate(OF_SIZE, language, offer=o, size=int(size[g])) for o, g in zip(ids, odd, strict=True)]
        yield _Part(translate(SIZE, language, groups=named(told, language)), (), tuple(ids))


def _excepted(problem: Problem, term: Term, groups: Ints, name: str, secret: bool, language: str) -> _Part:
    model, index = problem.model, problem.people.index
    if isinstance(term, Seat):
        seated = np.flatnonzero(groups[: len(index)] != WAITING)
        wrong = seat_numbers(term, seated, model.offer_of[groups[seated]]) > TOLERANCE
        who = tuple(index[seated[wrong]])
        return _Part(translate(EXEMPT, language, rule=name, people=named(who, language)), who)
    if isinstance(term, Pair):
        pairs = _broken_pairs(term, groups)
        inside = [(index[a], index[b]) for a, b in pairs if b < len(index)]
        if secret or not inside:
            return _Part(translate(PAIRS, language, rule=name, n=len(pairs)))
        told = named([f"{a} + {b}" for a, b in inside], language)
        who = tuple(dict.fromkeys(person for pair in inside for person in pair))
        return _Part(translate(OF_PAIRS, language, rule=name, people=told), who)
    if isinstance(term, Open):
        runs = int(running(model, groups)[np.isin(model.offer_of, term.offers)].sum())
        said, n = (MORE_GROUPS, runs - term.most) if runs > term.most else (FEWER_GROUPS, term.least - runs)
        return _Part(translate(said, language, rule=name, n=n))
    if isinstance(term, Load):
        return _Part(translate(LOADED, language, rule=name, n=round(amount(term, model, groups))))
    broken = broken_in(term, model, groups) if isinstance(term, Count) else []
    ids = tuple(problem.offers.index[model.offer_of[broken]])
    said = GUIDE if term.criterion == "guides" else GROUPS
    return _Part(translate(said, language, rule=name, offers=named(ids, language)), (), ids)


def _broken_pairs(term: Pair, groups: Ints) -> list[tuple[int, int]]:
    here, there = groups[term.first], groups[term.second]
    share = (here == there) & (here != WAITING)
    broken = np.where(term.weight > 0, share, here != there)
    return list(zip(term.first[broken].tolist(), term.second[broken].tolist(), strict=True))


def named(items: Collection[object], language: str) -> str:
    """Return some names, each once with how often it stands there, the rest counted.

    >>> named(list("abcdefgh"), "en"), named(["Tue, online", "Tue, online", "Wed"], "en")
    ('a, b, c, d, e and 3 more', '2 × Tue, online; Wed')
    """
    often = Counter(map(str, items))
    names = [f"{many} × {name}" if many > 1 else name for name, many in often.items()]
    first = ("; " if any("," in name for name in names) else ", ").join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return translate(AND_MORE, language, names=first, n=more) if more > 0 else first
