"""A CP-SAT model in the making: variables that know their hint, and what they cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ortools.sat.python import cp_model

from peergroups.engines.cpsat.scaling import Scale, whole

Flag = cp_model.IntVar
"""A variable that is 0 or 1."""


class Draft:
    """Collects variables with hints, and costs.

    Every variable is made with the value that it has in the grouping at hand: CP-SAT keeps a hint only if it is
    complete.

    Parameters
    ----------
    hinting : bool
        Whether there is a grouping at hand; without one the values are left aside.
    """

    def __init__(self, hinting: bool) -> None:
        self.model = cp_model.CpModel()
        self.fixed = 0.0
        self._hinting = hinting
        self._cost: defaultdict[int, float] = defaultdict(float)
        self._paying: dict[int, tuple[cp_model.IntVar, int]] = {}

    def flag(self, value: bool) -> Flag:
        """Return a new variable that is 0 or 1."""
        return self.number(0, 1, int(value))

    def number(self, low: int, high: int, value: int) -> cp_model.IntVar:
        """Return a new whole-numbered variable."""
        made = self.model.new_int_var(low, high, "")
        if self._hinting:
            self.model.add_hint(made, value)
        return made

    def pay(self, variable: cp_model.IntVar, cost: float, most: int = 1) -> None:
        """Add ``cost`` for each unit of a variable between 0 and ``most``."""
        if cost:
            self._cost[variable.index] += cost
            self._paying[variable.index] = (variable, most)

    def rule(self, *literals: cp_model.LiteralT) -> None:
        """Ask that one of the literals be true."""
        self.model.add_bool_or(*literals)

    def minimise(self) -> Scale:
        """Set the objective; return how its whole numbers stand for costs."""
        paying = [self._paying[index] for index in self._cost]
        scale = whole(list(self._cost.values()), [most for _, most in paying])
        self.model.minimize(cp_model.LinearExpr.weighted_sum([variable for variable, _ in paying], scale.costs))
        return scale


def total(variables: Iterable[cp_model.IntVar]) -> cp_model.LinearExprT:
    """Return the sum of variables."""
    return cp_model.LinearExpr.sum(list(variables))
