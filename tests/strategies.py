"""Hypothesis strategies: small random models of every kind of term, and small random problems.

Numbers are multiples of a quarter unless asked for otherwise, so that equal costs are exactly equal.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

import peergroups as pg
from peergroups.criteria import REGISTRY
from peergroups.criteria.base import Criterion
from peergroups.model import Model
from peergroups.problem import ceiling
from peergroups.terms import Count, DensePair, Limit, Load, Moment, Open, Pair, Seat, Term

QUARTERS = st.integers(0, 20).map(lambda k: k / 4)
SIGNED = st.integers(-12, 12).map(lambda k: k / 4)
KINDS = (
    "seat",
    "pair",
    "dense",
    "count",
    "moment",
    "open",
    "forbidden seats",
    "forbidden pairs",
    "forced pairs",
    "count limits",
    "open limits",
    "load",
    "load limits",
    "seat limits",
)
FEATURES = 2
UNITS = ("Oulu", "Turku", "Vaasa", None)
THEMES = ("agile", "hiring", "wellbeing")
ROLES = ("manager", "supervisor", None)
PLACES = ("Helsinki", "Tampere")
SLOTS = ("mon 9", "tue 14")
LANGUAGES = ("fi", "sv")


@st.composite
def models(
    draw: st.DrawFn,
    people: tuple[int, int] = (2, 7),
    kinds: tuple[str, ...] = KINDS,
    seats_first: bool | None = None,
    cost: st.SearchStrategy[float] = QUARTERS,
    signed: st.SearchStrategy[float] = SIGNED,
    groups: int = 5,
) -> Model:
    """A model with a random mix of terms.

    Parameters
    ----------
    people : (least, most)
        How many people.
    kinds : tuple
        The kinds of term to choose from, of `KINDS`.
    seats_first : bool, optional
        True for a price of waiting above every cost, as a problem has; False for a small one; None for either.
    cost, signed : strategies
        Of numbers >= 0 and of numbers of both signs.
    groups : int
        The most groups that may run.
    """
    n = draw(st.integers(*people))
    offers = draw(st.integers(1, min(3, groups)))
    copies = np.array([draw(st.integers(1, max(1, groups // offers))) for _ in range(offers)], dtype=np.int32)
    least = draw(arrays(np.int32, offers, elements=st.sampled_from([1, 2, 2, 3])))
    most = least + draw(arrays(np.int32, offers, elements=st.integers(0, 3)))
    counted = np.ones(n, dtype=bool)
    if draw(st.booleans()):
        counted = draw(arrays(bool, n))
    many = draw(st.sampled_from([2, 3, 1, 4, 5, 0]))
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=many, max_size=many))
    terms = [draw(_term(kind, n, offers, f"{kind} {k}", cost, signed)) for k, kind in enumerate(chosen)]
    if seats_first is None:
        seats_first = draw(st.booleans())
    if seats_first:
        price = 2 * (1 + ceiling(terms, least, most, copies, n))
        unseated = price * (1 + 0.5 * draw(arrays(np.int8, n, elements=st.integers(0, 1))))
    else:
        unseated = 2 * draw(arrays(float, n, elements=cost))
    return Model(least, most.astype(np.int32), copies, unseated, terms, counted)


@st.composite
def groupings(draw: st.DrawFn, model: Model) -> np.ndarray:
    """Any grouping of a model's people, feasible or not."""
    return draw(arrays(np.int32, model.people, elements=st.integers(-1, model.groups - 1)))


def _term(
    kind: str, n: int, offers: int, name: str, cost: st.SearchStrategy[float], signed: st.SearchStrategy[float]
) -> st.SearchStrategy[Term]:
    match kind:
        case "seat":
            return _seats(n, offers, name, False, cost)
        case "forbidden seats":
            return _seats(n, offers, name, True, st.sampled_from([0.0, 0.0, 1.0]))
        case "pair":
            return _pairs(n, name, False, signed)
        case "forbidden pairs":
            return _pairs(n, name, True, st.sampled_from([1.0, 2.5]))
        case "forced pairs":
            return _pairs(n, name, True, st.sampled_from([-1.0, -2.5]))
        case "dense":
            return _dense(n, name, signed)
        case "count":
            return _counts(n, offers, name, False, cost)
        case "count limits":
            return _counts(n, offers, name, True, st.sampled_from([0.0, 0.0, 0.0, 1.0]))
        case "moment":
            return arrays(float, (n, FEATURES), elements=signed).map(lambda x: Moment(name, False, x))
        case "load":
            return _loads(n, name, False, cost)
        case "load limits":
            return _loads(n, name, True, st.sampled_from([0.0, 0.0, 1.0]))
        case "seat limits":
            return _limits(n, offers, name)
        case "open":
            return _opens(offers, name, False, cost)
        case "open limits":
            return _opens(offers, name, True, st.just(1.0))
    raise ValueError(kind)


