"""The encoding and the delimiter of separated text are found out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peergroups.registrations import delimited
from peergroups.registrations.delimited import decode, quotes_fit, repair_letters


def split_rows(text):
    return delimited.split_rows(text, delimited.find_delimiter(text))


TEXT = "Nimi;Sähköposti;Vuodet\r\nÄijö Åberg;a@x.fi;3,5\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_an_encoding_is_found_out(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("text", ["Š", "Škoda; ŠKODA", "Œuvre; 5 €", "Matiš, Åbo", "Björn Šimi", "é; ü", "Rene\x85"])
def test_a_windows_file_is_not_taken_for_one_from_an_old_mac(text):
    """Š and Œ begin words, or stand among capitals; š is the byte of Mac Roman's ö, which therefore says nothing."""
    text = text.replace("\x85", "…")
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", ["Sähköposti", "Nimi;Åsa Påhlsson;Malmö", "Kyllä"])
def test_a_file_from_an_old_mac_is_read_by_its_letters(text):
    assert decode(text.encode("mac_roman")) == text


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_delimiter_is_found_out_though_others_stand_in_the_answers(delimiter):
    rows = [["Nimi", "Teemat", "Vuodet"], ["Aho, Anna", "a;b;", "3,5"], ["Bo | B", 'sanoi "hei"', "2"]]
    quoted = "\n".join(delimiter.join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)
    assert split_rows(quoted) == rows


def test_decimal_commas_and_commas_in_text_do_not_look_like_delimiters():
    assert split_rows(TEXT)[1] == ["Äijö Åberg", "a@x.fi", "3,5"]
    assert split_rows("Nimi;Ajat\nAnna;ma 12, ti 14, ke 9\nBo;ma 12, ke 9\n")[2] == ["Bo", "ma 12, ke 9"]


def test_line_breaks_in_quotes_belong_to_the_cell_and_empty_lines_are_rows():
    assert split_rows('Nimi;Teema\n\nAnna;"yksi\nkaksi"\n') == [["Nimi", "Teema"], [], ["Anna", "yksi\nkaksi"]]


def test_a_line_that_names_the_delimiter_for_excel_is_obeyed_and_counted():
    assert split_rows("sep=|\na|b;c;d\n") == [[], ["a", "b;c;d"]]


def test_a_quotation_mark_that_swallows_rows_is_noticed():
    assert not quotes_fit('Nimi;Email\n"Anna;a@x.fi\nBo;b@x.fi\n', ";")
    assert quotes_fit('Nimi;Email\nAnna "Annu" Aho;a@x.fi\n', ";")


def test_letters_stored_twice_over_are_put_right_and_others_left():
    assert repair_letters("Nimi;Kyllä".encode().decode("cp1252")) == "Nimi;Kyllä"
    assert repair_letters("Kyllä") is None
    assert repair_letters("São Paulo Ã, ä") is None


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="cp1252", exclude_characters="\r\n\0", min_codepoint=32), min_size=1),
            min_size=3,
            max_size=3,
        ),
        min_size=2,
    )
)
def test_quoted_cells_come_back_as_they_were(rows):
    text = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    if not rows[0][0].lower().startswith("sep="):
        assert split_rows(text) == rows
