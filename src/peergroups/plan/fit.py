"""Whether a plan and the people of a sheet fit together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.criteria import REGISTRY
from peergroups.criteria.columns import fold, listed
from peergroups.demand.demand import answers, counted
from peergroups.demand.splitting import group_counts, span
from peergroups.locale import message
from peergroups.places import municipalities
from peergroups.plan.assemble import combinations, least_of, name_of
from peergroups.plan.errors import Wrong, guess
from peergroups.plan.parts import PROPERTIES, Offers
from peergroups.plan.rules import COMPARED, OPTIONAL, columns_named, placed, settings_of
from peergroups.plan.toml import Path

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan

UNKNOWN = {
    "theme_wishes": message("nobody wishes for {value}; the sheet has {there}"),
    "same_role": message("nobody has the role {value}; the sheet has {there}"),
    "common_slot": message("{value} suits nobody; the sheet has {there}"),
    "common_language": message("nobody speaks {value}; the sheet has {there}"),
}
TOO_FEW = {
    "theme_wishes": message("a group needs {least} people; the theme wanted most, {value}, has {n}"),
    "same_role": message("a group needs {least} people; the largest role, {value}, has {n}"),
    "common_slot": message("a group needs {least} people; the time that suits most, {value}, has {n}"),
    "common_language": message("a group needs {least} people; the language spoken most, {value}, has {n}"),
}

MAYBE = "slots_maybe"
"""The column of people with the times that would do."""

SHOWN = 10
"""The most answers of the sheet that a sentence lists."""

UNSAID = message("no offer says its {property}")
NO_COLUMN = message("the people have no column {column}; they have {there}")
NO_SPLIT = message("{n} people cannot all have a seat in groups of {sizes}")
NO_SPLIT_WITHIN = message("{n} people cannot all have a seat in at most {groups} groups of {sizes}")


def misfits(plan: Plan, people: pd.DataFrame) -> list[Wrong]:
    """Return everything in the plan that cannot be meant, given the people."""
    wrong = [*_columns(plan, people), *_totals(plan, len(people)), *_places(plan, people)]
    wrong += [*_queue_columns(plan, people), *_nothing_to_compare(plan), *_repeated(plan), *_limits(plan)]
    for rule in UNKNOWN:
        offered, _ = COMPARED[rule]
        column = compared_column(plan, rule)
        if column is not None and column in people:
            told = _with_maybe(people, column) if rule == "common_slot" else people
            there = counted(told, column)
            wrong += _unknown(plan, rule, offered, there)
            silent = sum(not answers(cell) for cell in told[column])
            wrong += _too_few(plan, rule, offered, there, silent)
    return wrong


def _with_maybe(people: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return people with the times that would do among those that suit."""
    if MAYBE not in people:
        return people
    told = zip(people[column], people[MAYBE], strict=True)
    both = [[*answers(suits).values(), *answers(would).values()] for suits, would in told]
    return people.assign(**{column: pd.Series(both, people.index, dtype=object)})


def compared_column(plan: Plan, rule: str) -> str | None:
    """Return the column of people that a rule compares with the offers; None if the rule is switched off."""
    settings = settings_of(plan.rules.get(rule, True))
    return str(settings[0].get("column", COMPARED[rule][1])) if settings else None


def values(plan: Plan, offered: str) -> Iterator[tuple[Path, str]]:
    """Yield what the plan's offers say of a property, with the place in the plan."""
    for number, offers in enumerate(plan.offers):
        for position, value in enumerate(getattr(offers, offered)):
            yield ("offers", number, offered, position), value


def _nothing_to_compare(plan: Plan) -> Iterator[Wrong]:
    for rule in COMPARED.keys() & plan.rules.keys():
        offered = COMPARED[rule][0]
        has = any(getattr(offers, offered) not in ((), None) for offers in plan.offers)
        if settings_of(plan.rules[rule]) and not (has or (offered == "online" and any(values(plan, "place")))):
            yield Wrong(("rules", rule), UNSAID, {"property": offered})
    if settings_of(plan.rules.get("opening_costs", False)) and not any(offers.cost for offers in plan.offers):
        yield Wrong(("rules", "opening_costs"), UNSAID, {"property": "cost"})


