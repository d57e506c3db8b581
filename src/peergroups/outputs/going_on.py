"""Groups of the last round that go on, in an organiser's words."""

from __future__ import annotations

import pandas as pd

from peergroups.locale import message, translate
from peergroups.outputs.words import number
from peergroups.results.result import Result

GOES_ON = message(
    "Group {group} goes on: {stay} stay, {newcomers} are new; {pairs} pairs meet again, which costs {cost} of {all}."
)
ENDS = message("{offer}: does not run.")


def going_on_lines(result: Result, language: str) -> list[str]:
    """Return a sentence for each group that goes on: who stays, and what it costs."""
    lines = []
    for row in result.going_on.to_dict("records"):
        if pd.isna(row["group"]):
            lines.append(translate(ENDS, language, offer=row["offer"]))
            continue
        told = {
            "group": row["group"],
            "stay": row["stay"],
            "newcomers": row["newcomers"],
            "pairs": row["pairs_again"],
        }
        costs = {"cost": number(row["cost"], language), "all": number(result.objective, language)}
        lines.append(translate(GOES_ON, language, **told, **costs))
    return lines
