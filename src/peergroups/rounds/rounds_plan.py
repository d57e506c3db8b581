"""What planning several rounds at once gives back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from peergroups.meetings import MeetingGraph
from peergroups.referee import TOLERANCE
from peergroups.results.result import Result


@dataclass(frozen=True, eq=False)
class RoundsPlan:
    """Rounds planned at once.

    Two numbers tell how well people are mixed. `repeats` counts meetings: each meeting of a pair after its first.
    The cost counts what a meeting brings: the n-th meeting of a pair costs n - 1 times `weight`, so that what can't
    be avoided falls to different pairs. They are equal, up to the weight, where nobody meets more than twice.

    Attributes
    ----------
    results : sequence of Result
        Each round's groups; its criteria include ``new_faces`` against the rounds before it.
    people : (people,) Index
        Everybody who is there in some round.
    history : MeetingGraph
        The rounds before the first.
    weight : float
        Cost of a pair's second meeting; of its third twice as much, and so on.
    least_repeats : int
        No plan with groups of these sizes and these absentees has fewer repeats: proved by counting.
    least_cost : float
        The same for the cost of pairs that meet again.
    seconds : float
        How long planning took.
    interrupted : bool
        Whether the caller stopped it.
    title : str
        What all the rounds together are called.
    """

    results: Sequence[Result]
    people: pd.Index[Any]
    history: MeetingGraph
    weight: float
    least_repeats: int
    least_cost: float
    seconds: float
    interrupted: bool = False
    title: str = ""

    @property
    def names(self) -> list[str]:
        """What the rounds are called."""
        return [result.round for result in self.results]

    @cached_property
    def met(self) -> MeetingGraph:
        """Who will have met whom after the last round."""
        graph = self.history.copy()
        for result in self.results:
            graph.record(result, round=f"{result.round}: planned")
        return graph

    @property
    def objective(self) -> float:
        """The cost of all rounds together."""
        return sum(result.objective for result in self.results)

    @cached_property
    def overview(self) -> pd.DataFrame:
        """One row for each round, indexed by its name.

        Columns: ``people`` who are there, ``groups``, ``least`` and ``most`` members, ``waiting``, ``cost``, and
        ``repeats``: pairs that had met before.
        """
        sizes = [result.groups["size"] for result in self.results]
        return pd.DataFrame(
            {
                "people": [len(result.problem.people) for result in self.results],
                "groups": [len(size) for size in sizes],
                "least": [int(size.min()) for size in sizes],
                "most": [int(size.max()) for size in sizes],
                "waiting": [len(result.waiting) for result in self.results],
                "cost": [result.objective for result in self.results],
                "repeats": self._repeats,
            },
            index=pd.Index(self.names, name="round"),
        )

    @cached_property
    def _repeats(self) -> list[int]:
        """How many pairs of each round had met before."""
        meetings = self.met.meetings().sort_values("rounds_ago", ascending=False, kind="stable")
        again = meetings.loc[meetings.duplicated(["first", "second"]), "rounds_ago"]
        ago = np.bincount(again.to_numpy(dtype=np.int64), minlength=len(self.results))
        return [int(n) for n in ago[: len(self.results)][::-1]]

    @property
    def repeats(self) -> int:
        """How many meetings there are of pairs that have met before, in an earlier round or in the plan."""
        return sum(self._repeats)

    @property
    def status(self) -> str:
        """``optimal`` if no plan with groups of these sizes can cost less, else ``feasible``."""
        return "optimal" if self.objective <= self.least_cost + TOLERANCE else "feasible"

    @property
    def seats(self) -> pd.DataFrame:
        """Each person's group in each round; missing where they wait or are absent."""
        columns = {result.round: result.seats["group"] for result in self.results}
        return pd.DataFrame(columns, index=self.people).astype("Int64").rename_axis(columns="round")

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, texts and lists, ready for JSON; nothing is NaN."""
        from peergroups.outputs.rounds.record import record

        return record(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=indent)

    def to_workbook(self, path: str | Path, *, language: str | None = None, force: bool = False) -> Path:
        """Write one .xlsx file with a sheet for each round, and one of everybody's groups; return its path.

        `MeetingGraph.from_workbooks` reads the rounds back, with the groups as the sheet of people then has them.

        Parameters
        ----------
        path : str or Path
            Where to write. The file is written whole or not at all.
        language : {"en", "fi", "sv"}, optional
            The language of the sheets; the first round's if left out.
        force : bool, default False
            Whether an existing file may be replaced.

        Raises
        ------
        InputError
            If the file exists and `force` is false, or its folder does not exist.
        """
        from peergroups.outputs.rounds.workbook import write_workbook

        return write_workbook(self, path, language=language, force=force)

    def __repr__(self) -> str:
        """Return how many rounds and repeats."""
        return f"RoundsPlan({len(self.results)} rounds, {self.repeats} repeats, at least {self.least_repeats})"

    def _repr_html_(self) -> str:
        from peergroups.outputs.rounds.text import html

        return html(self)
