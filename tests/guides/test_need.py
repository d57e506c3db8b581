"""Where guides bind, and what one more would do."""

import datetime as dt

import pandas as pd
import pytest

import peergroups as pg
from peergroups.demand.demand import capacity
from peergroups.guides.need import OneMore, guided_groups, one_more
from peergroups.plan import Plan
from peergroups.plan.notices_around import around


def problem(guides, people=24, copies=2):
    offers = pd.DataFrame(
        {"place": ["Tampere", "Turku"], "slot": ["ti 17", "ke 9"], "min_size": 5, "max_size": 8, "copies": copies}
    )
    who = pd.DataFrame({"place": ["Tampere"] * 16 + ["Turku"] * (people - 16)})
    return pg.Problem(who, offers, [pg.Travel(limit_km=20), pg.Guides()], guides=guides)


def test_guides_are_told_to_be_the_limit():
    """24 people make 4 groups of five at least, but there is one guide with one group."""
    found = capacity(problem(pd.DataFrame({"most_groups": [1]}, index=["eve"])))
    assert (found.groups, found.binds) == (1, "guides")


def test_one_more_guide_seats_as_many_as_a_group_holds():
    """Eve's group is in Tampere, or in Turku; one more guide seats the other 8 of Tampere or the 8 of Turku."""
    found = one_more(problem(pd.DataFrame({"most_groups": [1]}, index=["eve"])))
    assert found == [OneMore("Tampere", False, "ti 17", 8), OneMore("Turku", False, "ke 9", 8)]


def test_only_where_guides_are_lacking_one_more_helps():
    guides = pd.DataFrame({"places": ["Tampere", "Tampere", None]}, index=["eve", "fay", "gus"])
    assert one_more(problem(guides)) == []
    assert one_more(problem(guides.iloc[:2])) == [OneMore("Turku", False, "ke 9", 8)]


def test_without_the_rule_nothing_is_told():
    bare = pg.Problem(pd.DataFrame(index=range(6)), pd.DataFrame({"min_size": [5], "max_size": [6]}))
    assert guided_groups(bare) is None
    assert one_more(bare) == []


def test_members_who_could_guide_are_counted():
    offers = pd.DataFrame({"min_size": [2], "max_size": [4], "copies": [9]})
    who = pd.DataFrame({"could_guide": [True, True, False, False, False]})
    assert guided_groups(pg.Problem(who, offers, [pg.Guides()])) == 2


PEOPLE = pd.DataFrame({"themes": [["trust"]] * 20, "slots": [["ti 17"]] * 20}, index=[f"p{k}" for k in range(20)])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[guides]\nlist = [{name = 'Eve', most_groups = 1}]",
            "With one more guide for ti 17 more people would have a seat: 10",
        ),
        ("[sessions]\nfirst = 2026-01-01\nminutes = 90", "sessions.first: 2026-01-01 is in the past"),
        (
            "[sessions]\nfirst = 2027-01-01",
            "6 minutes each; give everyone 7 minutes by smaller groups or sessions of 70 minutes",
        ),
        ("[guides]\nlist = [{name = 'Eve'}, {name = 'Fay', novice = true}]", "new guides are listed (1)"),
    ],
)
def test_it_is_told_before_groups_are_formed(text, told):
    plan = Plan.loads("[[offers]]\ntheme = 'trust'\nslot = 'ti 17'\ncopies = 3\n" + text)
    notices = list(around(plan, plan.problem(PEOPLE), "en", today=dt.date(2026, 6, 1)))
    assert any(told in notice for notice in notices), notices


def test_an_offer_that_nobody_can_take_is_told_at_its_key():
    people = PEOPLE.assign(slots=[["ti 17"], *[["ke 9"]] * 19], role=["HR", *["IT"] * 19])
    plan = Plan.loads("[[offers]]\nrole = 'HR'\nslot = 'ke 9'\n[[offers]]\nrole = 'IT'\nslot = ['ti 17', 'ke 9']\n")
    assert list(around(plan, plan.problem(people), "en")) == [
        "offers[1]: nobody can take the offer HR, ke 9",
        "offers[2]: nobody can take the offer IT, ti 17",
    ]


def test_the_json_and_the_workbook_say_what_one_more_guide_would_do(tmp_path):
    """Eve's group seats 8 of 16 in Tampere or all 8 in Turku; another guide seats 8 more in the other place too."""
    result = pg.solve(problem(pd.DataFrame({"most_groups": [1]}, index=["eve"])), time_limit=5)
    told = result.to_dict()["one_more_guide"]
    assert {(one["place"], one["slot"], one["seats"]) for one in told} == {
        ("Tampere", "ti 17", 8),
        ("Turku", "ke 9", 8),
    }
    sheet = pd.read_excel(result.to_workbook(tmp_path / "groups.xlsx"), sheet_name="Guides", engine="calamine")
    assert "With one more guide for Turku, ke 9, more people would have a seat: 8" in sheet["Name"].tolist()


def test_where_nobody_waits_no_guide_is_asked_for():
    result = pg.solve(problem(pd.DataFrame(index=["eve", "fay"]), people=16), time_limit=5)
    assert result.waiting.empty
    assert "one_more_guide" not in result.to_dict()