@st.composite
def _seats(draw: st.DrawFn, n: int, offers: int, name: str, hard: bool, value: st.SearchStrategy[float]) -> Seat:
    rows, row = draw(_shared(n))
    columns, column = draw(_shared(offers))
    start, offer, values = draw(_entries(rows, columns, value))
    return Seat(name, hard, start, offer, values, draw(value), row, column)


@st.composite
def _shared(draw: st.DrawFn, many: int) -> tuple[int, NDArray[np.int32] | None]:
    """How many rows or columns a seat term has, and which of them each person or offer has; None for their own."""
    if not draw(st.booleans()):
        return many, None
    kinds = draw(st.integers(1, max(1, many)))
    return kinds, draw(arrays(np.int32, many, elements=st.integers(0, kinds - 1)))


@st.composite
def _entries(draw: st.DrawFn, rows: int, columns: int, value: st.SearchStrategy[float]) -> tuple[Any, Any, Any]:
    listed = draw(arrays(bool, (rows, columns)))
    owner, column = np.nonzero(listed)
    start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=rows))]).astype(np.int64)
    return start, column.astype(np.int32), draw(arrays(float, len(owner), elements=value))


@st.composite
def _pairs(draw: st.DrawFn, n: int, name: str, hard: bool, value: st.SearchStrategy[float]) -> Pair:
    first, second = np.triu_indices(n, 1)
    most = 4 if hard else None
    listed = draw(st.lists(st.integers(0, len(first) - 1), unique=True, max_size=most)) if n > 1 else []
    weight = draw(arrays(float, len(listed), elements=value))
    constant = 0.0 if hard else float(-weight[weight < 0].sum())
    return Pair(name, hard, first[listed].astype(np.int32), second[listed].astype(np.int32), weight, constant)


@st.composite
def _dense(draw: st.DrawFn, n: int, name: str, value: st.SearchStrategy[float]) -> DensePair:
    upper = np.triu(draw(arrays(float, (n, n), elements=value)), 1)
    return DensePair(name, False, upper + upper.T, float(-upper[upper < 0].sum()))


@st.composite
def _counts(draw: st.DrawFn, n: int, offers: int, name: str, hard: bool, value: st.SearchStrategy[float]) -> Count:
    categories = draw(st.integers(1, 3))
    tables = draw(st.integers(1, 2))
    category = draw(arrays(np.int32, n, elements=st.integers(-1, categories - 1)))
    table = draw(arrays(float, (tables, draw(st.integers(1, 6))), elements=value))
    which = draw(arrays(np.int32, (offers, categories), elements=st.integers(0, tables - 1)))
    return Count(name, hard, category, table, which)


@st.composite
def _loads(draw: st.DrawFn, n: int, name: str, hard: bool, value: st.SearchStrategy[float]) -> Load:
    sets, tables = draw(st.integers(1, 2)), draw(st.integers(1, 2))
    category = draw(arrays(np.int32, n, elements=st.integers(-1, sets - 1)))
    table = draw(arrays(float, (tables, draw(st.integers(1, 4))), elements=value))
    return Load(name, hard, category, table, draw(arrays(np.int32, sets, elements=st.integers(0, tables - 1))))


@st.composite
def _limits(draw: st.DrawFn, n: int, offers: int, name: str) -> Limit:
    number = st.sampled_from([0.0, 0.0, 0.5, 1.0])
    start, offer, value = draw(_entries(n, offers, number))
    default, waiting = draw(arrays(float, n, elements=number)), draw(arrays(float, n, elements=number))
    most = draw(st.sampled_from([1.0, 2.0, 0.0, 3.5]))
    return Limit(name, True, start, offer, value, default, waiting, most)


@st.composite
def _opens(draw: st.DrawFn, offers: int, name: str, hard: bool, weight: st.SearchStrategy[float]) -> Open:
    some = draw(st.lists(st.integers(0, offers - 1), unique=True, min_size=1))
    least = draw(st.sampled_from([0, 0, 0, 1, 2] if hard else [0, 0, 1, 2, 5]))  # 5: no more groups can run
    most = least + draw(st.integers(0, 2))
    return Open(name, hard, np.array(some, dtype=np.int32), least, most, draw(weight))


@st.composite
def people_tables(draw: st.DrawFn, least: int = 1, most: int = 8) -> pd.DataFrame:
    """People with every column that criteria look for, now and then missing."""
    n = draw(st.integers(least, most))
    ids = [f"p{i}" for i in range(n)]

    def column(value: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(value, min_size=n, max_size=n))

    def some(values: tuple[str, ...], fewest: int = 0) -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from(values), unique=True, min_size=fewest)

    table = pd.DataFrame(
        {
            "unit": column(st.sampled_from(UNITS)),
            "role": column(st.sampled_from(ROLES)),
            "place": column(st.sampled_from(PLACES)),
            "online": column(st.sampled_from(["yes", "no", "either"])),
            "slots": column(some(SLOTS, 1)),
            "languages": column(some(LANGUAGES, 1)),
            "manager": column(st.sampled_from([None, None, *ids])),
            "themes": column(some(THEMES)),
            "seniority": column(st.integers(0, 4).map(float)),
            "registered": column(st.integers(1, 28).map(lambda day: pd.Timestamp(2026, 1, day))),
        },
        index=pd.Index(ids, name="person"),
    )
    table.loc[table["manager"] == table.index, "manager"] = None  # nobody manages themselves
    return table


