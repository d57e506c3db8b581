"""A sheet as rows and columns that know where they stand in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from peergroups.registrations.guards import Seen
from peergroups.registrations.text import Cell, as_text, tidy


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet from A1 on, as the file holds them, and what the guard saw there."""

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    seen: Seen = field(default_factory=Seen)
    delimited: bool = False


@dataclass(frozen=True)
class Column:
    """One column's answers.

    Attributes
    ----------
    header : str
        Tidied text of the header.
    position : int
        0 for column A.
    rows : sequence of int
        The file's own row number of each answer, from 1.
    values : sequence of Cell
        The answers.
    """

    header: str
    position: int
    rows: Sequence[int]
    values: Sequence[Cell]

    @cached_property
    def letter(self) -> str:
        """The column's name in a spreadsheet: A, B, ..., AA."""
        return column_letter(self.position)

    @cached_property
    def raw_texts(self) -> list[str]:
        """The answers as tidy text, with line breaks kept."""
        return [as_text(value) for value in self.values]

    @cached_property
    def texts(self) -> list[str]:
        """The answers as tidy text in one line."""
        return [tidy(text) if "\n" in text else text for text in self.raw_texts]

    @cached_property
    def filled(self) -> list[str]:
        """The answers that are not empty."""
        return [text for text in self.texts if text]

    def take(self, positions: Sequence[int]) -> Column:
        """Return the column with only the answers at some positions."""
        rows, values = [self.rows[p] for p in positions], [self.values[p] for p in positions]
        return Column(self.header, self.position, rows, values)


@dataclass(frozen=True)
class Table:
    """The answers of one sheet below its headers."""

    sheet: str
    columns: Sequence[Column]
    rows: Sequence[int]

    def take(self, positions: Sequence[int]) -> Table:
        """Return the table with only the rows at some positions."""
        return Table(self.sheet, [c.take(positions) for c in self.columns], [self.rows[p] for p in positions])


def column_letter(position: int) -> str:
    """Return a spreadsheet's name for a column counted from 0.

    Examples
    --------
    >>> column_letter(0), column_letter(27), column_letter(16383)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
