"""A first plan from what a sheet holds: offers with enough people, each with the demand for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from peergroups.criteria.columns import fold
from peergroups.demand import answers, best_answers, counted
from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.plan import Plan
from peergroups.plan.assemble import assemble, combinations
from peergroups.plan.fit import TOO_FEW as TOO_FEW_SHARE
from peergroups.plan.parts import PROPERTIES, Columns, Offers, Round, Sizes, Waiting, one_if_one
from peergroups.plan.rules import COMPARED
from peergroups.plan.toml import Path, written
from peergroups.splitting import suggested_groups
from peergroups.terms import Ints

if TYPE_CHECKING:
    from peergroups.registrations import Registrations

SIZES = Sizes(least=5, most=10, target=8)
PLACES = 8
"""The most places that are tried for groups in person: the largest."""

TOO_FEW = message("{n} people are too few for a group of {least}")
NOTHING_SHARED = message("no {least} people share a theme or role, a time, a language and a place")
HEAD = message(
    "A first plan, made from what {n} people answered. Change what you like; docs/plan.md tells every key."
)
OF_COLUMNS = message("Found in the sheet; to change one, write its line below without #:")
OF_UNUSED = message("Not used: {headers}")
OF_SIZES = message("{n} people make {fewest} to {largest} groups")
OF_OFFER = message("{n} people could come; groups of about {target}: {groups}")
OF_FIRST = message("{n} people could come, {first} of them as their first wish; groups of about {target}: {groups}")
LEFT_OUT = message("Too few people for a group: {values}")
OF_WISHES = message("What a second and a third wish costs instead of the first; other themes are not given to anyone")
OF_UNITS = message("Every two members of the same unit cost 1")
OF_TOGETHER = message("Two who have both named each other cost 1 if they are apart")
OF_CHAIN = message("Nobody sits with a manager of their own; true is usual")
OF_APART = message("Those who must be apart are; true is usual")
OF_WAITING = message('Who comes first if there are too few seats: "first come" or "lottery"')


def suggest_plan(registrations: Registrations | pd.DataFrame, *, language: str = "en") -> Plan:
    """Return a first plan for the people who registered; `Plan.dump` writes it with comments.

    Every theme, role, time, language and place that has enough people together is offered, as often as there are
    groups of about 8 to be made. Themes are offered for each role that is large enough; small roles share a group.

    Parameters
    ----------
    registrations : Registrations or pandas.DataFrame
        The people; a table is indexed by person id.
    language : {"en", "fi", "sv"}
        The language of the comments, and the one that the plan names.

    Raises
    ------
    InputError
        If no group of 5 can be made of the people.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"themes": ["trust"] * 12 + ["change"] * 3})
    >>> plan = suggest_plan(people)
    >>> [(offers.theme, offers.copies) for offers in plan.offers]
    [(('trust',), 2)]
    """
    people = registrations if isinstance(registrations, pd.DataFrame) else registrations.people
    if len(people) < SIZES.least:
        raise InputError(translate(TOO_FEW, language, n=len(people), least=SIZES.least))
    _refuse_unshared(people, language)
    round_ = Round(language=language)  # type: ignore[arg-type]
    tables = _viable(people, [*_candidates(people)], round_)
    if not tables:
        raise InputError(translate(NOTHING_SHARED, language, least=SIZES.least))
    plan = Plan(
        round=round_,
        columns=Columns(),
        sizes=SIZES,
        waiting=Waiting(rule="lottery"),
        offers=tuple(table.offers for table in tables),
        rules=_rules(people, tables),
    )
    comments = dict(_comments(people, tables, plan.rules, language))
    return plan.commented({**comments, ("columns",): "\n".join(_found_columns(registrations, language))})


@dataclass(frozen=True)
class Table:
    """An ``[[offers]]`` table and how many people it suits: any of them, and as their first wish."""

    offers: Offers
    people: int
    first: int | None


def _candidates(people: pd.DataFrame) -> Iterator[Offers]:
    """Yield a table for each theme, role and mode that enough people name; for a role also without a theme."""
    themes: list[tuple[str, ...]] = [(theme,) for theme in _enough(people, "themes")]
    if "role" in people or not themes:
        themes = [*themes, ()]
    shared = {"slot": _enough(people, "slots")}
    languages = _enough(people, "languages")
    if len(languages) > 1:
        shared["language"] = languages
    for role, theme, mode in product(_roles(people), themes, _modes(people)):
        yield Offers.model_validate({"role": role, "theme": theme, **mode, **shared})


def _enough(people: pd.DataFrame, column: str) -> tuple[str, ...]:
    """Return the answers that enough people gave, or could give as they gave none."""
    if column not in people:
        return ()
    silent = sum(not answers(cell) for cell in people[column])
    return tuple(str(value) for value, n in counted(people, column).items() if n + silent >= SIZES.least)


def _refuse_unshared(people: pd.DataFrame, language: str) -> None:
    """Raise if people named times, languages or, without roles, themes, of which none has enough people."""
    for rule in ("common_slot", "common_language", *(() if "role" in people else ("theme_wishes",))):
        column = COMPARED[rule][1]
        if column in people and not _enough(people, column) and len(named := counted(people, column)):
            values = {"least": SIZES.least, "value": named.index[0], "n": named.iloc[0]}
            raise InputError(translate(TOO_FEW_SHARE[rule], language, **values))


def _roles(people: pd.DataFrame) -> Sequence[tuple[str, ...]]:
    """Return the roles that are large enough, and the small ones together as one."""
    if "role" not in people:
        return [()]
    large = _enough(people, "role")
    small = [str(role) for role in counted(people, "role").index if role not in large]
    return [(role,) for role in large] + ([("; ".join(small),)] if small else [])


def _modes(people: pd.DataFrame) -> list[dict[str, object]]:
    """Return online, and the largest places of those who would come in person, if most people say how they meet."""
    asked = "online" in people and 2 * sum(bool(fold(cell)) for cell in people["online"]) > len(people)
    if not asked:
        return [{}]
    here = people[[fold(cell) != "yes" for cell in people["online"]]]
    if "place" not in people or here.empty:
        return [{"online": True}, {"online": False}]
    return [{"online": True}, {"place": tuple(map(str, counted(here, "place").index[:PLACES]))}]


def _viable(people: pd.DataFrame, candidates: Sequence[Offers], round_: Round) -> list[Table]:
    """Return the candidates without the answers that no group can run with, themes before none."""
    draft = Plan(round=round_, sizes=SIZES, offers=tuple(candidates))
    seats = assemble(draft, people, None).model.seats
    rows = [row for offers in candidates for row in combinations(offers)]
    fits = csr_array((np.ones(len(seats.offer)), seats.offer, seats.start), shape=(len(people), len(rows))).tocsc()
    eligible = np.diff(fits.indptr)
    tables, end = [], 0
    for offers in candidates:
        begin, end = end, end + len(list(combinations(offers)))
        enough = [k for k in range(begin, end) if eligible[k] >= SIZES.least]
        if enough:
            who = np.unique(fits[:, enough].indices).astype(np.int32)
            copies = max(_groups(int(eligible[k])) for k in enough)
            tables.append(
                Table(_narrowed(offers, [rows[k] for k in enough], copies), len(who), _first(people, who, offers))
            )
    with_theme = {table.offers.role for table in tables if table.offers.theme}
    return [table for table in tables if table.offers.theme or table.offers.role not in with_theme]


def _narrowed(offers: Offers, rows: Sequence[Mapping[str, object]], copies: int) -> Offers:
    """Return the offers with only the answers that stand in some rows."""
    kept: dict[str, object] = {} if offers.online is None else {"online": offers.online}
    for name in PROPERTIES:
        if values := [value for value in getattr(offers, name) if any(row[name] == value for row in rows)]:
            kept[name] = values
    return Offers.model_validate({**kept, "copies": copies})


def _groups(people: int) -> int:
    return suggested_groups(people, SIZES.least, SIZES.target or SIZES.most, SIZES.most)


def _first(people: pd.DataFrame, who: Ints, offers: Offers) -> int | None:
    if not offers.theme:
        return None
    return sum(fold(offers.theme[0]) in best_answers(cell) for cell in people["themes"].iloc[who])


def _found_columns(registrations: Registrations | pd.DataFrame, language: str) -> Iterator[str]:
    """Yield which headers were taken for what, as lines of ``[columns]``."""
    if isinstance(registrations, pd.DataFrame) or not registrations.columns:
        return
    yield translate(OF_COLUMNS, language)
    keys = {"theme_ranks": "themes", "first_name": "name", "last_name": "name"}
    headers: dict[str, list[str]] = {}
    for field, found in registrations.columns.items():
        headers.setdefault(keys.get(field, field), []).extend(found)
    yield from written({key: one_if_one(tuple(found)) for key, found in headers.items()}, {}).splitlines()
    if registrations.unused:
        yield translate(OF_UNUSED, language, headers=", ".join(registrations.unused))


def _rules(people: pd.DataFrame, tables: Sequence[Table]) -> dict[str, object]:
    rules: dict[str, object] = {}
    if any(table.offers.theme for table in tables):
        rules["theme_wishes"] = {"rank_costs": [0, 1, 3]}
    if "unit" in people and len(counted(people, "unit")) > 1:
        rules["mixed_units"] = {"weight": 1}
    if "together" in people:
        rules["keep_together"] = {"weight": 1}
    if "apart" in people:
        rules["keep_apart"] = True
    if "manager" in people:
        rules["reporting_chain"] = True
    return rules


RULE_COMMENTS = {
    "theme_wishes": OF_WISHES,
    "mixed_units": OF_UNITS,
    "keep_together": OF_TOGETHER,
    "keep_apart": OF_APART,
    "reporting_chain": OF_CHAIN,
}


def _comments(
    people: pd.DataFrame, tables: Sequence[Table], rules: dict[str, object], language: str
) -> Iterator[tuple[Path, str]]:
    n = len(people)
    yield (), translate(HEAD, language, n=n)
    fewest, largest = -(-n // SIZES.most), n // SIZES.least
    yield ("sizes",), translate(OF_SIZES, language, n=n, fewest=fewest, largest=largest)
    for number, table in enumerate(tables):
        said = OF_OFFER if table.first is None else OF_FIRST
        groups = _groups(table.people)
        told = translate(said, language, n=table.people, first=table.first, groups=groups, target=SIZES.target)
        yield ("offers", number), "\n".join([*(_left_out(people, tables, language) if not number else ()), told])
    yield ("waiting",), translate(OF_WAITING, language)
    for name in rules:
        yield ("rules", name), translate(RULE_COMMENTS[name], language)


def _left_out(people: pd.DataFrame, tables: Sequence[Table], language: str) -> Iterator[str]:
    """Yield the themes and times that too few people named."""
    for name, column in (("theme", "themes"), ("slot", "slots")):
        if column in people:
            offered = {value for table in tables for value in getattr(table.offers, name)}
            left = [f"{value} ({n})" for value, n in counted(people, column).items() if value not in offered]
            if left:
                yield translate(LEFT_OUT, language, values=", ".join(left))
