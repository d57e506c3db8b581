"""The organiser's own groups beside ours and beside drawing lots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from peergroups.adjust.edited import broken_rules
from peergroups.criteria.names import rule_name
from peergroups.errors import InputError
from peergroups.locale import message, translate
from peergroups.outputs.record import plain
from peergroups.outputs.words import number
from peergroups.results.changes import told
from peergroups.results.result import Result
from peergroups.resumed.placing import placed

HEAD = message("Cost: yours {yours}, formed {formed}.")
WAIT = message("Waiting: yours {yours}, formed {formed}.")
LINE = message("{rule}: yours {yours}, formed {formed}, by drawing lots {lots}")
BREAKS = message("Yours breaks: {rules}.")
UNKNOWN = message("{n} people of the sheet are not in this round: {people}")


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
    """

    yours: Result
    formed: Result
    table: pd.DataFrame
    broken: tuple[str, ...]

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
        if self.broken:
            rules = ", ".join(told(problem, code, language) for code in self.broken)
            lines.append(translate(BREAKS, language, rules=rules))
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
        an offer is of the kind that suits its members best.

    Raises
    ------
    InputError
        For people who are not in the round, and more groups of a kind than can run.

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
    table = _table(result, groups)
    unknown = [str(person) for person in table.index if person not in result.problem.people.index]
    if unknown:
        named = ", ".join(unknown[:10])
        raise InputError(translate(UNKNOWN, result.language, n=len(unknown), people=named))
    assignment, numbers = placed(result.problem, table, result.language)
    yours = replace(result, assignment=assignment, total_bound=-np.inf, history=(), numbers=numbers, aim={})
    ours, theirs = (r.criteria[~r.criteria["hard"]].reset_index(drop=True) for r in (result, yours))
    columns = {"name": ours["name"], "yours": theirs["cost"], "formed": ours["cost"]}
    both = pd.DataFrame({**columns, "drawn_lots": ours["drawn_lots"], "best_alone": ours["best_alone"]})
    return ByHand(yours, result, both, broken_rules(yours))


def _table(result: Result, groups: pd.DataFrame | Mapping[Any, Any] | str | Path) -> pd.DataFrame:
    """Return ``group`` as whole numbers and ``offer`` by person id."""
    if isinstance(groups, str | Path):
        from peergroups.meetings.reading import read_rounds

        rounds = [table for table, _, _ in read_rounds(Path(groups), result.language)]
        seats = rounds[-1]
        seats = seats[seats["role"] != "guide"].drop_duplicates("person")
        groups = seats.set_index("person")[["group", "offer"]]
    if isinstance(groups, Mapping):
        groups = pd.DataFrame({"group": pd.Series(dict(groups), dtype=object)})
    code, _ = pd.factorize(groups["group"])
    offers = groups["offer"] if "offer" in groups.columns else pd.Series(None, index=groups.index, dtype=object)
    known = offers.where(offers.isin(result.problem.offers.index), None)
    number = pd.array([int(k) + 1 if k >= 0 else None for k in code], dtype="Int64")
    return pd.DataFrame({"group": number, "offer": known.to_numpy(dtype=object)}, index=groups.index)
