"""The company: people in four roles at five places, in a file that Finnish Excel saved as .csv."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import numpy as np

from peergroups.examples.people import Row, address, names, pick, pick_some

SEED = 20261005
PROJECTS, SUPERVISORS, PRODUCTS, STAFF = "Projektipäällikkö", "Esihenkilö", "Tuotepäällikkö", "HR ja palkka"
ROLES = {PROJECTS: 26, SUPERVISORS: 26, PRODUCTS: 6, STAFF: 9}
THEMES = {
    PROJECTS: ("Ketterät menetelmät", "Asiakasrajapinta"),
    SUPERVISORS: ("Inhimillinen johtaminen", "Esihenkilön arki"),
    PRODUCTS: ("Asiakasrajapinta", "Ketterät menetelmät"),
    STAFF: ("Esihenkilön arki", "Inhimillinen johtaminen"),
}
PLACES = ("Helsinki", "Tampere", "Oulu", "Turku", "Jyväskylä")
UNITS = ("Teollisuus", "Energia", "Julkinen sektori", "Palvelut", "Alustat")
OFFICES = ("Henkilöstöhallinto", "Palkkapalvelut", "Konsernihallinto")
SLOTS = ("ma klo 9.00", "ke klo 13.00", "to klo 9.00")
MODES = ("Lähitapaaminen", "Etänä", "Kumpi tahansa")
TYPED_PLACES = (
    ("Helsinki", "Helsingfors"),
    ("Helsinki", "helsinki "),
    ("Tampere", "Tampere, etänä"),
    ("Turku", "Åbo"),
    ("Oulu", "Uleåborg"),
)
OUTSIDE = ("Lindqvist Henrik", "Rautio Marjatta")
"""Directors, who are not registered."""

HEADERS = {
    "number": "Henkilönumero",
    "name": "Nimi",
    "email": "Sähköposti",
    "role": "Rooli",
    "unit": "Yksikkö",
    "place": "Toimipaikka",
    "manager": "Lähiesihenkilö",
    "mode": "Osallistumistapa",
    "ticked": "Kiinnostavat teemat",
    "top": "Tärkein teema",
    "slots": "Sopivat ajat",
    "years": "Vuosia tehtävässä",
    "registered": "Ilmoittautunut",
    "diet": "Erityisruokavalio",
}


def answers() -> list[Row]:
    """Return the rows of the sheet, in the order of the answers."""
    draw = np.random.default_rng(SEED)
    roles = [role for role, many in ROLES.items() for _ in range(many)]
    people = [
        _person(draw, role, number, *name)
        for number, (role, name) in enumerate(zip(roles, islice(names(draw, "finnish"), len(roles)), strict=True))
    ]
    _name_managers(people, draw)
    rows = [people[k] for k in draw.permutation(len(people))]
    _type_carelessly(rows)
    again = {**rows[30], "registered": rows[30]["registered"] + dt.timedelta(days=2), "mode": MODES[2]}
    rows = sorted([*rows, again], key=lambda row: row["registered"])
    return [{**row, "registered": _finnish_time(row["registered"])} for row in rows]


def _person(draw: np.random.Generator, role: str, number: int, first: str, last: str) -> Row:
    place = pick(draw, PLACES, (8, 1, 0, 1, 0) if role == PRODUCTS else (50, 20, 10, 10, 10))
    near = {"Helsinki": (5, 1, 4), "Tampere": (2, 1, 4)}.get(place, (0, 3, 2))
    ticked = pick_some(draw, THEMES[role], (1, 1), many=int(draw.choice([1, 2], p=[0.3, 0.7])))
    return {
        "number": str(10402 + 37 * number),
        "name": f"{last} {first}",
        "email": address(first, last, "example.com"),
        "role": role,
        "unit": pick(draw, OFFICES, (3, 3, 1)) if role == STAFF else pick(draw, UNITS, (3, 3, 2, 2, 2)),
        "place": place,
        "mode": "Etänä" if role == STAFF else pick(draw, MODES, near),
        "ticked": ";".join(sorted(ticked)),
        "top": ticked[0],
        "slots": ";".join(slot for slot in SLOTS if draw.random() < 0.75) or SLOTS[1],
        "years": f"{draw.gamma(3, 2):.1f}".replace(".", ","),
        "registered": dt.datetime(2026, 10, 5, 8) + dt.timedelta(minutes=int(draw.integers(0, 9 * 24 * 60))),
        "diet": pick(draw, ("", "Laktoositon", "Kasvis"), (8, 1, 1)),
    }


def _name_managers(people: list[Row], draw: np.random.Generator) -> None:
    """Have everyone name a manager: registrants or directors, in either word order."""
    supervisors = [row for row in people if row["role"] == SUPERVISORS]
    heads, others = supervisors[:4], supervisors[4:]
    for row in people:
        if row in heads:
            manager = OUTSIDE[heads.index(row) % 2]
        else:
            above = heads if row["role"] == SUPERVISORS else others
            manager = above[draw.integers(len(above))]["name"]
        last, first = manager.split(maxsplit=1)
        row["manager"] = (f"{first} {last}", manager, f"{last}, {first}")[draw.integers(3)]


def _type_carelessly(rows: list[Row]) -> None:
    """Spoil some answers, each in a way that real sheets show."""
    for place, typed in TYPED_PLACES:
        next(row for row in rows if row["place"] == place and row["mode"] == "Etänä")["place"] = typed
    rows[10]["role"] += "  "
    rows[11]["role"] = rows[11]["role"].lower()
    rows[12]["email"] = ""  # known by number
    rows[13]["email"] = rows[13]["email"].title()
    rows[14]["unit"] = rows[14]["unit"].upper()
    rows[15]["unit"] = ""
    rows[16]["years"] = ""
    rows[17]["manager"] = ""
    rows[18]["manager"] = rows[18]["manager"].replace("nen", "en")
    rows[19]["manager"] = rows[19]["name"]
    rows[20]["slots"] = ""
    rows[21]["top"] = ""


def _finnish_time(moment: dt.datetime) -> str:
    return f"{moment.day}.{moment.month}.{moment.year} {moment.hour}.{moment.minute:02}"
