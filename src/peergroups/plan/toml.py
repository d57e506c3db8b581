"""TOML beyond what the standard library does: writing with comments, and finding the line of a key."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]
"""Where something stands in a plan: ``("offers", 0, "theme")``."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"\s*\[(\[)?([^\[\]]+)\]")
_KEY = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*[A-Za-z0-9_-]+)*\s*=""")


def lines_of(text: str) -> dict[Path, int]:
    r"""Return the line, counted from 1, of each table and key of a TOML text.

    Keys within inline tables are on the line of the table's own key and are not listed. Only error messages use
    this, so a line inside a multi-line string that looks like a key does no harm.

    Examples
    --------
    >>> lines_of("[sizes]\nleast = 5\n[[offers]]\ntheme = 'A'\n")
    {('sizes',): 1, ('sizes', 'least'): 2, ('offers', 0): 3, ('offers', 0, 'theme'): 4}
    """
    found: dict[Path, int] = {}
    copies: dict[Path, int] = {}
    here: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = tuple(_unquoted(name) for name in header[2].split("."))
            if header[1]:
                copies[here] = copies.get(here, -1) + 1
                here = (*here, copies[here])
            found[here] = number
        elif key := _KEY.match(line):
            found.setdefault((*here, _unquoted(key[1])), number)
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int | None:
    """Return the line of the deepest part of a path that has one."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), None)


def written(data: Mapping[str, Any], comments: Mapping[Path, str]) -> str:
    """Return a plan's tables as TOML, with a comment above each table or key that has one; ``()`` is the whole.

    Examples
    --------
    >>> print(written({"sizes": {"least": 5}}, {("sizes", "least"): "funding needs 5"}), end="")
    [sizes]
    # funding needs 5
    least = 5
    """
    return "\n".join([*_comment((), comments), *_table((), data, comments)]).strip() + "\n"


def _table(path: Path, table: Mapping[str, Any], comments: Mapping[Path, str]) -> Iterator[str]:
    nested = {key: value for key, value in table.items() if _is_table(value, path) or _is_tables(value)}
    for key, value in table.items():
        if key not in nested:
            yield from _comment((*path, key), comments)
            yield f"{_key(key)} = {_value(value)}"
    for key, value in nested.items():
        below = (*path, key)
        header = ".".join(_key(str(part)) for part in below if isinstance(part, str))
        if isinstance(value, Mapping):
            yield ""
            yield from _comment(below, comments)
            yield f"[{header}]"
            yield from _table(below, value, comments)
            continue
        for number, one in enumerate(value):
            yield ""
            yield from _comment((*below, number), comments)
            yield f"[[{header}]]"
            yield from _table((*below, number), one, comments)


def _comment(path: Path, comments: Mapping[Path, str]) -> Iterator[str]:
    for line in comments.get(path, "").splitlines():
        yield f"# {line}".rstrip()


def _is_table(value: Any, path: Path) -> bool:
    return isinstance(value, Mapping) and not path


def _is_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(v, Mapping) for v in value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(v)}" for key, v in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(v) for v in value)}]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)  # text, numbers and truth values read the same in both


def _unquoted(name: str) -> str:
    name = name.strip()
    return name[1:-1] if name[:1] in "\"'" else name
