"""The tables of a plan file, each checked by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError

from peergroups.plan.profiles import PROFILES, target_size

PROFILE_NAMES = tuple(PROFILES)


def one_or_many(value: Any) -> Any:
    """Read a single value as a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def one_if_one(values: tuple[str, ...]) -> str | list[str]:
    """Write a list of one as a single value."""
    return values[0] if len(values) == 1 else list(values)


Texts: TypeAlias = Annotated[
    tuple[str, ...], BeforeValidator(one_or_many), Field(strict=False), PlainSerializer(one_if_one)
]
"""One text or a list of them."""


def fault(message: str, **values: object) -> PydanticCustomError:
    """Return an error whose English message and values survive until it is told in the reader's language."""
    return PydanticCustomError("plan", "{message}", {"message": message, **values})


class Part(BaseModel):
    """What all tables of a plan share: no unknown keys, no silent conversion, no change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Round(Part):
    """``[round]``: what this round is called, and how it is written and drawn."""

    name: str = Field(default="", description="What the round is called in the outputs.")
    language: Literal["en", "fi", "sv"] = Field(default="en", description="Of messages and the workbook.")
    seed: int = Field(default=0, ge=0, description="Decides the lottery and the solver's draws.")


class Columns(Part):
    """``[columns]``: which column of the sheet is what, where that is not found out by itself.

    Each key takes a header or a list of headers.
    """

    sheet: str | None = Field(default=None, description="The sheet of the workbook, if not the one found.")
    slots_mean: Literal["can", "cannot"] | None = Field(
        default=None, description="Whether the times ticked suit or do not, if the question does not tell."
    )
    id: Texts = Field(default=(), description="Tells people apart when there is no e-mail.")
    email: Texts = Field(default=(), description="E-mail address; a person's id.")
    name: Texts = Field(default=(), description="Name; or first name and family name.")
    registered: Texts = Field(default=(), description="When the answer was given; the order of the queue.")
    role: Texts = Field(default=(), description="Role or job.")
    unit: Texts = Field(default=(), description="Unit, branch or employer.")
    place: Texts = Field(default=(), description="Municipality.")
    latitude: Texts = Field(default=(), description="Degrees north, for places that are no municipalities.")
    longitude: Texts = Field(default=(), description="Degrees east.")
    online: Texts = Field(default=(), description="In person, online or either.")
    slots: Texts = Field(default=(), description="Times that suit: one multi-select, or a column for each time.")
    slots_maybe: Texts = Field(default=(), description="Times that would do if need be, where that is asked apart.")
    languages: Texts = Field(default=(), description="Working languages.")
    manager: Texts = Field(default=(), description="The person's manager: e-mail or name.")
    themes: Texts = Field(default=(), description="Themes: one multi-select; several headers are ranks, best first.")
    theme_ranks: Texts = Field(default=(), description="A column for each rank, best first, beside a multi-select.")
    theme_columns: Texts = Field(default=(), description="A column for each theme, with ticks, ranks or grades.")
    top_theme: Texts = Field(default=(), description="The theme wanted most.")
    together: Texts = Field(default=(), description="With whom the person would like to be.")
    apart: Texts = Field(default=(), description="With whom the person must not be.")
    could_guide: Texts = Field(default=(), description="Whether the person could be a guide.")
    been_before: Texts = Field(default=(), description="Whether the person has taken part before.")
    consent: Texts = Field(default=(), description="Consent to the use of the answers.")
    more: dict[str, str] = Field(default={}, description="Columns of your own, for rules: name = header.")

    @property
    def headers(self) -> dict[str, tuple[str, ...]]:
        """The headers that the plan names, by field as the reader of sheets calls it."""
        fields = [key for key in type(self).model_fields if key not in ("sheet", "slots_mean", "more")]
        named = {key: getattr(self, key) for key in fields if getattr(self, key)}
        if len(self.themes) > 1 and not self.theme_ranks:
            named["theme_ranks"] = named.pop("themes")
        return named | {key: (header,) for key, header in self.more.items()}


PEOPLE = frozenset(Columns.model_fields) | {"lat", "lon", "ticked"}
"""Columns of people that the reader of sheets looks for by itself."""


class Sizes(Part):
    """``[sizes]``: how many members a group has."""

    profile: Literal[PROFILE_NAMES] | None = Field(  # type: ignore[valid-type]
        default=None, description="A form of peer learning, whose usual sizes are taken where none are given."
    )
    presence: float | None = Field(
        default=None,
        gt=0,
        le=1,
        description="The chance that a member comes. Without a target of your own, the target is then the size at "
        "which `least` are there with a chance of 90 %, at the most `most`: 8 for a least of 5 and presence of 0.8.",
    )

    least: int = Field(default=5, ge=1, description="The fewest members of a running group.")
    most: int = Field(default=10, ge=1, description="The most.")
    target: int | None = Field(default=None, ge=1, description="The size that groups should have if they can.")

    @model_validator(mode="before")
    @classmethod
    def _of_profile(cls, given: Any) -> Any:
        """Fill in what a profile and the presence say, as far as the values make sense; the rest is told later."""
        if not isinstance(given, dict):
            return given
        known = PROFILES.get(str(given.get("profile")))
        usual = {} if known is None else {"least": known.least, "most": known.most}
        sizes = {**usual, **given}
        least, presence = sizes.get("least", 5), sizes.get("presence")
        if "target" not in sizes and isinstance(least, int) and isinstance(presence, float) and 0 < presence <= 1:
            most = sizes.get("most", 10)
            sizes["target"] = max(
                least, min(target_size(max(1, least), presence), most if isinstance(most, int) else 10)
            )
        elif "target" not in sizes and known is not None and known.least <= known.target <= sizes["most"]:
            sizes["target"] = known.target
        return sizes

    @model_validator(mode="after")
    def _ordered(self) -> Sizes:
        check_sizes(self.least, self.target, self.most)
        return self


def check_sizes(least: int, target: int | None, most: int) -> None:
    """Raise unless ``least <= target <= most``."""
    if least > most:
        raise fault("least is {least} but most is {most}: least must not be larger", least=least, most=most)
    if target is not None and not least <= target <= most:
        raise fault(
            "target is {target}; it must lie between {least} and {most}", target=target, least=least, most=most
        )


class Kinds(Part):
    """The properties that an offer has and a limit picks offers by."""

    theme: Texts = Field(default=(), description="Theme or themes.")
    role: Texts = Field(default=(), description="Role or roles.")
    place: Texts = Field(default=(), description="Municipality or municipalities where the group meets.")
    online: bool | None = Field(default=None, description="true: the group meets online; false: in person.")
    slot: Texts = Field(default=(), description="Time or times.")
    language: Texts = Field(default=(), description="Working language or languages.")


PROPERTIES = ("role", "theme", "place", "slot", "language")
"""The properties that are lists, in the order in which an offer's name tells them."""


