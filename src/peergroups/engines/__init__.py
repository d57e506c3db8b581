"""The engines: each reads a model and improves an incumbent.

`ENGINES` is the one list of them, in the order in which `solve` uses them. Each is loaded when first asked for.
"""

from __future__ import annotations

from pkgutil import resolve_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peergroups.engines.base import Engine

ENGINES: dict[str, str] = {
    "flow": "peergroups.engines.flow:FlowEngine",
    "staffing": "peergroups.engines.staffing:StaffingEngine",
    "search": "peergroups.engines.search:SearchEngine",
    "columns": "peergroups.engines.columns:ColumnsEngine",
    "cpsat": "peergroups.engines.cpsat:CpsatEngine",
}

COMPILED = ("search", "columns")
"""The engines whose kernels are compiled at their first use."""


def engine(name: str) -> Engine:
    """Return the engine of a name, with its usual settings.

    Raises
    ------
    ValueError
        If there is none of that name; the message lists those there are.
    """
    if name not in ENGINES:
        raise ValueError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    made: Engine = resolve_name(ENGINES[name])()
    return made
