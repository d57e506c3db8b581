"""What people want before groups are formed, and how many groups that makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold, is_missing, listed, spelled
from peergroups.problem import Problem

COLUMNS = {"theme": "themes", "role": "role", "place": "place", "slot": "slots", "language": "languages"}
"""The properties that demand is told by, and the column of people that holds each."""


def group_counts(people: int, least: int, most: int) -> range:
    r"""Return the numbers of groups into which people can be split with nobody left over.

    These are the :math:`k` with :math:`k \cdot \text{least} \le n \le k \cdot \text{most}`.

    Examples
    --------
    >>> list(group_counts(42, 5, 10))
    [5, 6, 7, 8]

    For groups of 7-10 a few numbers of people are impossible:

    >>> [n for n in range(7, 100) if not group_counts(n, 7, 10)]
    [11, 12, 13]
    """
    return range(-(-people // most), people // least + 1)


@dataclass(frozen=True)
class Remedy:
    """What would help when people cannot be split into groups of the sizes allowed; any one of it is enough.

    Attributes
    ----------
    size : int or None
        Allow groups of so many; None if there are too few people for one group.
    fewer : int
        So many people go elsewhere or wait.
    more : int
        So many more people join.
    """

    size: int | None
    fewer: int
    more: int


def remedy(people: int, least: int, most: int) -> Remedy | None:
    """Return the smallest changes that let people be split; None if they can be, or if there is nobody.

    Examples
    --------
    Eleven people in groups of 7-10 need a group of 11, one person less, or three more for two groups:

    >>> remedy(11, 7, 10)
    Remedy(size=11, fewer=1, more=3)
    """
    if group_counts(people, least, most):
        return None
    groups = people // least
    size = -(-people // groups) if groups else None
    return Remedy(size, people - groups * most, (groups + 1) * least - people)


def suggested_groups(people: int, least: int, target: int, most: int) -> int:
    """Return into how many groups of about the target size people are split; all are seated if they can be.

    Examples
    --------
    >>> suggested_groups(42, 5, 8, 10), suggested_groups(15, 5, 8, 10), suggested_groups(4, 5, 8, 10)
    (5, 2, 0)
    """
    return min(people // least, max(people // target, -(-people // most)))


def answers(cell: object) -> dict[str, str]:
    """Return the answers of a cell, best first, as they are spelled, by their text to compare by.

    Examples
    --------
    >>> answers("Tue 17; wed 8"), answers({"trust": 3, "change": 5})
    ({'tue 17': 'Tue 17', 'wed 8': 'wed 8'}, {'change': 'change', 'trust': 'trust'})
    """
    if isinstance(cell, Mapping):
        graded = {name: grade for name, grade in cell.items() if not is_missing(grade)}
        cell = sorted(graded, key=lambda name: -float(graded[name]))
    spelt: dict[str, str] = {}
    for value in listed(cell):
        spelt.setdefault(fold(value), spelled(value))
    return spelt


def counted(people: pd.DataFrame, column: str, *, first: bool = False) -> pd.Series:
    """Return how many people gave each answer, the most frequent first, as somebody spelled it.

    Parameters
    ----------
    people : pandas.DataFrame
        With the column.
    column : str
        Single answers, lists, text between semicolons, or grades by answer.
    first : bool, default False
        Whether only everybody's first or best answer counts.

    Examples
    --------
    >>> counted(pd.DataFrame({"slots": [["Tue 17", "Wed 8"], "tue 17", None]}), "slots").to_dict()
    {'Tue 17': 2, 'Wed 8': 1}
    """
    given = [answers(cell) for cell in people[column]]
    names: dict[str, str] = {}
    for spelt in given:
        names = {**spelt, **names}
    said = [key for spelt in given for key in list(spelt)[: 1 if first else None]]
    counts = pd.Series(said, dtype=object).value_counts()
    return counts.rename(index=names).rename_axis(column).rename("people")


def demand(people: pd.DataFrame, by: Sequence[str] = ("theme", "role", "place", "slot")) -> pd.DataFrame:
    """Return how many people want each combination of theme, role, place and slot.

    A person counts once in each combination of their answers: three themes and two slots are six combinations.

    Parameters
    ----------
    people : pandas.DataFrame
        With the columns ``themes, role, place, slots, languages`` as far as they are known.
    by : sequence of {"theme", "role", "place", "slot", "language"}
        What to tell apart; what the people have no column for is left out.

    Returns
    -------
    pandas.DataFrame
        A column for each property, missing where a person did not say, and ``people``; largest demand first.

    Examples
    --------
    >>> people = pd.DataFrame({"themes": ["trust; change", "trust"], "role": ["HR", "payroll"]})
    >>> demand(people, ["theme"]).to_dict("list")
    {'theme': ['trust', 'change'], 'people': [2, 1]}
    """
    known = [name for name in by if COLUMNS[name] in people.columns]
    if not known:
        return pd.DataFrame({"people": [len(people)]})
    spelling = {name: {fold(value): value for value in counted(people, COLUMNS[name]).index} for name in known}
    table = pd.DataFrame(
        {name: [[spelling[name][key] for key in answers(cell)] for cell in people[COLUMNS[name]]] for name in known}
    )
    for name in known:
        table = table.explode(name)
    counts = table.groupby(known, dropna=False, sort=True).size().rename("people").reset_index()
    return counts.sort_values("people", ascending=False, kind="stable", ignore_index=True)


def theme_demand(people: pd.DataFrame, least: int, most: int) -> pd.DataFrame:
    """Return what each theme can become, most wanted first.

    Parameters
    ----------
    people : pandas.DataFrame
        With a column ``themes``: lists with the best first, text between semicolons, or grades by theme.
    least, most : int
        The sizes of a group.

    Returns
    -------
    pandas.DataFrame
        Indexed by theme. ``wanted``: how many want it at all. ``first``: how many want it most. ``fewest`` and
        ``largest``: into how many groups those who want it can be split, 0 if they are too few. ``splits``: whether
        those who want it most can be split with nobody left over.

    Examples
    --------
    >>> people = pd.DataFrame({"themes": ["trust; change"] * 7 + ["change"] * 4})
    >>> theme_demand(people, 5, 6).loc["trust"].to_dict()
    {'wanted': 7, 'first': 7, 'fewest': 1, 'largest': 1, 'splits': False}
    """
    table = counted(people, "themes").rename("wanted").to_frame().rename_axis("theme")
    table["first"] = counted(people, "themes", first=True).reindex(table.index, fill_value=0)
    largest = table["wanted"] // least
    table["fewest"] = np.minimum(-(-table["wanted"] // most), largest)
    table["largest"] = largest
    table["splits"] = [remedy(n, least, most) is None for n in table["first"]]
    return table


@dataclass(frozen=True, eq=False)
class Capacity:
    """How many groups can run at most, and what keeps it from being more.

    Attributes
    ----------
    limits : pandas.Series
        The most groups that each limit allows by itself, the tightest first: ``people`` (all of them, in groups of
        the least size), ``answers`` (for each offer those who could take it), ``copies`` (of the offers that have
        enough people), and the names of the limits on running groups.
    eligible : pandas.Series
        By offer, how many people could take a seat in it.
    nowhere : list
        The ids of people whom no offer fits.
    """

    limits: pd.Series
    eligible: pd.Series
    nowhere: list[object]

    @property
    def groups(self) -> int:
        """No more than so many groups can run."""
        return int(self.limits.iloc[0])

    @property
    def binds(self) -> str:
        """The name of the tightest limit."""
        return str(self.limits.index[0])


def capacity(problem: Problem) -> Capacity:
    """Return how many groups the people, their answers, the offers and the limits on running groups allow.

    Examples
    --------
    >>> import peergroups as pg
    >>> people = pd.DataFrame({"unit": ["a"] * 12})
    >>> offers = pd.DataFrame({"min_size": [5], "max_size": [8], "copies": [4]}, index=["any"])
    >>> found = capacity(pg.Problem(people, offers, []))
    >>> found.groups, found.binds, found.limits.to_dict()
    (2, 'people', {'people': 2, 'answers': 2, 'copies': 4})
    """
    model = problem.model
    eligible = np.bincount(model.seats.offer, minlength=model.offers)
    filled = eligible // np.maximum(1, model.least)
    possible = np.minimum(model.copies, filled)
    limits = {"people": model.people // max(1, int(model.least.min(initial=model.people)))}
    for term in model.opens:
        limits[term.criterion] = term.most + int(np.delete(possible, term.offers).sum())
    limits |= {"answers": int(filled.sum()), "copies": int(model.copies[filled > 0].sum())}
    nowhere = np.flatnonzero(np.diff(model.seats.start) == 0)
    return Capacity(
        pd.Series(limits, name="groups").sort_values(kind="stable"),
        pd.Series(eligible, index=problem.offers.index, name="eligible"),
        problem.people.index[nowhere].tolist(),
    )
