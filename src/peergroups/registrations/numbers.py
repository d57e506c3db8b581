"""Numbers as people type them: decimal commas, spaces between thousands, signs."""

from __future__ import annotations

import datetime as dt
import re

from peergroups.registrations.faults import Faults
from peergroups.registrations.table import Column


def parse_number(text: str, comma: bool = True) -> float | None:
    """Return the number a text is, or None.

    Parameters
    ----------
    comma : bool, default True
        Whether a comma marks decimals in the whole column, so that a full stop before three digits marks thousands.

    Examples
    --------
    >>> parse_number("3,5"), parse_number("1 234,5"), parse_number("2.5"), parse_number("viisi")
    (3.5, 1234.5, 2.5, None)
    """
    text = text.replace("−", "-").replace("–", "-").removesuffix("%").strip()
    text = re.sub(r"(?<=\d)[ '’](?=\d{3}(?:\D|$))", "", text)
    if "," in text and "." in text:
        thousands = "." if text.rindex(",") > text.rindex(".") else ","
        text = text.replace(thousands, "")
    elif comma and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    elif not comma and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text) else None


def read_numbers(column: Column, faults: Faults) -> list[float | None]:
    """Return a column's numbers; what is no number is a fault and missing."""
    comma = any(re.search(r"\d,\d{1,2}$|\d,\d{4,}$", text) for text in column.filled)
    found: list[float | None] = []
    for position, (value, text) in enumerate(zip(column.values, column.texts, strict=True)):
        if isinstance(value, int | float) and not isinstance(value, bool):
            number: float | None = float(value)
        else:
            number = parse_number(text, comma) if text else None
            if text and number is None:
                is_date = isinstance(value, dt.date | dt.time | dt.timedelta)
                faults.at(column, position, "date_instead" if is_date else "bad_number")
        found.append(number)
    return found


def mostly_numbers(column: Column) -> bool:
    """Whether at least two of three answers are numbers, and none is a code that begins with a 0."""
    filled = column.filled
    if not filled or any(re.fullmatch(r"0\d+", text) for text in filled):
        return False
    return sum(parse_number(text) is not None for text in filled) >= len(filled) * 2 / 3
