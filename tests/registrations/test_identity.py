"""Who answered is told by e-mail, else id, else row; of several answers the latest counts."""

import datetime as dt

HEADERS = ["Completion time", "Email", "Name", "Role"]


def at(hour):
    return dt.datetime(2026, 9, 1, hour)


def codes(registrations):
    return registrations.faults["code"].tolist()


def test_an_id_is_the_address_in_small_letters_else_the_id_else_the_row(read):
    found = read(
        ["ID", "Email", "Name"],
        [7, " Anna@X.fi ", "Anna Aho"],
        [8, "", "Bo Berg"],
        ["", "", "Cai Carlsson"],
    )
    assert found.people.index.tolist() == ["anna@x.fi", "8", "row 4"]
    assert codes(found) == ["no_email", "no_email"]


def test_the_latest_answer_counts_and_the_first_time_keeps_the_queue(read):
    found = read(
        HEADERS,
        [at(8), "anna@x.fi", "Anna Aho", "HR"],
        [at(9), "bo@x.fi", "Bo Berg", "HR"],
        [at(10), "ANNA@x.fi ", "Anna Aho", "Sales"],
    )
    assert found.people.index.tolist() == ["anna@x.fi", "bo@x.fi"]
    assert found.people.loc["anna@x.fi", "role"] == "Sales"
    assert found.people.loc["anna@x.fi", "registered"] == at(8)
    told = found.faults.set_index("row")["problem"]
    assert "answered again on row 4" in told[2]
    assert "answered before (row 2)" in told[4]
    assert set(found.faults["severity"]) == {"repaired"}


def test_the_latest_answer_is_by_time_not_by_row(read):
    found = read(HEADERS, [at(10), "a@x.fi", "Anna", "new"], [at(8), "a@x.fi", "Anna", "old"])
    assert found.people["role"].tolist() == ["new"]
    assert found.people["registered"].tolist() == [at(8)]


def test_without_times_the_last_row_counts_and_the_first_row_keeps_the_queue(read):
    found = read(HEADERS[1:], ["a@x.fi", "Anna", "old"], ["b@x.fi", "Bo", "HR"], ["a@x.fi", "Anna", "new"])
    assert found.people["role"].to_dict() == {"a@x.fi": "new", "b@x.fi": "HR"}


def test_people_stand_in_the_order_in_which_they_came(read):
    found = read(HEADERS, [at(9), "b@x.fi", "Bo", "HR"], ["", "c@x.fi", "Cai", "HR"], [at(8), "a@x.fi", "Anna", "HR"])
    assert found.people.index.tolist() == ["a@x.fi", "b@x.fi", "c@x.fi"]


def test_faults_of_an_answer_that_no_longer_counts_are_not_told(read):
    found = read(
        ["Email", "Name", "Paikkakunta"],
        ["a@x.fi", "Anna", "Timbuktu"],
        ["a@x.fi", "Anna", "Oulu"],
        ["b@x.fi", "Bo", "Oulu"],
    )
    assert set(codes(found)) == {"older_answer", "latest_answer"}


def test_anonymous_is_a_missing_address_and_the_typed_one_is_used(read):
    found = read(
        ["ID", "Start time", "Completion time", "Email", "Name", "Nimesi", "Sähköpostiosoitteesi"],
        [1, at(8), at(9), "anonymous", "", "Anna Aho", "anna@x.fi"],
        [2, at(8), at(9), "anonymous", "", "Bo Berg", "Bo@x.fi"],
    )
    assert found.people.index.tolist() == ["anna@x.fi", "bo@x.fi"]
    assert found.people["name"].tolist() == ["Anna Aho", "Bo Berg"]
    assert codes(found) == []


def test_two_people_with_one_address_both_stay(read):
    found = read(
        ["Email", "Name"], ["office@x.fi", "Anna Aho"], ["office@x.fi", "Bo Berg"], ["office@x.fi", "Aho Anna"]
    )
    assert found.people["name"].to_dict() == {"office@x.fi": "Aho Anna", "row 3": "Bo Berg"}
    assert sorted(codes(found)) == ["latest_answer", "older_answer", "shared_email"]


def test_one_id_for_two_people_is_told_and_both_stay(read):
    found = read(["Tunnus", "Nimi"], [1, "Anna Aho"], [1, "Bo Berg"])
    assert found.people.index.tolist() == ["1", "row 3"]
    assert codes(found) == ["same_id"]


def test_the_same_name_with_other_addresses_is_two_people_and_a_note(read):
    found = read(["Email", "Name"], ["a@x.fi", "Änna Aho"], ["anna@y.fi", "Aho Änna"])
    assert len(found.people) == 2
    assert codes(found) == ["same_name"]
    assert found.faults["value"].tolist() == ["Änna Aho"]  # as it is written, not as it is compared


def test_trial_answers_are_kept_and_pointed_out(read):
    found = read(["Email", "Name"], ["test@x.fi", "Testi Testaaja"], ["a@x.fi", "Anna Testamentti"])
    assert len(found.people) == 2
    assert found.faults[["code", "row"]].to_numpy().tolist() == [["test_row", 2]]


def test_first_and_family_names_are_put_together(read):
    found = read(["Sukunimi", "Etunimi", "Sähköposti"], ["Aho", "Anna", "a@x.fi"])
    assert found.people["name"].tolist() == ["Anna Aho"]


def test_a_sheet_without_addresses_or_ids_is_read_by_rows_and_said(read):
    found = read(["Nimi", "Rooli"], ["Anna", "HR"], ["Bo", "HR"])
    assert found.people.index.tolist() == ["row 2", "row 3"]
    assert codes(found) == ["no_identity"]


def test_an_anonymous_form_without_a_typed_address_is_told_once(read):
    found = read(["ID", "Email", "Name"], [1, "anonymous", ""], [2, "anonymous", ""])
    assert found.people.index.tolist() == ["1", "2"]
    assert codes(found) == []


def test_another_address_in_the_sheet_is_not_taken_for_a_missing_one(read):
    found = read(["Email", "Name", "Laskutuksen sähköposti"], ["a@x.fi", "Anna", "pay@x.fi"], ["", "Bo", "pay@x.fi"])
    assert found.people.index.tolist() == ["a@x.fi", "row 3"]
    assert found.unused == ["Laskutuksen sähköposti"]


def test_the_same_id_with_another_address_is_the_same_person(read):
    headers = ["Henkilönumero", "Sähköposti", "Nimi", "Rooli"]
    found = read(headers, [17, "anna@x.fi", "Anna Aho", "HR"], [17, "anna.aho@x.fi", "Aho Anna", "Sales"])
    assert found.people["role"].to_dict() == {"anna.aho@x.fi": "Sales"}
    assert sorted(codes(found)) == ["latest_answer", "older_answer"]


def test_the_same_id_over_different_names_is_two_people_and_said(read):
    found = read(["Tunnus", "Sähköposti", "Nimi"], [1, "a@x.fi", "Anna Aho"], [1, "b@x.fi", "Bo Berg"])
    assert found.people.index.tolist() == ["a@x.fi", "b@x.fi"]
    assert codes(found) == ["same_id"]


def test_an_address_in_an_earlier_answer_is_kept_when_the_latest_has_none(read):
    found = read(
        ["Tunnus", "Sähköposti", "Nimi"], [1, "a@x.fi", "Anna Aho"], [1, "", "Anna Aho"], [2, "b@x.fi", "Bo"]
    )
    assert found.people.index.tolist() == ["a@x.fi", "b@x.fi"]
