"""A result shows itself: readable, short, escaped, and without anybody's name."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
import strategies


def rounds_of(groups, theme="agile", **more):
    ids = [f"person{i}@example.org" for i in range(2 * groups)]
    people = pd.DataFrame({"name": "Anna Korhonen", "themes": [["agile"]] * len(ids), "unit": "O"}, index=ids)
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [groups], "theme": [theme]})
    problem = pg.Problem(people, offers, [pg.MixedUnits()])
    assignment = np.repeat(np.arange(groups, dtype=np.int32), 2)
    return pg.Result(problem, assignment, float(groups), seconds=2.0, seed=1, **more)


def test_a_result_in_a_terminal():
    # Two pairs of one unit each: cost 2, proved by the bound.
    assert repr(rounds_of(2)).splitlines() == [
        "No other grouping can be better: this is proved.",
        "Groups: 2 · People with a seat: 4 · People waiting: 0 · First wish met: 4 of 4 (100 %)",
        "",
        " Group   Theme   Size   First wish   Units",
        "───────────────────────────────────────────",
        "     1   agile      2            2       1",
        "     2   agile      2            2       1",
        "",
        " Rule                           Cost",
        "─────────────────────────────────────",
        " Members from different units      2",
        "",
        "Status: optimal · Cost: 2 · Proved least cost: 2 · Seconds: 2 · Seed: 1",
    ]


def test_a_result_in_the_organisers_language():
    told = repr(rounds_of(2, language="sv"))
    assert "Ingen annan gruppindelning kan vara bättre" in told
    assert "Grupper: 2" in told


def test_long_tables_are_cut():
    told, html = repr(rounds_of(30)), rounds_of(30)._repr_html_()
    assert told.count("agile") == 20
    assert "... and 10 more" in told
    assert html.count("<td>agile</td>") == 20


def test_markup_in_a_theme_stays_text():
    theme = "<script>alert(1)</script> [bold]& co[/bold]"
    found = rounds_of(1, theme=theme)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [bold]&amp; co[/bold]" in found._repr_html_()
    assert "<script>" not in found._repr_html_()
    assert theme in repr(found)


def test_nobody_is_named():
    found = rounds_of(3)
    for told in (repr(found), found._repr_html_()):
        assert "person0" not in told
        assert "Korhonen" not in told


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_what_is_impossible_comes_with_its_reasons(language):
    found = rounds_of(2, reasons=["<two> rules clash"], proved_infeasible=True, language=language)
    assert "<two> rules clash" in repr(found)
    assert "&lt;two&gt; rules clash" in found._repr_html_()
    assert "agile" not in repr(found)


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_every_grouping_can_be_shown(data):
    problem = data.draw(strategies.problems())
    assignment = data.draw(strategies.groupings(problem.model))
    found = pg.Result(problem, assignment, -np.inf, seconds=1.0, seed=1)
    shown = found.status != "infeasible"
    assert (f"Groups: {len(found.groups)}" in repr(found)) == shown
    assert ("<table" in found._repr_html_()) == shown
