"""What is taken from a result or a table when a round is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from peergroups.meetings import columns as words
from peergroups.meetings import seats

if TYPE_CHECKING:
    from peergroups.results.result import Result

Facts = dict[Any, dict[str, str]]
_KEPT = ("name", "email", "unit")


def read(source: Result | pd.DataFrame | pd.Series, round: Any) -> tuple[pd.DataFrame, Facts]:
    """Return the long table of a source, and what it says of people."""
    if isinstance(source, pd.Series):
        return seats.from_frame(source, round), {}
    if isinstance(source, pd.DataFrame):
        return seats.from_frame(source, round), facts_of(source)
    if not hasattr(source, "assignment"):
        raise TypeError(f"a round is recorded from a Result, DataFrame or Series, not a {type(source).__name__}")
    return seats.from_frame(_table(source), round), facts_of(source.problem.people)


def own_label(source: object) -> str | None:
    """Return what a result calls its round, or None."""
    return None if isinstance(source, pd.DataFrame | pd.Series) else getattr(source, "round", None)


def _table(result: Result) -> pd.DataFrame:
    """Return who sat in which group, the guides among them or beside them."""
    seated = result.seats[["group", "offer"]].dropna(subset="group")
    table = pd.DataFrame(
        {"person": seated.index, "group": seated["group"].to_numpy(), "offer": seated["offer"].to_numpy()}
    )
    groups = result.groups
    guides = groups["guide"].map(lambda guide: guide if isinstance(guide, list) else [guide]).explode().dropna()
    rows = {"person": guides, "group": guides.index, "offer": groups["offer"].reindex(guides.index)}
    table = pd.concat(
        [table, pd.DataFrame(rows)], ignore_index=True
    )  # a member who guides is listed twice: last counts
    table["role in group"] = ["member"] * len(seated) + ["guide"] * len(guides)
    return table


def facts_of(people: pd.DataFrame) -> Facts:
    """Return each person's name, e-mail address and unit, as far as there are columns for them."""
    ids = seats.people_of(people)
    facts: Facts = {person: {} for person in ids.dropna()}
    for what in _KEPT:
        column = words.find(people.columns, words.FACTS[what])
        if column is None:
            continue
        for person, value in zip(ids, people[column], strict=True):
            text = "" if pd.isna(value) else str(value).strip()
            if person is not None and text:
                facts[person][what] = text
    return facts


def in_order(labels: Iterable[Any]) -> tuple[Any, ...]:
    """Return rounds oldest first: sorted where all are numbers or all are dates, else as given."""
    given = tuple(labels)
    if all(isinstance(label, Real) for label in given) or all(isinstance(label, date) for label in given):
        return tuple(sorted(given, key=lambda label: cast(Any, label)))
    return given
