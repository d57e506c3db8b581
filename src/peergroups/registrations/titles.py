"""Headers of a sheet: the row they stand on, or two where a question stands above its options."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from peergroups.registrations.text import Cell, as_text, tidy
from peergroups.registrations.vocabulary import headers


@lru_cache(maxsize=4096)
def weight(header: str) -> float:
    """Return how sure it is that a text is a header: 3 if it is a field's name, 1 if it has its words, else 0."""
    patterns = headers().values()
    if any(pattern.is_exactly(header) for pattern in patterns):
        return 3
    return 1 if any(pattern.is_in(header) for pattern in patterns) else 0


def titles(rows: Sequence[Sequence[Cell]], at: int) -> tuple[list[str], int, int]:
    """Return the headers, and the positions of the first row of headers and of the first row of answers.

    Where forms of several questions have a row for the questions and one below it for their options, with the
    question's cell merged over them, an option's header becomes "Question [Option]". A header that is a field's own
    name, such as "E-mail" below "Contact", stays alone.

    Parameters
    ----------
    rows : sequence of rows
        The sheet from its first row on.
    at : int
        The position of the likeliest header row.

    Examples
    --------
    >>> titles([["Name", "Which themes?", ""], ["", "Trust", "Change"], ["Ann", "x", ""]], 0)
    (['Name', 'Which themes? [Trust]', 'Which themes? [Change]'], 0, 2)
    """
    row = _texts(rows, at)
    below, above = _texts(rows, at + 1), _texts(rows, at - 1) if at else []
    if _are_options(row, below):
        return _joined(row, below), at, at + 2
    if sum(map(bool, above)) > 1 and any(up and not own for up, own in zip(above, _padded(row, above), strict=False)):
        return _joined(above, row), at - 1, at + 1
    return row, at, at + 1


def _are_options(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the cells below stand only under questions of several columns, and under every column of these."""
    spans = [question for question in _spans(row, len(below)) if len(question) > 1]
    under = {position for question in spans for position in question}
    return bool(spans) and under == {position for position, text in enumerate(below) if text}


def _spans(row: Sequence[str], width: int) -> list[list[int]]:
    """Return the positions of each header and of those without one that follow it."""
    spans: list[list[int]] = []
    for position, text in enumerate(_padded(row, range(width))):
        if text or not spans:
            spans.append([])
        spans[-1].append(position)
    return spans


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    joined = []
    for question in _spans(upper, len(lower)):
        for position in question:
            asked, option = _padded(upper, range(position + 1))[question[0]], (*lower, *[""] * position)[position]
            alone = not asked or len(question) == 1 or weight(option) == 3
            joined.append((option or asked) if alone or not option else f"{asked} [{option}]")
    return joined


def _padded(row: Sequence[str], other: Sequence[object]) -> list[str]:
    return [*row, *[""] * (len(other) - len(row))]


def _texts(rows: Sequence[Sequence[Cell]], position: int) -> list[str]:
    row = rows[position] if 0 <= position < len(rows) else []
    texts = [tidy(as_text(cell)) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts
