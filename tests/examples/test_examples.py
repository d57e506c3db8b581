from collections import defaultdict
from pathlib import Path

import pytest

import peergroups as pg
from peergroups.errors import InputError
from peergroups.examples import association, company, write_examples
from peergroups.plan import Plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    write_examples(folder)
    return folder


@pytest.fixture(scope="module")
def members(folder):
    return Plan.load(folder / "association.toml").read(folder / "association.xlsx")


@pytest.fixture(scope="module")
def staff(folder):
    return Plan.load(folder / "company.toml").read(folder / "company.csv")


def test_the_examples_are_the_same_bytes_every_time(folder, tmp_path):
    again = write_examples(tmp_path / "new")
    assert [file.read_bytes() for file in again] == [(folder / file.name).read_bytes() for file in again]


def test_files_that_are_there_are_kept(folder):
    before = (folder / "company.csv").read_bytes()
    with pytest.raises(InputError, match="exists already"):
        write_examples(folder)
    assert (folder / "company.csv").read_bytes() == before
    assert len(write_examples(folder, force=True)) == 5


def test_nothing_in_the_examples_must_be_settled_first(members, staff):
    assert members.errors.empty
    assert staff.errors.empty


PLANTED_IN_FORM = [
    ("spelling", "helsinki"),
    ("place_spelling", "Åbo"),
    ("spelling", "TURKU"),
    ("spelling", "Uleåborg / Oulu"),
    ("place_mode", "Jyväskylä, etänä"),
    ("place_near", "Helsnki"),
    ("place_former", "Kuusankoski"),
    ("place_former", "Karis"),
    ("place_unknown", "Mökki saaristossa"),
    ("spelling", "Suomi"),
    ("spelling", "finska"),
    ("bad_email", "matti.example.fi"),
    ("no_email", "ei ole"),
    ("shared_email", "toimisto@example.fi"),
    ("companion_unknown", "joku Porista"),
    ("maybe", "Ehkä"),
]


@pytest.mark.parametrize(("code", "value"), PLANTED_IN_FORM)
def test_what_is_odd_in_the_form_is_told(members, code, value):
    told = members.faults[members.faults["code"] == code]["value"].astype(str).str.strip()
    assert value in set(told)


@pytest.mark.parametrize(
    ("code", "many"),
    [("older_answer", 9), ("latest_answer", 8), ("wished_twice", 1), ("same_name", 1), ("spelling", 7)],
)
def test_so_many_oddities_of_a_kind_are_told(members, code, many):
    assert (members.faults["code"] == code).sum() == many


def test_of_several_answers_the_latest_counts_and_the_first_keeps_the_queue(members):
    answers = defaultdict(list)
    for row in association.answers():
        answers[str(row["email"]).strip().casefold(), row["name"]].append(row)
    twice = {email: rows for (email, _), rows in answers.items() if len(rows) > 1}
    assert len(twice) == 8
    for email, rows in twice.items():
        person = members.people.loc[email]
        assert person["slots"] == rows[-1]["slots"].rstrip(";").split(";")
        assert person["registered"].to_pydatetime() == rows[0]["completed"].replace(microsecond=0)


def test_wishes_come_from_the_ranks_and_then_from_the_ticks(members):
    rows = {row["email"]: row for row in association.answers() if not row["email"].startswith("toimisto@")}
    for person, wishes in members.people["themes"].items():
        row = rows.get(person)
        if row and row.get("wish1") and row["wish1"] in association.THEMES and row["wish1"] != row.get("wish2"):
            ranked = [row[f"wish{rank}"] for rank in (1, 2, 3) if row.get(f"wish{rank}")]
            assert wishes[: len(ranked)] == ranked
            assert set(wishes) == {*ranked, *row["ticked"].rstrip(";").split(";")}


def test_there_are_more_members_than_seats(folder, members):
    plan = Plan.load(folder / "association.toml")
    problem = plan.problem(members)
    assert (len(association.answers()), len(members.people)) == (150, 141)
    assert plan.groups.most * plan.sizes.most == 120
    assert set(problem.offers["online"]) == {True}


def test_the_company_list_is_what_finnish_excel_saves(folder):
    raw = (folder / "company.csv").read_bytes()
    text = raw.decode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(company.answers()) + 1
    assert text.splitlines()[0].split(";")[:4] == ["Henkilönumero", "Nimi", "Sähköposti", "Rooli"]
    years = [line.split(";")[-3] for line in text.splitlines()[1:]]
    assert sum("," in number for number in years) == len(years) - 1  # one has none


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("place_spelling", "Helsingfors"),
        ("place_spelling", "Åbo"),
        ("place_mode", "Tampere, etänä"),
        ("older_answer", None),
        ("managers_outside", None),
        ("managers_missing", None),
        ("manager_self", None),
        ("manager_near", None),
        ("no_email", None),
        ("spelling", None),
    ],
)
def test_what_is_odd_in_the_company_list_is_told(staff, code, value):
    told = staff.faults[staff.faults["code"] == code]
    assert len(told)
    assert value is None or value in set(told["value"])


def test_managers_are_found_in_either_word_order(staff):
    registered = staff.people["manager"].isin(staff.people.index)
    outside = staff.people["manager"][~registered].dropna()
    assert {frozenset(name.replace(",", "").split()) for name in outside} == {
        frozenset(name.split()) for name in company.OUTSIDE
    }
    assert registered.mean() > 0.8  # guests name no manager


def test_roles_places_and_years_are_read(folder, staff):
    own = staff.people[~staff.people["guest"]]
    assert own["role"].value_counts().to_dict() == company.ROLES
    assert set(own["place"]) == set(company.PLACES)
    years = staff.people["Vuosia tehtävässä"]
    assert years.dtype == float
    assert years[own.index].isna().sum() == 1
    Plan.load(folder / "company.toml").problem(staff)


def test_some_members_have_met_before(folder, members):
    history = pg.MeetingGraph().record(
        association.earlier_groups().rename(columns={"Sähköposti": "person"}), round=2025
    )
    met = history.pairs()
    both = met["first"].isin(members.people.index) & met["second"].isin(members.people.index)
    assert both.mean() > 0.8
    problem = Plan.load(folder / "association.toml").problem(members, history)
    assert "new_faces" in {criterion.name for criterion in problem.criteria}
