"""Small registration sheets for tests."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

THEMES = ("Trust", "Change")
SLOTS = ("Tue 17", "Wed 8")


def people(n: int = 20) -> pd.DataFrame:
    """Return people who all take both themes and both slots: any split of them into groups is possible."""
    return pd.DataFrame(
        {
            "themes": [[THEMES[k % 2], THEMES[1 - k % 2]] for k in range(n)],
            "slots": [list(SLOTS)] * n,
            "unit": [f"Unit {k % 5}" for k in range(n)],
            "registered": pd.date_range("2026-01-01", periods=n, freq="h")[::-1],
        },
        index=pd.Index([f"p{k:02d}@x.fi" for k in range(n)], name="person"),
    )


def sheet(n: int = 20) -> pd.DataFrame:
    """Return the same people as a form's export."""
    table = people(n)
    return pd.DataFrame(
        {
            "Timestamp": table["registered"].dt.strftime("%Y-%m-%d %H:%M"),
            "Name": [f"Person {chr(65 + k // 26)}{chr(65 + k % 26)}" for k in range(n)],
            "Email": table.index,
            "Unit": table["unit"],
            "1st choice": [wishes[0] for wishes in table["themes"]],
            "2nd choice": [wishes[1] for wishes in table["themes"]],
            "Times that suit you": [";".join(slots) + ";" for slots in table["slots"]],
        }
    )


def write_sheet(path: Path, n: int = 20) -> Path:
    """Write the export as .csv and return its path."""
    sheet(n).to_csv(path, index=False)
    return path


PLAN = """
[sizes]
least = 4
most = 6

[[offers]]
theme = ["Trust", "Change"]
slot = ["Tue 17", "Wed 8"]
copies = 2

[rules]
mixed_units = {weight = 2}
"""
