"""Where results go: the terminal and a JSON file."""

import json
import math
import os
import platform
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from peergroups import __version__

Row = dict[str, Any]


def machine() -> Row:
    """Return what the figures depend on; a load beyond the processors' number says that others were at work."""
    return {
        "peergroups": __version__,
        "python": platform.python_version(),
        "processors": len(os.sched_getaffinity(0)),
        "architecture": platform.machine(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def show(title: str, columns: Iterable[str], rows: list[Row]) -> None:
    """Print the named columns of the rows; the JSON file holds the rest."""
    columns = [name for name in columns if any(name in row for row in rows)]
    table = Table(*(name.replace("_", " ") for name in columns), title=title)
    for row in rows:
        table.add_row(*(_text(row.get(name)) for name in columns))
    Console(width=150).print(table)


def write(path: Path, about: str, where: Row, rows: list[Row]) -> None:
    """Write what was measured, on what, and every row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"benchmark": path.stem, "about": about.strip(), "machine": where, "rows": rows}
    path.write_text(json.dumps(_plain(content), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def spread(values: list[float], digits: int = 2) -> str:
    """Return ``median [least-most]``.

    >>> spread([3.0, 1.0, 2.0])
    '2.0 [1.0-3.0]'
    """
    known = [value for value in values if value is not None and math.isfinite(value)]
    if len(known) < len(values):
        return f"none in {len(values) - len(known)} of {len(values)}"
    low, middle, high = (round(value, digits) for value in (min(known), median(known), max(known)))
    return f"{middle}" if low == high else f"{middle} [{low}-{high}]"


def _text(value: object) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _plain(value: Any) -> Any:
    """Return the value as JSON has it: no infinite numbers, no NumPy, six figures after the point."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    return (round(value, 6) if math.isfinite(value) else None) if isinstance(value, float) else value
