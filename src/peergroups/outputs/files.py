"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peergroups.errors import InputError
from peergroups.locale import translate


@contextmanager
def whole_file(path: str | Path, *, force: bool = False, language: str = "en") -> Iterator[Path]:
    """Give a path beside the one wanted to write to; what is there at the end takes the wanted name.

    If the block raises, nothing is left behind and a file that was there is untouched.

    Parameters
    ----------
    path : str or Path
        The file wanted.
    force : bool, default False
        Whether an existing file may be replaced.
    language : {"en", "fi", "sv"}
        The language of the messages.

    Raises
    ------
    InputError
        If the file exists and `force` is false, or its folder does not exist.

    Examples
    --------
    >>> folder = Path(getfixture("tmp_path"))
    >>> with whole_file(folder / "list.txt") as file:
    ...     _ = file.write_text("Ann, Bo", encoding="utf-8")
    >>> [file.name for file in folder.iterdir()]
    ['list.txt']
    """
    path = Path(path)
    if not path.parent.is_dir():
        raise InputError(translate("there is no folder {folder}", language, folder=path.parent))
    _refuse(path, force, language)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        _refuse(path, force, language)
        beside.chmod(0o666 & ~_umask())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _refuse(path: Path, force: bool, language: str) -> None:
    if path.is_dir() or (path.exists() and not force):
        raise InputError(translate("{path} exists already; choose another name or --force", language, path=path))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
