"""From what pydantic finds wrong to sentences for an organiser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz import process
from rapidfuzz.utils import default_process

from peergroups.errors import PlanError
from peergroups.locale import message, translate
from peergroups.plan.toml import Path, line_of

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

NO_DATE = message("must be a date such as 2027-02-01, without quotes, not {value}")

SENTENCES = {
    "missing": message("is missing"),
    "bool_type": message("must be true or false, not {value}"),
    "int_type": message("must be a whole number, not {value}"),
    "int_from_float": message("must be a whole number, not {value}"),
    "float_type": message("must be a number, not {value}"),
    "string_type": message("must be text in quotes, not {value}"),
    "date_type": NO_DATE,
    "date_parsing": NO_DATE,
    "date_from_datetime_parsing": NO_DATE,
    "date_from_datetime_inexact": NO_DATE,
    "tuple_type": message("must be a list, not {value}"),
    "dict_type": message("must be a table, not {value}"),
    "model_type": message("must be a table, not {value}"),
    "model_attributes_type": message("must be a table, not {value}"),
    "greater_than_equal": message("must be at least {ge}, not {value}"),
    "greater_than": message("must be more than {gt}, not {value}"),
    "less_than_equal": message("must be at most {le}, not {value}"),
}
"""What is wrong, by pydantic's type of error; other errors keep pydantic's own English."""


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong in a plan.

    Attributes
    ----------
    path : tuple
        Where: ``("offers", 0, "theme")``.
    message : str
        What, in English, with named places.
    values : mapping
        What fills the places.
    guess : str, optional
        What was probably meant.
    """

    path: Path
    message: str
    values: Mapping[str, object]
    guess: str | None = None

    def sentence(self, language: str, lines: Mapping[Path, int]) -> str:
        """Return it in a language, with its key and the line."""
        said = translate(self.message, language, **self.values)
        if self.guess:
            said += " " + translate("(did you mean {guess}?)", language, guess=self.guess)
        line = line_of(self.path, lines)
        if line is None:
            return f"{key_of(self.path)}: {said}" if self.path else said
        return translate("line {line}, {key}: {said}", language, line=line, key=key_of(self.path), said=said)


def key_of(path: Path) -> str:
    """Return a path as an organiser reads it; tables in a list are counted from 1.

    Examples
    --------
    >>> key_of(("offers", 0, "theme"))
    'offers[1].theme'
    """
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if text else ''}{part}"
    return text


def guess(value: str, among: Iterable[str]) -> str | None:
    """Return the nearest of some texts, if one is near enough to be what was meant."""
    found = process.extractOne(value, list(among), processor=default_process, score_cutoff=70)
    return None if found is None else str(found[0])


def unknown(path: Path, allowed: Sequence[str]) -> Wrong:
    """Return that a key does not exist, and those that do."""
    return Wrong(
        path,
        message("there is no such key; the keys here are {allowed}"),
        {"allowed": ", ".join(allowed) or "-"},
        guess(str(path[-1]), allowed),
    )


def read(error: ValidationError, keys: Mapping[Path, Sequence[str]], above: Path = ()) -> list[Wrong]:
    """Return everything that pydantic found.

    Parameters
    ----------
    error : ValidationError
        What pydantic raised.
    keys : mapping
        The keys allowed in each table; list positions are left out of the paths.
    above : tuple
        The path of what was validated.
    """
    return [_one(details, keys, above) for details in error.errors(include_url=False)]


def _one(details: ErrorDetails, keys: Mapping[Path, Sequence[str]], above: Path) -> Wrong:
    path = (*above, *details["loc"])
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return unknown(path, keys.get(tuple(p for p in path[:-1] if isinstance(p, str)), ()))
    if kind == "plan":
        return Wrong(path, context["message"], context)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        near = guess(value, allowed) if isinstance(value, str) else None
        return Wrong(
            path,
            "{value} is not allowed; use {allowed}",
            {"value": shown(value), "allowed": ", ".join(allowed)},
            near,
        )
    if kind in SENTENCES:
        return Wrong(path, SENTENCES[kind], {"value": shown(value), **context})
    return Wrong(path, "{said}", {"said": details["msg"]})


def shown(value: Any) -> str:
    """Return a value as the plan writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value)


def plan_error(wrong: Sequence[Wrong], lines: Mapping[Path, int], source: str, language: str) -> PlanError:
    """Return an error that tells everything wrong in a plan, in the order of its lines."""
    told = translate("{source} cannot be used as it is:", language, source=source)
    in_order = sorted(wrong, key=lambda one: line_of(one.path, lines) or 0)
    return PlanError(told, [one.sentence(language, lines) for one in in_order])
