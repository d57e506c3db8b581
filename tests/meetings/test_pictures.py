import matplotlib
import numpy as np
import pandas as pd
import pytest

import peergroups as pg

matplotlib.use("agg")
plt = pytest.importorskip("matplotlib.pyplot")

UNIT = {"ann": "Oulu", "bo": "Oulu", "cai": "Turku", "dan": "Turku", "eve": None}


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def two_rounds() -> pg.MeetingGraph:
    met = pg.MeetingGraph().record(pd.Series({"ann": 1, "bo": 1, "cai": 2, "dan": 2, "eve": 2}))
    return met.record(pd.Series({"ann": 1, "bo": 2, "cai": 1, "dan": 2, "eve": 2}))


def many(people: int, units: int = 9) -> pg.MeetingGraph:
    groups = pg.rounds_without_repeats(people // 10, 10).rounds[:2] + 1
    met = pg.MeetingGraph()
    unit = [f"unit {k}" for k in np.random.default_rng(1).permutation(people) % units]
    for row in groups:
        met.record(pd.DataFrame({"person": range(people), "group": row, "unit": unit}))
    return met


def texts(ax: plt.Axes) -> set[str]:
    return {text.get_text() for text in ax.texts}


def test_new_ties_stand_out_and_nobody_is_named():
    ax = pg.plot_network(two_rounds(), UNIT)
    old, new = ax.collections[:2]
    # Round 1 made ann-bo, cai-dan, cai-eve and dan-eve; new in round 2 are ann-cai, bo-dan and bo-eve.
    assert [len(lines.get_segments()) for lines in (old, new)] == [4, 3]
    assert texts(ax) == {"Oulu", "Turku", "unit not known"}
    assert len(ax.collections[2].get_offsets()) == 5


def test_names_and_language_are_asked_for():
    ax = pg.plot_network(two_rounds(), UNIT, names=True, language="fi")
    assert {"ann", "eve", "yksikkö ei tiedossa"} <= texts(ax)


def test_many_people_are_drawn_as_bands_between_units():
    ax = pg.plot_network(many(480), names=True)
    # 36 pairs of 9 units, each with a band of all ties, one of the new, and two entries of the legend.
    assert len(ax.lines) == 2 * 36 + 2
    assert texts(ax) == {f"unit {k}" for k in range(9)}


def test_of_very_many_bands_the_widest_are_drawn_and_no_name_hides_another():
    ax = pg.plot_network(many(480, units=30))
    # two lines for each of the 80 bands, two entries of the legend, and one that tells how many there are
    assert len(ax.lines) <= 2 * 80 + 3
    assert any(text.get_text().startswith("the widest 80 of") for text in ax.get_legend().get_texts())
    figure = ax.get_figure()
    figure.canvas.draw()
    names = [text for text in ax.texts if text.get_text().startswith("unit")]
    assert len(names) == 30
    ends = [ax.transData.transform(text.xy) for text in names]
    heights = [text.get_fontsize() * figure.dpi / 72 for text in names]
    apart = [np.hypot(*(a - b)) for k, a in enumerate(ends) for b in ends[:k]]
    assert min(apart) > max(heights)  # turned outwards, names need no more than their height


def test_a_matrix_shows_numbers_and_crosses_out_units_without_a_tie():
    unit = UNIT | {"eve": "Vaasa"}
    ax = pg.plot_unit_matrix(two_rounds(), unit)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Oulu", "Turku", "Vaasa"]
    numbers = np.array([text.get_text() for text in ax.texts])
    # Oulu 1 inside, 2 to Turku (ann-cai, bo-dan), 1 to Vaasa; Turku 1 and 2; Vaasa has one person, nobody inside.
    assert numbers.tolist() == ["1", "2", "1", "2", "1", "2", "1", "2"]
    apart = pg.MeetingGraph().record(pd.Series({"ann": 1, "bo": 1, "cai": 2, "dan": 2}))
    assert [text.get_text() for text in pg.plot_unit_matrix(apart, UNIT).texts] == ["1", "×", "×", "1"]


def test_faces_rise_over_rounds_towards_what_is_possible():
    ax = pg.plot_faces(two_rounds(), language="sv")
    most, half, least = (line.get_ydata().tolist() for line in ax.lines)
    # After round 1: ann 1, bo 1, the others 2. After round 2: ann 2, bo 3, cai 3, dan 3, eve 3.
    assert half == [2, 3]
    assert least == [1, 2]
    assert most == [2, 4]  # groups of three at most, twice; and there are only four others
    assert ax.get_xlabel() == "Omgång"


@pytest.mark.parametrize("draw", ["plot_network", "plot_unit_matrix", "plot_faces"])
def test_pictures_of_nothing_are_empty_and_the_axes_given_are_used(draw):
    _, ax = plt.subplots()
    assert getattr(pg, draw)(pg.MeetingGraph(), ax=ax) is ax
    assert not ax.texts


def test_long_names_of_units_leave_room_for_the_picture():
    long = "Sosiaali- ja terveysalan lupa- ja valvontavirasto"
    lines = "Sosiaali- ja terveysalan\nlupa- ja valvontavirasto"
    met = pg.MeetingGraph().record(pd.Series(dict.fromkeys("abcd", 1)))
    units = dict(zip("abcd", [long, "HR", long, "HR"], strict=True))
    ax = pg.plot_unit_matrix(met, units)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["HR", lines]
    ax.get_figure().draw_without_rendering()
    assert ax.get_window_extent().width > 0.35 * ax.get_figure().get_window_extent().width
    assert {text.get_text() for text in pg.plot_network(met, units).texts} >= {"HR", lines}
