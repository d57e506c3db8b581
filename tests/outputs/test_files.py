"""A file is written whole or not at all."""

import os

import pytest

import peergroups as pg
from peergroups.outputs.files import whole_file


def test_an_existing_file_is_kept(tmp_path):
    path = tmp_path / "groups.xlsx"
    path.write_text("mine")
    with pytest.raises(pg.InputError, match="exists already"), whole_file(path):
        pytest.fail("nothing may be written")
    assert path.read_text() == "mine"


def test_an_existing_file_is_replaced_by_force(tmp_path):
    path = tmp_path / "groups.xlsx"
    path.write_text("mine")
    with whole_file(path, force=True) as beside:
        beside.write_text("new")
        assert path.read_text() == "mine"
    assert path.read_text() == "new"
    assert os.listdir(tmp_path) == ["groups.xlsx"]


def test_a_failure_leaves_nothing_and_changes_nothing(tmp_path):
    path = tmp_path / "groups.xlsx"
    path.write_text("mine")
    with pytest.raises(RuntimeError), whole_file(path, force=True) as beside:  # noqa: PT012
        beside.write_text("half")
        raise RuntimeError
    assert path.read_text() == "mine"
    assert os.listdir(tmp_path) == ["groups.xlsx"]


def test_a_file_that_appears_meanwhile_is_kept(tmp_path):
    path = tmp_path / "groups.xlsx"
    with pytest.raises(pg.InputError, match="exists already"), whole_file(path) as beside:  # noqa: PT012
        beside.write_text("late")
        path.write_text("first")
    assert path.read_text() == "first"


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_a_missing_folder_is_named(tmp_path, language):
    folder = tmp_path / "nowhere"
    with pytest.raises(pg.InputError, match="nowhere"), whole_file(folder / "groups.xlsx", language=language):
        pytest.fail("nothing may be written")
    assert not folder.exists()


def test_a_folder_is_never_replaced(tmp_path):
    with pytest.raises(pg.InputError), whole_file(tmp_path, force=True):
        pytest.fail("nothing may be written")


def test_others_may_read_it_as_usual(tmp_path):
    with whole_file(tmp_path / "a") as beside:
        beside.write_text("x")
    (tmp_path / "b").write_text("x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
