"""People who have not met before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from peergroups.criteria.base import Criterion
from peergroups.criteria.building import pair_term
from peergroups.criteria.columns import Positions
from peergroups.errors import ProblemError
from peergroups.terms import Floats, Term

if TYPE_CHECKING:
    from peergroups.problem import Problem


@dataclass(frozen=True, eq=False)
class NewFaces(Criterion):
    r"""People meet others than in the rounds before.

    With :math:`m_{ij}` the times two people have been in one group, the cost is

    .. math:: w \sum_g \sum_{\{i, j\} \subseteq g} m_{ij}.

    With a half-life :math:`h`, a meeting :math:`a` rounds ago (0 for the latest round) counts :math:`0.5^{a / h}`
    instead of 1. With `by_sessions`, it counts as many times as there were sessions that both attended.

    Parameters
    ----------
    history : MeetingGraph, DataFrame, mapping or iterable of pairs
        Who has met whom. A table has the columns ``first, second`` and, as they are known, ``times`` (1 if left out),
        ``rounds_ago`` and ``sessions``; a mapping gives the times by pair; a pair listed twice has met twice. People
        who are not registered now have no effect.
    weight : float, default 1
        Cost of a pair that has met once.
    half_life : float, optional
        Rounds after which a meeting counts half; it never fades if left out.
    within : int, optional
        A hard limit: nobody meets anyone again whom they met in the latest so many rounds.
    by_sessions : bool, default False
        Whether the sessions that both attended count, instead of the groups they shared.

    References
    ----------
    Penalties that fade with the time since the last meeting: the coffee pairing of 406.ch, "higher penalties to equal
    pairings depending on the time which has passed". Two rounds are a usual half-life.

    Examples
    --------
    Ann and Bo have met twice, Bo and Cai never:

    >>> import pandas as pd, peergroups as pg
    >>> from peergroups.referee import judge
    >>> people = pd.DataFrame(index=["ann", "bo", "cai"])
    >>> offers = pd.DataFrame({"min_size": [3], "max_size": 3})
    >>> met = pg.NewFaces([("ann", "bo"), ("bo", "ann")], weight=5)
    >>> judge(pg.Problem(people, offers, [met]).model, [0, 0, 0]).cost
    10.0
    """

    name: ClassVar[str] = "new_faces"
    says: ClassVar[str] = "They should meet new people this time."

    history: Any = field(repr=False)
    weight: float = 1.0
    half_life: float | None = None
    within: int | None = None
    by_sessions: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.half_life is not None and not self.half_life > 0:
            raise ProblemError(f"{self.name}: half_life must be > 0, not {self.half_life!r}")
        if self.within is not None and self.within < 1:
            raise ProblemError(f"{self.name}: within must be a whole number >= 1, not {self.within!r}")

    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return a soft term of times met and, for `within`, a hard one of recent pairs."""
        met = self._meetings()
        place = Positions(problem.people)
        code, ids = pd.factorize(pd.concat([met["first"], met["second"]], ignore_index=True))
        where = np.array([place.get(person) for person in ids], dtype=np.int64)[code]
        first, second = where[: len(met)], where[len(met) :]
        if self.weight:
            times = _faded(met, self.half_life)
            yield pair_term(self.label, False, first, second, self.weight * times)
        if self.within is not None:
            recent = (met["rounds_ago"].to_numpy(float) < self.within) & (met["times"].to_numpy(float) > 0)
            yield pair_term(self.label, True, first[recent], second[recent], 1.0)

    def _meetings(self) -> pd.DataFrame:
        """Return the history as a table: first, second, times, and rounds_ago where it is known."""
        needed = ["rounds_ago"] * (self.within is not None) + ["sessions"] * self.by_sessions
        table = _table(self.history, self.name, self.half_life is not None, "members", needed)
        return table.assign(times=table["sessions"]) if self.by_sessions else table


def faded_meetings(history: Any, criterion: str, half_life: float | None, kind: str) -> pd.DataFrame:
    """Return earlier meetings as a table ``first, second, times``, each faded by its age.

    Parameters
    ----------
    history
        As in `NewFaces`.
    criterion : str
        Whose history it is, for errors.
    half_life : float or None
        Rounds after which a meeting counts half.
    kind : {"members", "guides", "all"}
        Of a meeting graph, whose meetings.
    """
    table = _table(history, criterion, half_life is not None, kind, [])
    return table.assign(times=_faded(table, half_life))


def _faded(met: pd.DataFrame, half_life: float | None) -> Floats:
    times = met["times"].to_numpy(float)
    return times if half_life is None else times * 0.5 ** (met["rounds_ago"].to_numpy(float) / half_life)


def _table(history: Any, criterion: str, fades: bool, kind: str, also: Sequence[str]) -> pd.DataFrame:
    table: pd.DataFrame
    if fades and hasattr(history, "meetings"):  # each meeting fades by its own age
        table = history.meetings(kind).assign(times=1.0)
    elif hasattr(history, "pairs"):
        table = history.pairs(kind)
    elif isinstance(history, pd.DataFrame):
        table = history.assign(times=1.0) if "times" not in history.columns else history
    elif isinstance(history, Mapping):
        pairs = _of_two(history, criterion)
        table = pd.DataFrame([(*pair, times) for pair, times in zip(pairs, history.values(), strict=True)],
                             columns=[*PAIR, "times"])  # fmt: skip
    else:
        table = pd.DataFrame(_of_two(history, criterion), columns=PAIR).assign(times=1.0)
    needed = [*PAIR, "times", *["rounds_ago"] * fades, *also]
    if lacking := [column for column in dict.fromkeys(needed) if column not in table.columns]:
        groups = " (who sat in which group is recorded in a MeetingGraph first)" if PAIR[0] in lacking else ""
        raise ProblemError(f"{criterion}: the history lacks {', '.join(lacking)}{groups}")
    return table


def _of_two(history: Any, criterion: str) -> list[tuple[Any, ...]]:
    """Return the pairs of a history that is a collection of them."""
    listed = list(history) if isinstance(history, Iterable) and not isinstance(history, str) else [history]
    pairs = [tuple(pair) for pair in listed if isinstance(pair, Iterable) and not isinstance(pair, str)]
    if len(pairs) < len(listed) or any(len(pair) != 2 for pair in pairs):
        raise ProblemError(f"{criterion}: the history must be a MeetingGraph, a table or pairs of two ids")
    return pairs


PAIR = ["first", "second"]