def _repeated(plan: Plan) -> Iterator[Wrong]:
    seen: set[str] = set()
    for number, offers in enumerate(plan.offers):
        names = [name_of(row, plan.round.language) for row in combinations(offers)]
        for name in names:
            if name in seen:
                yield Wrong(("offers", number), message("the offer {name} is there twice"), {"name": f'"{name}"'})
            seen.add(name)


def _limits(plan: Plan) -> Iterator[Wrong]:
    for offered in PROPERTIES:
        there = [value for _, value in values(plan, offered)]
        for number, limit in enumerate(plan.groups.limits):
            for position, value in enumerate(getattr(limit, offered)):
                if fold(value) not in map(fold, there):
                    path = ("groups", "limits", number, offered, position)
                    yield Wrong(path, message("no offer has {value}"), {"value": f'"{value}"'}, guess(value, there))


def _unknown(plan: Plan, rule: str, offered: str, there: pd.Series) -> Iterator[Wrong]:
    known = {fold(answer) for answer in there.index}
    said = "; ".join([*map(str, there.index[:SHOWN]), *(["..."] if len(there) > SHOWN else [])]) or "–"
    for path, value in values(plan, offered):
        if known.isdisjoint(map(fold, listed(value))):
            yield Wrong(path, UNKNOWN[rule], {"value": f'"{value}"', "there": said}, guess(value, there.index))


def _too_few(plan: Plan, rule: str, offered: str, there: pd.Series, silent: int) -> Iterator[Wrong]:
    """Yield a fault if no group at all can run, as no value that the offers name has enough people."""
    if not plan.offers or not all(getattr(offers, offered) for offers in plan.offers):
        return
    known = {fold(answer): n for answer, n in there.items()}
    count = {value: sum(known.get(fold(one), 0) for one in listed(value)) for _, value in values(plan, offered)}
    best = max(count, key=lambda value: count[value])
    least = min(least_of(offers, plan) for offers in plan.offers)
    if 0 < count[best] < least - silent:
        yield Wrong(("offers",), TOO_FEW[rule], {"least": least, "value": f'"{best}"', "n": count[best]})


def _places(plan: Plan, people: pd.DataFrame) -> Iterator[Wrong]:
    """Yield the places that are neither a municipality nor where anybody is."""
    column = compared_column(plan, "travel")
    if column is None:
        return
    there = set(map(fold, counted(people, column).index)) if column in people else set()
    for path, place in values(plan, "place"):
        known = municipalities.find(place) or municipalities.find_former(place)
        if known is None and fold(place) not in there:
            near = next(iter(municipalities.suggest(place)), None)
            yield Wrong(path, message("{value} is no municipality of Finland"), {"value": f'"{place}"'}, near)


def _columns(plan: Plan, people: pd.DataFrame) -> Iterator[Wrong]:
    there = [str(column) for column in people.columns]
    for name, rule in plan.rules.items():
        needed = [f for f in fields(REGISTRY[name]) if f.name == "column" and name not in OPTIONAL]
        usual = {field.name: field.default for field in needed if field.default is not MISSING}
        for path, settings in placed(name, rule):
            for column in columns_named({**usual, **settings}):
                if column not in there:
                    said = {"column": f'"{column}"', "there": ", ".join(there) or "–"}
                    yield Wrong(path, NO_COLUMN, said, guess(column, there))


def _queue_columns(plan: Plan, people: pd.DataFrame) -> Iterator[Wrong]:
    for key in ("points", "stayed_away"):
        column = getattr(plan.waiting, key)
        if column is not None and column not in people:
            there = [str(name) for name in people.columns]
            said = {"column": f'"{column}"', "there": ", ".join(there) or "–"}
            yield Wrong(("waiting", key), NO_COLUMN, said, guess(column, there))


def _totals(plan: Plan, people: int) -> Iterator[Wrong]:
    offers = plan.offers or (Offers(),)
    least = min(least_of(one, plan) for one in offers)
    most = max(one.most or plan.sizes.most for one in offers)
    if people < least:
        said = {"least": least, "n": people}
        yield Wrong(("sizes", "least"), message("a group needs {least} people; there are {n}"), said)
    elif plan.waiting.everyone:
        limit = plan.groups.most
        if not any(groups <= (limit or people) for groups in group_counts(people, least, most)):
            told = {"n": people, "sizes": span(least, most), "groups": limit}
            yield Wrong(("waiting", "everyone"), NO_SPLIT if limit is None else NO_SPLIT_WITHIN, told)
