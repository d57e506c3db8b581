"""Why somebody sits where they sit: for the organiser, or for the person."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Literal, TypeAlias

import pandas as pd

from peergroups.errors import ProblemError
from peergroups.explain import organiser, participant
from peergroups.explain.seat import Seat
from peergroups.outputs.record import plain
from peergroups.results.changes import row_of
from peergroups.results.result import Result

Audience: TypeAlias = Literal["organiser", "participant"]
AUDIENCES: dict[str, Any] = {"organiser": organiser, "participant": participant}


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why somebody sits where they sit.

    Attributes
    ----------
    person : object
        Whose seat it is.
    audience : {"organiser", "participant"}
        Whom the text is for. The participant's tells nothing of anybody else.
    sentences : tuple of str
        The explanation.
    moves : pandas.DataFrame
        What the other groups would change. For the organiser a row for the move to each other group and one for the
        best exchange with a member of it: ``group, offer, other`` (who would come in exchange), ``allowed,
        forbidden_by`` (codes of the hard rules that would break), ``cost`` (the change of the objective) and a
        column with the change of each soft criterion's cost. For the participant ``group, offer, reason``.
    table : pandas.DataFrame
        For the organiser the same in words; without rows for the participant.
    """

    person: object
    audience: str
    sentences: tuple[str, ...]
    moves: pd.DataFrame
    table: pd.DataFrame

    @property
    def text(self) -> str:
        """The explanation, a sentence a line."""
        return "\n".join(self.sentences)

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain numbers, texts and lists, ready for JSON."""
        rows = [{str(name): plain(value) for name, value in row.items()} for row in self.moves.to_dict("records")]
        return {"person": plain(self.person), "for": self.audience, "text": self.text, "moves": rows}

    def __repr__(self) -> str:
        """Return the explanation."""
        return self.text

    def _repr_html_(self) -> str:
        text = "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)
        return text + (self.table.to_html(index=False, border=0, escape=True) if len(self.table) else "")


def explain(
    result: Result, person: object, *, for_: Audience = "organiser", language: str | None = None
) -> Explanation:
    """Tell why somebody sits where they sit, and what every other group would change.

    The changes are the referee's: exactly what the objective would change by.

    Parameters
    ----------
    result : Result
        The groups.
    person : object
        An id, or a name that nobody else has.
    for_ : {"organiser", "participant"}
        Whom it is for.
    language : {"en", "fi", "sv"}, optional
        The result's own if left out.

    Raises
    ------
    InputError
        If nobody is called that, or several are.
    ProblemError
        For another audience.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 0, 1, 1], dtype=np.int32), total_bound=0.0, seconds=1.0, seed=1)
    >>> result.explain("ann").moves[["group", "other", "forbidden_by", "cost"]].values.tolist()
    [[2, None, 'too_many; too_few', -1.0], [2, 'cai', '', -2.0]]
    >>> print(result.explain("ann", for_="participant"))
    You are in group 1.
    You are 2 in the group.
    """
    if for_ not in AUDIENCES:
        raise ProblemError(f"an explanation is for one of {', '.join(AUDIENCES)}, not {for_!r}")
    seat = Seat(result, row_of(result.problem, person, language or result.language), language or result.language)
    audience = AUDIENCES[for_]
    words = audience.table(seat) if audience is organiser else pd.DataFrame()
    return Explanation(seat.person, for_, tuple(audience.sentences(seat)), audience.moves(seat), words)
