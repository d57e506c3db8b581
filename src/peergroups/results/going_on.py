"""What it costs that groups of the last round go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from peergroups.criteria import Continuing, NewFaces
from peergroups.terms import Pair

if TYPE_CHECKING:
    from peergroups.results.result import Result

COLUMNS = ("group", "offer", "stay", "newcomers", "pairs_again", "cost")


def going_on(result: Result) -> pd.DataFrame:
    """Return one row for each group that goes on; see `Result.going_on`."""
    rules = [rule for rule in result.problem.criteria if isinstance(rule, Continuing)]
    groups = result.groups
    running = {
        offer: (group, members)
        for group, offer, members in zip(groups.index, groups["offer"], groups["members"], strict=True)
    }
    rows: list[dict[str, Any]] = []
    for rule in rules:
        for offer, kept in rule.groups.items():
            group, there = running.get(offer, (None, []))
            stay = [person for person in there if person in set(kept)]
            pairs, cost = _met_before(result, stay)
            row = (group, offer, len(stay), len(there) - len(stay), pairs, cost)
            rows.append(dict(zip(COLUMNS, row, strict=True)))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"group": "Int64"})


def _met_before(result: Result, members: list[Any]) -> tuple[int, float]:
    """Return how many pairs of some people had met, and what that costs when they share a group."""
    problem = result.problem
    labels = {rule.label for rule in problem.criteria if isinstance(rule, NewFaces)}
    inside = np.zeros(problem.model.people, dtype=bool)
    inside[problem.people.index.get_indexer(pd.Index(members, dtype=object))] = True
    pairs, cost = 0, 0.0
    for term in problem.model.terms:
        if isinstance(term, Pair) and term.criterion in labels and not term.hard:
            both = inside[term.first] & inside[term.second]
            pairs += int(both.sum())
            cost += float(term.weight[both].sum())
    return pairs, cost
