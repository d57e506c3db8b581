"""Values of tables and settings as JSON has them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from peergroups.criteria.columns import is_list
from peergroups.meetings import MeetingGraph


def packed(value: Any) -> Any:
    """Return a value as JSON has it; what JSON lacks is a table of one key that names the kind.

    Raises
    ------
    TypeError
        If it is of no kind that can be kept.

    Examples
    --------
    >>> packed(("fi", np.float64(2.0), None)), packed(pd.Timestamp("2026-01-02"))
    (['fi', 2.0, None], {'time': '2026-01-02T00:00:00'})
    """
    if isinstance(value, MeetingGraph):
        return {"meetings": packed(value.seats), "rounds": packed(list(value.rounds))}
    if isinstance(value, pd.DataFrame):
        columns = [[_cell(name), [_cell(cell) for cell in value[name]]] for name in value.columns]
        return {"table": columns, "index": [_cell(label) for label in value.index], "name": packed(value.index.name)}
    if isinstance(value, Mapping):
        return {"map": [[packed(key), packed(item)] for key, item in value.items()]}
    if isinstance(value, np.ndarray):
        return packed(value.tolist())
    if is_list(value):
        return [packed(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return {"time": value.isoformat()}
    if isinstance(value, str | bool | int | float):
        return value
    raise TypeError(f"a {type(value).__name__} can't be kept")


def _cell(value: Any) -> Any:
    """Return a table's cell or label as JSON has it: its text if it is of another kind, such as a period."""
    try:
        return packed(value)
    except TypeError:
        return str(value)


def unpacked(value: Any) -> Any:
    """Return what `packed` was given; lists and arrays come back as lists.

    Examples
    --------
    >>> unpacked(packed({("ann", "bo"): 2}))
    {('ann', 'bo'): 2}
    """
    if isinstance(value, list):
        return [unpacked(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "time" in value:
        return pd.Timestamp(value["time"])
    if "map" in value:
        return {_key(unpacked(key)): unpacked(item) for key, item in value["map"]}
    if "meetings" in value:
        return MeetingGraph().record(unpacked(value["meetings"]))
    index = pd.Index([_key(unpacked(label)) for label in value["index"]], name=unpacked(value["name"]))
    columns = {_key(unpacked(name)): unpacked(cells) for name, cells in value["table"]}
    return pd.DataFrame(columns, index=index)


def _key(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
