"""The README says what is true: its example runs, its table is the registry's, its links lead somewhere."""

import doctest
import re
from pathlib import Path

import pytest

from peergroups.criteria import REGISTRY
from peergroups.criteria.document import with_table
from peergroups.examples import write_examples

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_examples_print_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_examples(tmp_path / "demo")
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "README.md", "README.md", 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(example, out=said.append)
    assert not said, "".join(said)
    assert (tmp_path / "groups.xlsx").exists()


def test_the_table_of_criteria_is_the_registrys() -> None:
    assert with_table(README) == README, "run python -m peergroups.criteria.document"
    assert all(
        f"[`{kind.__name__}`](docs/criteria.md#{kind.__name__.lower()})" in README for kind in REGISTRY.values()
    )


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in ROOT.glob("docs/*.md"))]
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
        assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"


def test_the_picture_is_there_and_small() -> None:
    (picture,) = re.findall(r"!\[.+\]\((\S+)\)", README)
    assert 1_000 < (ROOT / picture).stat().st_size < 150_000
