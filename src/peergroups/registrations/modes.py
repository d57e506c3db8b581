"""How people want to take part: online, in person, or either."""

from __future__ import annotations

from peergroups.registrations.choices import read_choices
from peergroups.registrations.faults import Faults
from peergroups.registrations.recognition import Source
from peergroups.registrations.vocabulary import mode_of, yes_or_no


def read_modes(source: Source, faults: Faults) -> list[str | None]:
    """Return each person's mode. A plain yes or no answers whether the person comes online."""
    modes: list[str | None] = []
    for position, answers in enumerate(read_choices(source, faults)):
        text = "; ".join(answers)
        mode = mode_of(text)
        plain_answer = yes_or_no(text)
        if mode is None and plain_answer is not None:
            mode = {"yes": "yes", "no": "no", "maybe": "either"}[plain_answer]
        if mode is None and text:
            faults.at(
                source.columns[0],
                position,
                "bad_choice",
                value=text,
                known=", ".join(map(faults.say, ("online", "in person", "either"))),
            )
        modes.append(mode)
    return modes
