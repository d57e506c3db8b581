"""The page on rounds says what is true: its commands run, its examples print what they show, its tables hold."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import peergroups as pg
from peergroups.cli import app
from peergroups.meetings.measures import MEASURES

PAGE = (Path(__file__).parent.parent / "docs" / "rounds.md").read_text(encoding="utf-8")


def test_the_commands_run_and_the_examples_print_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said: list[str] = []
    known: dict[str, object] = {}
    for match in re.finditer(r"(?:`(\w+\.toml)`\n\n)?```(\w+)\n(.*?)```", PAGE, re.DOTALL):
        file, kind, block = match.groups()
        if kind == "toml":
            assert file, "a plan has a name"
            Path(file).write_text(block, encoding="utf-8")
        elif kind == "sh":
            for line in block.splitlines():
                result = CliRunner().invoke(app, shlex.split(line)[1:])
                assert result.exit_code == 0, f"{line}\n{result.output}"
        else:
            example = doctest.DocTestParser().get_doctest(block, known, "rounds.md", "rounds.md", 0)
            doctest.DocTestRunner().run(example, out=said.append, clear_globs=False)
            known |= example.globs
    assert not said, "".join(said)
    assert {path.name for path in Path("tables").iterdir()} == {"round-1.xlsx", "round-2.xlsx", "round-3.xlsx"}


def test_the_table_of_constructions_is_what_is_built() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*?) \|$", PAGE, re.MULTILINE)
    assert [int(groups) for groups, _ in rows] == list(range(5, 13))
    for groups, cells in rows:
        for size, cell in enumerate(cells.split(" | "), start=5):
            built = pg.rounds_without_repeats(int(groups), size)
            optimal = " =" if built.status == "optimal" else ""
            assert cell == f"{len(built.rounds)}{optimal}", f"{groups} groups of {size}"


def test_the_measures_of_the_page_are_there() -> None:
    names = {measure.name for measure in MEASURES}
    table = PAGE[PAGE.index("## Measures") : PAGE.index("## Who should meet")]
    told = re.findall(r"`(\w+)`", "".join(row.split("|")[1] for row in re.findall(r"^\| `.*$", table, re.MULTILINE)))
    assert set(told) <= names
