"""Proved bounds from duals, whatever duals: Lagrange."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from peergroups.engines.columns.costs import GroupCosts
from peergroups.engines.columns.duals import Duals
from peergroups.engines.columns.envelope import BARRED
from peergroups.engines.columns.limits import Limits
from peergroups.engines.columns.tallies import Tally
from peergroups.model import Model
from peergroups.terms import Count, DensePair, Floats, Ints, Load, Open

FINEST = 1000  # a unit is at least one part in this
MOST_AMOUNTS = 5000  # beyond which they have nothing in common


def lagrange(
    model: Model, tallies: Sequence[Tally], limits: Limits, fewest: Ints, most: Ints, duals: Duals, least: Floats
) -> float:
    r"""Return a lower bound on the total of every grouping.

    With prices :math:`\pi` of people, :math:`\omega` of tallies, :math:`\lambda` of limits and :math:`\sigma` of
    cuts, and :math:`r_k` at most the least reduced cost of a group of offer k,

    .. math:: \sum_i \pi_i + \sum_i \min(0, u_i - \pi_i + \sum_{t \ni i} \omega_t + \sum_l \lambda_l w_{li})
              + \sum_t \left( \min_y (f_t(y) + \omega_t y) - |t| \omega_t \right)
              - \sum_l \lambda_l b_l - \sum_c \sigma_c + \sum_k \min(l_k r_k, m_k r_k)

    with :math:`u_i` the price of waiting, :math:`l_k` and :math:`m_k` the fewest and most groups of an offer,
    :math:`f_t` a tally's table and :math:`|t|` the people it counts, :math:`b_l` a limit and :math:`w_{li}` what
    waiting adds to it.

    Parameters
    ----------
    fewest, most : (offers,) int32
        How many groups of each offer run.
    duals : Duals
        Any.
    least : (offers,) float64
        No group of an offer has a lower reduced cost.
    """
    waiting = model.unseated - duals.person + duals.limit @ limits.waiting
    bound = model.constant + float(duals.person.sum() - duals.limit @ limits.most - duals.cut.sum())
    for tally, dual in zip(tallies, duals.tally, strict=True):
        waiting[tally.people] += dual
        choices = tally.amount + dual * tally.number
        bound += float(choices.min(initial=BARRED)) - len(tally.people) * float(dual)
    return bound + float(np.minimum(0.0, waiting).sum() + np.minimum(fewest * least, most * least).sum())


def ceiling(model: Model, costs: GroupCosts, tallies: Sequence[Tally]) -> float:
    """Return a number above every total: who has a bound as high has shown that there is no grouping."""
    seat = np.where(costs.seat < BARRED, costs.seat, 0.0).max(axis=0, initial=0.0)
    pair = np.sort(np.where((costs.pair > 0) & (costs.pair < BARRED), costs.pair, 0.0))[:, ::-1][:, : costs.largest]
    table = np.where(costs.table < BARRED, costs.table, 0.0).max(axis=1, initial=0.0)
    opening = table[costs.row].sum(axis=1).max(initial=0.0) * min(model.groups, model.people)
    tallied = sum(float(tally.amount.max(initial=0.0)) for tally in tallies)
    people = np.maximum(seat, model.unseated).sum() + pair.sum() / 2
    return 1.0 + model.constant + float(people + opening) + tallied


def tellable(model: Model, limits: Limits, dearest: float) -> bool:
    """Return whether costs and prices are small enough for compiled code to tell them from what is forbidden.

    Parameters
    ----------
    dearest : float
        The highest price of a row of the master problem; above every total.
    """
    amounts = np.abs(np.concatenate(_amounts(model))).max(initial=0.0)
    for moment in model.moments:
        amounts = max(amounts, 2 * float((moment.features**2).sum(axis=1).max(initial=0.0)))
    limited = sum(
        float(max(seat.max(initial=0.0), waiting.max(initial=0.0)))
        for seat, waiting in zip(limits.seat, limits.waiting, strict=True)
    )
    return bool(max(amounts, dearest) * (1 + limited) < BARRED / 2)


def unit(model: Model) -> float | None:
    """Return the largest step of which every possible total is a multiple, the constant aside; None if there is none.

    Whoever's bound lies between two multiples can take the upper one.
    """
    if model.moments:
        return None
    return common_step(np.unique(np.abs(np.concatenate(_amounts(model)))))


def _amounts(model: Model) -> list[Floats]:
    """Return the numbers that the totals of groupings are sums of, but for moments."""
    amounts = [model.unseated, model.soft_pairs.weight, model.seats.cost]
    for term in model.terms:
        if isinstance(term, DensePair):
            amounts.append(term.matrix.ravel())
        elif isinstance(term, Open) and not term.hard:
            amounts.append(np.array([term.weight]))
        elif isinstance(term, Count | Load) and not term.hard:
            amounts.append(term.table.ravel())
    return amounts


def common_step(amounts: Floats) -> float | None:
    """Return the largest number of which all amounts are multiples, None if it is below a thousandth.

    Examples
    --------
    >>> common_step(np.array([0.0, 1.5, 4.0]))
    0.5
    """
    amounts = amounts[amounts > 0]
    if not 0 < len(amounts) <= MOST_AMOUNTS:
        return None
    step = Fraction(0)
    for amount in amounts:
        exact = Fraction(float(amount)).limit_denominator(FINEST)
        if abs(float(exact) - amount) > 1e-12 * max(1.0, amount):
            return None
        step = Fraction(
            math.gcd(step.numerator * exact.denominator, exact.numerator * step.denominator),
            step.denominator * exact.denominator,
        )
        if step < Fraction(1, FINEST):
            return None
    return float(step)


def round_up(bound: float, step: float | None, constant: float) -> float:
    """Return the least total at or above a bound, if totals come in steps; the bound itself if not."""
    if step is None or not math.isfinite(bound):
        return bound
    return constant + math.ceil((bound - constant) / step - 1e-4) * step
