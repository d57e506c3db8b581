"""Temperatures that suit a problem, found by how often the cost rises."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

HOT = 0.3
"""The share of steps that raise the cost at which groups form and dissolve freely."""

WARM = 0.1
"""The share at which most of a good start survives."""

COLD = 0.02
"""The share at which little is found any more: better to begin again."""

FROZEN = 0.0023
"""The share below which nothing happens."""

MILD, COOL = 0.2, 0.01
"""Shares between which a single annealing makes most of little time."""

TEPID, CRISP = 0.01, 0.0003
"""Shares for large rounds, whose start is near the best: to look around, and only to mend what is amiss.

Measured on diverse grouping and on rounds with wishes, units and history: they are alike in these shares, though
the temperatures differ a thousandfold.
"""


@dataclass
class Thermometer:
    """What share of steps raised the cost at which temperature, in one cooling.

    Attributes
    ----------
    temperatures, rises : list of float
        In the order of cooling.
    coldest : float
        The share below which it need not get any colder.
    """

    temperatures: list[float] = field(default_factory=list)
    rises: list[float] = field(default_factory=list)
    coldest: float = FROZEN

    def note(self, temperature: float, rises: float) -> None:
        """Record a chunk."""
        self.temperatures.append(temperature)
        self.rises.append(rises)

    @property
    def frozen(self) -> bool:
        """Whether it need not get any colder."""
        return len(self.rises) > 1 and max(self.rises[-2:]) < self.coldest

    def at(self, share: float) -> float:
        """Return the coldest temperature noted at which that share of steps raised the cost."""
        above = [k for k, r in enumerate(self.rises) if r >= share]
        k = above[-1] if above else 0
        if not above or k + 1 == len(self.rises):
            return self.temperatures[k]
        low, high = max(self.rises[k + 1], 1e-9), self.rises[k]
        part = np.log(high / share) / np.log(high / low)
        return float(self.temperatures[k] * (self.temperatures[k + 1] / self.temperatures[k]) ** part)
