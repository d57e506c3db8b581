"""The pictures of a result show its numbers, on the axes they are given."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot

import peergroups as pg
from peergroups.engines.base import Progress


@pytest.fixture(autouse=True)
def _no_window():
    matplotlib.use("Agg")
    yield
    pyplot.close("all")


@pytest.fixture
def found():
    people = pd.DataFrame({"themes": [["x"], ["y", "x"], ["y"], ["y"]], "unit": list("OOTT")})
    offers = pd.DataFrame({"min_size": 1, "max_size": 2, "theme": ["x", "y"]})
    problem = pg.Problem(people, offers, [pg.ThemeWishes(), pg.MixedUnits()])
    waiting = problem.model.unseated[3]
    steps = [
        Progress(0.5, "a", problem.model.unseated[2:].sum(), -np.inf, cost=0.0, seated=2),  # more people wait
        Progress(1.0, "b", waiting + 3, waiting - 10, cost=3.0, seated=3),
        Progress(2.0, "b", waiting + 2, waiting + 0.5, cost=2.0, seated=3),
    ]
    assignment = np.array([0, 0, 1, -1], dtype=np.int32)
    return pg.Result(problem, assignment, waiting + 0.5, seconds=4.0, seed=1, history=steps, language="fi")


def test_progress_draws_costs_and_proved_bounds(found):
    # ann and bo share a unit (1) and bo has the second wish (1): cost 2.
    ax = pg.plot_progress(found)
    cost, bound = ax.get_lines()
    assert list(zip(*cost.get_data(), strict=True)) == [(1, 3), (2, 2), (4, 2)]
    assert list(zip(*bound.get_data(), strict=True)) == [(2, 0.5), (4, 0.5)]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["Kustannus", "Todistettu alaraja"]


def test_groups_are_bars_as_high_as_they_are_large(found):
    ax = pg.plot_groups(found)
    heights = np.array([[bar.get_height() for bar in wish] for wish in ax.containers])
    assert heights.sum(axis=0).tolist() == [2, 1]
    assert heights[:2, 0].tolist() == [1, 1]  # one first wish and one second


def test_groups_without_wishes_are_bars_of_their_size(found):
    people = found.problem.people.drop(columns="themes")
    problem = pg.Problem(people, found.problem.offers, [pg.MixedUnits()])
    ax = pg.plot_groups(pg.Result(problem, found.assignment, 0.0, seconds=1.0, seed=1))
    assert [bar.get_height() for bar in ax.patches] == [2, 1]
    assert ax.get_legend() is None


@pytest.mark.parametrize("plot", [pg.plot_progress, pg.plot_groups])
def test_they_draw_on_the_axes_given(found, plot):
    _, ax = pyplot.subplots()
    assert plot(found, ax=ax) is ax


def test_a_result_without_a_past_can_be_drawn(found):
    ax = pg.plot_progress(pg.Result(found.problem, found.assignment, -np.inf, seconds=1.0, seed=1))
    (cost,) = ax.get_lines()
    assert cost.get_ydata().tolist() == [2]
