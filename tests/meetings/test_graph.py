import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peergroups as pg
from meetings.groupings import recorded, rounds
from peergroups.engines.base import Progress
from peergroups.results.result import Result


def table(*rows: tuple[str, object], **columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["person", "group"]).assign(**columns)


def three_rounds() -> pg.MeetingGraph:
    """Ann and Bo share a group in rounds 1 and 3, Ann and Cai in 2, Bo and Cai never; Dan is alone in round 3."""
    met = pg.MeetingGraph()
    met.record(table(("ann", 1), ("bo", 1), ("cai", 2)))
    met.record(table(("ann", 1), ("bo", 2), ("cai", 1)))
    met.record(table(("ann", 1), ("bo", 1), ("dan", 2)))
    return met


def test_times_met_counts_the_groups_two_people_shared():
    met = three_rounds()
    assert met.times_met("ann", "bo") == 2
    assert met.times_met("cai", "ann") == 1
    assert met.times_met("bo", "cai") == 0


def test_strangers_and_oneself_have_not_been_met():
    met = three_rounds()
    assert met.times_met("ann", "nobody") == 0
    assert met.times_met("nobody", "nobody else") == 0
    assert met.times_met("ann", "ann") == 0


def test_rounds_ago_counts_from_the_latest_round():
    pairs = three_rounds().pairs().set_index(["first", "second"])
    assert pairs.loc[("ann", "bo"), ["times", "rounds_ago", "first_round", "last_round"]].tolist() == [2, 0, 1, 3]
    assert pairs.loc[("ann", "cai"), ["times", "rounds_ago"]].tolist() == [1, 1]


def test_a_person_alone_in_a_group_is_a_node_without_edges():
    graph = three_rounds().graph
    assert type(graph) is nx.Graph
    assert set(graph) == {"ann", "bo", "cai", "dan"}
    assert graph.degree("dan") == 0


def test_edges_carry_the_rounds_and_the_sessions_both_attended():
    met = pg.MeetingGraph()
    # Ann came to sessions 1, 2 and 3, Bo to 2, 3 and 4: both were there twice.
    met.record(table(("ann", 1), ("bo", 1), sessions=["1;2;3", "2;3;4"], offer=["agile", "agile"]), round="spring")
    # Only numbers are known: two is the most they can have shared.
    met.record(table(("ann", 5), ("bo", 5), sessions=[2, 3]), round="autumn")
    assert met.graph.edges["ann", "bo"] == {
        "weight": 2,
        "sessions": 4.0,
        "first_round": "spring",
        "last_round": "autumn",
        "rounds": "spring;autumn",
        "last_offer": "",
    }
    assert met.meetings()["sessions"].tolist() == [2, 2]
    assert met.meetings()["offer"].fillna("").tolist() == ["agile", ""]


def test_people_who_never_attended_the_same_session_have_not_met():
    met = pg.MeetingGraph()
    met.record(table(("ann", 1), ("bo", 1), ("cai", 1), sessions=["1;2", "3;4", 0]))
    assert met.pairs().empty
    assert met.people == ("ann", "bo")  # Cai was never there


def test_guides_are_kept_apart_from_members():
    met = pg.MeetingGraph()
    frame = table(("ann", 1), ("bo", 1), ("gun", 1))
    met.record(frame.assign(**{"role in group": ["member", "guest", "Ohjaaja"]}))
    assert list(met.graph.edges) == [("ann", "bo")]
    assert set(met.guide_graph["gun"]) == {"ann", "bo"}
    assert not met.guide_graph.has_edge("ann", "bo")
    assert len(met.pairs("all")) == 3
    with pytest.raises(ValueError, match="kind must be"):
        met.pairs("everyone")


def test_two_groups_in_one_round_count_twice():
    met = pg.MeetingGraph().record(table(("ann", "1,10"), ("bo", "1;10"), ("cai", "10")))
    assert met.times_met("ann", "bo") == 2
    assert met.times_met("ann", "cai") == 1


