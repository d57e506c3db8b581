"""Groups from a table of who sits where, as a model numbers them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.problem import Problem
from peergroups.referee import judge
from peergroups.terms import WAITING, Ints

TOO_MANY = message("group {group}: {offer} has no further group, only {copies}")
NO_ROOM = message("group {group}: no kind of group is left to run")


def placed(problem: Problem, table: pd.DataFrame, language: str = "en") -> tuple[Ints, dict[int, int]]:
    """Return the model's groups of a table of seats, and what each is called.

    Parameters
    ----------
    problem : Problem
        People and offers. Its outside guides wait.
    table : pandas.DataFrame
        By person id: ``group`` (a whole number >= 1, missing for waiting) and ``offer``; a group without one is of
        the kind that suits its members best, of those that can still run.
    language : {"en", "fi", "sv"}
        The language of the messages.

    Raises
    ------
    InputError
        For more groups of a kind than can run.

    Examples
    --------
    >>> people = pd.DataFrame(index=["ann", "bo"])
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": [2], "copies": [2]})
    >>> seats = pd.DataFrame({"group": [7, None], "offer": [None, None]}, index=["bo", "ann"])
    >>> placed(Problem(people, offers), seats)
    (array([-1,  0], dtype=int32), {0: 7})
    """
    model = problem.model
    groups = np.full(model.people, WAITING, dtype=np.int32)
    seats = table.reindex(problem.people.index)
    used = np.zeros(model.offers, dtype=np.int64)
    numbers: dict[int, int] = {}
    faults = []
    called = seats["group"].astype("Int64").to_numpy(dtype=np.int64, na_value=0)
    kinds = dict(zip(called.tolist(), seats["offer"].tolist(), strict=True))
    known = sorted(n for n in kinds if n and kinds[n] is not None and not pd.isna(kinds[n]))
    for number in [*known, *sorted(n for n in kinds if n and n not in known)]:
        members = np.flatnonzero(called == number)
        offer = (
            problem.offers.index.get_loc(kinds[number]) if number in known else _best(model, groups, used, members)
        )
        if offer is None or used[offer] >= model.copies[offer]:
            copies = 0 if offer is None else int(model.copies[offer])
            said = NO_ROOM if offer is None else TOO_MANY
            faults.append(translate(said, language, group=number, offer=kinds[number], copies=copies))
            continue
        group = int(model.first_group[offer] + used[offer])
        groups[members] = group
        numbers[group] = number
        used[offer] += 1
    if faults:
        raise InputError("\n  ".join(faults))
    return groups, numbers


def _best(model: Model, groups: Ints, used: Any, members: Any) -> int | None:
    """Return the offer that suits some people best, of those that can still run."""
    best: tuple[float, float, int] | None = None
    for offer in np.flatnonzero(used < model.copies).tolist():
        trial = groups.copy()
        trial[members] = model.first_group[offer] + used[offer]
        verdict = judge(model, trial)
        if best is None or (verdict.broken, verdict.total, offer) < best:
            best = verdict.broken, verdict.total, offer
    return None if best is None else best[2]
