"""The architecture page names every folder, and what it says of imports holds: they point up only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

import peergroups

HOME = Path(peergroups.__file__).parent
PAGE = (Path(__file__).parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
FOLDERS = sorted(path.name for path in HOME.iterdir() if path.is_dir() and any(path.glob("*.py")))
MODULES = {
    ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
        path.read_text(encoding="utf-8")
    )
    for path in sorted(HOME.rglob("*.py"))
    if path.parent != HOME or not path.name.startswith("__")
}
LEVELS = [
    "errors locale places terms seatcosts model referee tables highs components native",
    "schedule criteria guides waiting problem demand.aggregate demand.capacity demand.demand demand.splitting"
    " demand.unsplit demand.programme demand.diving",
    "engines baselines",
    "registrations",
    "meetings",
    "results",
    "resumed.unfold diagnosis.clash diagnosis.trials diagnosis.rules start solving",
    "plan",
    "outputs",
    "demand diagnosis explain resumed adjust repair compare rounds form saving",
    "batches examples",
    "commands cli readiness",
]
"""What a folder or module imports when it is loaded stands in its own level or one before."""

ASKED = {
    "results": "what can be asked of a result is worked out when it is asked",
    "outputs.workbook.memory": "a workbook remembers its problem, and saving reads it back",
    "meetings.reading": "earlier rounds are workbooks too",
}
"""What may import from later levels inside functions, and why."""


def imports(tree: ast.AST, *, called: bool = False) -> Iterator[str]:
    """Yield the names that a module imports from the package when it is loaded, or when its functions are called."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "peergroups":
            inside = (node.module or "").removeprefix("peergroups").lstrip(".")
            yield from (f"{inside}.{name.name}".lstrip(".") for name in node.names if name.name != "__version__")
        elif called or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from imports(node, called=called)


def level(name: str) -> int:
    """Return the level of the longest folder or module that a name lies in."""
    own = {entry: number for number, entries in enumerate(LEVELS) for entry in entries.split()}
    return own[max((entry for entry in own if f"{name}.".startswith(f"{entry}.")), key=len)]


def upward(module: str, tree: ast.AST, *, called: bool = False) -> list[str]:
    """Return what a module imports from a later level."""
    return sorted({name for name in imports(tree, called=called) if level(name) > level(module)})


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_on_the_page(folder: str) -> None:
    assert f"`{folder}/`" in PAGE


@pytest.mark.parametrize("folder", [*FOLDERS, *(name for name in MODULES if "." not in name and name not in FOLDERS)])
def test_what_a_folder_imports_stands_in_its_level_or_before(folder: str) -> None:
    own = {name: tree for name, tree in MODULES.items() if f"{name}.".startswith(f"{folder}.")}
    assert not {name: wrong for name, tree in own.items() if (wrong := upward(name, tree))}


def test_only_what_is_asked_later_is_imported_later() -> None:
    found = {name for name, tree in MODULES.items() if upward(name, tree, called=True)}
    assert not {name for name in found if not any(f"{name}.".startswith(f"{asked}.") for asked in ASKED)}


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = nx.DiGraph()
    for module, tree in MODULES.items():
        targets = (name if name in MODULES else name.rpartition(".")[0] for name in imports(tree))
        graph.add_edges_from((module, target) for target in targets if target != module)
    assert nx.is_directed_acyclic_graph(graph)


@pytest.mark.parametrize(
    ("module", "line", "caught"),
    [
        ("criteria.travel", "from peergroups.engines import engine", True),
        ("registrations.sheets", "from peergroups.plan.parts import Columns", True),
        ("engines.chain", "from peergroups import results", True),
        ("engines.chain", "from peergroups.problem import Problem", False),
        ("engines.chain", "def run():\n    from peergroups.results import Result", False),
        ("problem", "if TYPE_CHECKING:\n    from peergroups.plan import Plan", False),
    ],
)
def test_a_wrong_import_is_caught(module: str, line: str, caught: bool) -> None:
    assert bool(upward(module, ast.parse(line))) == caught
