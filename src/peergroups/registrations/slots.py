"""The times that suit people, from questions that ask when they can come or when they can not."""

from __future__ import annotations

from typing import Literal

from peergroups.registrations.choices import read_choices
from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source
from peergroups.registrations.spelling import Answers
from peergroups.registrations.vocabulary import headers

Meaning = Literal["can", "cannot"]


def read_slots(source: Source, meaning: Meaning | None, faults: Faults) -> Answers | None:
    """Return the times that suit each person, or None where it is not certain what was asked.

    Parameters
    ----------
    source : Source
        Where the times were ticked.
    meaning : {"can", "cannot"}, optional
        Whether the times ticked suit or do not. Without it they suit, unless the question sounds as if it asked the
        contrary: that is an error, and nothing is guessed.
    """
    if meaning is None and headers()["negative"].is_in(source.columns[0].header):
        faults.of(source.columns[0], "slots_meaning")
        return None
    ticked = read_choices(source, faults)
    if meaning != "cannot":
        return ticked
    every = dict.fromkeys([*source.labels, *(slot for row in ticked for slot in row)])
    return [[slot for slot in every if slot not in row] for row in ticked]
