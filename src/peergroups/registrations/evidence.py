"""What the answers in a column tell of the field it may hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from peergroups.places import municipalities
from peergroups.registrations.table import Column
from peergroups.registrations.text import fold
from peergroups.registrations.vocabulary import day_of, leading_yes_or_no, meanings, mode_of, words_of, yes_or_no

MANY = ("slots", "slots_maybe", "languages", "themes", "online", "together", "apart")
"""Fields that may be spread over several columns, one for each option."""

_LONGEST = {"role": 60, "unit": 80, "place": 60, "manager": 80, "online": 80, "top_theme": 120, "themes": 400}
_ENOUGH = 10
"""Options from which on it tells something that they do not repeat."""
_YES_OR_NO = ("could_guide", "been_before", "consent")


def is_ticks(column: Column) -> bool:
    """Whether answers are ticks or small numbers only."""
    return all(text.isdecimal() or yes_or_no(text) or fold(text) == fold(column.header) for text in column.filled)


def may_be(name: str, column: Column) -> bool:
    """Whether the answers do not contradict a header that is just the field's name."""
    filled = column.filled[:500]
    if not filled:
        return True
    if name == "email":
        return any("@" in text or words_of(text) in meanings("identity") for text in filled)
    if name in _YES_OR_NO:
        return sum(leading_yes_or_no(text) is not None for text in filled) >= 0.6 * len(filled)
    return True


def looks_like(name: str, column: Column) -> bool:
    """Whether the answers fit a header that has the field's words: short, and for options the same ones again."""
    if not may_be(name, column):
        return False
    filled = column.filled[:500]
    if sum(map(len, filled)) > _LONGEST.get(name, 1000) * len(filled):
        return False
    if name == "top_theme":
        return not _has_several(column)
    options = [option for text in filled for option in _options(text)]
    if name in ("slots", "slots_maybe") and _are_days(options):
        return True
    many = name in MANY or name == "talk"
    return not many or len(options) < _ENOUGH or len(set(options)) <= 0.6 * len(options)


def are_municipalities(column: Column) -> bool:
    """Whether nearly all answers are municipalities of Finland."""
    return sum(municipalities.find(text) is not None for text in column.filled) > 0.8 * len(column.filled)


def _options(text: str) -> list[str]:
    return [option for part in re.split(r";|\n|, ", text) if (option := fold(part))]


def _has_several(column: Column) -> bool:
    """Whether people could tick several options: there are semicolons, or an option stands in different answers."""
    answers = {tuple(_options(text)) for text in column.filled[:500]}
    seen = Counter(option for answer in answers for option in set(answer))
    return any(";" in text for text in column.filled) or max(seen.values(), default=0) > 1


def day_columns(columns: Sequence[Column]) -> list[Column]:
    """Return the columns that are named by weekdays and ticked, if there are several."""
    named = [column for column in columns if day_of(column.header) and is_ticks(column)]
    return named if len({day_of(column.header) for column in named}) > 1 else []


def begin_with_days(column: Column) -> bool:
    """Whether nearly all answers begin with a weekday, not always the same."""
    options = [option for text in column.filled for option in _options(text)]
    return len({*map(day_of, options)} - {None}) > 1 and _are_days(options)


def are_modes(column: Column) -> bool:
    """Whether nearly all answers say online, in person or either, and both of the first two are there."""
    modes = [mode_of(text) if len(text) <= _LONGEST["online"] else None for text in column.filled]
    return {"yes", "no"} <= set(modes) and modes.count(None) <= 0.1 * len(modes)


def _are_days(options: Sequence[str]) -> bool:
    """Whether nearly all options begin with a weekday."""
    return [day_of(option) for option in options].count(None) <= 0.2 * len(options)


def scale_run(columns: Sequence[Column]) -> list[Column]:
    """Return the longest run of at least three neighbours whose answers are all whole numbers from 1 to 5."""
    best: list[Column] = []
    run: list[Column] = []
    for column in columns:
        small = bool(column.filled) and all(text in {"1", "2", "3", "4", "5"} for text in column.filled)
        if not small or (run and column.position != run[-1].position + 1):
            run = []
        if small:
            run = [*run, column]
            best = run if len(run) > len(best) else best
    return best if len(best) >= 3 else []
