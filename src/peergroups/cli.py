"""The command line. Commands only call the library; heavy imports wait until a command needs them.

Exit codes: 0 done; 1 faults in the input, all listed, nothing written; 2 wrong use; 3 no grouping satisfies the hard
rules, with the clash named, nothing written; 130 interrupted, the best groups so far written and named.

The language is the one of --lang, else the plan's, else English.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated, NoReturn

import typer

from peergroups import __version__
from peergroups.commands.comparing import compare
from peergroups.commands.formed import explain, repair
from peergroups.commands.groups import batch, form
from peergroups.commands.rounds import history
from peergroups.commands.sheets import check, demo, suggest

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"peergroups {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_version, help="Show the version and exit.")
]


@app.callback()
def peergroups(version: Version = False) -> None:
    """Forms peer learning groups from registrations: who learns with whom, and how good it is, proved."""


for command in (check, suggest, form, explain, repair, compare, batch, history, demo):
    app.command()(command)


GARBAGE = 500_000
"""Objects between two looks for garbage; by default a command would look a hundred times while it starts."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(GARBAGE)
    try:
        app(prog_name="peergroups")
    except SystemExit as end:
        _leave(end)


def _leave(end: SystemExit) -> NoReturn:
    """End at once: taking all modules down takes Python a while, and it would wait for kernels being compiled."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(end.code if isinstance(end.code, int) else bool(end.code))
