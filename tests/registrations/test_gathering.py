"""Faults that are alike are told in one line; the table of faults keeps them all."""

import pytest

from peergroups.registrations.gathering import LINES, gathered


def sheet_of(n, places):
    return [["Nimi", "Sähköposti", "Paikkakunta"], *([f"H {k}", f"h{k}@x.fi", places(k)] for k in range(n))]


def test_the_same_fault_in_every_row_is_one_line_that_tells_how_often(read):
    found = read(*sheet_of(5000, lambda _: "Åbo"))
    assert (found.faults["code"] == "place_spelling").sum() == 5000
    (line,) = gathered(found.faults).to_dict("records")
    assert (line["where"], line["value"], line["times"]) == ("Vastaukset!C2, C3, C4 and 4997 more", "Åbo", 5000)


def test_a_kind_whose_sentences_all_differ_has_a_few_lines_and_one_for_the_rest(read):
    addresses = [f"h{k}@x.fi" if k % 3 else f"ei {k}" for k in range(900)]
    found = read(["Nimi", "Sähköposti"], *([f"H {k}", address] for k, address in enumerate(addresses)))
    assert found.faults["action"].nunique() == 300  # each person is known as another row
    lines = gathered(found.faults)
    assert len(lines) == LINES
    assert lines["times"].tolist() == [1] * (LINES - 1) + [300 - (LINES - 1)]
    assert (lines["problem"].iloc[-1], lines["action"].iloc[-1]) == ("like the lines above", "")


def test_as_many_sentences_as_lines_are_all_told(read):
    names = ["Åbo", "Helsingfors", "Tammerfors", "Esbo", "Vanda"]
    told = gathered(read(*sheet_of(len(names), names.__getitem__)).faults)["action"].str.removeprefix("read as ")
    assert told.tolist() == ["Turku", "Helsinki", "Tampere", "Espoo", "Vantaa"]


def test_faults_of_a_row_name_rows_and_long_texts_are_cut(read):
    twice = [["Nimi", "Sähköposti"], *([f"H {k}", f"h{k}@x.fi"] for k in range(40)), ["H 0", "h0@x.fi"]]
    lines = gathered(read(*twice, *twice[1:] * 60).faults)
    assert lines["where"].str.contains(r"Vastaukset rows 2, \d+, \d+ and \d+ more").any()
    assert lines["problem"].str.len().max() <= 160
    assert lines["problem"].str.endswith(" …").any()  # the list of a person's sixty rows


@pytest.mark.parametrize(("language", "more"), [("fi", "ja 6 muuta"), ("sv", "och 6 till")])
def test_what_is_gathered_is_told_in_the_language(read, language, more):
    lines = gathered(read(*sheet_of(9, lambda _: "Åbo"), language=language).faults, language)
    assert lines["where"].iloc[0].endswith(more)
