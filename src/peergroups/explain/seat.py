"""What is known of somebody's seat, before it is put in words."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold, is_missing, listed
from peergroups.criteria.theme_wishes import ThemeWishes
from peergroups.explain.alternatives import Alternative, alternatives
from peergroups.locale import message, translate
from peergroups.outputs.words import meeting_places
from peergroups.results.result import Result
from peergroups.results.tables import group_numbers, wish_rank
from peergroups.terms import WAITING, Ints

IN_GROUP = message("group {group}: {facts}")
FACTS = ("theme", "role", "place", "slot", "language")


class Seat:
    """Somebody's seat, or their place in the queue.

    Parameters
    ----------
    result : Result
        The groups.
    row : int
        Whose seat.
    language : {"en", "fi", "sv"}
        The language it is told in.
    """

    def __init__(self, result: Result, row: int, language: str) -> None:
        self.result, self.problem, self.row, self.language = result, result.problem, row, language
        self.person = result.problem.people.index[row]
        self.group = int(result.assignment[row])

    @property
    def waits(self) -> bool:
        """Whether the person has no seat."""
        return self.group == WAITING

    @cached_property
    def facts(self) -> pd.Series:
        """The person's row of ``result.seats``."""
        return self.result.seats.iloc[self.row]

    @cached_property
    def groups(self) -> pd.DataFrame:
        """The running groups, with "online" as a place."""
        groups = self.result.groups
        return groups.assign(place=meeting_places(groups, self.language))

    @cached_property
    def numbers(self) -> Ints:
        """(groups of the model,) what each group is called, 0 if it does not run."""
        own = self.result.assignment[: len(self.problem.people)]
        numbers = np.zeros(self.problem.model.groups, dtype=np.int32)
        numbers[own[own != WAITING]] = group_numbers(self.problem, self.result.assignment, self.result.numbers)[
            own != WAITING
        ]
        return numbers

    @cached_property
    def members(self) -> Ints:
        """The rows of the others in the group, guides from outside left aside."""
        own = self.result.assignment[: len(self.problem.people)]
        return np.flatnonzero((own == self.group) & (np.arange(len(own)) != self.row)).astype(np.int32)

    @cached_property
    def alternatives(self) -> list[Alternative]:
        """Every other seat; groups that no person is in left aside."""
        found = alternatives(self.problem, self.result.assignment, self.row)
        return [one for one in found if self.numbers[one.group]]

    @cached_property
    def wishes(self) -> list[str]:
        """The themes wished for, best first."""
        rule = next((c for c in self.problem.criteria if isinstance(c, ThemeWishes)), None)
        column = "themes" if rule is None else rule.column
        if column not in self.problem.people.columns:
            return []
        cell = self.problem.people[column].iloc[self.row]
        if isinstance(cell, dict):
            graded = {theme: grade for theme, grade in cell.items() if not is_missing(grade)}
            return sorted(map(str, graded), key=lambda theme: -graded[theme])
        return [str(theme) for theme in listed(cell)] if rule is None or rule.ranked else []

    def called(self, row: int) -> str:
        """Return somebody's name, or else the id."""
        people = self.problem.people
        name = people["name"].iloc[row] if "name" in people.columns else None
        return str(people.index[row]) if is_missing(name) else str(name)

    def place(self, number: int) -> str:
        """Return which group that is: "group 3: Agile, online, Tue 12"."""
        told = self.known(number)
        if not told:
            return translate(GROUP, self.language, group=number)
        return translate(IN_GROUP, self.language, group=number, facts=", ".join(told))

    def known(self, number: int) -> list[str]:
        """Return what is known of a group: its theme, place, time and so on."""
        row = self.groups.loc[number]
        return [str(row[fact]) for fact in FACTS if not is_missing(row[fact])]

    def with_first_wish(self) -> list[int]:
        """Return the numbers of the groups on the theme wished for most, if the person is in none of them."""
        if not self.wishes or (not self.waits and wish_rank(self.wishes, self.facts["theme"]) == 1):
            return []
        return [int(n) for n in self.groups.index if fold(self.groups.loc[n, "theme"]) == fold(self.wishes[0])]

    def lacks_first_wish(self) -> bool:
        """Return whether there is a first wish and it was not met."""
        return bool(self.wishes) and (self.waits or wish_rank(self.wishes, self.facts["theme"]) != 1)


GROUP = message("group {group}")
