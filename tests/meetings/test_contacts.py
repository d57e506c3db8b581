import json
from pathlib import Path

import pandas as pd
import pytest

import peergroups as pg
from test_cli import Answer


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_contact_logs_with_time_stamps_have_rounds_that_begin_at_midnight():
    times = pd.to_datetime(["2026-03-01 09:00", "2026-03-01 23:59", "2026-03-02 00:01"], format="%Y-%m-%d %H:%M")
    for stamps in (times, times.tz_localize("Europe/Helsinki")):
        met = pg.MeetingGraph.from_contacts(pd.DataFrame({"time": stamps, "a": [1, 1, 1], "b": [2, 2, 2]}))
        assert met.pairs()[["times", "sessions"]].values.tolist() == [[2, 3]]


@pytest.mark.parametrize(
    ("columns", "settings", "told"),
    [
        (
            {"time": ["x", 1, 2, None], "a": [1] * 4, "b": [2, 2, None, 2]},
            {},
            r"row 1: x .*\n.*row 3: 2 .*\n.*row 4: None",
        ),
        ({"time": [1.0], "a": [1]}, {}, "three columns"),
        ({"time": [1.0, 1e300], "a": [1, 1], "b": [2, 2]}, {}, r"row 2: 1e\+300 is neither"),
        ({"time": [1.0], "a": [1], "b": [2]}, {"round_seconds": 0}, "must be more than 0"),
    ],
)
def test_what_is_no_contact_log_is_refused(columns, settings, told):
    with pytest.raises(pg.InputError, match=told):
        pg.MeetingGraph.from_contacts(pd.DataFrame(columns), **settings)


def test_contact_logs_are_rounds_of_a_day_or_one(tmp_path):
    path = written(tmp_path / "contacts.dat", "28820\t9\t11\n28840\t11\t9\n28840\t9\t12\n260000\t9\t11\n")
    days = pg.MeetingGraph.from_contacts(path)
    assert days.rounds == (1, 2)  # the third and fourth day have no contacts and are no rounds
    assert days.pairs()[["first", "second", "times", "sessions"]].values.tolist() == [
        ["11", "9", 2, 3],
        ["12", "9", 1, 1],
    ]
    whole = pg.MeetingGraph.from_contacts(path, round_seconds=None, least=2)
    assert whole.pairs()[["times", "sessions"]].values.tolist() == [[1, 3]]
    with pytest.raises(pg.InputError, match="three columns"):
        pg.MeetingGraph.from_contacts(written(tmp_path / "two.dat", "1 2\n"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("log.csv", "time,a,b\n60,ann,bo\n90000,bo,ann\n90020,cai,bo\n"),
        (
            "log.csv",
            "Aika;Henkilö 1;Henkilö 2\n1.3.2026 9.00;ann;bo\n2.3.2026 klo 8.00;bo;ann\n2.3.2026 9.00;cai;bo\n",
        ),
        (
            "log.csv",
            "b,a,Timestamp,place\nbo,ann,2026-03-01T09:00:00,x\nann,bo,2026-03-02 00:01,y\nbo,cai,2026-03-02,\n",
        ),
        ("log.dat", "# sensors\n60 ann bo\n\n90000 bo ann 3 4\n90020 cai bo\n"),
        ("log.txt", "t i j\n60\tann\tbo\n90000\tbo\tann\n90020\tcai\tbo\n"),
        ("log.txt", "2026-03-01 09:00 ann bo\n2026-03-02 09:00 bo ann\n2026-03-02 09:01:20 cai bo\n"),
    ],
)
def test_a_contact_log_among_earlier_rounds_is_a_round_each_day(tmp_path, name, text):
    path = written(tmp_path / name, text)
    met = pg.MeetingGraph.from_workbooks(path)
    assert met.rounds == ("log 1", "log 2")
    # Ann and Bo on both days, Cai and Bo on the second
    pairs = met.pairs()[["first", "second", "times", "sessions"]]
    assert pairs.values.tolist() == [["ann", "bo", 2, 2], ["bo", "cai", 1, 1]]


def test_a_contact_log_of_one_day_is_called_as_its_file(tmp_path):
    path = written(tmp_path / "offsite.csv", "time,a,b\n60,ann,bo\n80,ann,bo\n")
    met = pg.MeetingGraph.from_workbooks(path)
    assert met.rounds == ("offsite",)
    assert met.pairs()[["times", "sessions"]].values.tolist() == [[1, 2]]


