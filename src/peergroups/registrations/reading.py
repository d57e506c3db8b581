"""From a file to registrations: every step in its order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from peergroups.locale import translate
from peergroups.registrations.answers import read_answers
from peergroups.registrations.faults import Faults
from peergroups.registrations.files import open_file
from peergroups.registrations.identity import Identity, identify
from peergroups.registrations.named_columns import Named, headers_of, resolve
from peergroups.registrations.recognition import Source, recognise
from peergroups.registrations.registrations import Registrations
from peergroups.registrations.sheet_language import language_of
from peergroups.registrations.sheets import pick_sheet, read_table, tell_formulas
from peergroups.registrations.slots import Meaning


def read_registrations(
    path: str | Path,
    *,
    columns: Named | None = None,
    sheet: str | None = None,
    slots_mean: Meaning | None = None,
    language: Literal["en", "fi", "sv"] | None = "en",
) -> Registrations:
    r"""Read a registration sheet, put right what is plain, and tell everything that is odd.

    Exports of Microsoft Forms, Google Forms and other forms, and plain sheets, are recognised in Finnish, Swedish and
    English. Of several answers by one person the latest counts; the first keeps the place in the queue.

    Parameters
    ----------
    path : str or Path
        An .xlsx, .ods or .csv file; what it really is decides, not its name.
    columns : mapping, optional
        Our name for a column to its header, or to a list of headers: ``{"role": "Mitä teet työksesi?"}``. These are
        not looked for. Names that are not ours become columns of people too, as numbers where most answers are.
    sheet : str, optional
        The sheet of the workbook; the one that looks like registrations if left out.
    slots_mean : {"can", "cannot"}, optional
        Whether the times ticked suit or do not. Needed only where the question sounds as if it asked the contrary.
    language : {"en", "fi", "sv"} or None, default "en"
        The language of the faults; None for that of the sheet's headers.

    Returns
    -------
    Registrations
        With ``people`` and ``faults``.

    Raises
    ------
    InputError
        If the file can't be read at all, or lacks a column that was named; with all faults found till then.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "answers.csv"
    >>> _ = path.write_text("Name;E-mail;Municipality\nAnn;Ann@x.fi;åbo\nBo;bo@x.fi;Oulu\n", encoding="utf-8")
    >>> read_registrations(path).people["place"].to_dict()
    {'ann@x.fi': 'Turku', 'bo@x.fi': 'Oulu'}
    """
    faults = Faults(language or "en")
    translate("", faults.language)  # an unknown language is told before a long read
    named = headers_of(columns)
    name = Path(path).name
    headers = [header for some in named.values() for header in some]
    chosen = pick_sheet(open_file(path, faults), sheet, headers, name, faults)
    table = read_table(chosen, headers, name, faults)
    found = recognise(table, resolve(named, table, faults), faults)
    faults.language = language or language_of(found)
    if not found.sources:
        faults.add("no_known_column", columns=", ".join(column.header for column in found.unused))
    tell_formulas(chosen, [c for source in found.sources.values() for c in source.columns], faults)
    identity = identify(table, found.sources, faults)
    sources = {field: source.take(identity.kept) for field, source in found.sources.items()}
    people = pd.DataFrame(
        {**_identity_columns(identity, found.sources), **read_answers(sources, identity, slots_mean, faults)},
        index=pd.Index(identity.ids, name="person"),
    )
    return Registrations(
        people=people,
        faults=faults.table(),
        columns={field: [column.header for column in source.columns] for field, source in found.sources.items()},
        unused=[column.header for column in found.unused],
        sheet=table.sheet,
        language=faults.language,
        path=None if columns or sheet or slots_mean else Path(path).absolute(),  # the caller's own words stand
    )


def _identity_columns(identity: Identity, sources: dict[str, Source]) -> dict[str, pd.Series]:
    index = pd.Index(identity.ids, name="person")
    found: dict[str, pd.Series] = {}
    if any(identity.names):
        found["name"] = _texts(identity.names, index)
    if any(identity.emails):
        found["email"] = _texts(identity.emails, index)
    if "registered" in sources:
        found["registered"] = pd.Series(list(identity.registered), index=index, dtype="datetime64[s]")
    return found


def _texts(values: Sequence[str], index: pd.Index) -> pd.Series:
    return pd.Series([value or None for value in values], index=index)
