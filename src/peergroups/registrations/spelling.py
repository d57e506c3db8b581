"""One spelling for answers that differ only in case, accents or a slip of the fingers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Column
from peergroups.registrations.text import plain

NEAR = 88
"""Likeness, of 100, from which a rare answer may be a common one misspelt."""
_RARE = 5
"""How many times commoner the other answer must be."""
_LONG_WORD = 5
"""Letters from which on a word may be misspelt; shorter ones, such as weekdays, are often one letter apart."""

Answers = list[list[str]]


def settle(
    columns: Sequence[Column],
    answers: Sequence[Answers],
    faults: Faults,
    same: Callable[[str], str] = plain,
    known: Collection[str] = (),
) -> None:
    """Write answers that mean the same as the commonest of their spellings, in place, and say where.

    Parameters
    ----------
    columns, answers : sequences
        Columns and what was read from each: a list of answers for each row. All columns share their spellings.
    same : callable
        Gives equal keys for answers that mean the same; without case and accents by default.
    known : collection of str
        Spellings that are right whatever is common, such as those of headers.
    """
    counts: Counter[str] = Counter(a for column in answers for row in column for a in row)
    usual: dict[str, str] = {same(answer): answer for answer in known}
    for answer, _ in sorted(counts.items(), key=lambda item: -item[1]):
        usual.setdefault(same(answer), answer)
    settled = {answer: usual[same(answer)] for answer in counts}
    near = _near(Counter({usual[k]: sum(n for a, n in counts.items() if settled[a] == usual[k]) for k in usual}))
    for column, rows in zip(columns, answers, strict=True):
        for position, row in enumerate(rows):
            for k, answer in enumerate(row):
                if settled[answer] != answer:
                    faults.at(column, position, "spelling", value=answer, usual=settled[answer])
                    row[k] = settled[answer]
                if row[k] in near:
                    faults.at(column, position, "near_spelling", value=answer, usual=near[row[k]])


def _near(counts: Counter[str]) -> dict[str, str]:
    """Return rare answers with the common one that each is like; answers with different numbers are never alike."""
    if len(counts) > 500:
        return {}
    from rapidfuzz import fuzz

    found = {}
    for rare, n in counts.items():
        for common, m in counts.items():
            if m >= _RARE * n and _comparable(rare, common) and fuzz.ratio(plain(rare), plain(common)) >= NEAR:
                found[rare] = common
                break
    return found


def _comparable(a: str, b: str) -> bool:
    """Whether two answers may be one misspelt: their numbers are the same, and only longer words differ."""
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    differing = set(plain(a).split()) ^ set(plain(b).split())
    return min(map(len, differing), default=0) >= _LONG_WORD


def read_categories(column: Column, faults: Faults) -> list[str | None]:
    """Return one answer each, spelled alike."""
    answers = [[t] if (t := text.strip("; ")) else [] for text in column.texts]
    settle([column], [answers], faults)
    return [row[0] if row else None for row in answers]
