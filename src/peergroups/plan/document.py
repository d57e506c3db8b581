"""Writes the page on the plan from its models: ``python -m peergroups.plan.document``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from peergroups.plan.aim import Aim
from peergroups.plan.around import Guest, Guests, Guide, Guides, Introducer, Room, Sessions
from peergroups.plan.continuing import GoingOn
from peergroups.plan.parts import Columns, Groups, Limit, Offers, Part, Round, Sizes, Waiting
from peergroups.plan.rules import ASKED, COMPARED
from peergroups.plan.several import Rounds

PAGE = Path("docs/plan.md")

EXAMPLE = """\
[round]
name = "Spring 2027"
language = "en"
seed = 2027

[columns]                       # only what is not found out by itself
unit = "Where do you work?"
[columns.more]
years = "Years in the job"      # for the rule `balanced` below

[sizes]
least = 5
most = 10
target = 8

[groups]
most = 12                       # guides are twelve
[[groups.limits]]
slot = "Tue 17"                 # two rooms
most = 2

[[offers]]                      # 2 themes x 2 slots: 4 offers, each run up to three times
theme = ["Managing time", "Working from home"]
slot = ["Tue 17", "Wed 8"]
online = true
copies = 3

[[offers]]                      # small groups for one role, whatever the theme
role = "Product manager"
place = "Tampere"
least = 4
guests = 3                      # completed by guests from other firms

[waiting]
rule = "first come"

[guides]                        # every group needs one
sheet = "Guides"
[guests]
list = [{name = "Eve Ek", unit = "Other Ltd", role = "Product manager"}]
[[rooms]]
name = "Blue room"
place = "Tampere"
[sessions]
first = 2027-02-01
count = 3
link = "https://meet.example.org/{group}"
[[sessions.introducers]]        # opens the first session of all groups
name = "Fay Falk"

[aim]                           # first wishes first, then mixed units; without it, the weights decide
levels = ["theme_wishes", "mixed_units"]
slack = 0.1

[continuing]                    # groups of the last round that wish to go on, topped up with two or more
groups = [2, 5]

[rules]
theme_wishes = {weight = 3, rank_costs = [0, 1, 3]}
mixed_units = {weight = 1, at_most = 2}
balanced = {column = "years"}
not_alone = [{column = "gender"}, {column = "newcomer", hard = true}]
travel = false                  # a rule that needs no mention, switched off
"""

SEVERAL = """\
[sizes]
least = 5
most = 7

[rounds]                        # three tables in one day; see rounds.md
count = 3
names = ["Starter", "Main", "Dessert"]
attendance = "Which tables do you join?"

[rules]
mixed_units = true
new_faces = {weight = 5}        # what a pair's second meeting costs
"""

HEAD = f"""# The plan