def test_recording_a_round_again_changes_nothing():
    met = three_rounds()
    before = met.pairs()
    met.record(table(("ann", 1), ("bo", 1), ("cai", 2)), round=1)
    pd.testing.assert_frame_equal(met.pairs(), before)


def test_numbered_rounds_stand_in_their_order_and_named_ones_as_recorded():
    met = pg.MeetingGraph()
    for label in (2025, 2023, 2024):
        met.record(table(("ann", 1), ("bo", 1)), round=label)
    assert met.rounds == (2023, 2024, 2025)
    named = pg.MeetingGraph()
    for label in ("spring", "autumn"):
        named.record(table(("ann", 1), ("bo", 1)), round=label)
    assert named.rounds == ("spring", "autumn")


def test_a_result_is_recorded_with_its_offers_and_without_those_who_wait():
    people = pd.DataFrame({"unit": ["Oulu", "Oulu", "Turku", "Turku"]}, index=["ann", "bo", "cai", "dan"])
    offers = pd.DataFrame({"min_size": [2, 2], "max_size": [2, 2], "copies": [2, 1]}, index=["agile", "trust"])
    problem = pg.Problem(people=people, offers=offers)
    result = Result(problem, np.array([2, -1, 0, 2], dtype=np.int32), 0.0, 0.0, 0, [Progress(0, "hand", 0, 0)])
    met = pg.MeetingGraph().record(result)
    assert met.people == ("ann", "cai", "dan")
    assert met.pairs()[["first", "second", "last_group", "last_offer"]].values.tolist() == [
        ["ann", "dan", "2", "trust"]
    ]
    assert met.graph.nodes["ann"]["unit"] == "Oulu"


def test_a_result_and_the_next_criterion_use_the_same_ids():
    people = pd.DataFrame(index=[0, 1, 2])
    offers = pd.DataFrame({"min_size": [3], "max_size": [3]})
    result = Result(pg.Problem(people=people, offers=offers), np.zeros(3, dtype=np.int32), 0.0, 0.0, 0)
    met = pg.MeetingGraph().record(result)
    assert met.people == (0, 1, 2)  # person 0 is not taken for nobody
    assert met.times_met(0, 2) == 1


def test_something_else_cannot_be_recorded():
    with pytest.raises(TypeError, match="not a list"):
        pg.MeetingGraph().record([1, 2])
    with pytest.raises(pg.InputError, match="no column names a group"):
        pg.MeetingGraph().record(pd.DataFrame({"person": ["ann"], "colour": ["red"]}))


def test_changed_names_and_addresses_are_reported():
    met = pg.MeetingGraph()
    met.record(pd.DataFrame({"id": ["7", "8"], "name": ["Anna Korhonen", "Bo Ek"], "group": [1, 1]}), round=1)
    later = pd.DataFrame({"id": ["7", "9"], "name": ["Anna Virtanen", "ek,  bo"], "group": [1, 1]})
    met.record(later, round=2)
    assert met.changes.values.tolist() == [
        ["7", "name", "Anna Korhonen", "Anna Virtanen", 2],
        ["9", "person", "8", "9", 2],
    ]
    joined = met.relabel({"8": "9"})
    assert joined.times_met("7", "9") == 2
    assert joined.facts.loc["9", "name"] == "ek,  bo"
    assert met.times_met("7", "9") == 1  # the graph itself has not changed


def test_erasing_a_person_changes_nobody_elses_counts():
    met = three_rounds()
    met.record(pd.DataFrame({"person": ["ann"], "name": ["Ann Ek"], "unit": ["Oulu"], "group": [1]}), round=3)
    degrees = sorted(dict(met.graph.degree).values())
    met.erase("ann")
    assert sorted(dict(met.graph.degree).values()) == degrees
    assert "ann" not in met.people
    assert not met.facts.isin(["Ann Ek", "Oulu"]).any(axis=None)
    assert "ann" not in met.seats.to_csv()
    with pytest.raises(KeyError):
        met.erase("ann")


def test_people_erased_from_two_graphs_stay_two_when_these_are_merged():
    met = three_rounds()
    one, other = met.subset(rounds=[1]).erase("bo"), met.subset(rounds=[2]).erase("cai")
    assert len(one.merge(other).people) == 5  # ann, and bo and cai each once by name and once erased


