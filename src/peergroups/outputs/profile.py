"""What each group is like: its wishes, its units, its new faces and what its members share."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold, listed, spelled
from peergroups.results.result import Result

WISH_COLOURS = {
    "first": "#22577A",
    "second": "#6FA8CE",
    "third": "#E8B84A",
    "other": "#B8C4CE",
    "themeless": "#EDEDED",
}
"""Members by the wish met, and the colours that show it: for the colour-blind and, by lightness, for grey print."""
WISHES = tuple(WISH_COLOURS)
SHARED = {"role": "role", "place": "place", "languages": "language", "slots": "slot"}
"""Columns of people that a group's members may have in common, with what the group itself says of it."""


def profiles(result: Result) -> pd.DataFrame:
    """Return one row for each group, indexed by its number.

    Columns: those of ``result.groups``, and where the people's table tells: ``first, second, third, other``
    (members who got their first, second or third wish, or none of them), ``themeless`` (members of a group that has
    no theme, where there is such a group), ``units`` (how many different ones),
    ``new_faces`` (members not met before, mean over the members), and ``shared_role, shared_place,
    shared_languages, shared_slots`` (what all members have in common beyond what the group's offer says).
    """
    table, seats, people = result.groups, result.seats, result.problem.people
    number = seats["group"].to_numpy(dtype=np.int64, na_value=0)
    order = np.argsort(number, kind="stable")[int((number == 0).sum()) :]
    members = np.split(order, np.cumsum(table["size"].to_numpy())[:-1])
    if seats["wish"].notna().any():
        rank = seats["wish"].to_numpy(dtype=float, na_value=np.nan)
        for place, name in enumerate(WISHES[:3], start=1):
            table[name] = [int((rank[rows] == place).sum()) for rows in members]
        none = table["size"] - table[list(WISHES[:3])].sum(axis=1)
        themed = table["theme"].notna()
        table["other"] = none.where(themed, 0)
        if not themed.all():
            table["themeless"] = none.where(~themed, 0)
    if "unit" in people.columns:
        units = np.array([fold(unit) for unit in people["unit"]], dtype=object)
        table["units"] = [len(set(units[rows]) - {""}) for rows in members]
    if seats["new_faces"].notna().any():
        faces = seats["new_faces"].to_numpy(dtype=float, na_value=np.nan)
        table["new_faces"] = [float(faces[rows].mean()) for rows in members]
    for column, fact in SHARED.items():
        if column in people.columns:
            values = people[column].to_numpy(dtype=object)
            shared = ["; ".join(common(values[rows])) for rows in members]
            table[f"shared_{column}"] = [
                "" if fold(s) == fold(f) else s for s, f in zip(shared, table[fact], strict=True)
            ]
    return table


def common(cells: Iterable[object]) -> list[str]:
    """Return what every cell lists, in the order and spelling of the first.

    As for the criteria, an answer that is missing limits nothing.

    Examples
    --------
    >>> common(["fi; sv", None, ["FI", "en"]])
    ['fi']
    """
    first, *others = [listed(cell) for cell in cells if listed(cell)] or [[]]
    known = [{fold(value) for value in other} for other in others]
    return [spelled(value) for value in first if all(fold(value) in values for values in known)]
