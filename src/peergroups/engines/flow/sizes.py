"""How many groups of each offer run, given how many people the offer would draw."""

from __future__ import annotations

import numpy as np

from peergroups.engines.flow.counts import Tally
from peergroups.engines.flow.network import Longs
from peergroups.model import Model
from peergroups.terms import WAITING, Floats, Ints

MOST_STATES = 5_000_000  # groups x people for which sizes are found by dynamic programming


def group_numbers(model: Model, wanted: Longs, most_groups: Longs, costs: list[Floats]) -> Longs:
    """Choose how many groups of each offer run.

    Parameters
    ----------
    model : Model
        Sizes and limits on running groups.
    wanted : (offers,) int64
        How many people each offer draws.
    most_groups : (offers,) int64
        How many groups can run.
    costs : list of (choices,) float64
        For each offer, what ``lowest, lowest + 1, ...`` groups cost, as `choices` lists them.
    """
    low, high = choices(model, wanted, most_groups)
    number = np.zeros(len(wanted), dtype=np.int64)
    for offer in np.flatnonzero(wanted):
        if low[offer] <= high[offer]:
            number[offer] = low[offer] + int(np.argmin(costs[offer]))
        else:  # no number fits; take the nearer of too few seats and too few people
            spare = wanted[offer] - model.most[offer] * high[offer]
            lack = model.least[offer] * (high[offer] + 1) - wanted[offer]
            number[offer] = min(high[offer] + (lack < spare), most_groups[offer])
    lack = model.least * number - wanted
    while (model.least * number).sum() > wanted.sum() and (lack * (number > 0)).max() > 0:
        number[np.argmax(np.where(number > 0, lack, -1))] -= 1
        lack = model.least * number - wanted
    return within_limits(model, number, wanted, most_groups)


def choices(model: Model, wanted: Longs, most_groups: Longs) -> tuple[Longs, Longs]:
    """Return the fewest and the most groups that the wanted people fill; fewest > most if no number does."""
    low = -(-wanted // np.maximum(model.most, 1))
    high = np.minimum(wanted // np.maximum(model.least, 1), most_groups)
    return low, high


def within_limits(model: Model, number: Longs, wanted: Longs, most_groups: Longs) -> Longs:
    """Close or open groups until the hard limits hold, those that lose or lack the fewest people first."""
    number = number.copy()
    for term in model.opens:
        some = term.offers
        while term.hard and number[some].sum() > term.most:
            crowd = np.where(number[some] > 0, wanted[some] / np.maximum(number[some], 1), np.inf)
            number[some[np.argmin(crowd)]] -= 1
        while term.hard and number[some].sum() < term.least and (number[some] < most_groups[some]).any():
            crowd = np.where(number[some] < most_groups[some], wanted[some] / (number[some] + 1), -1)
            number[some[np.argmax(crowd)]] += 1
    return number


def running_costs(
    model: Model, offer: Ints, tallies: list[Tally], most_groups: Longs, mean_pair: float
) -> list[Floats]:
    """Return, for each offer and number of groups that its people fill, what an even deal costs.

    Parameters
    ----------
    model : Model
        Sizes.
    offer : (people,) int32
        Each person's offer, or `WAITING`.
    tallies : list of Tally
        What counts members by category.
    most_groups : (offers,) int64
        How many groups can run.
    mean_pair : float
        What two people who share a group cost on average.
    """
    seated = (offer != WAITING) & model.counted
    wanted = np.bincount(offer[seated], minlength=model.offers)
    low, high = choices(model, wanted, most_groups)
    result = []
    for k in range(model.offers):
        number = np.arange(max(1, low[k]), high[k] + 1)[:, None]
        cost = np.zeros(len(number))
        if len(number) > 1:
            members = np.flatnonzero(offer == k)
            pairs = lambda size: size * (size - 1) / 2  # noqa: E731
            cost = mean_pair * _evenly(np.array([[wanted[k]]]), number, pairs).sum(axis=1)
            for tally in tallies:
                inside = tally.category[members]
                count = np.bincount(inside[inside >= 0], minlength=tally.row.shape[1])[None, :]
                table = np.where(np.isfinite(tally.soft), tally.soft, 0.0)[tally.row[k]]
                at = np.arange(table.shape[0])
                look = lambda size, table=table, at=at: table[at, np.minimum(size, table.shape[1] - 1)]  # noqa: E731
                cost = cost + _evenly(count, number, look).sum(axis=1)
        result.append(cost)
    return result


def _evenly(members: Longs, groups: Longs, cost: object) -> Floats:
    share, rest = np.divmod(members, groups)
    return (groups - rest) * cost(share) + rest * cost(share + 1)  # type: ignore[operator, no-any-return]


def even_sizes(model: Model, number: Longs, drawn: Longs) -> Longs:
    """Return (groups,) sizes that differ by one at most among the groups of an offer that run."""
    turn = np.arange(model.groups) - model.first_group[model.offer_of]
    runs = number[model.offer_of]
    share, rest = np.divmod(np.minimum(drawn, model.most * number)[model.offer_of], np.maximum(runs, 1))
    return np.where(turn < runs, share + (turn < rest), 0).astype(np.int64)


def uneven_sizes(model: Model, number: Longs, people: int, mean_pair: float) -> Longs | None:
    """Return (groups,) the sizes that make most pairs, for people who gain by company; None if nothing adds up.

    Within the least and most of each group that runs, the sum of ``mean_pair size (size - 1) / 2`` is least, found
    by dynamic programming over the groups.
    """
    turn = np.arange(model.groups) - model.first_group[model.offer_of]
    running = np.flatnonzero(turn < number[model.offer_of])
    if len(running) * people > MOST_STATES:
        return None
    cost = np.full(people + 1, np.inf)
    cost[0] = 0.0
    chosen = np.zeros((len(running), people + 1), dtype=np.int32)
    for k, group in enumerate(running):
        then = np.full(people + 1, np.inf)
        for size in range(model.least[model.offer_of[group]], min(people, model.most[model.offer_of[group]]) + 1):
            with_it = cost[: people + 1 - size] + mean_pair * size * (size - 1) / 2
            better = with_it < then[size:]
            then[size:][better] = with_it[better]
            chosen[k, size:][better] = size
        cost = then
    if np.isinf(cost[people]):
        return None
    sizes = np.zeros(model.groups, dtype=np.int64)
    for k in range(len(running) - 1, -1, -1):
        sizes[running[k]] = chosen[k, people]
        people -= chosen[k, people]
    return sizes
