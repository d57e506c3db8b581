"""Groups made by hand as the model numbers them: who is listed where, as people or as guides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.results.changes import row_of
from peergroups.results.result import Result
from peergroups.resumed.guiding import found_guides, guide_called, named_guides
from peergroups.resumed.placing import placed
from peergroups.terms import Ints

TWICE = message("{person} is in more than one group")


def listed(result: Result, groups: pd.DataFrame | Mapping[Any, Any] | str | Path) -> pd.DataFrame:
    """Return a row for everybody listed: ``person, group, offer`` and ``role``, "guide" for guides that say so."""
    if isinstance(groups, str | Path):
        from peergroups.meetings.reading import read_rounds

        rounds = [table for table, _, _ in read_rounds(Path(groups), result.language)]
        return rounds[-1][["person", "group", "offer", "role"]]
    if isinstance(groups, Mapping):
        groups = pd.DataFrame({"group": pd.Series(dict(groups), dtype=object)})
    offers = groups["offer"].tolist() if "offer" in groups.columns else None
    columns = {"person": groups.index.tolist(), "group": groups["group"].tolist(), "offer": offers, "role": "member"}
    return pd.DataFrame(columns, dtype=object)


def seated(result: Result, table: pd.DataFrame) -> tuple[Ints, dict[int, int], tuple[int, ...]]:
    """Return the groups of everybody listed, what each is called, and which got a guide who was not listed.

    Groups keep their numbers if all have one, and are else numbered in the order in which they are first named.
    """
    problem, language = result.problem, result.language
    called = _numbers(table["group"])
    seats: dict[int, tuple[int | None, object]] = {}
    guides: dict[int, list[object]] = {}
    faults = []
    for name, group, offer, role in zip(table["person"], called, table["offer"], table["role"], strict=True):
        guide = guide_called(problem, name)
        try:
            row = -1 if guide is not None and role == "guide" else row_of(problem, name, language)
        except InputError as error:
            row = -1
            if guide is None:
                faults.append(str(error))
        if row >= 0 and seats.get(row, (group,))[0] != group:
            faults.append(translate(TWICE, language, person=name))
        if row >= 0:
            seats[row] = (group, offer if offer in problem.offers.index else None)
        elif guide is not None and group:
            guides.setdefault(group, []).append(guide)
    if faults:
        raise InputError("\n  ".join(faults))
    rows, index = list(seats.values()), problem.people.index[list(seats)]
    own = pd.DataFrame({"group": pd.array([group for group, _ in rows], dtype="Int64")}, index=index)
    own["offer"] = pd.Series([offer for _, offer in rows], index=index, dtype=object)
    groups, numbers = placed(problem, own, language)
    named = named_guides(problem, groups, {at: guides.get(number, []) for at, number in numbers.items()})
    wanting = [at for at, number in numbers.items() if number not in guides]
    found = found_guides(problem, named, wanting)
    given = np.unique(found[len(problem.people) :][named[len(problem.people) :] != found[len(problem.people) :]])
    return found, numbers, tuple(sorted(numbers[int(at)] for at in given))


def _numbers(groups: pd.Series) -> list[int | None]:
    """Return the whole number of each group; None where there is none.

    >>> _numbers(pd.Series([7, "3", None])), _numbers(pd.Series(["red", None, "blue", "red"]))
    ([7, 3, None], [1, None, 2, 1])
    """
    given = pd.to_numeric(groups, errors="coerce")
    missing = groups.isna()
    if not (given[~missing].isna() | (given[~missing] < 1) | (given[~missing] % 1 != 0)).any():
        return [None if none else int(number) for number, none in zip(given, missing, strict=True)]
    return [None if code < 0 else int(code) + 1 for code in pd.factorize(groups)[0]]
