import datetime as dt

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import peergroups as pg
from meetings.groupings import recorded, rounds
from peergroups.results.result import Result

COMPARED = ["first", "second", "times", "rounds_ago", "sessions", "first_round", "last_round"]


def csv(path, text, encoding="utf-8"):
    path.write_text(text, encoding=encoding)
    return path


def test_our_own_workbooks_are_rounds_with_names_and_units(tmp_path):
    people = pd.DataFrame(
        {"name": ["Ann Ek", "Bo Ek", "Cai Ek"], "unit": ["Oulu", "Oulu", "Turku"]},
        index=["a@x.fi", "b@x.fi", "c@x.fi"],
    )
    offers = pd.DataFrame({"min_size": [2], "max_size": [2], "guide": ["gun@x.fi"]}, index=["trust"])
    problem = pg.Problem(people=people, offers=offers)
    for name, groups in (("spring", [0, 0, -1]), ("autumn", [-1, 0, 0])):
        result = Result(
            problem, np.array(groups, dtype=np.int32), 0.0, 0.0, 0, round=name if name == "spring" else ""
        )
        result.to_workbook(tmp_path / f"{name}.xlsx")
    met = pg.MeetingGraph.from_workbooks(tmp_path / "spring.xlsx", str(tmp_path / "autumn.xlsx"))
    assert met.rounds == ("spring", "autumn")
    assert met.times_met("a@x.fi", "b@x.fi") == met.times_met("b@x.fi", "c@x.fi") == 1
    assert met.times_met("a@x.fi", "gun@x.fi", kind="guides") == 1
    assert met.facts.loc["a@x.fi", ["name", "unit"]].tolist() == ["Ann Ek", "Oulu"]
    assert met.pairs().loc[0, "last_offer"] == "trust"


def test_two_workbooks_of_one_name_are_two_rounds_if_the_groups_differ(tmp_path):
    problem = pg.Problem(
        pd.DataFrame(index=list("abcd")), pd.DataFrame({"min_size": [2], "max_size": [2], "copies": 2})
    )
    files = []
    for name, groups in (("spring", [0, 0, 1, 1]), ("copy", [0, 0, 1, 1]), ("autumn", [0, 1, 0, 1])):
        result = Result(problem, np.array(groups, dtype=np.int32), 0.0, 0.0, 0, round="Spring 2027")
        files.append(result.to_workbook(tmp_path / f"{name}.xlsx"))
    met = pg.MeetingGraph.from_workbooks(*files)
    assert met.rounds == ("Spring 2027", "Spring 2027, autumn")
    assert met.pairs()["times"].tolist() == [1] * 4


def test_a_sheet_from_finnish_excel_is_a_round(tmp_path):
    path = csv(
        tmp_path / "kevät.csv",
        "Kevään ryhmät;;\n;;\nSähköposti;Nimi;Ryhmä\nA@x.fi;Äijä;1\nb@x.fi;Bo;1\nc@x.fi;Cai;0\n",
        encoding="cp1252",
    )
    met = pg.MeetingGraph.from_workbooks(path)
    assert met.rounds == ("kevät",)
    assert met.pairs()[["first", "second", "times"]].values.tolist() == [["a@x.fi", "b@x.fi", 1]]
    assert met.facts.loc["a@x.fi", "name"] == "Äijä"


def test_of_two_rows_of_headers_the_lower_one_counts(tmp_path):
    path = csv(tmp_path / "autumn.csv", "Henkilö;;Ryhmä\nEtunimi;Sukunimi;Ryhmä\nAnna;Aho;1\nBo;Ek;1\n")
    assert pg.MeetingGraph.from_workbooks(path).people == ("Anna Aho", "Bo Ek")


def test_a_row_of_totals_at_the_end_is_nobody(tmp_path):
    path = csv(tmp_path / "autumn.csv", "Nimi;Ryhmä\nAnna;1\n;\nBo;1\nYhteensä;2\n;\n")
    assert pg.MeetingGraph.from_workbooks(path).people == ("Anna", "Bo")


def test_lists_of_earlier_groups_and_several_rounds_in_a_sheet(tmp_path):
    lists = csv(tmp_path / "lunches.csv", 'id,lunch\n7,"1,10"\n8,"10,1"\n9,10\n')
    assert pg.MeetingGraph.from_workbooks(lists).times_met("7", "8") == 2
    wide = csv(tmp_path / "terms.csv", "id;Group 2024;Group 2025\n7;1;1\n8;1;2\n9;0;2\n")
    met = pg.MeetingGraph.from_workbooks(wide)
    assert met.rounds == (2024, 2025)
    assert met.pairs()[["first", "second", "rounds_ago"]].values.tolist() == [["7", "8", 1], ["8", "9", 0]]


