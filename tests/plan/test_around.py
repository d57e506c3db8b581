"""Guides, guests, rooms, sessions and profiles in a plan, and what is wrong with them, named at its key or cell."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import peergroups as pg
from peergroups.errors import PlanError
from peergroups.plan import Plan

OFFERS = "[[offers]]\ntheme = 'trust'\nslot = ['ti 17', 'ke 9']\n"
PEOPLE = pd.DataFrame({"themes": [["trust"]] * 12, "slots": [["ti 17", "ke 9"]] * 12}, index=list("abcdefghijkl"))


def errors(text, people=PEOPLE):
    with pytest.raises(PlanError) as caught:
        Plan.loads(text).problem(people)
    return "\n".join(caught.value.errors)


def test_guides_in_the_plan_make_the_rule_apply():
    plan = Plan.loads(OFFERS + "[guides]\nlist = [{name = 'Eve Ek', slots = 'Tuesday 17:00'}]\n")
    problem = plan.problem(PEOPLE)
    assert problem.guides.index.tolist() == ["Eve Ek"]
    assert problem.guides["most_groups"].tolist() == [2]
    assert len(problem.guide_rows) == 1


def test_guides_given_as_a_table_take_the_place_of_the_plans():
    plan = Plan.loads(OFFERS)
    guides = pd.DataFrame({"most_groups": [1]}, index=["eve"])
    assert plan.problem(PEOPLE, guides=guides).guides is guides


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[guides]\n", "no guide is listed"),
        ("[guides]\nlist = [{name = 'Eve', slots = ['maybe']}]", 'Eve: "maybe" is no time of an offer'),
        (
            "[guides]\nlist = [{name = 'Eve', themes = 'change'}]",
            "no offer fits the guide Eve; what stands in the way: Theme",
        ),
        # Eve could take the trust group by her theme, another by her time, and neither as both count
        (
            "[[offers]]\ntheme = 'trust'\nslot = 'ke 9'\n[[offers]]\ntheme = 'change'\nslot = 'to 8'\n"
            "[guides]\nlist = [{name = 'Eve', themes = 'change', slots = 'ke 9'}]",
            "no offer fits the guide Eve; what stands in the way: Theme, Time",
        ),
        ("[guides]\nlist = [{nam = 'Eve'}]", "did you mean name?"),
        ("[[rooms]]\nname = 'Blue'\nplace = 'Turku'", 'rooms[1].place: no offer has "Turku"'),
    ],
)
def test_what_is_wrong_with_guides_and_rooms_is_told(text, told):
    if "nam =" in text:
        with pytest.raises(PlanError, match="did you mean name"):
            Plan.loads(OFFERS + text)
    else:
        assert told in errors(OFFERS + text)


def test_a_room_is_there_once_for_each_time():
    text = """
[[offers]]
place = "Turku"
slot = ["ti 17", "ke 9"]
[[rooms]]
name = "Blue"
place = "Turku"
slot = "ti 17"
[[rooms]]
name = "blue"
place = "Turku"
slot = ["ke 9", "ti 17"]
"""
    assert "rooms[2]: the room" in errors(text, PEOPLE.assign(place="Turku"))


def test_rooms_limit_the_groups_of_a_place_and_time():
    text = """
[[offers]]
place = "Turku"
slot = ["ti 17", "ke 9"]
copies = 3
[[rooms]]
name = "Blue"
place = "Turku"
[[rooms]]
name = "Green"
place = "Turku"
slot = "ti 17"
"""
    problem = Plan.loads(text).problem(PEOPLE.assign(place="Turku"))
    assert [(term.offers.tolist(), term.most) for term in problem.model.opens] == [([0], 2), ([1], 1)]


@pytest.mark.parametrize(("minutes", "told"), [(30, False), (31, True)])
def test_a_room_is_not_there_twice_at_times_that_overlap(minutes, told):
    text = f"""
