"""From ``[rules]`` to criteria."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, get_type_hints

from pydantic import TypeAdapter, ValidationError

from peergroups.criteria import REGISTRY, Criterion
from peergroups.errors import ProblemError
from peergroups.plan.errors import Wrong, read, shown, unknown

if TYPE_CHECKING:
    import pandas as pd

    from peergroups.plan.toml import Path

Settings: TypeAlias = Mapping[str, Any]

COMPARED = {
    "theme_wishes": ("theme", "themes"),
    "same_role": ("role", "role"),
    "common_slot": ("slot", "slots"),
    "common_language": ("language", "languages"),
    "same_mode": ("online", "online"),
    "travel": ("place", "place"),
}
"""Rules that need no mention when the offers have the first column and the people the second."""

ASKED = {"keep_apart": "apart", "reporting_chain": "manager"}
"""Rules that need no mention when the people have the column."""

OPTIONAL = frozenset({"guides"})
"""Rules that do without their column."""

HISTORY = tuple(name for name, kind in REGISTRY.items() if "history" in kind.__dataclass_fields__)
"""Rules that look at earlier rounds."""

ELSEWHERE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(HISTORY, frozenset({"history"})),
    "group_size": frozenset({"least", "most", "target"}),
    "guides": frozenset({"minutes"}),
}
"""Fields of criteria that do not stand in ``[rules]``: earlier rounds come with their files, the rest has a table."""

ANY: Mapping[str, Any] = {"history": [], "least": 1, "most": 1}
"""What may stand for those of them that must be given, while the other settings are checked."""

GIVEN = ("new_faces", "group_size", "opening_costs", "guides", "guests")
"""Rules that need no mention when what stands elsewhere is given."""


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


def placed(name: str, rule: Any) -> Iterator[tuple[Path, Settings]]:
    """Yield each table of settings of a rule with its place in the plan."""
    several = isinstance(rule, list | tuple)
    for number, settings in enumerate(settings_of(rule)):
        yield ("rules", name, number) if several else ("rules", name), settings


def faults(rules: Mapping[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong in ``[rules]``: unknown rules, unknown settings, values that are not allowed."""
    for name, rule in rules.items():
        if name not in REGISTRY:
            yield unknown(("rules", name), list(REGISTRY))
            continue
        for path, settings in placed(name, rule):
            if isinstance(settings, Mapping):
                yield from _faults(REGISTRY[name], path, settings)
            else:
                values = {"value": shown(settings)}
                yield Wrong(path, "must be true, false or a table of settings, not {value}", values)


def _faults(kind: type[Criterion], path: Path, settings: Settings) -> Iterator[Wrong]:
    readers = _readers(kind)
    wrong = [unknown((*path, key), list(readers)) for key in settings if key not in readers]
    wrong += [Wrong((*path, key), "is missing", {}) for key in _needed(kind) - settings.keys()]
    values = {}
    for key in settings.keys() & readers.keys():
        try:
            values[key] = _read(kind, key, settings[key])
        except ValidationError as error:
            wrong += read(error, {}, (*path, key))
    yield from wrong
    values |= {name: value for name, value in ANY.items() if name in ELSEWHERE.get(kind.name, ())}
    if not wrong and _required(kind) <= values.keys():
        try:
            kind(**values)
        except ProblemError as error:
            yield Wrong(path, "{said}", {"said": str(error).removeprefix(f"{kind.name}: ")})


def columns_named(settings: Settings) -> list[str]:
    """Return the columns of people that a rule's settings name.

    Examples
    --------
    >>> columns_named({"column": "industry", "also": "place", "weight": 2})
    ['industry', 'place']
    """
    named = [settings[key] for key in ("column", "also", "maybe") if key in settings]
    listed = settings.get("distances", [])
    return [name for name in [*named, *(listed if isinstance(listed, list) else [])] if isinstance(name, str)]


def criteria(
    rules: Mapping[str, Any], people: pd.DataFrame, offers: pd.DataFrame, given: Mapping[str, Settings]
) -> list[Criterion]:
    """Return the criteria of a plan's rules and of the rules that need no mention, in the registry's order.

    Parameters
    ----------
    rules : mapping
        ``[rules]`` of a plan without faults.
    people, offers : pandas.DataFrame
        The tables of the problem.
    given : mapping
        By rule, the settings that stand elsewhere (`ELSEWHERE`); a rule that lacks them is left out.
    """
    unmentioned = [name for name, (offer, person) in COMPARED.items() if offer in offers and person in people]
    unmentioned += [name for name, column in ASKED.items() if column in people]
    unmentioned += [name for name in GIVEN if name in given]
    chosen = {**dict.fromkeys(unmentioned, True), **rules}
    return [
        _criterion(REGISTRY[name], {**settings, **given.get(name, {})})
        for name in REGISTRY
        if name in given or name not in ELSEWHERE
        for settings in settings_of(chosen.get(name, False))
    ]


def _criterion(kind: type[Criterion], settings: Settings) -> Criterion:
    elsewhere = ELSEWHERE.get(kind.name, ())
    return kind(**{key: value if key in elsewhere else _read(kind, key, value) for key, value in settings.items()})


def _needed(kind: type[Criterion]) -> set[str]:
    return _required(kind) & _readers(kind).keys()


def _required(kind: type[Criterion]) -> set[str]:
    return {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}


def _read(kind: type[Criterion], key: str, value: Any) -> Any:
    # JSON mode: strict about types, yet a list may become a tuple.
    return _readers(kind)[key].validate_json(json.dumps(value, default=str), strict=True)


@cache
def _readers(kind: type[Criterion]) -> dict[str, TypeAdapter[Any]]:
    """Return what checks each setting that may stand in ``[rules]``."""
    hints = get_type_hints(kind)
    here = [field.name for field in fields(kind) if field.name not in ELSEWHERE.get(kind.name, ())]
    return {name: TypeAdapter(hints[name]) for name in here}


def without_names(rule: Any) -> Any:
    """Return a rule with how many people it names instead of who they are."""
    if isinstance(rule, list):
        return [without_names(one) for one in rule]
    if isinstance(rule, Mapping):
        return {key: len(value) if key in ("pairs", "managers", "groups") else value for key, value in rule.items()}
    return rule
