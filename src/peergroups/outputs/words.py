"""How a result is put in an organiser's words."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from babel.numbers import format_decimal

from peergroups.criteria.columns import fold, is_missing
from peergroups.criteria.names import rule_name
from peergroups.locale import message, translate
from peergroups.referee import TOLERANCE
from peergroups.results.result import Result, Status

STATUS = {
    Status.OPTIMAL: message("optimal"),
    Status.FEASIBLE: message("valid, not proved optimal"),
    Status.INFEASIBLE: message("impossible"),
}

LEVELS = message("Formed one wish after the other: {rules}.")
LEVELS_WITH_SLACK = message("Formed one wish after the other, each at most {slack} % above the best found: {rules}.")
WORST_OFF_FIRST = message("Formed so that the worst-off are as well off as can be: {rule}.")

HARDLY_PROVED = 0.995
"""From this gap on, the bound says too little to be put in a sentence."""


def number(value: float, language: str, decimals: int = 2) -> str:
    """Return a number as it is written in a language, with at most so many decimals.

    Examples
    --------
    >>> number(1234.5, "en"), number(0.25, "fi"), number(3.0, "sv")
    ('1,234.5', '0,25', '3')
    """
    return str(format_decimal(round(value, decimals) + 0.0, "#,##0." + "#" * decimals, locale=language))


def told_apart(one: float, other: float, language: str) -> tuple[str, str]:
    """Return two numbers with as many decimals as it takes to tell them apart, 2 at least and 6 at most.

    Examples
    --------
    >>> told_apart(51.0, 51.004, "en"), told_apart(51.0, 52.0, "en")
    (('51', '51.004'), ('51', '52'))
    """
    decimals = next((n for n in range(2, 6) if round(one, n) != round(other, n)), 6)
    return number(one, language, decimals), number(other, language, decimals)


def how_good(result: Result, language: str) -> str:
    """Return how far the grouping is from the best possible, in one sentence or two.

    The share is rounded up, so that "at most" stays true.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]})
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]})
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> how_good(pg.Result(problem, np.array([0, 1, 0, 1], np.int32), 0.0, seconds=1.0, seed=1), "en")
    'No other grouping can be better: this is proved.'
    """
    sentences = [translate("It was stopped before its time was up.", language)] if result.interrupted else []
    if result.aim:
        sentences.append(aimed_at(result, language))
    if result.proved_infeasible:
        sentences.append(translate("No grouping keeps every hard rule.", language))
    elif result.status is Status.INFEASIBLE:
        sentences.append(translate("No grouping that keeps every hard rule was found.", language))
    elif result.status is Status.OPTIMAL:
        sentences.append(translate("No other grouping can be better: this is proved.", language))
    elif result.gap is None or result.gap > HARDLY_PROVED:
        sentences.append(translate("How much better another grouping could be is not proved.", language))
    else:
        share = math.ceil(result.gap * 1000 - 1e-9) / 10
        sentences.append(
            translate("At most {share} % better exists: this is proved.", language, share=number(share, language, 1))
        )
    return " ".join(sentences)


def changed_costs(result: Result, was: Mapping[str, float], now: Mapping[str, float]) -> list[str]:
    """Return the soft criteria that cost something else now, such as "Theme wishes 3 → 5".

    Parameters
    ----------
    result : Result
        Gives the names and the language.
    was, now : mapping
        Costs by label; criteria that are in one of them alone are left out.
    """
    return [
        f"{rule_name(result.problem, label, result.language)} "
        f"{number(was[label], result.language)} → {number(now[label], result.language)}"
        for label in was
        if label in now and abs(was[label] - now[label]) > TOLERANCE
    ]


def aimed_at(result: Result, language: str) -> str:
    """Return how the groups were formed, where it was not by the weights of the rules."""

    def name(label: object) -> str:
        return rule_name(result.problem, str(label), language)

    if label := result.aim.get("worst_off_first"):
        return translate(WORST_OFF_FIRST, language, rule=name(label))
    rules, slack = ", ".join(map(name, result.aim["levels"])), result.aim["slack"]
    if not slack:
        return translate(LEVELS, language, rules=rules)
    return translate(LEVELS_WITH_SLACK, language, rules=rules, slack=number(100 * slack, language))


def figures(result: Result, language: str) -> list[tuple[str, str]]:
    """Return the few numbers that an organiser asks for first, with their names."""
    seats, groups = result.seats, result.groups
    seated = int(groups["size"].sum())
    wish = seats.loc[seats["theme"].notna(), "wish"]  # of those whose group has a theme
    found = [
        (translate("Groups", language), number(len(groups), language)),
        (translate("People with a seat", language), number(seated, language)),
        (translate("People waiting", language), number(len(seats) - seated, language)),
    ]
    if wish.notna().any():
        found.append((translate("First wish met", language), share_of(int((wish == 1).sum()), len(wish), language)))
    faces = seats["new_faces"].dropna()
    if len(faces):
        found.append((translate("New faces each, least", language), number(int(faces.min()), language)))
        found.append((translate("New faces each, mean", language), number(float(faces.mean()), language, 1)))
    return found


def share_of(part: int, whole: int, language: str) -> str:
    """Return "9 of 12 (75 %)"; the share is rounded down, so that 100 % means all."""
    percent = math.floor(100 * part / whole) if whole else 0
    return translate("{part} of {whole} ({percent} %)", language, part=part, whole=whole, percent=percent)


def timing(result: Result, language: str) -> str:
    """Return the cost with what is proved of it, the time taken and the seed, in one line."""
    found = [(translate("Status", language), translate(STATUS[result.status], language))]
    if result.status is not Status.INFEASIBLE:
        found.append((translate("Cost", language), number(result.objective, language)))
    if result.bound is not None:
        found.append((translate("Proved least cost", language), number(result.bound, language)))
    found.append((translate("Seconds", language), number(result.seconds, language, 1)))
    found.append((translate("Seed", language), str(result.seed)))
    return " · ".join(f"{name}: {value}" for name, value in found)


def meeting_places(groups: pd.DataFrame, language: str) -> pd.Series:
    """Return where each group meets: its place, "online" or "in person"; None where the offers do not say."""
    online, room = translate("online", language), translate("in person", language)
    ways = {"true": online, "yes": online, "false": room, "no": room}
    places = [
        ways.get(fold(mode)) if is_missing(place) else place
        for place, mode in zip(groups["place"], groups["online"], strict=True)
    ]
    return pd.Series(places, index=groups.index, dtype=object)