def test_a_contact_log_in_a_workbook_has_dates_for_times(tmp_path):
    times = pd.to_datetime(["2026-03-01 23:59", "2026-03-02 00:01"])
    log = pd.DataFrame({"Tid": times, "Person 1": ["ann", "ann"], "Person 2": ["bo", "bo"]})
    log.to_excel(tmp_path / "log.xlsx", index=False, engine="xlsxwriter")
    assert pg.MeetingGraph.from_workbooks(tmp_path / "log.xlsx").times_met("ann", "bo") == 2


@pytest.mark.parametrize(
    "text",
    [
        "round;time;a;b\n1;60;ann;bo\n1;90000;bo;ann\n",  # a round in each row
        "time;a;b\nlunch;ann;bo\nlunch;bo;cai\n",  # the time is none
    ],
)
def test_pairs_with_rounds_or_without_times_are_no_contact_log(tmp_path, text):
    assert len(pg.MeetingGraph.from_workbooks(written(tmp_path / "pairs.csv", text)).rounds) == 1


def test_numbers_without_headers_may_be_groups_and_are_refused(tmp_path):
    # people 1 and 2, and their groups of two rounds
    with pytest.raises(pg.InputError, match="with Time in a contact log"):
        pg.MeetingGraph.from_workbooks(written(tmp_path / "groups.csv", "1;3;2\n2;3;1\n"))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["log.dat: in a contact log each row has a time and two people; these have not:",
                "row 3: 6o is neither a time in seconds nor a time stamp", "row 4: 80 ann does not name two people"]),
        ("fi", ["log.dat: kontaktilokin joka rivillä on oltava aika ja kaksi henkilöä; nämä rivit eivät kelpaa:",
                "rivi 3: 6o ei ole aika sekunteina eikä aikaleima", "rivi 4: 80 ann ei nimeä kahta henkilöä"]),
        ("sv", ["log.dat: i en kontaktlogg ska varje rad ha en tid och två personer; dessa rader duger inte:",
                "rad 3: 6o är varken en tid i sekunder eller en tidsstämpel",
                "rad 4: 80 ann anger inte två personer"]),
    ],
)  # fmt: skip
def test_all_broken_rows_of_a_contact_log_are_told_at_once(tmp_path, monkeypatch, language, told):
    monkeypatch.chdir(tmp_path)
    written(Path("log.dat"), "20 ann bo\n\n6o ann bo\n80 ann\n100 bo cai\n120 ann cai\n")
    answer = Answer(tmp_path, "history", "log.dat", "--lang", language, "--graph", "met.csv")
    assert (answer.code, answer.written) == (1, set())
    assert [line.strip() for line in answer.err.splitlines()] == told


def test_of_very_many_broken_rows_the_first_are_told(tmp_path):
    path = written(tmp_path / "log.csv", "time,a,b\n" + "60,ann,bo\n" * 30 + "x,ann,bo\n" * 25)
    with pytest.raises(pg.InputError, match=r"row 32: x .*\n(.*row.*\n){19}  \.\.\. and 5 more$"):
        pg.MeetingGraph.from_workbooks(path)


def test_history_and_form_take_a_contact_log(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ids = [f"p{k}@x.fi" for k in range(8)]
    pd.DataFrame({"E-mail": ids, "Name": [f"P {k}" for k in range(8)]}).to_csv("answers.csv", index=False)
    Path("plan.toml").write_text("sizes = {least = 2, most = 2}\nrules = {new_faces = {weight = 1}}")
    # everybody has met all but one other: 0 and 1, 2 and 3 ... are left for pairs
    log = [f"60,{a},{b}" for a in ids for b in ids if a < b and ids.index(a) // 2 != ids.index(b) // 2]
    written(Path("log.csv"), "\n".join(["time,a,b", *log]))
    told = json.loads(Answer(tmp_path, "history", "log.csv", "--json", "-").out)
    assert (told["people"], told["pairs"], told["rounds"]) == (8, 24, ["log"])
    form = ("form", "answers.csv", "--plan", "plan.toml", "--time-limit", "2", "--json", "-")
    groups = json.loads(Answer(tmp_path, *form, "--history", "log.csv").out)["groups"]
    assert sorted(sorted(group["members"]) for group in groups) == [ids[k : k + 2] for k in (0, 2, 4, 6)]
