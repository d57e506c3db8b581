"""From the text of a plan file to its checked values, or to everything that is wrong in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from peergroups.errors import PlanError
from peergroups.locale import LANGUAGES, translate
from peergroups.plan.aim import Aim
from peergroups.plan.around import Guest, Guests, Guide, Guides, Introducer, Room, Sessions
from peergroups.plan.continuing import GoingOn
from peergroups.plan.errors import plan_error, read
from peergroups.plan.parts import Columns, Groups, Limit, Offers, Part, Round, Sizes, Waiting
from peergroups.plan.rules import faults
from peergroups.plan.several import Rounds
from peergroups.plan.toml import Path, lines_of

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan

P = TypeVar("P", bound="Plan")

TABLES: Mapping[Path, type[Part]] = {
    ("round",): Round,
    ("columns",): Columns,
    ("sizes",): Sizes,
    ("groups",): Groups,
    ("groups", "limits"): Limit,
    ("offers",): Offers,
    ("waiting",): Waiting,
    ("guides",): Guides,
    ("guides", "list"): Guide,
    ("guests",): Guests,
    ("guests", "list"): Guest,
    ("rooms",): Room,
    ("sessions",): Sessions,
    ("sessions", "introducers"): Introducer,
    ("aim",): Aim,
    ("rounds",): Rounds,
    ("continuing",): GoingOn,
}
"""What holds the keys of each table of a plan."""


@dataclass(frozen=True)
class Text:
    """What a plan has besides its values: where it was read, and what to say in writing. Equal for all plans."""

    source: str = field(default="plan", compare=False)
    lines: Mapping[Path, int] = field(default_factory=dict, compare=False)
    comments: Mapping[Path, str] = field(default_factory=dict, compare=False)


def text_of(path: str | FilePath, language: str | None) -> str:
    """Return what stands in a plan file.

    Raises
    ------
    PlanError
        If it is no text in UTF-8.
    """
    try:
        return FilePath(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = translate("{path} is not a text file in UTF-8", language or "en", path=path)
        raise PlanError(message) from error


def plan_of(kind: type[P], text: str, source: str, language: str | None) -> tuple[P, Text]:
    """Return the plan that a text holds, in a language if one is asked for, and where its keys stand.

    Raises
    ------
    PlanError
        With every wrong key, its line, the value and what is allowed.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = translate("{source} is not valid TOML: {error}", language or "en", source=source, error=error)
        raise PlanError(message) from error
    told_in = language or _language(raw)
    lines = lines_of(text)
    plan, wrong = None, []
    try:
        plan = kind.model_validate(raw)
    except ValidationError as error:
        tables: dict[Path, type[Part]] = {(): kind, **TABLES}
        wrong += read(error, {path: list(part.model_fields) for path, part in tables.items()})
    rules = raw.get("rules")
    wrong += faults(rules) if isinstance(rules, Mapping) else ()
    if wrong or plan is None:
        raise plan_error(wrong, lines, source, told_in)
    if told_in != plan.round.language:
        plan = plan.model_copy(update={"round": plan.round.model_copy(update={"language": told_in})})
    return plan, Text(source, lines)


def _language(raw: Mapping[str, Any]) -> str:
    table = raw.get("round")
    language = table.get("language") if isinstance(table, Mapping) else None
    return language if language in LANGUAGES else "en"
