from pathlib import Path

from peergroups.criteria import REGISTRY
from peergroups.criteria.document import page

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_on_criteria_is_what_the_classes_say():
    written = (DOCS / "criteria.md").read_text(encoding="utf-8")
    assert written == page(), "run python -m peergroups.criteria.document"


def test_every_criterion_has_its_row_formula_and_example():
    chapters = page().split("\n## ")[1:]
    assert [chapter.split("\n")[0] for chapter in chapters] == [kind.__name__ for kind in REGISTRY.values()]
    for chapter in chapters:
        assert "$$" in chapter
        assert ">>> " in chapter
        assert "*Source.*" in chapter
        assert ":math:" not in chapter
        assert ".. math" not in chapter
