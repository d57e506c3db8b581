import pandas as pd
import pytest

import peergroups as pg


def test_a_member_in_two_groups_of_a_round_is_named_with_the_rows():
    frame = pd.DataFrame({"person": ["ann", "bo", "ann", "bo"], "group": [1, 1, 3, 1]})
    with pytest.raises(pg.InputError) as caught:
        pg.MeetingGraph().record(frame, round="spring")
    assert str(caught.value).splitlines()[1:] == ["  ann is in several groups of round spring: 1 (row 1), 3 (row 3)"]


def test_rows_of_a_sheet_are_the_sheets_own(tmp_path):
    frame = pd.DataFrame({"Nimi": ["Anna", "Bo", "Anna"], "Ryhmä": [1, 1, 3]})
    frame.to_excel(tmp_path / "spring.xlsx", startrow=2, index=False)  # two empty rows, then the headers
    with pytest.raises(pg.InputError, match=r"spring\.xlsx: .*\n  Anna .* spring: 1 \(rivi 4\), 3 \(rivi 6\)"):
        pg.MeetingGraph.from_workbooks(tmp_path / "spring.xlsx", language="fi")


@pytest.mark.parametrize(
    "rows",
    [
        [("ann", 1, 1, ""), ("ann", 1, 1, ""), ("bo", 1, 1, "")],  # the same group twice
        [("ann", 1, 1, ""), ("ann", 2, 2, ""), ("bo", 1, 1, "")],  # in another round
        [("ann", 1, 1, "guide"), ("ann", 1, 2, "guide"), ("bo", 1, 1, "")],  # a guide of two groups
        [("ann", 1, 1, ""), ("ann", 1, 0, ""), ("bo", 1, 1, "")],  # 0 is absent
    ],
)
def test_these_rows_are_harmless(rows):
    frame = pd.DataFrame(rows, columns=["person", "round", "group", "role in group"])
    assert pg.MeetingGraph().record(frame).people


def test_two_groups_in_a_cell_are_meant_and_kept_in_a_file(tmp_path):
    frame = pd.DataFrame({"person": ["ann", "bo", "cai"], "group": ["1; 2", "1", "2"]})
    met = pg.MeetingGraph().record(frame)
    met.write(tmp_path / "memory.csv")
    again = pg.MeetingGraph.from_workbooks(tmp_path / "memory.csv")
    assert [again.times_met("ann", other) for other in ("bo", "cai")] == [1, 1]
