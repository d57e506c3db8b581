"""PyPI's team-formation, one CP-SAT model, on problems that both can state: the same objective, the same time.

RIVAL_PYTHON names a Python that has it installed, in an environment of its own; without it the benchmark is left out.
Its rule "diversify" costs a group |k - t| for each value of a column but the last in sorted order, with k members of
the value and t the value's share of all the people times the group's size, rounded; "different" costs each member of
a value beyond the first. Here the same numbers are count terms, and both answers are costed by the same referee.
Building its model takes long and is not held against its time limit; it is shown.
"""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import runs
from benchmarks.report import Row
from peergroups.engines.chain import Chain
from peergroups.model import Model
from peergroups.referee import judge
from peergroups.terms import Count

COLUMNS = (
    "problem",
    "people",
    "limit",
    "ours",
    "our_bound",
    "found_after",
    "our_seconds",
    "theirs",
    "their_seconds",
    "their_building",
)

VALUES = (2, 4, 5, 8)
SIZE = 10
CASES = ((40, 10.0), (120, 10.0), (240, 10.0))


def table(people: int, different: bool) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return people with four columns of unequal shares, or also a unit, and the rule of each column."""
    rng = np.random.default_rng(people)
    columns = {f"category_{v}": rng.choice(v, people, p=rng.dirichlet(np.full(v, 4.0))).astype(str) for v in VALUES}
    rules = dict.fromkeys(columns, "diversify")
    if different:
        columns["unit"] = np.char.zfill(rng.integers(0, people // 8, people).astype(str), 3)
        rules["unit"] = "different"
    return pd.DataFrame(columns), rules


def stated(people: pd.DataFrame, rules: dict[str, str]) -> Model:
    """Return the rival's objective as a model."""
    members = np.arange(SIZE + 1)
    terms = []
    for column, rule in rules.items():
        code, values = pd.factorize(people[column], sort=True)
        if rule == "different":
            amounts = np.maximum(members - 1, 0)[None, :].repeat(len(values), axis=0)
        else:
            target = np.round(np.bincount(code) / len(code) * SIZE)
            amounts = np.abs(members - target[:, None])
            amounts[-1] = 0
        which = np.arange(len(values), dtype=np.int32)[None, :]
        terms.append(Count(column, False, code.astype(np.int32), amounts.astype(float), which))
    many = len(people)
    one = np.array([SIZE], dtype=np.int32)
    copies = np.array([many // SIZE], dtype=np.int32)
    return Model(one, one, copies, np.full(many, 1e5), terms, np.ones(many, dtype=bool))


def theirs(python: str, people: pd.DataFrame, rules: dict[str, str], limit: float) -> dict:
    """Return the rival's groups (None if it found none) and its seconds, run in its own process."""
    asked = json.dumps({"people": people.to_dict("list"), "rules": rules, "size": SIZE, "limit": limit})
    script = Path(__file__).parent.parent / "team_formation.py"
    ran = subprocess.run([python, str(script)], input=asked, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


def run(quick: bool) -> list[Row]:
    python = os.environ.get("RIVAL_PYTHON")
    if python is None or not Path(python).exists():
        print("rivals: left out, as RIVAL_PYTHON names no Python with team-formation")
        return []
    rows = []
    for people, limit in CASES[:1] if quick else CASES:
        for different in (False, True):
            who, rules = table(people, different)
            model = stated(who, rules)
            ours = runs.run(model, [Chain()], limit)
            first = next(n.seconds for n in ours.incumbent.history if n.total <= ours.incumbent.total)
            answer = theirs(python, who, rules, limit)
            found = answer["groups"]
            rows.append(
                {
                    "problem": "diversify + different" if different else "diversify",
                    "people": people,
                    "limit": limit,
                    "ours": ours.cost,
                    "our_bound": ours.incumbent.bound,
                    "found_after": first,
                    "our_seconds": ours.seconds,
                    "theirs": "none" if found is None else judge(model, np.array(found, dtype=np.int32)).cost,
                    "their_seconds": answer["seconds"],
                    "their_building": answer["building"],
                    "their_version": answer["version"],
                }
            )
    return rows
