"""The pages on groups that were formed say what is true: every command and every line of code on them runs."""

from __future__ import annotations

import itertools
import re
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import peergroups as pg
from peergroups.cli import app

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

DOCS = Path(__file__).parent.parent / "docs"
PAGES = ("adjust", "compare", "explain", "repair")
ANNA, BO = "anna@example.fi", "bo@example.fi"


def people() -> pd.DataFrame:
    ids = [ANNA, BO, *(f"p{i}@example.fi" for i in range(14))]
    names = ["Anna Aho", *(f"Person {i}" for i in range(15))]
    columns = {"name": names, "unit": list("OTVL" * 4), "slots": ["Tue 12.00; Wed 9.00"] * 16}
    return pd.DataFrame({**columns, "themes": [["time", "media"], ["media", "time"]] * 8}, index=ids)


def result() -> pg.Result:
    """Return five groups of three, Anna and Bo in the fourth, and one person who waits."""
    offers = pd.DataFrame(
        {"theme": ["time", "media"] * 2, "slot": ["Tue 12.00", "Tue 12.00", "Wed 9.00", "Wed 9.00"]},
        index=["time Tue", "media Tue", "time Wed", "media Wed"],
    ).assign(min_size=2, max_size=4, copies=2)
    criteria = [pg.ThemeWishes(unticked=5), pg.CommonSlot(), pg.MixedUnits(), pg.NewFaces([(ANNA, BO)])]
    groups = np.array([4, 4, 0, 1, 0, 1, 0, 1, 4, 6, 6, 6, 2, -1, 2, 2], dtype=np.int32)
    return pg.Result(pg.Problem(people(), offers, criteria), groups, -np.inf, seconds=1.0, seed=1)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder with every file that the pages name."""
    monkeypatch.chdir(tmp_path)
    result().to_workbook("OUT.xlsx")
    table = people().reset_index(names="Email").rename(columns=str.title)
    table.assign(Themes=["; ".join(wishes) for wishes in table["Themes"]]).to_csv("ilmoittautumiset.csv", index=False)
    table.iloc[:1].assign(Email="late@example.fi", Name="Late Lund").drop(columns="Themes").to_csv(
        "late.csv", index=False
    )
    Path("plan.toml").write_text("[sizes]\nleast = 2\nmost = 4\n")
    seats = result().seats["group"].dropna()
    pd.DataFrame({"Person": seats.index, "Group": seats.to_numpy()}).to_csv("MINE.csv", index=False)
    pd.DataFrame({"Person": seats.index, "Group": seats.to_numpy()}).to_csv("my groups.csv", index=False)


def commands() -> list[str]:
    """Return the indented commands of the pages, without what is said of them beside."""
    found = []
    for page in PAGES:
        text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
        found += [re.split(r"\s{3,}", line)[0] for line in re.findall(r"(?m)^    (peergroups .*)$", text)]
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_runs(command: str) -> None:
    words = [
        word.replace(".xlsx", ".csv") if word in ("MINE.xlsx", "ilmoittautumiset.xlsx") else word
        for word in shlex.split(command)[1:]
    ]
    limit = ["--time-limit", "1"] if words[0] in ("compare", "repair") else []
    answer = CliRunner().invoke(app, [*words, *limit], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    for made in (word for flag, word in itertools.pairwise(words) if flag in ("-o", "--finish", "--plot")):
        assert Path(made).exists()


@pytest.mark.parametrize("page", PAGES)
def test_every_line_of_code_runs(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    names = {"pg": pg, "result": result(), "late_registrations": pd.DataFrame({"unit": ["O"]}, index=["late"])}
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        for line in block.replace("my groups.xlsx", "my groups.csv").splitlines():
            exec(line, names)


def test_the_page_on_clashes_says_what_is_printed() -> None:
    text = (DOCS / "diagnosis.md").read_text(encoding="utf-8")
    problem = pg.Problem(people(), pd.DataFrame({"min_size": [3], "max_size": [3], "copies": [5]}), everyone=True)
    for line in re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0].splitlines():
        exec(line, {"pg": pg, "problem": problem})
    found = pg.diagnose(problem)
    for attribute in re.findall(r"`(rules|smallest|ways|placeless)`", text):
        assert hasattr(found, attribute)
