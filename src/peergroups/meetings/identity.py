"""Who is who across rounds: ids written alike, and what changed between rounds."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

CHANGES = ["person", "what", "earlier", "now", "round"]


def person_id(value: Any) -> Any:
    """Return an id as registrations write it; None where it is missing.

    Text is trimmed and in composed characters, e-mail addresses in lower case; whole numbers read from a
    sheet as 17.0 become 17. Anything else stays as it is.

    Examples
    --------
    >>> person_id(" Anna@Example.FI "), person_id(17.0), person_id("")
    ('anna@example.fi', 17, None)
    """
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value.replace("\u00a0", " ")).strip()
        return (text.lower() if "@" in text else text) or None
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if pd.api.types.is_float(value) and float(value).is_integer():
        return int(value)
    return int(value) if pd.api.types.is_integer(value) else value


def same_name(name: str) -> str:
    """Return a name so that word order, commas, case and blanks do not matter.

    Examples
    --------
    >>> same_name("Korhonen, Anna") == same_name("anna  korhonen")
    True
    """
    text = unicodedata.normalize("NFC", name).casefold().replace(",", " ")
    return " ".join(sorted(text.split()))


def compare(known: Mapping[Any, Mapping[str, str]], new: Mapping[Any, Mapping[str, str]], round: Any) -> pd.DataFrame:
    """Return what a round says of people that earlier rounds did not.

    Parameters
    ----------
    known, new : mapping of person id to facts
        Facts are ``name``, ``email`` and ``unit``, as far as a sheet has them.
    round : object
        The round that `new` is from.

    Returns
    -------
    pandas.DataFrame
        Columns ``person, what, earlier, now, round``; what is the fact that changed, or ``person`` where a new id
        bears the name of an id known before: perhaps the same person with another e-mail address.
    """
    rows = []
    known_by_name: dict[str, list[Any]] = {}
    for person, facts in known.items():
        if facts.get("name"):
            known_by_name.setdefault(same_name(facts["name"]), []).append(person)
    for person, facts in new.items():
        earlier = known.get(person)
        if earlier is None:
            twins = known_by_name.get(same_name(facts.get("name", "")), [])
            rows += [(person, "person", twin, person, round) for twin in twins]
            continue
        for what, now in facts.items():
            before = earlier.get(what)
            alike = same_name if what == "name" else str.casefold
            if before and alike(before) != alike(now):
                rows.append((person, what, before, now, round))
    return pd.DataFrame(rows, columns=CHANGES)


@dataclass
class Register:
    """What the rounds said of people, and what changed between rounds.

    Attributes
    ----------
    facts : dict of person id to dict
        ``name``, ``email`` and ``unit`` as last heard of.
    changes : list of pandas.DataFrame
        See `compare`.
    """

    facts: dict[Any, dict[str, str]] = field(default_factory=dict)
    changes: list[pd.DataFrame] = field(default_factory=list)

    def learn(self, new: Mapping[Any, Mapping[str, str]], round: Any) -> None:
        """Note the changes, and keep what is new."""
        self.changes.append(compare(self.facts, new, round))
        for person, known in new.items():
            self.facts[person] = {**self.facts.get(person, {}), **known}

    def forget(self, person: Any) -> None:
        """Drop everything about a person."""
        self.facts.pop(person, None)
        self.changes = [
            table[(table["person"] != person) & ~((table["what"] == "person") & (table["earlier"] == person))]
            for table in self.changes
        ]

    def of(self, people: Collection[Any]) -> Register:
        """Return a register of some of the people."""
        facts = {person: dict(known) for person, known in self.facts.items() if person in people}
        return Register(facts, [table[table["person"].isin(list(people))] for table in self.changes])

    def relabelled(self, mapping: Mapping[Any, Any]) -> Register:
        """Return a register under new ids; where two become one, what was known under the new id is the later."""
        facts: dict[Any, dict[str, str]] = {}
        for person in sorted(self.facts, key=mapping.__contains__):
            name = mapping.get(person, person)
            facts[name] = self.facts[person] | facts.get(name, {})
        return Register(facts, [_settled(table, mapping) for table in self.changes])

    def table(self, people: Sequence[Any]) -> pd.DataFrame:
        """Return the facts, indexed by person id."""
        index = pd.Index(people, dtype=object, name="person")
        rows = [self.facts.get(person, {}) for person in people]
        return pd.DataFrame(rows, index=index, columns=["name", "email", "unit"], dtype=object)

    def all_changes(self) -> pd.DataFrame:
        """Return the changes in one table."""
        tables = [table for table in self.changes if len(table)]
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=CHANGES)

    def units(self) -> dict[Any, str]:
        """Return the units that are known."""
        return {person: known["unit"] for person, known in self.facts.items() if known.get("unit")}


def _settled(changes: pd.DataFrame, mapping: Mapping[Any, Any]) -> pd.DataFrame:
    """Return changes under new ids, without the guesses that two ids are one person where they now are."""
    changes = changes.assign(person=[mapping.get(person, person) for person in changes["person"]])
    guess = changes["what"] == "person"
    earlier = changes["earlier"].map(lambda person: mapping.get(person, person))
    return changes.assign(earlier=changes["earlier"].mask(guess, earlier))[~guess | (earlier != changes["person"])]
