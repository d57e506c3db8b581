"""Linear limits, and HiGHS for programmes of them.

scipy has both, but importing them takes longer than forming most groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from highspy import Highs, HighsLp, HighsVarType, MatrixFormat
from numpy.typing import NDArray

from peergroups.terms import Floats

FEASIBLE = 2
"""How HiGHS calls an answer that keeps the limits."""


@dataclass(frozen=True, eq=False)
class Limits:
    """Sums of variables with a least and a most each: ``low <= table @ variables <= high``.

    Attributes
    ----------
    row, column : (entries,) int
        Where in the table each entry stands; nowhere stand two.
    value : (entries,) float64
        The entries.
    low, high : (rows,) float64
        What each sum is at least and at most; may be infinite.
    """

    row: NDArray[np.integer]
    column: NDArray[np.integer]
    value: Floats
    low: Floats
    high: Floats


def stacked(limits: Sequence[Limits]) -> Limits:
    """Return limits one below the other."""
    first = np.cumsum([0, *(len(part.low) for part in limits)])
    return Limits(
        np.concatenate([part.row + above for part, above in zip(limits, first[:-1], strict=True)]),
        *(np.concatenate([getattr(part, name) for part in limits]) for name in ("column", "value", "low", "high")),
    )


def quiet() -> Highs:
    """Return a solver on one thread that prints nothing.

    HiGHS' own constructor switches callbacks on, which prints a banner before printing can be switched off.
    """
    solver = Highs.__new__(Highs)
    super(Highs, solver).__init__()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


def solver_of(costs: Floats, limits: Limits, most: Floats) -> Highs:
    """Return a quiet solver that holds a programme: the least costs of variables from 0 to `most` within limits."""
    order = np.argsort(limits.column, kind="stable")
    programme = HighsLp()
    programme.num_row_, programme.num_col_ = len(limits.low), len(costs)
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = costs, np.zeros(len(costs)), most
    programme.row_lower_, programme.row_upper_ = limits.low, limits.high
    table = programme.a_matrix_
    table.format_ = MatrixFormat.kColwise
    many = np.bincount(limits.column, minlength=len(costs))
    table.start_ = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
    table.index_, table.value_ = limits.row[order].astype(np.int32), limits.value[order]
    solver = quiet()
    solver.passModel(programme)
    return solver


def ask_whole(solver: Highs, whole: NDArray[np.bool_]) -> None:
    """Ask a solver for whole numbers of some variables, and for any of the others."""
    kinds = np.array([HighsVarType.kInteger if must else HighsVarType.kContinuous for must in whole])
    solver.changeColsIntegrality(len(kinds), np.arange(len(kinds), dtype=np.int32), kinds)


def found(solver: Highs) -> Floats | None:
    """Return the variables of the best answer that a solver's last run found, None if there is none."""
    values = np.array(solver.getSolution().col_value)
    return values if len(values) and solver.getInfo().primal_solution_status == FEASIBLE else None


def cheapest(
    costs: Floats, limits: Limits, most: Floats, whole: NDArray[np.bool_], **options: float
) -> Floats | None:
    """Return the variables of the least costs, as far as HiGHS' options let it look, or None if it finds none.

    Parameters
    ----------
    costs : (variables,) float64
        What a unit of each variable costs.
    limits : Limits
        What must hold.
    most : (variables,) float64
        How large each may be; none is below 0.
    whole : (variables,) bool
        Which must be whole numbers.
    **options : float
        Options of HiGHS.

    Examples
    --------
    Of two things that are worth 2 and 3 and take up 2 and 3 of 4 there is room for one and a bit, or for the second:

    >>> both = np.array([0, 0]), np.array([0, 1]), np.array([2.0, 3.0]), np.array([-np.inf]), np.array([4.0])
    >>> cheapest(np.array([-2.0, -3.0]), Limits(*both), np.ones(2), np.ones(2, dtype=bool)).tolist()
    [0.0, 1.0]
    """
    solver = solver_of(costs, limits, most)
    ask_whole(solver, whole)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.run()
    return found(solver)
