"""Theme wishes, however the form asked for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from peergroups.registrations.choices import read_ticks, split_answers
from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source
from peergroups.registrations.spelling import Answers, settle
from peergroups.registrations.table import Column
from peergroups.registrations.theme_grids import BEST, is_numbered, read_as_ranks, read_grades, read_grid_ranks
from peergroups.registrations.vocabulary import headers

Wishes = list[str] | dict[str, float]


class ThemeAnswers(NamedTuple):
    """Each person's wishes, and what was ticked if the form asked that."""

    wishes: list[Wishes]
    ticked: Answers | None


def read_wishes(sources: Mapping[str, Source], people: int, faults: Faults) -> ThemeAnswers | None:
    """Return each person's themes: a list, best first, or grades by theme; None if nothing asks for themes.

    - One column a rank, one column a theme with ranks, or one cell in order of rank: a list. What is ticked
      besides comes after it.
    - One column a theme with grades: a dict, on a scale from 1 to 5.
    - Ticked themes are wished for alike: a dict of 5s. A most important one among them leaves the others a 4.
    """
    cells = _Cells()
    for column in sources["theme_ranks"].columns if "theme_ranks" in sources else ():
        cells.add("rank", column, _whole(column))
    if "top_theme" in sources:
        top = sources["top_theme"].columns[0]
        cells.add("top", top, _whole(top))
    grid = sources.get("theme_columns")
    numbered = grid is not None and is_numbered(grid)
    if grid and not numbered:
        for column, label in zip(grid.columns, grid.labels, strict=True):
            cells.add("tick", column, read_ticks(column, label, faults))
    if "themes" in sources:
        column = sources["themes"].columns[0]
        split = split_answers(column, faults, {*cells.values(), *(grid.labels if grid else ())})
        cells.add("order" if _in_order(column, split, faults) else "tick", column, split)
    settle(cells.columns, cells.answers, faults, known=grid.labels if grid else ())
    ranked, ticked = cells.joined(("rank", "order"), people), cells.joined(("tick",), people)
    if grid and numbered and read_as_ranks(grid, faults):
        ranked = read_grid_ranks(grid, faults)
    elif grid and numbered:
        return ThemeAnswers(list(read_grades(grid, faults)), ticked)
    if ranked is not None:
        _tell_repeats(cells, faults)
        rest = ticked or [[]] * people
        return ThemeAnswers([list(dict.fromkeys([*r, *t])) for r, t in zip(ranked, rest, strict=True)], ticked)
    best = cells.joined(("top",), people)
    if best is not None and ticked is not None:
        _tell_unticked(cells, ticked, faults)
    if best is None and ticked is None:
        return None
    none: Answers = [[]] * people
    return ThemeAnswers([_alike(b, t) for b, t in zip(best or none, ticked or none, strict=True)], ticked)


def _alike(best: Sequence[str], ticked: Sequence[str]) -> Wishes:
    return {**dict.fromkeys(ticked, float(BEST - bool(best))), **dict.fromkeys(best, float(BEST))}


class _Cells:
    """Theme columns with what was read from each, and what each asks."""

    def __init__(self) -> None:
        self.asks: list[str] = []
        self.columns: list[Column] = []
        self.answers: list[Answers] = []

    def add(self, asks: str, column: Column, answers: Answers) -> None:
        self.asks.append(asks)
        self.columns.append(column)
        self.answers.append(answers)

    def values(self) -> set[str]:
        return {a for column in self.answers for row in column for a in row}

    def joined(self, asks: Sequence[str], people: int) -> Answers | None:
        """Return each person's answers in the columns that ask some thing, or None without such a column."""
        found = [answers for kind, answers in zip(self.asks, self.answers, strict=True) if kind in asks]
        return [list(dict.fromkeys(a for rows in found for a in rows[p])) for p in range(people)] if found else None


def _whole(column: Column) -> Answers:
    return [[text.rstrip("; ")] if text.strip("; ") else [] for text in column.texts]


def _in_order(column: Column, answers: Answers, faults: Faults) -> bool:
    """Whether the order within a cell is a ranking: the question says so, or all put the same options in order."""
    if headers()["ranking"].is_in(column.header):
        return True
    filled = [row for row in answers if row]
    same = len(filled) >= 3 and len(filled[0]) >= 3 and len({frozenset(row) for row in filled}) == 1
    if same and len({tuple(row) for row in filled}) > 1:
        faults.of(column, "ranked_cells")
        return True
    return False


def _tell_repeats(cells: _Cells, faults: Faults) -> None:
    seen: list[set[str]] = [set() for _ in cells.answers[0]] if cells.answers else []
    for asks, column, answers in zip(cells.asks, cells.columns, cells.answers, strict=True):
        for position, row in enumerate(answers if asks == "rank" else ()):
            for theme in row:
                if theme in seen[position]:
                    faults.at(column, position, "wished_twice", theme=theme)
                seen[position].add(theme)


def _tell_unticked(cells: _Cells, ticked: Answers, faults: Faults) -> None:
    at = cells.asks.index("top")
    for position, row in enumerate(cells.answers[at]):
        for theme in row:
            if theme not in ticked[position]:
                faults.at(cells.columns[at], position, "not_ticked", theme=theme)
