"""The language that a sheet is written in, by the words of its headers."""

from __future__ import annotations

from collections.abc import Iterable

from peergroups.registrations.recognition import Recognised
from peergroups.registrations.vocabulary import between_blanks, speech

_OF_THE_FORM = frozenset(
    {"id", "email", "name", "first_name", "last_name", "registered", "completed", "started", "modified"}
)
"""Fields whose headers a form may write in its own language instead of the organiser's."""


def language_of(found: Recognised) -> str:
    """Return the language of most headers: "fi", "sv" or "en"; the questions come before what every form has."""
    asked = [c.header for name, s in found.sources.items() if name not in _OF_THE_FORM for c in s.columns]
    every = [column.header for source in found.sources.values() for column in source.columns]
    of_asked, of_all = _spoken(asked), _spoken(every + [column.header for column in found.unused])
    return max(speech(), key=lambda language: (of_asked[language], of_all[language]))


def _spoken(headers: Iterable[str]) -> dict[str, int]:
    """Return for each language how many of some headers have a word of it."""
    texts = [between_blanks(header) for header in headers]
    return {
        language: sum(any(word in text for word in known) for text in texts) for language, known in speech().items()
    }
