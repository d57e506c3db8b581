"""Who is who across rounds: ids written alike, and what changed between rounds."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
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
