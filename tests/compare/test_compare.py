"""Other groupings are good, different and costed by the problem's own rules; other aims reach what they aim at."""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import oracle
import peergroups as pg
import strategies
from peergroups.compare import plot_tradeoff
from peergroups.compare.again import reweighted
from peergroups.compare.aims import worst_off_model
from peergroups.referee import judge


def numbers(*values):
    return np.array(values, dtype=np.int32)


def result(problem, groups, **more):
    return pg.Result(problem, numbers(*groups), -np.inf, seconds=1.0, seed=1, **more)


def wishes_against_units():
    """Pairs by theme are of one unit each: 1 by units; mixed pairs leave two wishes unmet: 2 by wishes."""
    people = pd.DataFrame({"unit": list("OOTT"), "themes": ["agile", "agile", "trust", "trust"]}, index=list("abcd"))
    offers = pd.DataFrame({"min_size": 2, "max_size": 2, "theme": ["agile", "trust"]}, index=["agile", "trust"])
    return pg.Problem(people, offers, [pg.ThemeWishes(unticked=1), pg.MixedUnits(weight=0.5)])


# --- the problem for another aim


@given(strategies.problems(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_weight_times_a_factor_is_a_cost_times_it(problem, data):
    groups = data.draw(strategies.groupings(problem.model))
    labels = list(dict.fromkeys(t.criterion for t in problem.model.terms if not t.hard))
    assume(labels)
    label = data.draw(st.sampled_from(labels))
    own, other = judge(problem.model, groups), judge(reweighted(problem, {label: 4.0}), groups)
    factor = np.array([4.0 if t.criterion == label and not t.hard else 1.0 for t in problem.model.terms])
    assert other.amounts == pytest.approx(own.amounts * factor)


# --- alternatives


def ring(n=6):
    """Everybody of another unit: every grouping is as good."""
    people = pd.DataFrame({"unit": [f"u{i}" for i in range(n)]}, index=[f"p{i}" for i in range(n)])
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "copies": [n // 2]}, index=["pairs"])
    return pg.Problem(people, offers, [pg.MixedUnits()])


def test_alternatives_differ_from_the_groups_and_from_each_other():
    others = result(ring(), (0, 0, 1, 1, 2, 2)).alternatives(count=2, time_limit=6)
    assert [other.same_pairs for other in others] == [0.0, 0.0]  # six people have five disjoint sets of pairs
    members = [{tuple(m) for m in other.result.groups["members"]} for other in others]
    assert not members[0] & members[1]
    assert others[0].text == (
        "0 of 3 (0 %) of the pairs stay together; with entirely other people: 6. It costs as much as yours."
    )


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_alternatives_are_valid_and_within_the_slack(data):
    problem = data.draw(strategies.problems(most_people=6))
    _, groups = oracle.best(problem.model)
    assume(groups is not None and not problem.refuses(groups))
    before = pg.Result(problem, groups, -np.inf, 1.0, 1)
    for other in before.alternatives(count=1, slack=0.1, time_limit=2):
        assert other.result.verdict.feasible
        assert len(other.result.waiting) <= len(before.waiting)
        assert other.result.objective <= before.objective + max(1.0, 0.1 * before.objective) + 1e-6


def test_there_may_be_no_other_good_grouping():
    # Two people make one pair, whoever is asked.
    assert result(ring(2), (0, 0)).alternatives(time_limit=1) == []


# --- one wish against another


def test_a_tradeoff_has_the_best_of_each_and_marks_the_groups_at_hand():
    table = result(wishes_against_units(), (0, 0, 1, 1)).tradeoff("theme_wishes", "mixed_units", time_limit=4)
    assert table[["theme_wishes", "mixed_units", "yours"]].values.tolist() == [[2.0, 0.0, False], [0.0, 1.0, True]]
    assert table["result"].iloc[0].objective == 2.0


def test_a_tradeoff_is_drawn_on_axes():
    before = result(wishes_against_units(), (0, 0, 1, 1))
    ax = plot_tradeoff(before.tradeoff("theme_wishes", "mixed_units", time_limit=2), before)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Theme wishes: cost", "Members from different units: cost")
    _, others, own = ax.lines
    assert (others.get_xydata().tolist(), own.get_xydata().tolist()) == ([[2.0, 0.0]], [[0.0, 1.0]])
    plt.close(ax.figure)


def test_the_groups_at_hand_stay_in_a_tradeoff_that_has_better_ones():
    # Everybody in the other theme's group and with their own unit: 4 unmet wishes and 2 pairs of one unit at 0.5.
    people = wishes_against_units().people.assign(themes=["trust", "trust", "agile", "agile"])
    worse = result(replace(wishes_against_units(), people=people), (0, 0, 1, 1))
    table = worse.tradeoff("theme_wishes", "mixed_units", time_limit=2)
    own = table[table["yours"]]
    assert own[["theme_wishes", "mixed_units"]].values.tolist() == [[4.0, 1.0]]
    assert len(table) == 3
    ax = plot_tradeoff(table, worse)
    assert ax.lines[0].get_xydata().tolist() == [[0.0, 1.0], [2.0, 0.0]]  # the line is of those that nothing beats
    plt.close(ax.figure)


def test_a_tradeoff_with_an_unknown_criterion_names_those_there_are():
    with pytest.raises(pg.ProblemError, match="travel; there are theme_wishes, mixed_units"):
        result(wishes_against_units(), (0, 0, 1, 1)).tradeoff("travel", "mixed_units")


# --- levels


def test_the_first_level_decides_however_light_its_weight():
    before = result(wishes_against_units(), (0, 0, 1, 1))
    by_wish = before.levels(["theme_wishes", "mixed_units"], time_limit=4)
    by_unit = before.levels(["mixed_units", "theme_wishes"], time_limit=4)
    assert by_wish.groups["members"].tolist() == [["a", "b"], ["c", "d"]]
    assert by_unit.groups["members"].tolist() in ([["a", "c"], ["b", "d"]], [["a", "d"], ["b", "c"]])


def test_slack_lets_a_later_level_have_its_way():
    # Two more pairs with wishes 0: first wishes of all cost 0, so no slack is 0; with unticked at 1 and a start of 2
    # unmet wishes a slack of any share of 0 is still 0. Here one wish can't be met, so the best is 1 and a slack of
    # 200 % allows 3, which is what mixed pairs cost.
    problem = wishes_against_units()
    people = problem.people.copy()
    people["themes"] = ["agile", "agile", "trust", "none"]
    slack = result(replace(problem, people=people), (0, 0, 1, 1))
    strict = slack.levels(["theme_wishes", "mixed_units"], time_limit=4)
    loose = slack.levels(["theme_wishes", "mixed_units"], slack=2.0, time_limit=6)
    costs = [dict(zip(r.criteria["name"], r.criteria["cost"], strict=True)) for r in (strict, loose)]
    assert (costs[0]["theme_wishes"], costs[0]["mixed_units"]) == (1.0, 1.0)
    assert costs[1]["theme_wishes"] <= 3.0
    assert costs[1]["mixed_units"] == 0.0


def test_a_slack_below_nothing_is_refused():
    with pytest.raises(pg.ProblemError, match="slack"):
        result(wishes_against_units(), (0, 0, 1, 1)).levels(["mixed_units"], slack=-1)


# --- the worst-off first


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_the_worst_off_model_prefers_what_leximin_prefers(data):
    people = data.draw(strategies.people_tables(least=3, most=6))
    offers = data.draw(strategies.offer_tables())
    problem = pg.Problem(people, offers, [pg.ThemeWishes(unticked=5), pg.MixedUnits()])
    model = worst_off_model(problem, "theme_wishes")
    one, other = (data.draw(strategies.groupings(problem.model)) for _ in range(2))
    other = np.where(one < 0, one, np.where(other < 0, one, other))  # the same people wait

    def falling(groups):
        """Everybody's cost by the wish, the worst first, then what else there is."""
        own = []
        for row, group in enumerate(groups):
            if group >= 0:
                alone = np.full(len(groups), -1, dtype=np.int32)
                alone[row] = group
                seat = [t for t in problem.model.terms if t.criterion == "theme_wishes" and not t.hard]
                own.append(judge(replace(problem.model, terms=seat), alone).cost)
        units = [t for t in problem.model.terms if t.criterion == "mixed_units"]
        return [*sorted(own, reverse=True), judge(replace(problem.model, terms=units), groups).cost]

    costs = [judge(model, groups).cost for groups in (one, other)]
    if falling(one) < falling(other):
        assert costs[0] < costs[1]
    elif falling(one) == falling(other):
        assert costs[0] == pytest.approx(costs[1])


def test_groups_for_another_aim_say_so():
    before = result(wishes_against_units(), (0, 0, 1, 1))
    levels = before.levels(["mixed_units"], slack=0.1, time_limit=3)
    worst = before.worst_off_first(time_limit=1)
    assert levels.to_dict()["aim"] == {"levels": ["mixed_units"], "slack": 0.1}
    assert worst.to_dict()["aim"] == {"worst_off_first": "theme_wishes"}
    assert "each at most 10 % above the best found: Members from different units." in repr(levels)
    assert "the worst-off are as well off as can be: Theme wishes." in repr(worst)
    assert "aim" not in worst.swap("a", "c").to_dict()  # changed by hand, it is no longer formed so


def test_the_worst_off_first_needs_a_criterion_on_seats():
    with pytest.raises(pg.ProblemError, match="mixed_units is no soft rule on seats; those are theme_wishes"):
        result(wishes_against_units(), (0, 0, 1, 1)).worst_off_first("mixed_units")


# --- by hand


def test_groups_made_by_hand_stand_beside_those_formed():
    formed = result(wishes_against_units(), (0, 0, 1, 1), drawn_lots={"mixed_units": 0.3, "theme_wishes": 1.3})
    found = formed.by_hand({"a": "red", "c": "red", "b": "blue", "d": "blue"})
    assert (found.yours.objective, found.formed.objective) == (2.0, 1.0)
    assert found.table[["name", "yours", "formed", "drawn_lots"]].values.tolist() == [
        ["theme_wishes", 2.0, 0.0, 1.3],
        ["mixed_units", 0.0, 1.0, 0.3],
    ]
    assert found.broken == ()


def test_rules_that_groups_made_by_hand_break_are_named():
    found = result(wishes_against_units(), (0, 0, 1, 1)).by_hand({"a": 1, "b": 1, "c": 1})
    assert found.broken == ("too_many",)
    assert "Waiting: yours 1, formed 0." in found.text


def test_a_sheet_of_groups_is_read(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Person;Group\na;1\nc;1\nb;2\nd;2\n")
    assert result(wishes_against_units(), (0, 0, 1, 1)).by_hand(path).yours.objective == 2.0


def test_people_of_another_round_are_refused():
    with pytest.raises(pg.InputError, match="nobody of this round is called zoe"):
        result(wishes_against_units(), (0, 0, 1, 1)).by_hand({"zoe": 1})


def guided():
    """Two pairs by theme; eve guides time, fay both, and each group a guide has beyond one costs 1."""
    people = pd.DataFrame({"name": ["Ann A", "Bo B", "Cai C", "Dan D"]}, index=list("abcd"))
    offers = pd.DataFrame({"min_size": 2, "max_size": 2, "theme": ["time", "media"]}, index=["time", "media"])
    guides = pd.DataFrame({"name": ["Eve E", "Fay F"], "themes": ["time", "time; media"]}, index=["eve", "fay"])
    return pg.Problem(people, offers, [pg.Guides()], guides=guides)


def test_groups_made_by_hand_get_the_guides_who_fit_them_best():
    # fay alone could guide both, at a cost of 1; with eve on time it costs nothing
    problem = guided()
    table = pd.DataFrame({"group": [1, 1, 2, 2], "offer": ["time", "time", "media", "media"]}, index=list("abcd"))
    found = result(problem, [-1] * problem.model.people).by_hand(table)
    assert found.yours.groups["guide"].to_dict() == {1: "eve", 2: "fay"}
    assert (found.yours.objective, found.broken, found.guided) == (0.0, (), (1, 2))
    assert "given as cheaply as was found: 1 Eve E; 2 Fay F." in found.text


def test_guides_that_a_sheet_names_stay_with_their_groups(tmp_path):
    path = tmp_path / "mine.csv"
    rows = "Ann A;7;time;\nb;7;time;\nc;9;media;\nd;9;media;\nFay F;7;time;guide\n"
    path.write_text("Person;Group;Offer;Role in group\n" + rows)
    problem = guided()
    found = result(problem, [-1] * problem.model.people).by_hand(path)
    assert found.yours.groups["guide"].to_dict() == {7: "fay", 9: "fay"}  # eve can't guide media
    assert (found.yours.objective, found.guided) == (1.0, (9,))


def test_somebody_in_two_groups_by_hand_is_told_with_everything_else(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Person;Group\na;1\nb;1\nzoe;2\nann a;2\n")
    with pytest.raises(pg.InputError) as caught:
        result(guided(), [-1] * guided().model.people).by_hand(path)
    assert str(caught.value).splitlines() == [
        "nobody of this round is called zoe",
        "  ann a is in more than one group",
    ]
