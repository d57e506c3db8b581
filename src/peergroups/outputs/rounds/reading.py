"""Reads back a workbook of rounds planned at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.outputs.rounds.workbook import FORMAT
from peergroups.outputs.workbook.memory import SHEET, memory_of
from peergroups.outputs.workbook.reading import guide_seats
from peergroups.registrations.table import Sheet
from peergroups.registrations.text import as_text, tidy

GONE = message("sheet {sheet}: the columns {gone} are gone")


def holds_rounds(sheets: Sequence[Sheet]) -> bool:
    """Return whether the sheets of a file are those of rounds planned at once."""
    return any(sheet.name == SHEET and memory_of(sheet).get("format") == FORMAT for sheet in sheets)


def read_planned(sheets: Sequence[Sheet], language: str) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Yield each round's name, who sits where as the sheet of people now says, and that sheet as a table of text.

    Raises
    ------
    InputError
        If the sheet of people or a column of it is gone.
    """
    memory = next(memory_of(sheet) for sheet in sheets if sheet.name == SHEET)
    people = next((sheet for sheet in sheets if sheet.name == memory["people"]), Sheet(memory["people"], []))
    headers = [tidy(as_text(cell)) for cell in people.rows[0]] if people.rows else []
    rounds = json.loads(memory["rounds"])["rounds"]
    wanted = [memory["people.person"], *(memory[f"round.{number}"] for number in range(len(rounds)))]
    gone = [title for title in wanted if title not in headers]
    if gone:
        raise InputError(translate(GONE, language, sheet=people.name, gone=", ".join(gone)))
    rows = [[as_text(cell) for cell in row] for row in people.rows[1:]]
    everything = pd.DataFrame(rows, columns=headers, dtype=object)
    table = everything[wanted]
    for number, told in enumerate(rounds):
        own = table[[wanted[0], wanted[number + 1]]].set_axis(["person", "group"], axis=1)
        yield f"{memory['round']} {told['name']}".strip(), _seats(own, told), everything


def _seats(table: pd.DataFrame, told: Mapping[str, list[dict[str, object]]]) -> pd.DataFrame:
    """Return who sits where in one round, with the groups' offers and guides as they were written."""
    offers = {str(group["id"]): group["offer"] for group in told["groups"]}
    table = table[table["group"] != ""].assign(offer=lambda t: t["group"].map(offers))
    return pd.concat([table, guide_seats(told["groups"])], ignore_index=True)
