"""The table of a plan on several rounds planned at once: how many, what they are called, and who comes to which."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import pandas as pd
from pydantic import Field, model_validator

from peergroups.criteria.columns import fold, is_missing, listed, spelled
from peergroups.errors import PlanError
from peergroups.locale import LANGUAGES, message, translate
from peergroups.meetings.identity import same_name
from peergroups.plan.errors import Wrong
from peergroups.plan.parts import Part, Texts, fault
from peergroups.plan.rules import HISTORY, placed, settings_of

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan
    from peergroups.registrations import Registrations

ATTENDS = "attends"
"""The column of people with the rounds that each comes to."""
SHOWN = 10
"""How many people a sentence lists at most."""
NEW_FACES = "new_faces"

ROUND = message("Round {name}")
NO_ROUND = message(
    "no rounds are called so: {values}; the rounds are {rounds}; it is what {n} of the people answered: {people}"
)
NOBODY = message("nobody comes to the round {round}")
STRANGERS = message("of those in the sheet {sheet}, these are not registered: {people}")
ONE_ROUND = message("is for one round; leave it out where rounds are planned at once")
EARLIER_ONLY = message(
    "looks at earlier rounds alone; where rounds are planned at once, new_faces counts all of them"
)
NOT_COUNTED = message("does not count where rounds are planned at once: a pair that meets again costs the weight")


class Rounds(Part):
    """``[rounds]``: several rounds planned at once, so that people meet as few others twice as can be.

    All the rest of the plan holds in every round. The weight of `rules.new_faces` is what a second meeting costs.
    """

    count: int = Field(default=3, ge=2, description="How many rounds.")
    names: Texts = Field(
        default=(), description="What they are called, in their order; by their numbers if left out."
    )
    attendance: Texts = Field(
        default=(),
        description="Who comes to which: a column that lists rounds, or a column for each that is ticked or says yes "
        "or no. A cell lists names or numbers: `1; 3`. Who answers nothing comes to all.",
    )
    sheet: str | None = Field(
        default=None, description="The sheet of the registrations' file with these columns, if it is another one."
    )

    @model_validator(mode="after")
    def _fits(self) -> Rounds:
        if self.names and len(self.names) != self.count:
            raise fault("there are {count} rounds but {names} names", count=self.count, names=len(self.names))
        if len(set(map(fold, self.names))) < len(self.names):
            raise fault("two rounds have the same name")
        if self.attendance and len(self.attendance) not in (1, self.count):
            raise fault(
                "attendance is one column, or {count}: one for each round; not {columns}",
                count=self.count,
                columns=len(self.attendance),
            )
        if self.sheet is not None and not self.attendance:
            raise fault("sheet needs attendance: the columns to read there")
        return self

    @property
    def called(self) -> list[str]:
        """What the rounds are called."""
        return list(self.names) or [str(number) for number in range(1, self.count + 1)]


def with_attendance(plan: Plan, read: Registrations, sheet: FilePath) -> Registrations:
    """Return registrations with the attendance that stands on a sheet of its own.

    Raises
    ------
    PlanError
        If somebody there is not registered.
    """
    if plan.rounds is None or plan.rounds.sheet is None:
        return read
    from peergroups.registrations import read_registrations

    language, named = plan.round.language, {ATTENDS: plan.rounds.attendance}
    there = read_registrations(sheet, columns=named, sheet=plan.rounds.sheet, language=language)
    by_name = {}
    if "name" in read.people:
        by_name = {same_name(str(name)): person for person, name in read.people["name"].items()}
    names = there.people["name"] if "name" in there.people else pd.Series("", index=there.people.index)
    ids = [p if p in read.people.index else by_name.get(same_name(str(names[p]))) for p in there.people.index]
    lost = [
        f"{names[person]} ({person})" if not is_missing(names[person]) and names[person] else person
        for person, known in zip(there.people.index, ids, strict=True)
        if known is None
    ]
    if lost:
        raise PlanError(translate(STRANGERS, language, sheet=plan.rounds.sheet, people=_some(lost)))
    attends = there.people[ATTENDS].set_axis(pd.Index(ids, dtype=object)).reindex(read.people.index)
    of_rounds = (there.faults["severity"] == "error") | there.faults["column"].isin(plan.rounds.attendance)
    faults = pd.concat([read.faults, there.faults[of_rounds]], ignore_index=True)
    return replace(read, people=read.people.assign(**{ATTENDS: attends}), faults=faults)


def attendance(plan: Plan, people: pd.DataFrame) -> pd.DataFrame | None:
    """Return (people, rounds) who comes to which round; None if nobody said."""
    if plan.rounds is None or ATTENDS not in people:
        return None
    known, count = _known(plan.rounds), plan.rounds.count
    chosen = [{known.get(fold(v)) for v in _values(cell, known)} for cell in people[ATTENDS]]
    rows = [
        [is_nothing(cell) or k in some for k in range(count)]
        for cell, some in zip(people[ATTENDS], chosen, strict=True)
    ]
    return pd.DataFrame(rows, index=people.index, columns=plan.rounds.called)


def misfits(plan: Plan, people: pd.DataFrame) -> Iterator[Wrong]:
    """Yield what can't be meant where several rounds are planned at once."""
    if plan.rounds is None:
        return
    for table in ("sessions", "aim", "continuing"):
        if getattr(plan, table) is not None:
            yield Wrong((table,), ONE_ROUND, {})
    for name, rule in plan.rules.items():
        if name not in HISTORY or not settings_of(rule):
            continue
        if name != NEW_FACES:
            yield Wrong(("rules", name), EARLIER_ONLY, {})
            continue
        for path, settings in placed(name, rule):
            for key in settings.keys() - {"weight"}:
                yield Wrong((*path, key), NOT_COUNTED, {})
    if ATTENDS in people:
        yield from _attendance_misfits(plan.rounds, people)
    there = attendance(plan, people)
    for name in [] if there is None else there.columns[~there.any()]:
        yield Wrong(("rounds", "attendance"), NOBODY, {"round": name})