offers = [{{place = "Turku", slot = ["ti 17", "ti 17.30"]}}]
rooms = [{{name = "Blue", place = "Turku", slot = "ti 17"}}, {{name = "Blue", place = "Turku", slot = "ti 17:30"}}]
sessions = {{first = 2027-01-12, minutes = {minutes}}}
"""
    people = PEOPLE.assign(place="Turku", slots=[["ti 17", "ti 17.30"]] * 12)
    if told:
        assert "rooms[2]: the room" in errors(text, people)
    else:
        Plan.loads(text).problem(people)


def test_groups_whose_sessions_overlap_need_a_room_each():
    """Blue is always free, Green at 17 only: one of the two groups at 17.30 can meet, and two of three together."""
    text = """
offers = [{place = "Turku", slot = ["ti 17", "ti 17.30"], copies = 3}, {online = true, slot = "ke 9"}]
rooms = [{name = "Blue", place = "Turku"}, {name = "Green", place = "Turku", slot = "ti 17"}]
"""
    people = PEOPLE.assign(place="Turku", slots=[["ti 17", "ti 17.30", "ke 9"]] * 12)
    limits = [(term.offers.tolist(), term.most) for term in Plan.loads(text).problem(people).model.opens]
    assert limits == [([0], 2), ([0, 1], 2), ([1], 1)]


EVERYTHING = """
[[offers]]
theme = ["trust", "change"]
place = ["Turku", "Narnia"]
slot = ["ti 17", "ke 9"]
[[guides.list]]
name = "Eve Ek"
slots = "whenever"
[[guides.list]]
name = "Gus Grahn"
themes = "welding"
[[rooms]]
name = "Blue"
place = "Oulu"
[sessions]
first = 2027-01-12
venues = {Truku = "Library"}
introducers = [{name = "Fay Falk", theme = "trusst"}]
"""
TOLD = {
    "offers[1].theme[2]": ("nobody wishes for", "kukaan ei toivo", "ingen önskar"),
    "offers[1].place[2]": ("no municipality", "ei ole Suomen kunta", "ingen kommun"),
    "guides.list[1].slots": ("no time of an offer", "minkään tarjonnan aika", "tiden för något utbud"),
    "guides.list[2]": ("no offer fits the guide", "ei sovi ohjaajalle", "passar handledaren"),
    "rooms[1].place": ("no offer has", "tarjonnassa ei ole", "finns inte i utbudet"),
    "sessions.venues.Truku": ("did you mean Turku", "tarkoititko Turku", "menade du Turku"),
    "sessions.introducers[1].theme": ("did you mean trust", "tarkoititko trust", "menade du trust"),
}


@pytest.mark.parametrize(("number", "language"), [(0, "en"), (1, "fi"), (2, "sv")])
def test_everything_wrong_is_told_at_once_at_its_key_in_each_language(number, language):
    plan = Plan.loads(EVERYTHING, language=language)
    with pytest.raises(PlanError) as caught:
        plan.problem(PEOPLE.assign(place="Turku"))
    assert len(caught.value.errors) == len(TOLD)
    for key, said in TOLD.items():
        line = next(line for line in caught.value.errors if f", {key}: " in line)
        assert said[number] in line


def test_sessions_need_a_time_of_day():
    offers = "[[offers]]\nslot = ['ti aamu']\n[sessions]\nfirst = 2027-01-12\n"
    assert "offers[1].slot[1]" in errors(offers, PEOPLE.assign(slots=[["ti aamu"]] * 12))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zone = 'Mars/Olympus'", 'sessions.zone: there is no time zone "Mars/Olympus"'),
        ("country = 'XX'", "sessions.country: no holidays"),
        ("link = 'https://x.fi/{grup}'", "only {group} is known"),
        ("count = 1\nintroducers = [{name = 'Eve', session = 2}]", "no session 2"),
        ("count = 0", "at least 1"),
    ],
)
def test_what_is_wrong_with_sessions_is_told(text, told):
    with pytest.raises(PlanError, match=told):
        Plan.loads(f"[sessions]\nfirst = 2027-01-12\n{text}\n")


def test_sessions_have_dates_in_the_result():
    plan = Plan.loads(OFFERS + "[sizes]\nleast = 5\nmost = 6\n[sessions]\nfirst = 2027-01-12\ncount = 2\n")
    result = pg.form_groups(PEOPLE, plan, time_limit=5)
    assert result.sessions["start"].dt.date.min() == dt.date(2027, 1, 12)
    assert (result.sessions.groupby("group").size() == 2).all()
    assert result.to_dict()["groups"][0]["sessions"][0]["start"].endswith("+00:00")


def test_sessions_of_a_time_with_a_date_begin_on_it():
    days = ["18.1.2027 klo 9", "ti 26.1. klo 13"]
    offers = f"[[offers]]\nslot = {days}\n[sizes]\nleast = 5\nmost = 6\n"
    people = PEOPLE.assign(slots=[[days[k % 2]] for k in range(12)])
    plan = Plan.loads(offers + "[sessions]\nfirst = 2027-01-12\ncount = 2\n")
    starts = pg.form_groups(people, plan, time_limit=5).sessions["start"]
    # 9 and 13 in Finland's winter, two weeks apart
    assert sorted(starts.dt.strftime("%d.%m. %H").tolist()) == ["01.02. 07", "09.02. 11", "18.01. 07", "26.01. 11"]
    told = errors(offers + "[sessions]\nfirst = 2027-01-19\n", people)
    assert 'slot[1]: "18.1.2027 klo 9" has a date before sessions.first, 2027-01-19' in told
    assert "slot[2]" not in told


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("profile = 'action learning'", (5, 8, 6)),
        ("profile = 'forum'\nleast = 7", (7, 10, 8)),
        ("presence = 0.8", (5, 10, 8)),
        ("profile = 'action learning'\npresence = 0.9", (5, 8, 7)),
        ("presence = 0.5\nmost = 8", (5, 8, 8)),
        ("", (5, 10, None)),
    ],
)
def test_sizes_come_from_a_profile_and_from_how_many_are_present(text, sizes):
    """At 0.8, 8 of 8 invited leave 5 with a chance of 0.94, 7 with 0.85; at 0.9, 7 do with 0.97 and 6 with 0.89."""
    found = Plan.loads(f"[sizes]\n{text}\n").sizes
    assert (found.least, found.most, found.target) == sizes


@pytest.mark.parametrize(("guests", "least", "most_guests"), [("true", 3, 7), ("2", 3, 2), ("1", 4, 1), ("9", 3, 9)])
def test_guests_let_a_group_run_with_fewer_members(guests, least, most_guests):
    """Of at least 5, members are more than half: 3."""
    offers = Plan.loads(f"[[offers]]\nguests = {guests}\n").problem(PEOPLE).offers
    assert offers[["min_size", "guests", "whole_size"]].iloc[0].tolist() == [least, most_guests, 5]


def test_a_group_that_guests_complete_says_how_many_it_wants():
    plan = Plan.loads("[sizes]\ntarget = 7\n[[offers]]\nguests = 3\n")
    result = pg.form_groups(PEOPLE.iloc[:4], plan, time_limit=5)
    assert result.groups[["size", "guest_seats"]].to_numpy().tolist() == [[4, 3]]
    assert result.to_dict()["groups"][0]["guest_seats"] == 3


def test_guests_follow_the_rules_and_sit_only_where_they_are_wanted():
    text = """
