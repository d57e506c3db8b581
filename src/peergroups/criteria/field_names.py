"""What the usual columns of people are called where organisers read of them."""

from __future__ import annotations

from peergroups.locale import message, translate

FIELDS = {
    "been_before": message("taken part before"),
    "could_guide": message("could guide"),
    "languages": message("languages"),
    "manager": message("manager"),
    "online": message("online or in person"),
    "place": message("place"),
    "role": message("role"),
    "slots": message("times that suit"),
    "themes": message("wishes for themes"),
    "unit": message("unit"),
}


def field_name(column: str, language: str) -> str:
    """Return what a column is called; its own name if it is no usual one.

    Examples
    --------
    >>> field_name("slots", "en"), field_name("Years in the job", "en")
    ('times that suit', 'Years in the job')
    """
    return translate(FIELDS.get(column, column).replace("{", "{{").replace("}", "}}"), language)
