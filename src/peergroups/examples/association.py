"""The association: volunteer coordinators of its branches all over Finland answer a form of Microsoft Forms."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from itertools import islice

import numpy as np
import pandas as pd

from peergroups.examples.people import Row, address, names, pick, pick_some, words
from peergroups.places import municipalities

SEED = 20260901
FINNISH, SWEDISH, GUIDES = 124, 17, 13
THEMES = ("Ajanhallinta", "Markkinointi sosiaalisessa mediassa", "Oma jaksaminen")
SLOTS = ("ti klo 12.00", "ke klo 12.00", "ke klo 17.00", "to klo 8.30")
TYPED_PLACES = ("helsinki ", "Åbo", "TURKU", "Jyväskylä, etänä", "Helsnki", "Kuusankoski", "Karis", "Uleåborg / Oulu")
OPENED = dt.datetime(2026, 9, 1, 8, 0)

HEADERS = {
    "number": "Tunnus",
    "started": "Aloitusaika",
    "completed": "Valmistumisaika",
    "account": "Sähköposti",
    "account_name": "Nimi",
    "name": "Etu- ja sukunimesi",
    "email": "Sähköpostiosoitteesi, johon kutsu lähetetään\xa0",
    "branch": "Paikallisyhdistyksesi",
    "place": "Paikkakuntasi",
    "language": "Millä kielillä voit keskustella?",
    "ticked": "Mistä teemoista haluaisit keskustella?",
    "wish1": "Teematoiveesi: 1. toive",
    "wish2": "Teematoiveesi: 2. toive",
    "wish3": "Teematoiveesi: 3. toive",
    "slots": "Mitkä ajat sopivat sinulle?",
    "before": "Oletko ollut aiemmin mukana vertaisryhmässä?",
    "guide": "Voisitko toimia ryhmän ohjaajana?",
    "together": "Kenen kanssa haluaisit samaan ryhmään?",
    "heard": "Mistä sait tiedon ryhmistä?",
    "consent": "Hyväksyn tietosuojaselosteen",
}


def answers() -> list[Row]:
    """Return the rows of the sheet, in the order of the answers."""
    draw = np.random.default_rng(SEED)
    people = [*_people(draw, "finnish", FINNISH), *_people(draw, "swedish", SWEDISH)]
    rows = [people[k] for k in draw.permutation(len(people))]
    _type_carelessly(rows)
    rows += _second_answers(rows, draw)
    rows.sort(key=lambda row: row["completed"])
    typed = rows[70]["completed"]
    rows[70]["completed"] = f"{typed.day}.{typed.month}.{typed.year} {typed.hour}.{typed.minute:02}"
    return [{**row, "number": number} for number, row in enumerate(rows, start=1)]


GUIDE_HEADERS = ("Nimi", "Sähköposti", "Teemat", "Kielet", "Sopivat ajat", "Yhdistys", "Ryhmiä enintään", "Kokemus")


def guides() -> list[tuple[str, ...]]:
    """Return the rows of the sheet of guides: thirteen from outside, two of them new."""
    draw = np.random.default_rng(SEED + 1)
    rows: list[tuple[str, ...]] = []
    for number, (first, last) in enumerate(islice(names(draw, "finnish"), GUIDES)):
        slots = sorted(pick_some(draw, SLOTS, (3, 4, 3, 2), many=2 + number % 2), key=SLOTS.index)
        themes = pick_some(draw, THEMES, (1, 1, 1), many=2) if number % 3 else []
        branches = words()["finnish"]["branches"]["Uusimaa"]
        rows.append(
            (
                f"{first} {last}",
                address(first, last, "example.org"),
                "; ".join(themes),
                "suomi; svenska" if number % 4 == 0 else "suomi",
                "; ".join(slots),
                branches[number % len(branches)] if number < 3 else "",
                "1" if number % 2 else "",
                "uusi" if number > GUIDES - 3 else "ohjannut ennen",
            )
        )
    return rows


def earlier_groups() -> pd.DataFrame:
    """Return who sat with whom in the round of 2025: half of the people, in groups of eight or nine."""
    draw = np.random.default_rng(SEED)
    people = [*_people(draw, "finnish", FINNISH), *_people(draw, "swedish", SWEDISH)]
    old = [row for row in people if row["before"] == "Kyllä"]
    groups = max(1, len(old) // 8)
    seats = sorted((int(k) % groups, row["name"], row["email"]) for k, row in enumerate(old))
    return pd.DataFrame(
        {
            "Ryhmä": [group + 1 for group, _, _ in seats],
            "Teema": [THEMES[group % len(THEMES)] for group, _, _ in seats],
            "Nimi": [name for _, name, _ in seats],
            "Sähköposti": [email for _, _, email in seats],
        }
    )


def _people(draw: np.random.Generator, language: str, many: int) -> list[Row]:
    towns = municipalities.municipalities()
    if language == "swedish":
        towns = towns[(towns["kommun"] != towns.index) & towns["maakunta"].isin(words()["swedish"]["branches"])]
    weight = np.sqrt(towns["population"].to_numpy(float))
    where = draw.choice(len(towns), size=many, p=weight / weight.sum())
    people = []
    for (first, last), town in zip(islice(names(draw, language), many), where, strict=True):
        wishes = pick_some(draw, THEMES, (5, 4, 3), many=int(draw.choice([1, 2, 3], p=[0.2, 0.35, 0.45])))
        started = OPENED + dt.timedelta(
            minutes=int(draw.integers(0, 20 * 24 * 60)), seconds=int(draw.integers(0, 60))
        )
        slots = pick_some(draw, SLOTS, (3, 4, 3, 2), many=int(draw.choice([1, 2, 3, 4], p=[0.25, 0.4, 0.25, 0.1])))
        spoken = ["suomi"] if language == "finnish" else ["svenska"]
        if draw.random() < (0.1 if language == "finnish" else 0.65):
            spoken.append("svenska" if language == "finnish" else "suomi")
        branches = words()[language]["branches"][towns["maakunta"].iloc[town]]
        people.append(
            {
                "started": started,
                "completed": started + dt.timedelta(seconds=int(draw.integers(120, 900))),
                "account": "anonymous",
                "account_name": None,
                "name": f"{first} {last}",
                "email": address(first, last, "example.fi"),
                "branch": branches[draw.integers(len(branches))],
                "place": towns["kommun"].iloc[town] if language == "swedish" else towns.index[town],
                "language": _joined(spoken),
                "ticked": _joined(theme for theme in THEMES if theme in wishes),
                **{f"wish{rank}": wish for rank, wish in enumerate(wishes, start=1)},
                "slots": _joined(slot for slot in SLOTS if slot in slots),
                "before": pick(draw, ("Kyllä", "En"), (1, 1)),
                "guide": pick(draw, ("Kyllä", "En"), (1, 6)),
                "heard": pick(draw, ("Uutiskirje", "Kollega", "Yhdistyksen sivut"), (3, 2, 2)),
                "consent": "Kyllä",
            }
        )
    return people


def _joined(options: Iterable[str]) -> str:
    """Return ticked options as Microsoft Forms writes them: each followed by a semicolon."""
    return "".join(f"{option};" for option in options)


def _type_carelessly(rows: list[Row]) -> None:
    """Spoil some answers, each in a way that real sheets show."""
    for row, place in zip(rows[4:], TYPED_PLACES, strict=False):
        row["place"] = place
    rows[20]["place"] = None
    rows[21]["place"] = "Mökki saaristossa"
    rows[22]["branch"] = rows[22]["branch"].upper()
    rows[23]["branch"] = f"  {rows[23]['branch'].replace(' ', '  ')} "
    rows[24]["branch"] = None
    rows[25]["name"] = unicodedata.normalize("NFD", "Päivi Hämäläinen")
    rows[25]["email"] = "PAIVI.HAMALAINEN@Example.fi "
    rows[26]["name"] = " ".join(reversed(rows[26]["name"].split(maxsplit=1)))
    rows[27]["name"] = rows[28]["name"]  # two people of one name
    rows[27]["email"] = "oma.osoite@example.fi"
    rows[30]["email"] = rows[31]["email"] = "toimisto@example.fi"  # two people with the address of their office
    rows[32]["email"] = "ei ole"
    rows[33]["email"] = "matti.example.fi"
    for field in ("ticked", "wish1", "wish2", "wish3"):
        rows[34][field] = None  # wishes for nothing
    rows[35] |= {"wish1": None, "wish2": None, "wish3": None}  # ticks without an order
    rows[36] |= {"ticked": f"{THEMES[1]};", "wish1": THEMES[0], "wish2": THEMES[1], "wish3": None}  # more than ticked
    rows[37] |= {"wish1": THEMES[0], "wish2": THEMES[0], "wish3": None}  # the same twice
    rows[38]["wish1"] = rows[38]["wish1"].upper()
    rows[39]["slots"] = None
    rows[40]["language"] = "Suomi;"
    rows[41]["language"] = "finska;"
    rows[42]["before"] = "ei"
    rows[44]["guide"] = "Ehkä"
    for one, other in ((50, 51), (52, 53)):  # two pairs who both want it
        rows[one]["together"], rows[other]["together"] = rows[other]["name"], rows[one]["name"]
    rows[54]["together"] = rows[55]["name"]  # a wish that is not returned
    rows[56]["together"] = "joku Porista"


def _second_answers(rows: list[Row], draw: np.random.Generator) -> list[Row]:
    """Return the answers of those who filled in the form again, with other times; one of them did so twice."""
    again = []
    for who in (*range(60, 68), 67):
        later = dt.timedelta(days=int(draw.integers(1, 5)), minutes=int(draw.integers(0, 600)))
        row = rows[who]
        slots = pick_some(draw, SLOTS, (3, 4, 3, 2), many=2)
        again.append(
            {
                **row,
                "started": row["started"] + later,
                "completed": row["completed"] + later,
                "email": row["email"].upper() if who == 60 else f" {row['email']}",
                "slots": _joined(slot for slot in SLOTS if slot in slots),
            }
        )
    return again
