"""The command line. Commands only call the library; heavy imports wait until a command needs them.

Exit codes: 0 done; 1 faults in the input, all listed, nothing written; 2 wrong use; 3 no grouping satisfies the hard
rules, with the clash named, nothing written; 130 interrupted, the best groups so far written and named.

The language is the one of --lang, else the plan's, else English.
"""

from __future__ import annotations

import typer

from peergroups.commands.formed import compare, explain, repair
from peergroups.commands.groups import batch, form
from peergroups.commands.rounds import history
from peergroups.commands.sheets import check, demo, suggest

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def peergroups() -> None:
    """Forms peer learning groups from registrations: who learns with whom, and how good it is, proved."""


for command in (check, suggest, form, explain, repair, compare, batch, history, demo):
    app.command()(command)


def main() -> None:
    """Run the command line."""
    app(prog_name="peergroups")
