"""Heat-bath moves: one person against everybody at once.

A person's exchange with each of the others is priced in one pass over the rows of `State.place`; one of them, or
none, is drawn with the probabilities of a heat bath at the temperature, by adding Gumbel noise to the prices and
taking the least.
"""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs, State
from peergroups.engines.search.kernel.changes import has_room, rest_of_swap
from peergroups.engines.search.kernel.updates import SLACK, exchange, keep
from peergroups.native import inner, kernel
from peergroups.terms import Floats

TRIES = 4  # partners tried, best first, when other terms refuse one


@inner
def least(values: Floats) -> int:
    """Return the place of the smallest number, found in eight lanes."""
    a = b = c = d = e = f = g = h = values[0]
    whole = values.shape[0] // 8 * 8
    for k in range(0, whole, 8):
        a, b = min(a, values[k]), min(b, values[k + 1])
        c, d = min(c, values[k + 2]), min(d, values[k + 3])
        e, f = min(e, values[k + 4]), min(f, values[k + 5])
        g, h = min(g, values[k + 6]), min(h, values[k + 7])
    for k in range(whole, values.shape[0]):
        a = min(a, values[k])
    lowest = min(min(min(a, b), min(c, d)), min(min(e, f), min(g, h)))
    place = 0
    while values[place] != lowest:
        place += 1
    return place


@inner
def price_exchanges(
    fixed: Fixed,
    state: State,
    person: int,
    temperature: float,
    noise: Floats,
    luck: int,
    values: Floats,
    there: Floats,
) -> None:
    """Fill `values` with the noisy prices of a person's exchange with everybody."""
    here = state.group[person]
    waiting = fixed.offer_of.shape[0] - 1
    for group in range(waiting + 1):
        there[group] = state.place[group, person] - state.own[person]
    there[here] = NEVER
    people = values.shape[0]
    load, own = state.place[here], state.own
    pairs, lucky = fixed.matrix[person], noise[luck : luck + people]
    for k in range(people):
        values[k] = there[state.group[k]]
    both = 2.0 if here != waiting else 1.0
    for k in range(people):
        values[k] += load[k] - own[k] - both * pairs[k] - temperature * lucky[k]
    other = state.first[waiting]  # the pair is in no sum of the waiting list
    while other >= 0:
        values[other] += pairs[other]
        other = state.after[other]


@kernel
def scan(
    fixed: Fixed,
    state: State,
    penalty: float,
    temperature: float,
    scans: int,
    who: Longs,
    noise: Floats,
    values: Floats,
    there: Floats,
    rng: np.random.Generator,
) -> int:
    """Draw a partner for one person after another, and return how often the cost rose.

    What the matrix leaves out has its say afterwards, in Metropolis' way; if it refuses, the next best is tried.

    Parameters
    ----------
    penalty : float
        What a unit of a broken rule costs.
    temperature : float
        Of the heat bath.
    scans : int
        How many.
    who : (movable,) int64
        The people to choose from.
    noise : float64
        Gumbel numbers, many more than people; each scan reads a stretch of them.
    values : (people,) float64
        Room to work in.
    there : (groups + 1,) float64
        Room to work in.
    """
    reach = noise.shape[0] - values.shape[0] - 1
    rises = 0
    for _ in range(scans):
        person = who[int(rng.random() * who.shape[0])]
        luck = 1 + int(rng.random() * reach)
        stay = -temperature * noise[luck - 1]
        price_exchanges(fixed, state, person, temperature, noise, luck, values, there)
        here, comes = state.group[person], fixed.counted[person]
        for _try in range(TRIES):
            partner = least(values)
            if values[partner] >= stay:
                break
            group, goes = state.group[partner], fixed.counted[partner]
            if has_room(fixed, state, group, comes, goes) and has_room(fixed, state, here, goes, comes):
                cost, broken = rest_of_swap(fixed, state, person, partner)
                rest = cost + penalty * broken
                if rest <= 0 or rng.random() < np.exp(-rest / temperature):
                    cost += values[partner] + temperature * noise[luck + partner]
                    keep(state)
                    exchange(fixed, state, person, partner, (cost, broken))
                    rises += 1 if cost + penalty * broken > SLACK else 0
                    break
            values[partner] = NEVER
    keep(state)
    return rises
