"""The organiser's own groups beside ours and beside drawing lots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from peergroups.adjust.breaches import breaches
from peergroups.adjust.edited import broken_rules
from peergroups.compare.listed import listed, seated
from peergroups.criteria.names import rule_name
from peergroups.guides.chosen import shown_guides
from peergroups.locale import message, translate
from peergroups.outputs.record import plain
from peergroups.outputs.words import number
from peergroups.results.result import Result

HEAD = message("Cost: yours {yours}, formed {formed}.")
WAIT = message("Waiting: yours {yours}, formed {formed}.")
LINE = message("{rule}: yours {yours}, formed {formed}, by drawing lots {lots}")
BREAKS = message("Yours breaks:")
GUIDED = message("Guides that your groups do not name are given as cheaply as was found: {guides}.")


@dataclass(frozen=True, eq=False)
class ByHand:
    """Groups made by hand beside those that were formed.

    Attributes
    ----------
    yours, formed : Result
        The two.
    table : pandas.DataFrame
        For each soft criterion: ``name, yours, formed, drawn_lots, best_alone``.
    broken : tuple of str
        Codes of the hard rules that the groups made by hand break.
    guided : tuple of int
        Numbers of the groups made by hand that got a guide from outside whom they do not name.
    """

    yours: Result
    formed: Result
    table: pd.DataFrame
    broken: tuple[str, ...]
    guided: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The two in sentences."""
        language, problem = self.formed.language, self.formed.problem
        pair = {"yours": number(self.yours.objective, language), "formed": number(self.formed.objective, language)}
        lines = [translate(HEAD, language, **pair)]
        waiting = {"yours": len(self.yours.waiting), "formed": len(self.formed.waiting)}
        if waiting["yours"] != waiting["formed"]:
            lines.append(translate(WAIT, language, **waiting))
        for row in self.table.to_dict("records"):
            costs = {key: number(row[key], language) for key in ("yours", "formed")}
            lots = "-" if pd.isna(row["drawn_lots"]) else number(row["drawn_lots"], language)
            lines.append(
                translate(LINE, language, rule=rule_name(problem, row["name"], language), lots=lots, **costs)
            )
        if self.guided:
            named = shown_guides(problem, self.yours.groups.loc[list(self.guided), "guide"])
            guides = "; ".join(f"{number} {name}" for number, name in zip(self.guided, named, strict=True))
            lines.append(translate(GUIDED, language, guides=guides))
        if self.broken:
            lines += [translate(BREAKS, language), *(f"- {breach}" for breach in breaches(self.yours))]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain numbers, texts and lists, ready for JSON."""
        rows = [{str(k): plain(v) for k, v in row.items()} for row in self.table.to_dict("records")]
        return {
            "yours": plain(self.yours.objective),
            "formed": plain(self.formed.objective),
            "criteria": rows,
            "broken": list(self.broken),
        }

    def __repr__(self) -> str:
        """Return the two in sentences."""
        return self.text


def by_hand(result: Result, groups: pd.DataFrame | Mapping[Any, Any] | str | Path) -> ByHand:
    """Cost groups made by hand as the referee does, beside a result.

    Parameters
    ----------
    result : Result
        What was formed.
    groups : DataFrame, mapping or path
        Group by person id; a table with the column ``group`` and, if known, ``offer``, indexed by person id; or a
        sheet with a column that names people and one that names groups. Whoever is left out waits. A group without
        an offer is of the kind that suits its members best. Guides from outside may be listed like people; groups
        without one get a free guide, as cheaply as is found.

    Raises
    ------
    InputError
        For people who are not in the round or in two groups, and more groups of a kind than can run.

    Examples
    --------
    >>> import numpy as np, pandas as pd, peergroups as pg
    >>> people = pd.DataFrame({"unit": list("OOTT")}, index=["ann", "bo", "cai", "dan"])
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [2]}, index=["pairs"])
    >>> problem = pg.Problem(people, offers, [pg.MixedUnits()])
    >>> result = pg.Result(problem, np.array([0, 1, 0, 1], dtype=np.int32), total_bound=0.0, seconds=1.0, seed=1)
    >>> result.by_hand({"ann": "red", "bo": "red", "cai": "blue", "dan": "blue"})
    Cost: yours 2, formed 0.
    Members from different units: yours 2, formed 0, by drawing lots -
    """
    assignment, numbers, chosen = seated(result, listed(result, groups))
    yours = replace(result, assignment=assignment, total_bound=-np.inf, history=(), numbers=numbers, aim={})
    ours, theirs = (r.criteria[~r.criteria["hard"]].reset_index(drop=True) for r in (result, yours))
    columns = {"name": ours["name"], "yours": theirs["cost"], "formed": ours["cost"]}
    both = pd.DataFrame({**columns, "drawn_lots": ours["drawn_lots"], "best_alone": ours["best_alone"]})
    return ByHand(yours, result, both, broken_rules(yours), chosen)
