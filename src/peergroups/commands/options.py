"""The options that commands share, and the files they name."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from peergroups.commands.terminal import Code, Terminal


class Language(Enum):
    """The languages there are."""

    FINNISH = "fi"
    SWEDISH = "sv"
    ENGLISH = "en"

    @staticmethod
    def code(language: Language | None) -> Code | None:
        """Return the code of the language asked for, if one was."""
        return None if language is None else language.value


Sheet = Annotated[
    Path, typer.Argument(metavar="SHEET", exists=True, dir_okay=False, help="Registrations: .xlsx, .ods or .csv.")
]
PLAN = typer.Option("--plan", metavar="PLAN", exists=True, dir_okay=False, help="The plan, a .toml file.")
History = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", exists=True, dir_okay=False, help="An earlier round; may be repeated."),
]
Json = Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="Write JSON too; - for standard output.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="The language, instead of the plan's.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
TimeLimit = Annotated[float, typer.Option(metavar="S", min=0.1, help="Seconds for forming groups.")]
Seed = Annotated[int | None, typer.Option(metavar="N", min=0, help="Fixes the draws, instead of the plan's seed.")]


def refuse_existing(force: bool, *paths: Path | None, folders: bool = True) -> None:
    """End with wrong use before any work is done if a file could not be written at the end.

    Parameters
    ----------
    force : bool
        Whether files that exist may be replaced.
    *paths : Path or None
        The files; None for one that was not asked for.
    folders : bool
        Whether their folders must exist.
    """
    for path in paths:
        if path is None:
            continue
        if path.exists() and not force:
            raise typer.BadParameter(f"{path} exists already; --force replaces it")
        if folders and not path.parent.is_dir():
            raise typer.BadParameter(f"there is no folder {path.parent}")


def json_file(target: str | None) -> Path | None:
    """Return the file that --json names, if it names one."""
    return None if target in (None, "-") else Path(target)


def write_json(target: str | None, content: dict[str, Any], force: bool, terminal: Terminal) -> None:
    """Write JSON where --json says: to a file, to standard output, or not at all."""
    if target is None:
        return
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    if target == "-":
        typer.echo(text)
    else:
        write_text(Path(target), text + "\n", force=force, language=terminal.language)


def write_text(path: Path, text: str, *, force: bool, language: str) -> None:
    """Write a file whole or not at all."""
    from peergroups.outputs.files import whole_file

    with whole_file(path, force=force, language=language) as file:
        file.write_text(text, encoding="utf-8")
