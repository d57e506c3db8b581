"""What people want before groups are formed, and how many groups that makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold, is_missing, listed, spelled
from peergroups.demand.splitting import remedy
from peergroups.guides.need import guided_groups
from peergroups.problem import Problem
from peergroups.terms import Open

COLUMNS = {"theme": "themes", "role": "role", "place": "place", "slot": "slots", "language": "languages"}
"""The properties that demand is told by, and the column of people that holds each."""


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
    for text in map(spelled, listed(cell)):
        spelt.setdefault(text.casefold(), text)
    return spelt


def best_answers(cell: object) -> list[str]:
    """Return the answers of a cell that nothing is preferred to, as text to compare by.

    Examples
    --------
    >>> best_answers(["Trust", "change"]), best_answers({"trust": 5, "change": 5, "agile": 4})
    (['trust'], ['change', 'trust'])
    """
    given = list(answers(cell))
    if not isinstance(cell, Mapping):
        return given[:1]
    grades = {fold(name): float(grade) for name, grade in cell.items() if not is_missing(grade)}
    return sorted(name for name in given if grades[name] == max(grades.values()))


def counted(people: pd.DataFrame, column: str, *, first: bool = False) -> pd.Series:
    """Return how many people gave each answer, the most frequent first, as somebody spelled it.

    Parameters
    ----------
    people : pandas.DataFrame
        With the column.
    column : str
        Single answers, lists, text between semicolons, or grades by answer.
    first : bool, default False
        Whether only everybody's best answer counts; each of them where several are alike.

    Examples
    --------
    >>> counted(pd.DataFrame({"slots": [["Tue 17", "Wed 8"], "tue 17", None]}), "slots").to_dict()
    {'Tue 17': 2, 'Wed 8': 1}
    """
    names: dict[str, str] = {}
    for cell in people[column]:
        for key, spelt in answers(cell).items():
            names.setdefault(key, spelt)
    said = [key for cell in people[column] for key in (best_answers(cell) if first else answers(cell))]
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
        enough people), ``guides`` (where groups need one), and the names of the limits on running groups.
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
    model, people = problem.model, len(problem.people)
    eligible = model.seat_costs.takers(np.arange(model.people) < people)  # rows after the people are guides
    filled = eligible // np.maximum(1, model.least)
    possible = np.minimum(model.copies, filled)
    limits = {"people": people // max(1, int(model.least.min(initial=people)))}
    for term in model.of_kind(Open, hard=True):
        limits[term.criterion] = term.most + int(np.delete(possible, term.offers).sum())
    limits |= {"answers": int(filled.sum()), "copies": int(model.copies[filled > 0].sum())}
    if (guided := guided_groups(problem)) is not None:
        limits["guides"] = guided
    nowhere = np.flatnonzero(model.seat_costs.choices()[:people] == 0)
    return Capacity(
        pd.Series(limits, name="groups").sort_values(kind="stable"),
        pd.Series(eligible, index=problem.offers.index, name="eligible"),
        problem.people.index[nowhere].tolist(),
    )
