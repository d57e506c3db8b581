"""What was read from a registration sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from peergroups.errors import InputError
from peergroups.locale import translate
from peergroups.registrations.gathering import gathered

if TYPE_CHECKING:
    from peergroups.registrations.outsiders import Outsiders


@dataclass(frozen=True, eq=False)
class Registrations:
    """The people of a registration sheet, and everything that was odd about it.

    Attributes
    ----------
    people : pandas.DataFrame
        One row a person, indexed by person id, in the order of the queue. Of these columns those that the sheet has:
        name, email, registered, role, unit, place, online (yes, no, either), slots, languages, manager, themes,
        ticked, together, apart, could_guide, been_before, consent, lat, lon; and whatever else the caller named.
    faults : pandas.DataFrame
        One row a fault: severity (error, repaired, note), sheet, row and cell as the spreadsheet counts them,
        column (the header), value, problem, action, code.
    columns : mapping
        The headers that each column of people was read from.
    unused : sequence of str
        The headers that nothing was read from.
    sheet : str
        The sheet that was read.
    language : str
        The language of the faults.
    guides : Outsiders, optional
        Guides from outside, where a plan told to read them too.
    path : pathlib.Path, optional
        The file that was read, if it was read without the caller's saying how.
    planned : bool
        Whether it was read as a plan says: its columns, guides and guests.
    """

    people: pd.DataFrame
    faults: pd.DataFrame
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unused: Sequence[str] = ()
    sheet: str = ""
    language: str = "en"
    guides: Outsiders | None = None
    path: Path | None = None
    planned: bool = False

    @property
    def errors(self) -> pd.DataFrame:
        """The faults that must be settled before groups are formed."""
        return self.faults[self.faults["severity"] == "error"]

    def raise_for_errors(self) -> None:
        """Raise an `InputError` that lists every error, if there is one; those that are alike in one line.

        Raises
        ------
        InputError
            With all faults in its ``faults``.
        """
        errors = self.errors
        if errors.empty:
            return
        message = translate("to settle before groups can be formed: {n}", self.language, n=len(errors))
        lines = [describe(line) for line in gathered(errors, self.language).to_dict("records")]
        raise InputError("\n  ".join([message, *lines]), faults=self.faults)

    def not_needed(self, used: Iterable[str]) -> list[str]:
        """Return the headers that could be left out of the form, given the columns of people that are used.

        Parameters
        ----------
        used : iterable of str
            Names of columns of people. What tells people apart and orders the queue is always needed.
        """
        needed = {*used, "name", "email", "id", "registered", "first_name", "last_name", "consent"}
        idle = [header for name, headers in self.columns.items() if name not in needed for header in headers]
        kept = {header for name, headers in self.columns.items() if name in needed for header in headers}
        return list(dict.fromkeys([header for header in idle if header not in kept] + list(self.unused)))

    def _counts(self) -> dict[str, int]:
        found = self.faults["severity"].value_counts()
        return {severity: int(found.get(severity, 0)) for severity in ("error", "repaired", "note")}

    def __repr__(self) -> str:
        """Return what was read, in a few lines and without anybody's name."""
        n = self._counts()
        lines = [
            f"Registrations: {len(self.people)} people from {self.sheet!r}",
            f"  columns: {', '.join(map(str, self.people.columns))}",
            f"  faults:  {n['error']} errors, {n['repaired']} repaired, {n['note']} notes",
        ]
        if self.unused:
            lines.append(f"  unused:  {', '.join(self.unused)}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        answered = [
            (name, " + ".join(self.columns.get(str(name), ())), int(self.people[name].map(_answered).sum()))
            for name in self.people.columns
        ]
        rows = "".join(
            f"<tr><td>{escape(str(name))}</td><td>{escape(source)}</td><td>{n}</td></tr>"
            for name, source, n in answered
        )
        n = self._counts()
        unused = f"<p>unused: {escape(', '.join(self.unused))}</p>" if self.unused else ""
        return (
            f"<p><b>{len(self.people)} people</b> from {escape(self.sheet)}: "
            f"{n['error']} errors, {n['repaired']} repaired, {n['note']} notes</p>"
            f"<table><thead><tr><th>column</th><th>read from</th><th>answers</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>{unused}"
        )


def describe(line: Mapping[Any, Any]) -> str:
    """Return a line of gathered faults as text: where they are, the value, what is wrong and what was done.

    Examples
    --------
    >>> describe({"where": "S!D5", "column": "Place", "value": "Abo", "problem": "odd", "action": "kept"})
    'S!D5 Place "Abo": odd; kept'
    """
    value = f'"{line["value"]}"' if line["value"] else ""
    place = " ".join(part for part in (line["where"], line["column"], value) if part)
    return f"{place}: " + "; ".join(part for part in (line["problem"], line["action"]) if part)


def _answered(value: object) -> bool:
    return len(value) > 0 if isinstance(value, list | dict) else not pd.isna(value)  # type: ignore[call-overload]
