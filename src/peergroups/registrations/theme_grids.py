"""Grids with one column for each theme: ranks (1 is the best) or grades (5 is the best)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source, rank_of
from peergroups.registrations.spelling import Answers
from peergroups.registrations.vocabulary import headers, interest, words_of, yes_or_no

BEST = 5
"""Grades run from 1 to this one, the best."""

LARGEST = 10
"""The longest scale understood."""


def number_of(text: str) -> int | None:
    """Return the number an answer of a grid stands for, or None.

    Examples
    --------
    >>> number_of("4"), number_of("5 - very interested"), number_of("2. valinta"), number_of("Erittäin paljon")
    (4, 5, 2, 5)
    """
    leading = re.match(r"(\d{1,2})(?:[.,]0)?\b", text)
    if leading:
        return int(leading[1])
    return rank_of(text) or interest().get(words_of(text))


def is_numbered(grid: Source) -> bool:
    """Whether a grid holds numbers, not ticks."""
    texts = {text for column in grid.columns for text in column.filled}
    numbers = {n for text in texts if (n := number_of(text)) is not None}
    return bool(numbers - {0, 1}) and sum(number_of(t) is not None for t in texts) >= 0.5 * len(texts)


def read_as_ranks(grid: Source, faults: Faults) -> bool:
    """Whether a grid's numbers are ranks: the question says so, or nearly everybody numbers themes 1, 2, 3 ..."""
    header = grid.columns[0].header
    texts = [text for column in grid.columns for text in column.filled]
    if headers()["ranking"].is_in(header) or any(
        not text.strip(" .")[0].isdigit() and rank_of(text) for text in texts
    ):
        ranks = True
    elif headers()["grading"].is_in(header) or any(words_of(text) in interest() for text in texts):
        ranks = False
    else:
        rows = [[n for _, n in row] for row in _rows(grid)]
        several = [sorted(row) for row in rows if len(row) > 1]
        in_order = sum(row == list(range(1, len(row) + 1)) for row in several)
        ranks = bool(several) and in_order >= 0.8 * len(several)
    faults.of(grid.columns[0], "grid_ranks" if ranks else "grid_grades", best=max(BEST, _largest(grid)))
    return ranks


def read_grid_ranks(grid: Source, faults: Faults) -> Answers:
    """Return each person's themes, best first."""
    found = []
    for position, row in enumerate(_rows(grid, faults)):
        ranks = [rank for _, rank in row]
        if len(set(ranks)) < len(ranks):
            faults.at(grid.columns[0], position, "tied_ranks", value=", ".join(map(str, ranks)))
        found.append([theme for theme, _ in sorted(row, key=lambda pair: pair[1])])
    return found


def read_grades(grid: Source, faults: Faults) -> Iterator[dict[str, float]]:
    """Yield each person's grades by theme, from 1 to 5; a longer scale is shrunk to that."""
    largest = max(BEST, _largest(grid))
    for row in _rows(grid, faults):
        yield {theme: 1 + (grade - 1) * (BEST - 1) / (largest - 1) for theme, grade in row}


def _largest(grid: Source) -> int:
    return max((n for row in _rows(grid) for _, n in row), default=BEST)


def _rows(grid: Source, faults: Faults | None = None) -> Iterator[list[tuple[str, int]]]:
    """Yield each person's numbered themes; 0, no and empty are none."""
    for position in range(len(grid.columns[0].rows)):
        row = []
        for column, label in zip(grid.columns, grid.labels, strict=True):
            text = column.texts[position]
            number = number_of(text) if text else None
            if number is None and yes_or_no(text) == "no":
                continue
            if number and number <= LARGEST:
                row.append((label, number))
            elif text and number != 0 and faults:
                faults.at(column, position, "bad_grade")
        yield row
