"""Made-up rounds of one kind in any size: theme wishes, mixed units and pairs that have met.

Everybody ranks three of the themes, popular ones more often; units differ in size; in the rounds before, groups were
drawn by lot. A first, second and third wish costs 0, 10 and 30, any other theme 100, a pair of the same unit 3, and
a pair 5 for each time they have met.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

import peergroups as pg

RANK_COSTS, OTHER_THEME = (0, 1, 3), 10
WISHES, UNITS, MET = 10, 3, 5


@dataclass(frozen=True)
class Family:
    """One member of the family; the same arguments give the same round everywhere.

    Parameters
    ----------
    people, groups : int
        How many people there are, and how many groups can run.
    least, most : int, optional
        The size of a group; people over groups if left out.
    themes, units : int
        The groups have the themes in turn.
    rounds : int
        How many earlier rounds there were, in groups of people over groups.
    seed : int
        Of the draw.
    """

    people: int = 120
    groups: int = 12
    least: int | None = None
    most: int | None = None
    themes: int = 6
    units: int = 10
    rounds: int = 2
    seed: int = 0

    @cached_property
    def _drawn(self) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Each one's unit, three wishes, and the order in which each earlier round was dealt."""
        rng = np.random.default_rng(self.seed)
        unit = rng.choice(self.units, size=self.people, p=rng.dirichlet(np.full(self.units, 2.0)))
        liked = rng.dirichlet(np.full(self.themes, 3.0))
        wishes = np.array([rng.choice(self.themes, 3, replace=False, p=liked) for _ in range(self.people)])
        return unit, wishes, [rng.permutation(self.people) for _ in range(self.rounds)]

    def met(self) -> pd.DataFrame:
        """Return the pairs of the earlier rounds, a pair once for each meeting."""
        size = self.people // self.groups
        pairs = []
        for order in self._drawn[2]:
            for start in range(0, self.people, size):
                members = np.sort(order[start : start + size])
                first, second = np.triu_indices(len(members), 1)
                pairs.append(np.stack([members[first], members[second]], axis=1))
        return pd.DataFrame(np.concatenate(pairs) if pairs else np.empty((0, 2), int), columns=["first", "second"])

    def problem(self) -> pg.Problem:
        """Return it as a problem for `peergroups.solve`."""
        unit, wishes, _ = self._drawn
        size = self.people // self.groups
        people = pd.DataFrame({"unit": unit.astype(str), "themes": [list(map(str, three)) for three in wishes]})
        copies = np.bincount(np.arange(self.groups) % self.themes, minlength=self.themes)
        offers = pd.DataFrame(
            {
                "theme": np.arange(self.themes).astype(str),
                "min_size": self.least or size,
                "max_size": self.most or size,
                "copies": copies,
            }
        )
        return pg.Problem(
            people,
            offers[offers["copies"] > 0],
            [
                pg.ThemeWishes(weight=WISHES, rank_costs=RANK_COSTS, unticked=OTHER_THEME),
                pg.MixedUnits(weight=UNITS),
                pg.NewFaces(self.met(), weight=MET),
            ],
        )
