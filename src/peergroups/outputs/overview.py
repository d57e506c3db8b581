"""The two tables that a result shows of itself: its groups and its criteria, in the organiser's language."""

from __future__ import annotations

import pandas as pd

from peergroups.criteria.names import rule_name
from peergroups.guides.chosen import shown_guides
from peergroups.locale import translate
from peergroups.outputs.profile import profiles
from peergroups.outputs.titles import TITLES
from peergroups.outputs.words import meeting_places, number
from peergroups.results.result import Result

_FACTS = ("theme", "role", "place", "slot", "language", "guide")
_NUMBERS = ("size", "guest_seats", "first", "units", "new_faces")


def groups_overview(result: Result, language: str) -> pd.DataFrame:
    """Return one row for each group as text, without the columns that say nothing."""
    table = profiles(result)
    table["place"] = meeting_places(table, language)
    table["guide"] = shown_guides(result.problem, table["guide"])
    shown = pd.DataFrame({"group": [number(group, language) for group in table.index]})
    facts = [fact for fact in _FACTS if table[fact].notna().any()]
    for fact in facts if "theme" in facts else ["offer", *facts]:
        shown[fact] = ["" if value is None else str(value) for value in table[fact]]
    for name in _NUMBERS:
        if name in table.columns:
            shown[name] = [number(value, language, 1) for value in table[name]]
    return titled(shown, language)


def criteria_overview(result: Result, language: str) -> pd.DataFrame:
    """Return one row for each criterion as text: its cost, or whether it holds if it is hard."""
    table = result.criteria
    holds = {True: translate("holds", language), False: translate("does not hold", language)}
    cost = [
        holds[bool(row.holds)] if row.hard else number(row.cost, language)  # type: ignore[arg-type]
        for row in table.itertuples()
    ]
    names = [rule_name(result.problem, label, language) for label in table["name"]]
    shown = pd.DataFrame({"rule": names, "cost": cost})
    for name in ("best_alone", "drawn_lots"):
        if table[name].notna().any():
            shown[name] = ["" if pd.isna(value) else number(value, language) for value in table[name]]
    return titled(shown, language)


def titled(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table with its columns called as people read them."""
    return table.rename(columns={name: translate(TITLES[name], language) for name in table.columns})
