"""Themes whose people cannot be split into groups of the sizes allowed, with what would help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from peergroups.criteria.columns import fold, listed, spelled
from peergroups.demand.demand import best_answers
from peergroups.demand.splitting import Remedy, remedy
from peergroups.problem import Problem


@dataclass(frozen=True)
class Unsplit:
    """A theme that so many people want most, who cannot be split into groups of the sizes of its offers."""

    theme: str
    people: int
    least: int
    most: int
    remedy: Remedy


def unsplit(problem: Problem) -> Iterator[Unsplit]:
    """Yield the themes whose people would be left over in part if everyone got their first wish.

    Those count who want the theme most and could take a seat in one of its groups. Themes that too few want for one
    group are no matter of splitting and are left out.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"themes": ["trust"] * 11 + ["change"] * 12})
    >>> offers = pd.DataFrame({"theme": ["trust", "change"], "min_size": 6, "max_size": 10, "copies": 2})
    >>> [(one.theme, one.people, one.remedy.more) for one in unsplit(pg.Problem(people, offers, [pg.ThemeWishes()]))]
    [('trust', 11, 1)]
    """
    if "theme" not in problem.offers.columns or "themes" not in problem.people.columns:
        return
    model, people = problem.model, len(problem.people)
    best = [set(best_answers(cell)) for cell in problem.people["themes"]]
    themes = [[spelled(theme) for theme in listed(cell)] for cell in problem.offers["theme"]]
    for theme in dict.fromkeys(theme for some in themes for theme in some):
        mine = np.flatnonzero([theme in some for some in themes])
        able = np.flatnonzero(model.seat_costs.choices(np.isin(np.arange(model.offers), mine)))
        wanted = sum(fold(theme) in best[i] for i in able[able < people])
        least, most = int(model.least[mine].min()), int(problem.offers["max_size"].to_numpy()[mine].max())
        help_ = remedy(wanted, least, most)
        if help_ is not None and help_.size is not None:
            yield Unsplit(theme, wanted, least, most, help_)
