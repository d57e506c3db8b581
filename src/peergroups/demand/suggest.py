"""A first plan from what a sheet holds: offers with enough people, each with the demand for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import scipy

from peergroups.criteria.columns import fold
from peergroups.demand.comments import SIZES, Table, comments, groups_of
from peergroups.demand.demand import answers, best_answers, counted
from peergroups.demand.surroundings import surroundings
from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.plan import Plan
from peergroups.plan.assemble import assemble, combinations
from peergroups.plan.fit import TOO_FEW as TOO_FEW_SHARE
from peergroups.plan.parts import PROPERTIES, Columns, Offers, Round, Waiting
from peergroups.plan.rules import COMPARED
from peergroups.tables import people_of
from peergroups.terms import Ints

if TYPE_CHECKING:
    from peergroups.registrations import Registrations

PLACES = 8
"""The most places that are tried for groups in person: the largest."""

TOO_FEW = message("too few people for a group of {least}: {n}")
NOTHING_SHARED = message("no {least} people share a theme or role, a time, a language and a place")


def suggest_plan(registrations: Registrations | pd.DataFrame, *, language: str = "en") -> Plan:
    """Return a first plan for the people who registered; `Plan.dump` writes it with comments.

    Every theme, role, time, language and place that has enough people together is offered, as often as there are
    groups of about 8 to be made. Themes are offered for each role that is large enough; small roles share a group,
    and people for whom there is nothing in their own role are offered their themes with the roles mixed.

    Guides and guests have their tables where the workbook has a sheet of them, members guide where enough say that
    they could, and sessions have theirs where all times are a weekday with an hour.

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
    ProblemError
        For a table that leaves open who is meant, such as by an id twice.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"themes": ["trust"] * 12 + ["change"] * 3})
    >>> plan = suggest_plan(people)
    >>> [(offers.theme, offers.copies) for offers in plan.offers]
    [(('trust',), 2)]
    """
    people = people_of(registrations)
    round_ = Round(language=language)  # type: ignore[arg-type]
    tables = suggested_tables(people, round_)
    around = surroundings(registrations, people, tables, language)
    plan = Plan(
        round=round_,
        columns=Columns(),
        sizes=SIZES,
        waiting=Waiting(rule="lottery"),
        offers=around.offers,
        rules={**_rules(people, tables), **around.rules},
        **around.tables,  # type: ignore[arg-type]
    )
    return plan.commented({**dict(comments(registrations, people, tables, plan)), **around.comments})


def suggested_tables(people: pd.DataFrame, round_: Round) -> list[Table]:
    """Return the offers that enough people have in common.

    Raises
    ------
    InputError
        If no group of 5 can be made of the people.
    """
    language = round_.language
    if len(people) < SIZES.least:
        raise InputError(translate(TOO_FEW, language, n=len(people), least=SIZES.least))
    _refuse_unshared(people, language)
    tables = _viable(people, [*_candidates(people, _roles(people))], round_)
    tables = [*tables, *_mixed(people, tables, round_)]
    if not tables:
        raise InputError(translate(NOTHING_SHARED, language, least=SIZES.least))
    return tables


def _candidates(people: pd.DataFrame, roles: Sequence[tuple[str, ...]]) -> Iterator[Offers]:
    """Yield a table for each theme, role and mode that enough people name; for a role also without a theme."""
    themes: list[tuple[str, ...]] = [(theme,) for theme in _enough(people, "themes")]
    if "role" in people or not themes:
        themes = [*themes, ()]
    shared = {"slot": _enough(people, "slots")}
    languages = _enough(people, "languages")
    if len(languages) > 1:
        shared["language"] = languages
    for role, theme, mode in product(roles, themes, _modes(people)):
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
    kinds = [*_kinds(people, candidates, round_)]
    tables = []
    for offers in candidates:
        enough = [kind for kind in kinds if kind.offers is offers]
        if enough:
            who = np.unique(np.concatenate([kind.who for kind in enough]))
            copies = max(groups_of(len(kind.who)) for kind in enough)
            narrowed = _narrowed(offers, [kind.row for kind in enough], copies)
            tables.append(Table(narrowed, who, _first(people, who, offers)))
    with_theme = {table.offers.role for table in tables if table.offers.theme}
    return [table for table in tables if table.offers.theme or table.offers.role not in with_theme]


class _Kind(NamedTuple):
    """One combination of an offer's lists, with the positions of the people whom it suits."""

    offers: Offers
    row: Mapping[str, object]
    who: Ints


def _kinds(people: pd.DataFrame, candidates: Sequence[Offers], round_: Round) -> Iterator[_Kind]:
    """Yield every combination that suits enough people for a group."""
    draft = Plan(round=round_, sizes=SIZES, offers=tuple(candidates))
    seats = assemble(draft, people, None).model.seats
    rows = [(offers, row) for offers in candidates for row in combinations(offers)]
    fits = scipy.sparse.csr_array(
        (np.ones(len(seats.offer)), seats.offer, seats.start), shape=(len(people), len(rows))
    ).tocsc()
    for number, (offers, row) in enumerate(rows):
        who = fits.indices[fits.indptr[number] : fits.indptr[number + 1]].astype(np.int32)
        if len(who) >= SIZES.least:
            yield _Kind(offers, row, who)


def _mixed(people: pd.DataFrame, tables: Sequence[Table], round_: Round) -> Iterator[Table]:
    """Yield tables with the roles mixed, as few as have something for all who fit no table for their own role."""
    if "role" not in people:
        return
    fits = [table.who for table in tables]
    left = np.setdiff1d(np.arange(len(people)), np.concatenate(fits) if fits else ())
    candidates = [*_candidates(people, [()])]
    candidates = [offers for offers in candidates if offers.theme] or candidates
    kinds = [*_kinds(people, candidates, round_)] if left.size else []
    while kinds:
        best = max(kinds, key=lambda kind: (len(np.intersect1d(kind.who, left)), len(kind.who)))
        unplaced = len(np.intersect1d(best.who, left))
        if not unplaced:
            return
        copies = max(1, groups_of(unplaced))
        narrowed = _narrowed(best.offers, [best.row], copies)
        yield Table(narrowed, best.who, _first(people, best.who, best.offers), unplaced)
        left = np.setdiff1d(left, best.who)


def _narrowed(offers: Offers, rows: Sequence[Mapping[str, object]], copies: int) -> Offers:
    """Return the offers with only the answers that stand in some rows."""
    kept: dict[str, object] = {} if offers.online is None else {"online": offers.online}
    for name in PROPERTIES:
        if values := [value for value in getattr(offers, name) if any(row[name] == value for row in rows)]:
            kept[name] = values
    return Offers.model_validate({**kept, "copies": copies})


def _first(people: pd.DataFrame, who: Ints, offers: Offers) -> int | None:
    if not offers.theme:
        return None
    return sum(fold(offers.theme[0]) in best_answers(cell) for cell in people["themes"].iloc[who])


def _rules(people: pd.DataFrame, tables: Sequence[Table]) -> dict[str, object]:
    rules: dict[str, object] = {}
    if any(table.offers.role for table in tables) and any(table.unplaced for table in tables):
        rules["same_role"] = {"mixed": 3}
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
