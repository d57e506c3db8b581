"""From ``[rules]`` to criteria."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from peergroups.criteria import REGISTRY, Criterion
from peergroups.errors import ProblemError
from peergroups.plan.errors import Wrong, read, shown, unknown

if TYPE_CHECKING:
    import pandas as pd

    from peergroups.plan.toml import Path

Settings: TypeAlias = Mapping[str, Any]

BY_THEMSELVES = {
    "same_role": ("role", "role"),
    "common_slot": ("slot", "slots"),
    "common_language": ("language", "languages"),
    "same_mode": ("online", "online"),
    "travel": ("place", "place"),
    "theme_wishes": ("theme", "themes"),
}
"""Rules that need no mention: they apply when the offers have the first column and the people the second."""

FROM_ELSEWHERE = ("history",)
"""Fields of criteria that no plan can hold: they are given beside it."""


def settings_of(rule: Any) -> list[Settings]:
    """Return the settings of a rule: none if it is false, one or more tables otherwise.

    Examples
    --------
    >>> settings_of(False), settings_of(True), settings_of({"weight": 2})
    ([], [{}], [{'weight': 2}])
    """
    if isinstance(rule, bool):
        return [{}] if rule else []
    return list(rule) if isinstance(rule, list | tuple) else [rule]


def faults(rules: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong in ``[rules]``: unknown rules, unknown settings, values that are not allowed."""
    for name, rule in rules.items():
        if name not in REGISTRY:
            yield unknown(("rules", name), sorted(REGISTRY))
            continue
        several = isinstance(rule, list | tuple)
        for number, settings in enumerate(settings_of(rule)):
            path: Path = ("rules", name, number) if several else ("rules", name)
            if isinstance(settings, Mapping):
                yield from _faults(REGISTRY[name], path, settings)
            else:
                yield Wrong(
                    path, "must be true, false or a table of settings, not {value}", {"value": shown(settings)}
                )


def _faults(kind: type[Criterion], path: Path, settings: Settings) -> Iterator[Wrong]:
    known = settings_fields(kind)
    wrong = [unknown((*path, key), sorted(known)) for key in settings if key not in known]
    values = {}
    for key in settings.keys() & known.keys():
        try:
            values[key] = _read(kind, known[key], settings[key])
        except ValidationError as error:
            wrong += read(error, {}, (*path, key))
    if wrong or needs_history(kind):
        yield from wrong
        return
    try:
        kind(**values)
    except (ProblemError, TypeError) as error:
        yield Wrong(path, "{said}", {"said": str(error).removeprefix(f"{kind.name}: ")})


def settings_fields(kind: type[Criterion]) -> dict[str, Field[Any]]:
    """Return the fields of a criterion that a plan can set."""
    return {field.name: field for field in fields(kind) if field.init and field.name not in FROM_ELSEWHERE}


def needs_history(kind: type[Criterion]) -> bool:
    """Whether a criterion cannot be made without the history of who has met whom."""
    return any(field.name == "history" and field.default is MISSING for field in fields(kind))


def criteria(
    rules: Mapping[str, Any], people: pd.DataFrame, offers: pd.DataFrame, history: object | None
) -> list[Criterion]:
    """Return the criteria that a plan's rules and the rules that need no mention make."""
    chosen = {
        name: True
        for name, (offered, asked) in BY_THEMSELVES.items()
        if name in REGISTRY and offered in offers.columns and asked in people.columns
    }
    for name, column in (("keep_apart", "apart"), ("keep_apart", "manager")):
        if name in REGISTRY and column in people.columns:
            chosen[name] = True
    if history is not None:
        chosen["new_faces"] = True
    chosen |= rules
    return [
        _criterion(REGISTRY[name], settings, history)
        for name, rule in chosen.items()
        for settings in settings_of(rule)
        if history is not None or not needs_history(REGISTRY[name])
    ]


def _criterion(kind: type[Criterion], settings: Settings, history: object | None) -> Criterion:
    known = settings_fields(kind)
    values = {key: _read(kind, known[key], value) for key, value in settings.items()}
    if history is not None and any(field.name == "history" for field in fields(kind)):
        values["history"] = history
    return kind(**values)


def _read(kind: type[Criterion], field: Field[Any], value: Any) -> Any:
    # JSON mode: strict about types, yet a list may become a tuple.
    return _reader(kind, field.name).validate_json(json.dumps(value, default=str), strict=True)


@cache
def _reader(kind: type[Criterion], field: str) -> TypeAdapter[Any]:
    annotation = next(f.type for f in fields(kind) if f.name == field)
    if isinstance(annotation, str):
        home = next(base for base in kind.__mro__ if field in get_annotations(base))
        annotation = eval(annotation, vars(sys.modules[home.__module__]))
    return TypeAdapter(annotation)
