"""Made-up people for the example sheets."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

Row = dict[str, Any]
"""One answer: its cells by field."""


@cache
def words() -> Mapping[str, Any]:
    """Return the names and branches of ``words.toml``."""
    return tomllib.loads((resources.files(__name__.rpartition(".")[0]) / "words.toml").read_text(encoding="utf-8"))


def names(draw: np.random.Generator, language: str) -> Iterator[tuple[str, str]]:
    """Yield first and last names, no pair twice."""
    first, last = words()[language]["first"], words()[language]["last"]
    for pair in draw.permutation(len(first) * len(last)):
        yield first[pair % len(first)], last[pair // len(first)]


def address(first: str, last: str, domain: str) -> str:
    """Return an e-mail address in a domain that is nobody's."""
    letters = unicodedata.normalize("NFD", f"{first}.{last}".casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)) + f"@{domain}"


def pick(draw: np.random.Generator, options: Sequence[str], shares: Sequence[float]) -> str:
    """Return one option."""
    return options[draw.choice(len(options), p=np.array(shares) / sum(shares))]


def pick_some(draw: np.random.Generator, options: Sequence[str], shares: Sequence[float], many: int) -> list[str]:
    """Return several options, the likelier ones more often first."""
    order = draw.choice(len(options), size=many, replace=False, p=np.array(shares) / sum(shares))
    return [options[k] for k in order]