Everything an organiser decides is in one [TOML](https://toml.io) file. `peergroups suggest SHEET -o plan.toml` writes
a first one from what a sheet holds, with the demand for each offer in comments; `peergroups check SHEET --plan
plan.toml` tells what is wrong in it and how many groups it allows. This page is made from the program by
`python -m peergroups.plan.document`.

```toml
{EXAMPLE}```

Every table and key may be left out. An unknown key or a value that is not allowed is an error, told with its line,
what is allowed, and what was probably meant.

Several rounds planned at once ([rounds.md](rounds.md)):

```toml
{SEVERAL}```
"""

RULES = """
## `[rules]`

A key for each criterion, named and explained in [criteria.md](criteria.md). `true` takes it with its usual settings,
`false` switches it off, a table sets its settings, and a list of tables takes it several times.

Rules that need no mention:

"""

ELSEWHERE = """
What stands elsewhere: the sizes of `group_size` in `[sizes]`, the minutes of `guides` in `[sessions]`, the history of
`new_faces` in the files given with `--history`.

## What is checked against the people

Before anything is solved, all of it at once: themes that nobody wishes for, roles, languages and times that nobody
has, places that are no municipality and where nobody is (unless `travel` is off), rules on columns that the people do
not have, limits on what is not offered, the same offer twice, fewer people than a group needs, and, with `everyone`,
totals that no sizes add up to; sheets of guides with times that do not exist, guides whom no offer fits, a room
listed twice, and times without a weekday or date and an hour where there are sessions.

Not errors, but told by `peergroups check`: wishes and roles that no offer has, offers with too few people, people
whom no offer fits, and numbers of people that cannot be split into the sizes allowed, with the smallest change that
helps.
"""

TABLES: dict[str, type[Part]] = {
    "[round]": Round,
    "[columns]": Columns,
    "[sizes]": Sizes,
    "[groups]": Groups,
    "[[groups.limits]]": Limit,
    "[[offers]]": Offers,
    "[waiting]": Waiting,
    "[guides]": Guides,
    "[[guides.list]]": Guide,
    "[guests]": Guests,
    "[[guests.list]]": Guest,
    "[[rooms]]": Room,
    "[sessions]": Sessions,
    "[[sessions.introducers]]": Introducer,
    "[aim]": Aim,
    "[rounds]": Rounds,
    "[continuing]": GoingOn,
}
LISTS: dict[Any, str] = {str: "text or list of texts", int | str: "list of whole numbers or texts"}
NAMES = {str: "text", int: "whole number", bool: "true or false", dt.date: "date", float: "number"}


def page() -> str:
    """Return the page as Markdown."""
    tables = "".join(chapter(title, kind) for title, kind in TABLES.items())
    return HEAD + tables + RULES + "".join(unmentioned()) + ELSEWHERE


def chapter(title: str, kind: type[Part]) -> str:
    """Return the chapter of one table: what it is, and its keys."""
    told = " ".join((kind.__doc__ or "").split(": ", maxsplit=1)[-1].split())
    fields = kind.model_fields.items()
    rows = "".join(f"| `{name}` | {type_of(field)} | {field.description} |\n" for name, field in fields)
    return (
        f"\n## `{title}`\n\n{told[0].upper()}{told[1:]}\n\n"
        f"| key | type and default | meaning |\n|---|---|---|\n{rows}"
    )


def type_of(field: FieldInfo) -> str:
    """Return a key's type, its limits and its default, in words."""
    said = _type(field.annotation)
    least = next((limit.ge for limit in field.metadata if hasattr(limit, "ge")), None)
    said += "" if least is None else f", at least {least}"
    if field.is_required():
        return said + ", must be given"
    default = field.default
    return said + (f", default {_value(default)}" if default not in (None, (), {}, "") else "")


def _type(annotation: Any) -> str:
    choices = [kind for kind in get_args(annotation) if kind is not type(None)]
    if get_origin(annotation) is Literal:
        return " or ".join(_value(value) for value in get_args(annotation))
    if get_origin(annotation) is tuple:
        return LISTS.get(choices[0], "tables")
    if get_origin(annotation) is dict:
        return "table"
    if bool in choices and len(choices) > 1:
        return "true or false, or a whole number"
    return NAMES.get(annotation) or _type(choices[0])


def _value(value: object) -> str:
    return f'`"{value}"`' if isinstance(value, str) else f"`{str(value).lower()}`"


def unmentioned() -> Iterator[str]:
    """Yield the rules that apply by themselves, and when."""
    for name, (offered, asked) in COMPARED.items():
        yield f"- `{name}`: offers have `{offered}` and people have `{asked}`;\n"
    for name, column in ASKED.items():
        yield f"- `{name}`: people have `{column}`;\n"
    yield "- `new_faces`: earlier rounds are given with `--history`;\n"
    yield "- `group_size`: `[sizes]` has a target;\n"
    yield "- `guides`: there is a table `[guides]`;\n"
    yield "- `guests`: offers have `guests`, and `[guests]` lists some.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