def test_each_sheet_of_a_workbook_is_a_round_unless_it_says_the_same(tmp_path):
    path = tmp_path / "year.xlsx"
    spring = pd.DataFrame({"person": ["a", "b", "c"], "group": [1, 1, 2]})
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        spring.to_excel(book, sheet_name="spring", index=False)
        spring.iloc[::-1].to_excel(book, sheet_name="spring again", index=False)
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="notes", index=False)
        spring.assign(group=[1, 2, 2]).to_excel(book, sheet_name="autumn", index=False)
    met = pg.MeetingGraph.from_workbooks(path)
    assert met.rounds == ("spring", "autumn")
    assert met.times_met("a", "b") == met.times_met("b", "c") == 1


def test_a_file_without_groups_is_refused_by_name(tmp_path):
    path = csv(tmp_path / "other.csv", "colour;shape\nred;round\n")
    with pytest.raises(pg.InputError, match=r"other\.csv: no sheet has columns that name people"):
        pg.MeetingGraph.from_workbooks(path)
    with pytest.raises(pg.InputError, match="ryhm"):
        pg.MeetingGraph.from_workbooks(path, language="fi")


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json"])
def test_graph_files_come_back_as_they_were(tmp_path, suffix):
    met = pg.MeetingGraph()
    met.record(
        pd.DataFrame({"person": ["ä", "bo", "cai", "dan"], "group": [1, 1, 1, 2], "unit": ["O", "T", None, "O"]}),
        round="spring",
    )
    met.record(
        pd.DataFrame({"person": ["ä", "bo", "cai"], "group": [1, 1, 2], "sessions": [3, 5, 5]}), round="autumn"
    )
    met.write(tmp_path / f"met{suffix}")
    back = pg.MeetingGraph.from_workbooks(tmp_path / f"met{suffix}")
    assert back.rounds == met.rounds
    assert back.people == met.people
    assert back.facts["unit"].fillna("").tolist() == ["T", "", "O", "O"]
    pd.testing.assert_frame_equal(back.pairs()[COMPARED], met.pairs()[COMPARED])


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json"])
def test_graph_files_keep_rounds_of_any_label_and_those_without_a_meeting(tmp_path, suffix):
    met = pg.MeetingGraph()
    for label, groups in ((dt.date(2025, 3, 1), [1, 1]), ("A; B", [1, 1]), (7, [1, 2])):
        met.record(pd.Series(groups, index=["ann", "bo"]), round=label)
    met.write(tmp_path / f"met{suffix}")
    back = pg.MeetingGraph.from_workbooks(tmp_path / f"met{suffix}")
    # "A; B" is one round, and the two last met in the round before the last
    assert back.rounds == ("2025-03-01", "A, B", 7)
    assert back.pairs()[["times", "rounds_ago"]].values.tolist() == [[2, 1]]


def test_people_called_a_and_b_are_no_headers(tmp_path):
    met = pg.MeetingGraph.from_workbooks(csv(tmp_path / "pairs.csv", "First,Second\nA,B\nA,C\n"))
    assert met.pairs()[["first", "second"]].values.tolist() == [["A", "B"], ["A", "C"]]


@given(rounds())
@settings(deadline=None, max_examples=25)
def test_any_graph_survives_a_file(tables):
    import tempfile
    from pathlib import Path

    met = recorded(tables)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "met.json"
        met.write(path)
        back = pg.MeetingGraph.from_workbooks(path)
    assert back.people == met.people
    pd.testing.assert_frame_equal(back.pairs()[COMPARED[:3]], met.pairs()[COMPARED[:3]])


def test_a_graph_of_another_program_counts_its_weights(tmp_path):
    path = csv(tmp_path / "other.json", '{"directed": false, "nodes": [{"id": "a"}, {"id": "b"}, {"id": "c"}], '
               '"edges": [{"source": "a", "target": "b", "weight": 3}, {"source": "a", "target": "a"}]}')  # fmt: skip
    met = pg.MeetingGraph.from_workbooks(path)
    assert met.times_met("a", "b") == 3
    assert met.people == ("a", "b", "c")