class Limit(Kinds):
    """``[[groups.limits]]``: how many groups may run among the offers that have all the properties named."""

    least: int = Field(default=0, ge=0, description="The fewest groups that must run.")
    most: int | None = Field(default=None, ge=0, description="The most that may run.")

    @model_validator(mode="after")
    def _says_something(self) -> Limit:
        if self.most is None and not self.least:
            raise fault("a limit needs least, most or both")
        check_sizes(self.least, None, self.least if self.most is None else self.most)
        return self


class Groups(Part):
    """``[groups]``: how many groups may run, in all and of some kinds."""

    least: int = Field(default=0, ge=0, description="The fewest groups in all.")
    most: int | None = Field(default=None, ge=1, description="The most groups in all; no limit if left out.")
    limits: Annotated[tuple[Limit, ...], Field(strict=False)] = Field(
        default=(), description="Limits on offers of some kinds."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Groups:
        check_sizes(self.least, None, self.least if self.most is None else self.most)
        return self


class Offers(Kinds):
    """``[[offers]]``: kinds of group that may run. Lists multiply out: 3 themes and 2 slots make 6 offers."""

    copies: int = Field(default=1, ge=1, description="How many groups of each combination may run.")
    least: int | None = Field(default=None, ge=1, description="Instead of sizes.least for these.")
    most: int | None = Field(default=None, ge=1, description="Instead of sizes.most for these.")
    cost: float = Field(
        default=0.0,
        allow_inf_nan=False,
        description="What each group that runs adds to the cost; below 0: a gain. Nobody waits to save it.",
    )
    guests: bool | Annotated[int, Field(ge=0)] = Field(
        default=False, description="How many guests from outside may complete a group; true: as many as it takes."
    )

    @model_validator(mode="after")
    def _one_mode(self) -> Offers:
        if self.online and self.place:
            raise fault("a group meets online or at a place: give online = true or place, not both")
        return self


class Waiting(Part):
    """``[waiting]``: what happens when there are more people than seats."""

    rule: Literal["first come", "lottery", "points"] = Field(
        default="lottery", description="Who comes first in the queue; ties in points are drawn by lot."
    )
    points: str | None = Field(default=None, description="The column of people with points: more come first.")
    by_history: bool = Field(
        default=True,
        description="Whether those left out last time come first, then those never in a group, and last those who "
        "stayed away without a word.",
    )
    stayed_away: str | None = Field(
        default=None, description="The column of people that says who stayed away last time; else the earlier rounds."
    )
    everyone: bool = Field(default=False, description="true: refuse a grouping that leaves anybody without a seat.")

    @model_validator(mode="after")
    def _has_points(self) -> Waiting:
        if (self.rule == "points") != (self.points is not None):
            raise fault('rule = "points" and the column of points go together')
        return self


def values_of(parts: Iterable[Kinds], name: str) -> list[str]:
    """Return the values that some parts give to a property, each once, in order of appearance."""
    return list(dict.fromkeys(value for part in parts for value in getattr(part, name)))


def where_of(kinds: Kinds) -> dict[str, object]:
    """Return the properties that are named, by column of the offers."""
    named: dict[str, object] = {name: list(getattr(kinds, name)) for name in PROPERTIES if getattr(kinds, name)}
    return named if kinds.online is None else {**named, "online": kinds.online}
