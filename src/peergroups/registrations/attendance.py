"""Who comes to which of several rounds: one column that lists them, or a column for each."""

from __future__ import annotations

from peergroups.registrations.choices import read_ticks, split_answers
from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source


def read_attendance(source: Source, faults: Faults) -> list[list[str] | None]:
    """Return what each person comes to, None where nothing is answered.

    Of several columns the headers are what is listed; a person comes to those that are ticked or say yes.
    """
    if len(source.columns) == 1:
        return [row or None for row in split_answers(source.columns[0], faults)]
    ticked = [read_ticks(column, column.header, faults) for column in source.columns]
    answered = [any(texts) for texts in zip(*(column.texts for column in source.columns), strict=True)]
    rows = zip(*ticked, strict=True)
    return [[t for cell in row for t in cell] if known else None for row, known in zip(rows, answered, strict=True)]
