"""A seat explained to the organiser: who shares what, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from peergroups.criteria.columns import fold, is_missing, listed
from peergroups.explain.alternatives import Alternative
from peergroups.explain.seat import Seat
from peergroups.guides.chosen import guide_names
from peergroups.locale import message, translate
from peergroups.outputs.profile import SHARED, common
from peergroups.outputs.titles import TITLES
from peergroups.outputs.words import number
from peergroups.referee import TOLERANCE
from peergroups.results.changes import PAIRS, told

SITS = message("{person} is in {place}.")
WAITS = message("{person} is waiting, number {position} in line. {reason}")
WISH = message("This is wish number {rank} of {of}.")
NO_WISH = message("No wish of theirs is met.")
SHARE = message("All members have in common: {shared}.")
NEW = message("{new} of the {others} others are new to them.")
UNITS = message("The members come from {units} units; {same} of the others are from the person's own.")
GUIDE = message("The guide is {guide}.")
NOT_RUNNING = message("Why not {theme}, the first wish: no group on it runs.")
NOT_FIRST = message("Why not {theme}, the first wish: {reasons}.")
FORBIDS = message("{place}: not possible, {rules}")
GROUPS = message("groups {groups}")
COSTS = message("{place}: cost {change}")
COSTS_BY = message("{place}: cost {change} ({criteria})")
SWAP = message("{place}, in exchange with {other}")
OTHERS = message("The cheapest other seats: {seats}.")
NONE = message("No other seat keeps every hard rule.")

WHERE = message("Where to")
EXCHANGE = message("In exchange with")
CHANGES = message("Cost changes by")
BY = message("Because of")
FORBIDDEN = message("Not possible")

NAMED = 3
"""Other seats named in the text; the table has all."""


def sentences(seat: Seat) -> Iterator[str]:
    """Yield the explanation."""
    language = seat.language
    if seat.waits:
        line = seat.result.waiting.set_index("person").loc[seat.person]
        who = {"person": seat.called(seat.row), "position": int(line["position"]), "reason": line["reason"]}
        yield translate(WAITS, language, **who).strip()
    else:
        yield translate(SITS, language, person=seat.called(seat.row), place=seat.place(int(seat.facts["group"])))
        yield from _company(seat)
    if seat.lacks_first_wish():
        yield _first_wish(seat)
    if seat.alternatives:
        possible = sorted((one for one in seat.alternatives if one.change.allowed), key=lambda one: one.change.cost)
        told_of = "; ".join(_told(seat, one) for one in possible[:NAMED])
        yield translate(OTHERS, language, seats=told_of) if possible else translate(NONE, language)


def table(seat: Seat) -> pd.DataFrame:
    """Return the same as `moves` in words, a column for all that changes and one for all that forbids it."""
    language, rows = seat.language, []
    for one in seat.alternatives:
        number = int(seat.numbers[one.group])
        rows.append(
            {
                TITLES["group"]: number,
                WHERE: ", ".join(seat.known(number)),
                EXCHANGE: "" if one.other is None else seat.called(one.other),
                CHANGES: signed(one.change.cost, language),
                BY: ", ".join(_changes(seat, one)),
                FORBIDDEN: ", ".join(told(seat.problem, code, language) for code in one.change.broken),
            }
        )
    columns = [TITLES["group"], WHERE, EXCHANGE, CHANGES, BY, FORBIDDEN]
    found = pd.DataFrame(rows, columns=columns, dtype=object)
    return found.sort_values(TITLES["group"], kind="stable", ignore_index=True).rename(
        columns={title: translate(title, language) for title in columns}
    )


def moves(seat: Seat) -> pd.DataFrame:
    """Return what every other seat would change, criterion by criterion."""
    soft = list(dict.fromkeys(code for one in seat.alternatives for code in one.change.costs))
    columns = ["group", "offer", "other", "allowed", "forbidden_by", "cost", *soft]
    people, offers = seat.problem.people.index, seat.problem.offers.index
    rows = [
        {
            "group": int(seat.numbers[one.group]),
            "offer": offers[seat.problem.model.offer_of[one.group]],
            "other": None if one.other is None else people[one.other],
            "allowed": one.change.allowed,
            "forbidden_by": "; ".join(one.change.broken),
            "cost": one.change.cost,
            **one.change.costs,
        }
        for one in seat.alternatives
    ]
    rows.sort(key=lambda row: row["group"])
    others = pd.Series([row["other"] for row in rows], dtype=object)  # keeps None, which a frame of rows would not
    return pd.DataFrame(rows, columns=columns).assign(other=others)


def _company(seat: Seat) -> Iterator[str]:
    language, people, facts = seat.language, seat.problem.people, seat.facts
    if not pd.isna(facts["wish"]):
        yield translate(WISH, language, rank=int(facts["wish"]), of=max(len(seat.wishes), int(facts["wish"])))
    elif seat.wishes:
        yield translate(NO_WISH, language)
    together = [*seat.members.tolist(), seat.row]
    shared = []
    for column, fact in SHARED.items():
        if column in people.columns:
            values = "; ".join(common(people[column].iloc[together]))
            if values and fold(values) != fold(facts[fact]):
                shared.append(f"{translate(TITLES[column if column != 'place' else 'home'], language)} {values}")
    if shared:
        yield translate(SHARE, language, shared=", ".join(shared))
    if not pd.isna(facts["new_faces"]):
        yield translate(NEW, language, new=int(facts["new_faces"]), others=len(seat.members))
    if "unit" in people.columns:
        units = [fold(unit) for unit in people["unit"].iloc[together]]
        if units[-1]:
            yield translate(UNITS, language, units=len(set(units) - {""}), same=units.count(units[-1]) - 1)
    if not is_missing(facts["guide"]):
        names = guide_names(seat.problem)
        yield translate(GUIDE, language, guide=", ".join(names.get(g, str(g)) for g in listed(facts["guide"])))


def _first_wish(seat: Seat) -> str:
    theme, there = seat.wishes[0], set(seat.with_first_wish())
    if not there:
        return translate(NOT_RUNNING, seat.language, theme=theme)
    best: dict[int, Alternative] = {}
    for one in seat.alternatives:
        group = int(seat.numbers[one.group])
        if group in there and (group not in best or _rank(one) < _rank(best[group])):
            best[group] = one
    alike: dict[tuple[str, ...], list[int]] = {}
    for group in sorted(best):
        alike.setdefault(best[group].change.broken or (str(group),), []).append(group)
    reasons = "; ".join(_told_alike(seat, [best[group] for group in groups]) for groups in alike.values())
    return translate(NOT_FIRST, seat.language, theme=theme, reasons=reasons)


def _told_alike(seat: Seat, some: list[Alternative]) -> str:
    """Return what some seats would change, those that the same rules forbid together."""
    if len(some) == 1:
        return _told(seat, some[0])
    numbers = ", ".join(str(int(seat.numbers[one.group])) for one in some)
    return _forbidden(seat, some[0], translate(GROUPS, seat.language, groups=numbers))


def _forbidden(seat: Seat, one: Alternative, place: str) -> str:
    rules = ", ".join(told(seat.problem, code, seat.language) for code in one.change.broken)
    return translate(FORBIDS, seat.language, place=place, rules=rules)


def _rank(one: Alternative) -> tuple[bool, float]:
    return not one.change.allowed, one.change.cost


def _told(seat: Seat, one: Alternative) -> str:
    language, group = seat.language, int(seat.numbers[one.group])
    place = seat.place(group)
    if one.other is not None:
        place = translate(SWAP, language, place=place, other=seat.called(one.other))
    if not one.change.allowed:
        return _forbidden(seat, one, place)
    parts = _changes(seat, one)
    values = {"place": place, "change": signed(one.change.cost, language), "criteria": ", ".join(parts)}
    return translate(COSTS_BY if parts else COSTS, language, **values)


def _changes(seat: Seat, one: Alternative) -> list[str]:
    """Return the change of each soft criterion's cost, those that change."""
    return [
        f"{told(seat.problem, code, seat.language)} {signed(change, seat.language)}"
        for code, change in one.change.costs.items()
        if abs(change) > TOLERANCE and code != PAIRS
    ]


def signed(value: float, language: str) -> str:
    """Return a number with its sign, as it is written in a language.

    >>> signed(2.0, "en"), signed(-0.5, "fi"), signed(0.0, "sv")
    ('+2', '−0,5', '±0')
    """
    rounded = round(value, 2)
    sign = "±" if rounded == 0 else "+" if rounded > 0 else "−"
    return sign + number(abs(rounded), language)
