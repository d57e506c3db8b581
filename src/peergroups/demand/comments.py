"""The comments of a suggested plan: the demand for each offer, what was found in the sheet, what the rules mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.demand.demand import counted
from peergroups.demand.splitting import span, suggested_groups
from peergroups.locale import message, translate
from peergroups.plan.parts import Columns, Offers, Sizes, one_if_one
from peergroups.plan.toml import Path, written
from peergroups.terms import Ints

if TYPE_CHECKING:
    from peergroups.plan import Plan
    from peergroups.registrations import Registrations

SIZES = Sizes(least=5, most=10, target=8)
"""The sizes that are suggested."""

HEAD = message(
    "A first plan, made from what {n} people answered. Change what you like; docs/plan.md tells every key."
)
OF_COLUMNS = message("Found in the sheet; to change one, write its line below without #:")
OF_UNUSED = message("Not used: {headers}")
OF_SIZES = message("Groups that {n} people make: {groups}")
OF_OFFER = message("Suits {n} people; groups of about {target}: {groups}")
OF_FIRST = message("Suits {n} people, the first wish of {first}; groups of about {target}: {groups}")
OF_MIXED = message("Roles mixed, where the own role has too few for a group (people: {unplaced}); suits {n} people")
LEFT_OUT = message("Too few people for a group: {values}")
OF_WISHES = message("What a second and a third wish costs instead of the first; other themes are not given to anyone")
OF_ROLES = message("A seat in a group of mixed roles costs 3, where there are groups for the person's own role")
OF_UNITS = message("Every two members of the same unit cost 1")
OF_TOGETHER = message("Two who have both named each other cost 1 if they are apart")
OF_CHAIN = message("Nobody sits with a manager of their own; true is usual")
OF_APART = message("Those who must be apart are; true is usual")
OF_WAITING = message('Who comes first if there are too few seats: "first come" or "lottery"')
RULE_COMMENTS = {
    "same_role": OF_ROLES,
    "theme_wishes": OF_WISHES,
    "mixed_units": OF_UNITS,
    "keep_together": OF_TOGETHER,
    "keep_apart": OF_APART,
    "reporting_chain": OF_CHAIN,
}


@dataclass(frozen=True)
class Table:
    """An ``[[offers]]`` table, the positions of the people whom it suits, and how many have it as their first wish.

    One with roles mixed has also those for whom it is there, as no table for their own role suits them.
    """

    offers: Offers
    who: Ints
    first: int | None
    unplaced: int = 0

    @property
    def people(self) -> int:
        """How many people it suits."""
        return len(self.who)


def groups_of(people: int) -> int:
    """Return how many groups of about the target size so many people make."""
    return suggested_groups(people, SIZES.least, SIZES.target or SIZES.most, SIZES.most)


def comments(
    registrations: Registrations | pd.DataFrame, people: pd.DataFrame, tables: Sequence[Table], plan: Plan
) -> Iterator[tuple[Path, str]]:
    """Yield the comments of a suggested plan with the path of the table or key they stand above."""
    language = plan.round.language
    yield ("columns",), "\n".join(_found_columns(registrations, language))
    n = len(people)
    yield (), translate(HEAD, language, n=n)
    fewest, largest = -(-n // SIZES.most), n // SIZES.least
    yield ("sizes",), translate(OF_SIZES, language, n=n, groups=span(fewest, largest))
    for number, table in enumerate(tables):
        said = OF_MIXED if table.unplaced else OF_OFFER if table.first is None else OF_FIRST
        values = {"n": table.people, "first": table.first, "unplaced": table.unplaced}
        told = translate(said, language, groups=groups_of(table.people), target=SIZES.target, **values)
        yield ("offers", number), "\n".join([*(_left_out(people, tables, language) if not number else ()), told])
    yield ("waiting",), translate(OF_WAITING, language)
    for name in plan.rules.keys() & RULE_COMMENTS.keys():
        yield ("rules", name), translate(RULE_COMMENTS[name], language)


def _left_out(people: pd.DataFrame, tables: Sequence[Table], language: str) -> Iterator[str]:
    """Yield the themes and times that too few people named."""
    for name, column in (("theme", "themes"), ("slot", "slots")):
        if column in people:
            offered = {value for table in tables for value in getattr(table.offers, name)}
            left = [f"{value} ({n})" for value, n in counted(people, column).items() if value not in offered]
            if left:
                yield translate(LEFT_OUT, language, values=", ".join(left))


def _found_columns(registrations: Registrations | pd.DataFrame, language: str) -> Iterator[str]:
    """Yield which headers were taken for what, as lines of ``[columns]``."""
    if isinstance(registrations, pd.DataFrame) or not registrations.columns:
        return
    yield translate(OF_COLUMNS, language)
    headers: dict[str, list[str]] = {}
    for field, found in registrations.columns.items():
        headers.setdefault({"first_name": "name", "last_name": "name"}.get(field, field), []).extend(found)
    known = {key: one_if_one(tuple(found)) for key, found in headers.items() if key in Columns.model_fields}
    yield from written(known, {}).splitlines()
    if registrations.unused:
        yield translate(OF_UNUSED, language, headers=", ".join(registrations.unused))