[sizes]
least = 2
most = 4
[[offers]]
role = "HR"
[[offers]]
role = "product manager"
guests = 2
least = 2
[[guests.list]]
name = "Eve Ek"
role = "product manager"
[[guests.list]]
name = "Fay Falk"
role = "HR"
"""
    people = pd.DataFrame({"role": ["HR", "HR", "product manager", "product manager"]}, index=list("abcd"))
    from peergroups.plan.outsiders import _joined, with_guests

    plan = Plan.loads(text)
    both = with_guests(people, _joined(None, plan.guests.list).table)
    result = pg.form_groups(both, plan, time_limit=5)
    assert result.groups["members"].tolist() == [["a", "b"], ["c", "d", "Eve Ek"]]
    assert result.waiting["person"].tolist() == ["Fay Falk"]


def test_settings_name_no_guide_and_nobody_whom_one_avoids():
    plan = Plan.loads("[guides]\nlist = [{name = 'Eve Ek', apart = 'ann@x.fi'}]\n[guests]\nlist = [{name = 'Fay'}]\n")
    assert plan.settings() == {"guides": {"list": 1}, "guests": {"list": 1}}


def test_a_sheet_of_guides_is_read_beside_the_plan_and_its_faults_have_cells(tmp_path):
    (tmp_path / "people.csv").write_text(
        "Name;E-mail;Times\n" + "".join(f"Ann {k};a{k}@x.fi;Tue 17\n" for k in range(6)), encoding="utf-8"
    )
    (tmp_path / "guides.csv").write_text(
        "Name;E-mail;Times;Experience;Groups at most\nEve Ek;eve@x.fi;Tue 17;new;1\nFay Falk;fay@x.fi;noon;;\n",
        encoding="utf-8",
    )
    text = "[columns]\nslots = 'Times'\n[[offers]]\nslot = 'Tue 17'\n[guides]\nfile = 'guides.csv'\n"
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    plan = Plan.load(tmp_path / "plan.toml")
    registrations = plan.read(tmp_path / "people.csv")
    table = registrations.guides.table
    assert table.index.tolist() == ["eve@x.fi", "fay@x.fi"]
    assert table["novice"].tolist() == [True, False]
    assert table["most_groups"].iloc[0] == 1
    with pytest.raises(PlanError, match=r"guides!C3: .noon. is no time of an offer"):
        plan.problem(registrations)


def test_a_guide_whose_number_of_groups_is_none_is_named_at_its_cell(tmp_path):
    (tmp_path / "people.csv").write_text("Name;E-mail\nAnn;a@x.fi\n", encoding="utf-8")
    (tmp_path / "guides.csv").write_text("Name;Most groups\nEve Ek;two\n", encoding="utf-8")
    plan = Plan.loads("[sizes]\nleast = 1\n[guides]\nfile = 'guides.csv'\n", source=str(tmp_path / "plan.toml"))
    with pytest.raises(PlanError, match=r"guides!B2: how many groups a guide takes .* not .two."):
        plan.problem(plan.read(tmp_path / "people.csv"))


def test_a_venue_whose_place_is_not_known_is_noticed_with_its_key():
    people = pd.DataFrame({"place": ["Stockholm"] * 5 + ["Oulu"] * 5}, index=[f"p{k}" for k in range(10)])
    plan = Plan.loads('[[offers]]\nplace = ["Oulu", "Stockholm"]')
    told = plan.notices(plan.problem(people))
    assert any(said.startswith('offers[1].place[2]: it is not known where "Stockholm" is') for said in told)


@pytest.mark.parametrize(("members", "told"), [("no", True), ("yes", False)])
def test_new_guides_are_noticed_unless_experienced_members_can_guide_with_them(members, told):
    people = pd.DataFrame({"could_guide": members}, index=[f"p{k}" for k in range(10)])
    plan = Plan.loads("guides = {list = [{name = 'Eve', novice = true}]}")
    assert any("new guides are listed (1)" in said for said in plan.notices(plan.problem(people))) == told


def test_guests_whom_no_offer_asks_for_are_noticed():
    people = pd.DataFrame({"guest": [False] * 8 + [True] * 2}, index=[f"p{k}" for k in range(10)])
    told = "guests are listed (2), but no offer has guests: they sit in any group, like members"
    for text, noticed in (("", True), ("[[offers]]\nguests = 2", False)):
        plan = Plan.loads(text)
        assert (told in plan.notices(plan.problem(people))) == noticed