def repeat_cost(plan: Plan) -> float:
    """Return what the second meeting of a pair costs."""
    return sum(float(settings.get("weight", 1)) for settings in settings_of(plan.rules.get(NEW_FACES, True)))


def _attendance_misfits(rounds: Rounds, people: pd.DataFrame) -> Iterator[Wrong]:
    known, called = _known(rounds), ", ".join(rounds.called)
    odd = {
        person: values
        for person, cell in people[ATTENDS].items()
        if (values := [f'"{value}"' for value in _values(cell, known) if fold(value) not in known])
    }
    if odd:
        told = _some(list(dict.fromkeys(value for values in odd.values() for value in values)))
        said = {"values": told, "rounds": called, "n": len(odd), "people": _some(list(odd))}
        yield Wrong(("rounds", "attendance"), NO_ROUND, said)


def _known(rounds: Rounds) -> dict[str, int]:
    """Return what a round may be called, and which one that is, from 0; plain numbers, unless a name is one."""
    numbered = {
        fold(translate(ROUND, language, name=k + 1)): k for k in range(rounds.count) for language in LANGUAGES
    }
    if not any(name.strip().isdecimal() for name in rounds.names):
        numbered |= {str(k + 1): k for k in range(rounds.count)}
    headers = rounds.attendance if len(rounds.attendance) > 1 else ()
    by_name = {fold(name): k for k, name in enumerate(rounds.called)}
    return {**numbered, **{fold(header): k for k, header in enumerate(headers)}, **by_name}


def _values(cell: object, known: Container[str]) -> list[str]:
    """Return what a cell lists; what stands between commas counts by itself where the whole is no round."""
    values = [spelled(value) for value in listed(cell)]
    return [part for v in values for part in ([v] if fold(v) in known else v.split(",")) if part.strip()]


def _some(listed: Sequence[object]) -> str:
    """Return the first of some people or values, as a sentence lists them."""
    return ", ".join(map(str, listed[:SHOWN])) + (" ..." if len(listed) > SHOWN else "")


def is_nothing(cell: object) -> bool:
    """Return whether somebody did not say what they come to; an empty list says that they come to nothing."""
    return is_missing(cell) and not isinstance(cell, list)
