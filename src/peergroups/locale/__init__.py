"""Messages in the organiser's language.

Messages are written in English in the code, with named places to fill: ``translate("{n} seats", "fi", n=3)``. The
catalogues ``fi.po`` and ``sv.po`` beside this file hold the translations; a message without one stays English.
A message that is kept in a table and translated later is marked where it is written: ``message("Theme")``.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

LANGUAGES = ("en", "fi", "sv")


@cache
def _catalogue(language: str) -> dict[str, str]:
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    with (resources.files(__name__) / f"{language}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string and not m.fuzzy}


def translate(message: str, language: str = "en", /, **values: object) -> str:
    """Return a message in a language, with its named places filled.

    Parameters
    ----------
    message : str
        In English, with places such as ``{row}``.
    language : {"en", "fi", "sv"}
        The language wanted.
    **values
        What fills the places.

    Raises
    ------
    ValueError
        For a language there is no catalogue of.

    Examples
    --------
    >>> translate("... and {n} more", "fi", n=12)
    '... ja 12 muuta'
    """
    if language not in LANGUAGES:
        raise ValueError(f"no messages in {language!r}; there are {', '.join(LANGUAGES)}")
    return _catalogue(language).get(message, message).format(**values)


def message(text: str, /) -> str:
    """Return the text as it is; marks a message that is translated where it is shown.

    Examples
    --------
    >>> TITLES = {"theme": message("Theme")}
    >>> translate(TITLES["theme"], "fi")
    'Teema'
    """
    return text