def test_subset_keeps_some_people_and_some_rounds():
    met = three_rounds()
    assert met.subset(rounds=[2, 3]).times_met("ann", "bo") == 1
    assert met.subset(people=["ann", "cai"]).people == ("ann", "cai")
    assert len(met.subset(people=[]).pairs()) == 0
    assert met.times_met("ann", "bo") == 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"rounds": ["1"]}, r"no round '1'; the rounds are 1, 2, 3$"),
        ({"rounds": "1"}, r"rounds must be a list, such as \['1'\]"),
        ({"people": "ann"}, r"people must be a list, such as \['ann'\]"),
    ],
)
def test_a_part_of_no_round_is_refused(given, message):
    with pytest.raises(pg.InputError, match=message):
        three_rounds().subset(**given)


def test_merging_two_halves_gives_the_whole():
    met = three_rounds()
    whole = met.subset(rounds=[3]).merge(met.subset(rounds=[1, 2]))
    pd.testing.assert_frame_equal(whole.pairs(), met.pairs())
    assert whole.rounds == met.rounds


def test_an_empty_graph_has_nothing():
    met = pg.MeetingGraph()
    assert met.pairs().empty
    assert met.meetings().empty
    assert met.graph.number_of_nodes() == 0
    assert met.people == met.rounds == ()
    assert met.changes.empty
    assert repr(met) == "MeetingGraph(0 people, 0 rounds, 0 pairs have met)"


def test_the_callers_table_is_not_changed():
    frame = table((" Ann@X.fi ", 1), ("bo", 0))
    copy = frame.copy()
    pg.MeetingGraph().record(frame)
    pd.testing.assert_frame_equal(frame, copy)


@given(rounds())
@settings(deadline=None)
def test_pairs_are_those_that_share_a_group(tables):
    met = recorded(tables)
    expected: dict[tuple[str, str], int] = {}
    for frame in tables:
        groups = dict(zip(frame["person"], frame["group"], strict=True))
        for a in groups:
            for b in groups:
                if a < b and groups[a] == groups[b] != 0:
                    expected[a, b] = expected.get((a, b), 0) + 1
    pairs = met.pairs()
    assert dict(zip(zip(pairs["first"], pairs["second"], strict=True), pairs["times"], strict=True)) == expected


@given(rounds(), st.randoms())
@settings(deadline=None)
def test_the_order_of_rows_and_rounds_does_not_matter(tables, random):
    met = recorded(tables)
    shuffled = [(number, frame.sample(frac=1, random_state=1)) for number, frame in enumerate(tables)]
    random.shuffle(shuffled)
    other = pg.MeetingGraph()
    for number, frame in shuffled:
        other.record(frame, round=number)
    compared = ["first", "second", "times", "rounds_ago", "sessions", "last_group"]
    pd.testing.assert_frame_equal(met.pairs()[compared], other.pairs()[compared])


def test_a_round_keeps_the_name_the_result_gives_it():
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "guide": ["Gun@x.fi"]}, index=["trust"])
    problem = pg.Problem(people=pd.DataFrame(index=["ann", "bo"]), offers=offers)
    result = Result(problem, np.zeros(2, dtype=np.int32), 0.0, 0.0, 0, round="spring")
    met = pg.MeetingGraph().record(result)
    assert met.rounds == ("spring",)
    assert list(met.graph.edges) == [("ann", "bo")]
    assert set(met.guide_graph["gun@x.fi"]) == {"ann", "bo"}


def test_what_changed_between_merged_graphs_says_in_which_round():
    spring = pg.MeetingGraph().record(
        pd.DataFrame({"person": ["ann"], "group": [1], "unit": ["Oulu"]}), round="spring"
    )
    autumn = pg.MeetingGraph().record(
        pd.DataFrame({"person": ["ann"], "group": [1], "unit": ["Turku"]}), round="autumn"
    )
    assert spring.merge(autumn).changes.values.tolist() == [["ann", "unit", "Oulu", "Turku", "autumn"]]
