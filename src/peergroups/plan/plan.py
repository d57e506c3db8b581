"""The plan: everything an organiser decides, in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Annotated, Any, Self

import pandas as pd
from pydantic import Field, PrivateAttr

from peergroups.plan.aim import Aim
from peergroups.plan.around import Guests, Guides, Room, Sessions
from peergroups.plan.continuing import GoingOn
from peergroups.plan.loading import Text, plan_of, text_of
from peergroups.plan.parts import Columns, Groups, Offers, Part, Round, Sizes, Waiting
from peergroups.plan.rules import without_names
from peergroups.plan.several import Rounds
from peergroups.plan.toml import Path, written
from peergroups.tables import people_of

if TYPE_CHECKING:
    from peergroups.problem import Problem
    from peergroups.registrations import Registrations


class Plan(Part):
    """What an organiser decides before groups are formed, as one TOML file holds it.

    Attributes
    ----------
    round : Round
        Name, language and seed.
    columns : Columns
        Which column of the sheet is what, where that is not found out by itself.
    sizes : Sizes
        Least, most and target number of members.
    groups : Groups
        How many groups may run, in all and of some kinds.
    offers : tuple of Offers
        The kinds of group that may run. Lists multiply out. Without any, every group is of one kind.
    rules : mapping
        Settings by criterion: the names of `peergroups.criteria.REGISTRY`. ``true`` takes a rule with its usual
        settings, ``false`` switches one off, a list of tables takes it several times. Rules that need no mention:
        ``same_role, common_slot, common_language, same_mode, travel`` and ``theme_wishes`` apply whenever both
        the offers and the people have what they compare, ``reporting_chain`` whenever people name their manager,
        ``keep_apart`` whenever somebody must not be with somebody, ``new_faces`` whenever earlier rounds are given,
        and ``group_size`` whenever `sizes` has a target.
    waiting : Waiting
        What happens when there are more people than seats.
    guides, guests : Guides, Guests or None
        Where guides and guests from outside are listed. With guides every group needs one.
    rooms : tuple of Room
        The rooms of places that have no more.
    sessions : Sessions or None
        The dates of the sessions, and who opens them.
    aim : Aim or None
        What groups are formed for, where that is not the sum of all weighted costs.
    rounds : Rounds or None
        How many rounds are planned at once, and who comes to which.
    continuing : GoingOn or None
        Which groups of the last round go on.

    Examples
    --------
    >>> import peergroups as pg
    >>> plan = pg.Plan.loads('''
    ... [sizes]
    ... least = 4
    ... most = 6
    ... [[offers]]
    ... theme = ["Managing time", "Working from home"]
    ... copies = 2
    ... [rules]
    ... mixed_units = {weight = 3}
    ... ''')
    >>> plan.sizes.most, plan.offers[0].theme
    (6, ('Managing time', 'Working from home'))
    """

    round: Round = Round()
    columns: Columns = Columns()
    sizes: Sizes = Sizes()
    groups: Groups = Groups()
    offers: Annotated[tuple[Offers, ...], Field(strict=False)] = ()
    rules: dict[str, Any] = Field(default={}, description="Settings by criterion.")
    waiting: Waiting = Waiting()
    guides: Guides | None = None
    guests: Guests | None = None
    rooms: Annotated[tuple[Room, ...], Field(strict=False)] = ()
    sessions: Sessions | None = None
    aim: Aim | None = None
    rounds: Rounds | None = None
    continuing: GoingOn | None = None
    _text: Text = PrivateAttr(default_factory=Text)

    @classmethod
    def load(cls, path: str | FilePath, *, language: str | None = None) -> Self:
        """Read a plan file.

        Parameters
        ----------
        path : path
            A TOML file in UTF-8.
        language : {"en", "fi", "sv"}, optional
            Instead of the language that the plan names.

        Raises
        ------
        PlanError
            With every wrong key, its line, the value and what is allowed.
        OSError
            If the file can't be read.
        """
        return cls.loads(text_of(path, language), source=str(path), language=language)

    @classmethod
    def loads(cls, text: str, *, source: str = "plan", language: str | None = None) -> Self:
        """Read a plan from its text; see `load`."""
        plan, where = plan_of(cls, text, source, language)
        plan._text = where
        return plan

    def read(self, path: str | FilePath) -> Registrations:
        """Read a registration sheet as ``[columns]`` says.

        Columns that only a rule names are read by their header: ``balanced = {column = "Years in the job"}``.

        Raises
        ------
        InputError
            If the file can't be read, or lacks a column that the plan names.
        """
        from peergroups.plan.reading import read_sheet

        return read_sheet(self, FilePath(path), FilePath(self._text.source).parent)

    def reread(self, registrations: Registrations | pd.DataFrame) -> Registrations | pd.DataFrame:
        """Return registrations as the plan reads them: its columns, guides and guests; a table stays as it is.

        Raises
        ------
        InputError
            If the file can't be read any more, or lacks a column that the plan names.
        ProblemError
            For a table that leaves open who is meant, such as by an id twice.
        """
        people_of(registrations)
        if isinstance(registrations, pd.DataFrame) or registrations.planned or registrations.path is None:
            return registrations
        return self.read(registrations.path)

    def problem(
        self,
        registrations: Registrations | pd.DataFrame,
        history: object | None = None,
        *,
        guides: pd.DataFrame | None = None,
    ) -> Problem:
        """Return the problem that the plan makes of some people.

        Parameters
        ----------
        registrations : Registrations or pandas.DataFrame
            The people; a table is indexed by person id. Registrations that were read without the plan are read again
            with it, so that its columns, guides and guests count; to change answers, pass the changed table.
        history : MeetingGraph, optional
            Who has met whom in earlier rounds.
        guides : pandas.DataFrame, optional
            Guides from outside, as in `Problem`; those that the plan lists or were read if left out.

        Raises
        ------
        PlanError
            With everything in the plan that cannot be meant, given the people: a theme that nobody wishes for, a
            time that suits nobody, a place that is no municipality, a rule on a column that there is not.

        Examples
        --------
        >>> import pandas as pd
        >>> people = pd.DataFrame({"themes": [["trust"]] * 6}, index=list("abcdef"))
        >>> Plan.loads("offers = [{theme = ['trust', 'change']}]").problem(people)
        Traceback (most recent call last):
        peergroups.errors.PlanError: plan cannot be used as it is:
          line 1, offers[1].theme[2]: nobody wishes for "change"; the sheet has trust
        """
        from peergroups.plan.posing import problem_of

        return problem_of(self, self._text, self.reread(registrations), history, guides)

    def notices(self, problem: Problem) -> list[str]:
        """Return what to know of a problem of this plan before it is solved, in the plan's language.

        Themes and roles that no offer has, those with too few people, people whom no offer fits, too few seats,
        and what the rules say of missing answers.
        """
        from peergroups.plan.notices import notices

        return notices(self, problem)

    def settings(self) -> dict[str, Any]:
        """Return what the plan says, as an output may show it: of people listed by name only how many.

        Examples
        --------
        >>> Plan.loads("rules = {keep_apart = {pairs = [['ann', 'bo']]}}").settings()
        {'rules': {'keep_apart': {'pairs': 1}}}
        """
        told = self.model_dump(exclude_unset=True, exclude={"columns"})
        if self.rules:
            told["rules"] = {name: without_names(rule) for name, rule in self.rules.items()}
        for table in ("guides", "guests"):
            if "list" in told.get(table, {}):
                told[table] = {**told[table], "list": len(told[table]["list"])}
        return told

    def dump(self) -> str:
        r"""Return the plan as TOML: what it says beyond the defaults, with the comments it carries.

        Examples
        --------
        >>> print(Plan.loads("[sizes]\nmost = 8").dump(), end="")
        [sizes]
        most = 8
        """
        return written(self.model_dump(exclude_unset=True), self._text.comments)

    def commented(self, comments: Mapping[Path, str]) -> Self:
        """Return the plan with comments for `dump`, by the path of the table or key they stand above."""
        plan = self.model_copy()
        plan._text = replace(self._text, comments=dict(comments))
        return plan
