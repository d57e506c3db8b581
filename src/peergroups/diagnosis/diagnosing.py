"""Why hard rules can't all hold, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from peergroups.diagnosis.clash import CLASH, NO_GROUPS, NO_PEOPLE, counted
from peergroups.diagnosis.rules import SIZES, Rule, called, rules_of
from peergroups.diagnosis.trials import LONGEST_TRIAL, give_way, hold, smallest_clash
from peergroups.diagnosis.ways import WayOut, way_out
from peergroups.engines.base import Budget, check_time
from peergroups.locale import message, translate
from peergroups.outputs.record import plain
from peergroups.problem import Problem
from peergroups.terms import WAITING
from peergroups.waiting.reasons import waiting_reasons

FINE = message("The hard rules can all hold.")
UNKNOWN = message("Whether the hard rules can all hold was not found out in the time there was.")
OUT = message("Ways out, the smallest first:")
NO_WAY = message("No way out was found in the time there was.")
PLACELESS = message("No kind of group fits: {n} people.")

TRIAL_SHARE = 0.5
"""The share of the time for finding which rules clash; the rest is for the ways out."""


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """Why hard rules can't all hold, and what to do about it.

    Attributes
    ----------
    holds : bool or None
        Whether they can; None if it was not found out.
    rules : tuple of str
        Rules that can't all hold while all of them but any one can: labels of criteria, or the texts `SIZES` and
        `EVERYONE` of `peergroups.diagnosis.rules`.
    smallest : bool
        Whether the latter is proved of each of them.
    reasons : tuple of str
        The same in sentences, with what can simply be counted.
    ways : tuple of WayOut
        What could give way, with the fewest exceptions first. Each was found by solving: all other rules hold.
    placeless : pandas.DataFrame
        Those whom no kind of group fits: ``person, reason``.
    language : str
        The language of the texts.
    """

    holds: bool | None
    rules: tuple[Rule, ...]
    smallest: bool
    reasons: tuple[str, ...]
    ways: tuple[WayOut, ...]
    placeless: pd.DataFrame
    language: str

    @property
    def text(self) -> str:
        """Everything in sentences."""
        lines = list(self.reasons)
        if self.holds is not True and self.rules:
            if len(self.placeless):
                lines.append(translate(PLACELESS, self.language, n=len(self.placeless)))
            lines.append(translate(OUT if self.ways else NO_WAY, self.language))
            lines += [f"{number}. {way.text}" for number, way in enumerate(self.ways, start=1)]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, texts and lists, ready for JSON."""
        ways = [
            {
                "rules": list(way.rules),
                "exceptions": plain(way.amount),
                "proved": way.proved,
                "people": plain(list(way.people)),
                "offers": plain(list(way.offers)),
                "text": way.text,
            }
            for way in self.ways
        ]
        placeless = [{str(k): plain(v) for k, v in row.items()} for row in self.placeless.to_dict("records")]
        return {
            "holds": self.holds,
            "rules": list(self.rules),
            "smallest": self.smallest,
            "reasons": list(self.reasons),
            "ways": ways,
            "placeless": placeless,
        }

    def __repr__(self) -> str:
        """Return everything in sentences."""
        return self.text

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self.text.splitlines())


def diagnose(problem: Problem, *, time_limit: float = 8.0, seed: int = 0, language: str = "en") -> Diagnosis:
    """Find a smallest set of hard rules that clash, and the cheapest ways out.

    Rules are left out one by one while the rest still clash; what remains is a set of which no rule can be spared.
    Then each of them gives way as little as possible while all other rules hold.

    Parameters
    ----------
    problem : Problem
        People, offers and criteria.
    time_limit : float, default 8
        Seconds.
    seed : int, default 0
        For the engine.
    language : {"en", "fi", "sv"}
        The language of the texts.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> pg.diagnose(pg.Problem(pd.DataFrame(index=["ann", "bo", "cai"]), offers, everyone=True))
    3 people can't all be seated in groups of the sizes asked for; at most 2 can.
    These rules can't all hold: sizes of groups, everyone has a seat.
    Ways out, the smallest first:
    1. let groups be of other sizes: pairs of 1
    2. let ann wait
    """
    check_time(time_limit)
    budget = Budget(time_limit)
    rules = rules_of(problem)
    placeless = _placeless(problem, language)
    if not len(problem.people):
        said = translate(NO_PEOPLE, language)
        return Diagnosis(False, (), True, (said,), (), placeless, language)
    simply = list(counted(problem))
    limits = tuple(str(reason.values["rule"]) for reason in simply if reason.message == NO_GROUPS)
    first = False if limits else hold(problem, rules, _trial(budget), seed)
    sized = tuple(rule for rule in rules if rule in (*limits, "group_size", SIZES))
    if limits and hold(problem, sized, _trial(budget), seed) is not True:  # as a rule, sizes alone rule it out
        rules = sized
    if first is not False:
        said = translate(FINE if first else UNKNOWN, language)
        return Diagnosis(first, (), False, (said,), (), placeless, language)
    rules, smallest = smallest_clash(problem, rules, budget.part(TRIAL_SHARE), seed)
    names = ", ".join(called(problem, rule, language) for rule in rules)
    told = [
        *(reason.told(problem, language) for reason in simply),
        *([translate(CLASH, language, rules=names)] if rules else []),
    ]
    ways = sorted(_ways(problem, rules, budget, seed, language), key=lambda way: way.amount)
    return Diagnosis(False, rules, smallest, tuple(told), tuple(ways), placeless, language)


def _trial(budget: Budget) -> float:
    return min(LONGEST_TRIAL, budget.left)


def _ways(problem: Problem, rules: tuple[Rule, ...], budget: Budget, seed: int, language: str) -> Iterator[WayOut]:
    """Yield a way out by each rule that is enough by itself, or else one by all of them together."""
    none = True
    for number, rule in enumerate(rules):
        seconds = budget.part(1 / (len(rules) + 1 - number)).seconds
        if (found := give_way(problem, [rule], seconds, seed)) is not None:
            none = False
            yield way_out(problem, [rule], *found, language)
    if none and rules and (found := give_way(problem, rules, budget.left, seed)) is not None:
        yield way_out(problem, rules, *found, language)


def _placeless(problem: Problem, language: str) -> pd.DataFrame:
    model, people = problem.model, len(problem.people)
    rows = np.flatnonzero(model.seat_costs.choices()[:people] == 0)
    nobody = np.full(model.people, WAITING, dtype=np.int32)
    reasons = waiting_reasons(problem, nobody, rows.tolist(), np.zeros(model.groups, dtype=np.int64), language)
    return pd.DataFrame({"person": problem.people.index[rows], "reason": reasons}, dtype=object)