@st.composite
def offer_tables(draw: st.DrawFn, most_groups: int = 4) -> pd.DataFrame:
    """Offers of every kind, each with a range of sizes."""
    offers = draw(st.integers(1, 3))
    rows = []
    for _ in range(offers):
        least = draw(st.integers(1, 3))
        rows.append(
            {
                "min_size": least,
                "max_size": least + draw(st.integers(0, 3)),
                "copies": draw(st.integers(1, max(1, most_groups // offers))),
                "theme": draw(st.sampled_from(THEMES)),
                "role": draw(st.sampled_from(ROLES)),
                "place": draw(st.sampled_from(PLACES)),
                "slot": draw(st.sampled_from(SLOTS)),
                "language": draw(st.sampled_from(LANGUAGES)),
                "online": draw(st.booleans()),
                "cost": draw(st.sampled_from([0.0, 0.0, 2.5, -1.0, None])),
            }
        )
    return pd.DataFrame(rows, index=pd.Index([f"offer {k}" for k in range(offers)], name="offer"))


WEIGHTS = st.sampled_from([0.5, 1.0, 3.0])
HARD = st.booleans()
PAIRS = st.lists(
    st.tuples(*[st.integers(0, 6).map("p{}".format)] * 2).filter(lambda pair: pair[0] != pair[1]), max_size=3
)
MIXED = ("unit", "role", "seniority")
SETTINGS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "theme_wishes": {"weight": WEIGHTS, "unticked": st.sampled_from(["forbidden", 10])},
    "same_role": {"weight": WEIGHTS, "hard": HARD, "mixed": st.sampled_from([0.0, 2.0])},
    "common_slot": {"weight": WEIGHTS, "hard": HARD},
    "common_language": {"weight": WEIGHTS, "hard": HARD},
    "same_mode": {"weight": WEIGHTS, "hard": HARD},
    "travel": {"weight": WEIGHTS, "limit_km": st.sampled_from([None, 50.0])},
    "nearness": {"weight": WEIGHTS, "limit_km": st.sampled_from([None, 50.0])},
    "mixed_units": {"weight": WEIGHTS, "at_most": st.sampled_from([None, None, 1, 2])},
    "new_faces": {"weight": WEIGHTS, "history": PAIRS},
    "keep_apart": {"weight": WEIGHTS, "hard": HARD, "pairs": PAIRS},
    "reporting_chain": {"weight": WEIGHTS, "hard": HARD},
    "competitors": {"weight": WEIGHTS, "hard": HARD, "column": st.just("unit")},
    "keep_together": {"weight": WEIGHTS, "hard": HARD, "pairs": PAIRS},
    "not_alone": {"weight": WEIGHTS, "hard": HARD, "column": st.sampled_from(MIXED[:2])},
    "balanced": {"weight": WEIGHTS, "column": st.sampled_from(MIXED)},
    "diversity": {"weight": WEIGHTS, "distances": st.just(["seniority"])},
    "group_size": {"weight": WEIGHTS, "least": st.just(1), "most": st.integers(3, 5), "target": st.just(3)},
    "guests": {"weight": WEIGHTS, "column": st.just("online")},
    "guides": {"weight": WEIGHTS, "column": st.just("online")},
    "continuing": {"groups": st.sampled_from([{"offer 0": ["p0", "p1"]}, {"offer 0": []}])},
    "friends_of_friends": {"weight": WEIGHTS, "history": PAIRS},
    "new_guides": {"weight": WEIGHTS, "history": PAIRS},
    "new_ties": {"weight": WEIGHTS, "history": PAIRS},
    "opening_costs": {"weight": WEIGHTS},
    "running_groups": {"least": st.sampled_from([0, 0, 1]), "most": st.integers(1, 3)},
}
"""Settings to draw for each criterion; the others are left at their defaults."""


def criteria(names: tuple[str, ...] = tuple(SETTINGS)) -> st.SearchStrategy[list[Criterion]]:
    """A mix of criteria that need no more than the columns of `people_tables` and `offer_tables`."""
    known = st.one_of([st.builds(REGISTRY[name], **SETTINGS[name]) for name in names])
    return st.lists(known, min_size=1, max_size=4, unique_by=lambda criterion: criterion.name)


@st.composite
def problems(draw: st.DrawFn, most_people: int = 7) -> pg.Problem:
    """A problem with a random mix of criteria."""
    people = draw(people_tables(least=2, most=most_people))
    queue = draw(st.sampled_from([None, people.index[::-1].tolist(), people.index[1:].tolist()]))
    return pg.Problem(people, draw(offer_tables()), draw(criteria()), everyone=draw(st.booleans()), queue=queue)