def test_a_graph_file_may_be_in_capitals_but_must_be_there(tmp_path):
    met = pg.MeetingGraph().record(pd.Series({"ann": 1, "bo": 1}))
    met.write(tmp_path / "met.json")
    (tmp_path / "met.json").rename(tmp_path / "MET.JSON")
    assert pg.MeetingGraph.from_workbooks(tmp_path / "MET.JSON").times_met("ann", "bo") == 1
    with pytest.raises(pg.InputError, match=r"there is no file met\.json"):
        pg.MeetingGraph.from_workbooks(tmp_path / "met.json")


@pytest.mark.parametrize("name", ["broken.json", "broken.graphml", "broken.gexf"])
def test_a_broken_graph_file_is_refused_by_name(tmp_path, name):
    with pytest.raises(pg.InputError, match=r"broken\."):
        pg.MeetingGraph.from_workbooks(csv(tmp_path / name, "{"))
    with pytest.raises(pg.InputError, match=r"met\.dot: a graph is written as"):
        pg.MeetingGraph().write(tmp_path / "met.dot")


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]",
        '{"nodes": [{"id": "a"}, {"id": "b"}], "edges": [{"source": "a", "target": "b", "weight": "two"}]}',
        '{"nodes": [{"id": "a"}, {"id": "b"}], "edges": [{"source": "a", "target": "b", "weight": Infinity}]}',
        '{"nodes": [{"id": "a"}, {"id": "b"}], "edges": [{"source": "a", "target": "b", "weight": 1000000000}]}',
        '{"nodes": [{"id": "a"}, {"id": "b"}], "edges": [{"source": "a", "target": "b", "sessions": [1]}]}',
    ],
)
def test_json_that_is_no_graph_is_refused_in_the_language(tmp_path, text):
    with pytest.raises(pg.InputError, match=r"other\.json ei ole verkkoa"):
        pg.MeetingGraph.from_workbooks(csv(tmp_path / "other.json", text), language="fi")


def test_names_can_be_left_out(tmp_path):
    met = pg.MeetingGraph()
    met.record(
        pd.DataFrame({"email": ["ann@x.fi", "bo@x.fi"], "name": ["Ann", "Bo"], "unit": ["O", "T"], "group": [1, 1]})
    )
    nameless = met.without_names(seed=1)
    nameless.write(tmp_path / "met.graphml")
    text = (tmp_path / "met.graphml").read_text() + repr(nameless.pairs()) + nameless.facts.to_csv()
    assert "ann" not in text.lower()
    assert nameless.measures()["value"].equals(met.measures()["value"])
    assert met.without_names(seed=1).people == nameless.people


@given(rounds())
@settings(max_examples=20, deadline=None)
def test_a_sheet_of_who_sat_where_keeps_everything(tmp_path_factory, tables):
    met = recorded(tables)
    path = tmp_path_factory.mktemp("sheet") / "met.csv"
    met.write(path)
    again = pg.MeetingGraph.from_workbooks(path) if met.people else pg.MeetingGraph()
    assert again.seats.astype(str).values.tolist() == sorted(
        met.seats.astype(str).values.tolist(), key=lambda seat: [str(label) for label in met.rounds].index(seat[1])
    )


@pytest.mark.parametrize("name", ["met.graphml", "met.gexf", "met.json"])
def test_a_network_file_keeps_guides_apart(tmp_path, name):
    met = pg.MeetingGraph()
    one = {"person": ["gun", "ann", "bo", "gun", "cai"], "group": [1, 1, 1, 2, 2]}
    met.record(pd.DataFrame({**one, "role in group": ["guide", "", "", "guide", ""]}), round="spring")
    # In the next round Gun is a member beside Ann, and Cai guides them.
    two = {"person": ["gun", "ann", "cai"], "group": [1, 1, 1], "role in group": ["", "", "guide"]}
    met.record(pd.DataFrame(two), round="summer")
    met.write(tmp_path / name)
    back = pg.MeetingGraph.from_workbooks(tmp_path / name)
    assert back.rounds == ("spring", "summer")
    for kind in ("members", "guides"):
        expected = met.pairs(kind)[COMPARED]
        pd.testing.assert_frame_equal(back.pairs(kind)[COMPARED], expected, check_dtype=False)
    assert back.times_met("gun", "ann") == back.times_met("gun", "ann", kind="guides") == 1
    assert set(back.guide_graph["gun"]) == {"ann", "bo", "cai"}
    assert back.measures().loc["pairs_met", "value"] == met.measures().loc["pairs_met", "value"]


def test_a_network_without_guides_is_a_plain_graph(tmp_path):
    met = pg.MeetingGraph().record(pd.Series({"ann": 1, "bo": 1}))
    met.write(tmp_path / "met.graphml")
    assert not nx.read_graphml(tmp_path / "met.graphml").is_multigraph()
