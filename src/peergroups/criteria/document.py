"""Writes the criteria's page and the README's table from the classes: ``python -m peergroups.criteria.document``."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from peergroups.criteria import REGISTRY, Criterion

PAGE, README = Path("docs/criteria.md"), Path("README.md")
TABLE = re.compile(r"(\| an organiser says \| criterion \|\n\|---\|---\|\n)(?:\|.*\n)*")
"""The README's table of criteria: its head, and its rows."""

HEAD = """# Criteria

What an organiser says, the class that says it to the program, and its key in a plan. This page is made from the
classes by `python -m peergroups.criteria.document`; the kinds of term that they become are in [terms.md](terms.md).

A soft criterion's cost is its amount times the weight; a hard one must have an amount of 0. Sums run over the
running groups $g$ and their members. Costs have a unit that an organiser can read: a second wish 1, a pair of one
unit 1, a pair that has met before 1, 10 km 1. A missing answer limits nobody: it fits every offer and belongs to no
category, and the notes of the criterion say how many there were.

| an organiser says | criterion | in a plan |
|---|---|---|
"""


def page() -> str:
    """Return the page as Markdown."""
    rows = [f"| “{c.says}” | [`{c.__name__}`](#{c.__name__.lower()}) | `{c.name}` |\n" for c in REGISTRY.values()]
    return HEAD + "".join(rows) + "".join(map(chapter, REGISTRY.values()))


def chapter(criterion: type[Criterion]) -> str:
    """Return one criterion's chapter."""
    parts = dict(sections(inspect.getdoc(criterion) or ""))
    settings = "".join(f"| {' | '.join(row)} |\n" for row in parameters(parts["Parameters"]))
    return (
        f"\n## {criterion.__name__}\n\n> {criterion.says}\n\n"
        f"Key in a plan: `{criterion.name}`.\n\n{prose(parts[''])}\n\n"
        f"| setting | type and default | meaning |\n|---|---|---|\n{settings}\n"
        f"{example(parts['Examples'])}\n\n*Source.* {prose(parts['References'])}\n"
    )


def sections(text: str) -> Iterator[tuple[str, str]]:
    """Yield the titles and texts of a numpydoc docstring; the text before the first title has the title ""."""
    pieces = re.split(r"^(\w+)\n-{3,}\n", text, flags=re.MULTILINE)
    yield "", pieces[0].strip()
    yield from zip(pieces[1::2], map(str.rstrip, pieces[2::2]), strict=True)


def parameters(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the name, type and meaning of each parameter as cells of a table."""
    for name, kind, meaning in re.findall(r"^(\w[\w, ]*) : (.+)\n((?:    .+\n?)+)", text, flags=re.MULTILINE):
        yield f"`{name}`", kind.replace("|", "\\|"), prose(" ".join(textwrap.dedent(meaning).split()))


def example(text: str) -> str:
    """Return an example: its sentences, then its code."""
    said, code = text.split(">>>", maxsplit=1)
    return f"{prose(said.strip() or 'For example:')}\n\n```python\n>>>{code}\n```"


def prose(text: str) -> str:
    """Return numpydoc text as Markdown: formulas between dollars, code between backquotes."""
    text = re.sub(r"\.\. math::((?:.|\n)*?)(?:\n\n|\Z)", lambda m: f"$$ {' '.join(m[1].split())} $$\n\n", text)
    text = re.sub(r":math:`([^`]+)`", r"$\1$", text)
    return re.sub(r"``([^`]+)``", r"`\1`", text).strip()


def with_table(readme: str) -> str:
    """Return the README with a row for every criterion."""
    rows = "".join(
        f"| “{kind.says}” | [`{kind.__name__}`](docs/criteria.md#{kind.__name__.lower()}) |\n"
        for kind in REGISTRY.values()
    )
    return TABLE.sub(lambda table: table[1] + rows, readme)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
