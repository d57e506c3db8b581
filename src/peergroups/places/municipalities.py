"""Finnish municipalities: their names in Finnish and Swedish, where they lie, how far apart they are."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    import pandas as pd

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

CLOSE_ENOUGH = 80
"""Likeness, of 100, from which a municipality is worth suggesting for a misspelt name."""


@cache
def municipalities() -> pd.DataFrame:
    """Return the municipalities of Finland in 2024, indexed by their Finnish name.

    Returns
    -------
    pandas.DataFrame
        Columns ``kommun`` (Swedish name), ``maakunta`` (region), ``lat`` and ``lon`` (degrees) and ``population``
        (end of 2020). From open data of Statistics Finland and the National Land Survey of Finland, CC BY 4.0.

    Examples
    --------
    >>> municipalities().loc["Turku", "kommun"]
    'Åbo'
    """
    import pandas as pd

    return pd.read_csv(str(resources.files("peergroups.places") / "data" / "municipalities.csv"), index_col="kunta")


def find(name: str) -> str | None:
    """Return the Finnish name of a municipality written in Finnish or Swedish, or None.

    Case, spaces and missing dots over letters do not matter, and a few common abbreviations are known. Former
    municipalities are not found: see `find_former`.

    Examples
    --------
    >>> find("åbo "), find("JYVASKYLA"), find("Karjaa")
    ('Turku', 'Jyväskylä', None)
    """
    return _index("now").get(_fold(name)) or _index("now").get(_without_accents(_fold(name)))


def find_former(name: str) -> str | None:
    """Return the present municipality of a former one, or None.

    Examples
    --------
    >>> find_former("Karis")
    'Raasepori'
    """
    return _index("former").get(_fold(name)) or _index("former").get(_without_accents(_fold(name)))


def suggest(name: str, limit: int = 3) -> list[str]:
    """Return the Finnish names of the municipalities whose name is most like a misspelt one, best first.

    Examples
    --------
    >>> suggest("Helsnki")
    ['Helsinki']
    """
    from rapidfuzz import fuzz, process

    names = {**_index("former"), **_index("now")}
    found = process.extract(_fold(name), names.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=4 * limit)
    return list(dict.fromkeys(names[near] for near, _, _ in found))[:limit]


def coordinates(names: Iterable[object]) -> NDArray[np.float64]:
    """Return the central points of municipalities, now or former.

    Parameters
    ----------
    names : iterable
        Finnish or Swedish names.

    Returns
    -------
    (names, 2) float64
        Latitude and longitude in degrees; NaN for what is no municipality, or missing.

    Examples
    --------
    >>> coordinates(["Helsinki", "Åbo", None]).round(1).tolist()
    [[60.2, 25.0], [60.4, 22.3], [nan, nan]]
    """
    points = _points()
    nowhere = (np.nan, np.nan)
    found = [points.get(find(n) or find_former(n) or "", nowhere) if isinstance(n, str) else nowhere for n in names]
    return np.array(found, dtype=np.float64).reshape(-1, 2)


def distance_km(a: ArrayLike, b: ArrayLike) -> NDArray[np.float64]:
    r"""Return great-circle distances in kilometres.

    The haversine formula: for latitudes :math:`\varphi` and longitudes :math:`\lambda`,

    .. math:: d = 2 R \arcsin \sqrt{\sin^2 \frac{\varphi_2 - \varphi_1}{2}
              + \cos \varphi_1 \cos \varphi_2 \sin^2 \frac{\lambda_2 - \lambda_1}{2}}.

    Parameters
    ----------
    a, b : (..., 2) array_like
        Latitude and longitude in degrees. The two broadcast: ``distance_km(a[:, None], b)`` is every a to every b.

    Returns
    -------
    (...) float64
        Kilometres; NaN where a coordinate is NaN.

    Examples
    --------
    >>> helsinki, turku = coordinates(["Helsinki", "Turku"])
    >>> round(float(distance_km(helsinki, turku)))
    151
    """
    start = np.radians(np.asarray(a, dtype=np.float64))
    end = np.radians(np.asarray(b, dtype=np.float64))
    half = np.sin((end - start) / 2) ** 2
    chord = half[..., 0] + np.cos(start[..., 0]) * np.cos(end[..., 0]) * half[..., 1]
    distance: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    return distance


@cache
def _points() -> dict[str, tuple[float, float]]:
    table = municipalities()
    return dict(zip(table.index, zip(table["lat"], table["lon"], strict=True), strict=True))


@cache
def _index(which: str) -> dict[str, str]:
    """Folded names, with and without accents, to Finnish names; ``now`` or ``former``."""
    with (resources.files("peergroups.places") / "data" / "other_place_names.csv").open(encoding="utf-8") as file:
        others = [(row["name"], row["kunta"]) for row in csv.DictReader(file) if which in row["kind"]]
    table = municipalities()
    own = [*zip(table.index, table.index, strict=True), *zip(table["kommun"], table.index, strict=True)]
    exact = {_fold(name): kunta for name, kunta in [*others, *(own if which == "now" else [])]}
    return {**{_without_accents(name): kunta for name, kunta in exact.items()}, **exact}


def _fold(name: str) -> str:
    return re.sub(r"[\s.]+", " ", unicodedata.normalize("NFC", name)).strip().casefold()


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
