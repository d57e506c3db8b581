"""TOML with comments, and the lines of keys."""

from __future__ import annotations

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from peergroups.plan.toml import line_of, lines_of, written

KEYS = st.text(min_size=1, max_size=6).filter(str.isprintable)
SCALARS = (
    st.text(max_size=8).filter(str.isprintable)
    | st.integers()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(KEYS, v, max_size=3), max_leaves=6)
TABLES = st.dictionaries(KEYS, VALUES, max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, TABLES | st.lists(TABLES, min_size=1, max_size=3), max_size=4))
def test_what_is_written_reads_back(data) -> None:
    assert tomllib.loads(written(data, {})) == data


def test_a_key_in_a_table_that_is_listed_several_times_has_its_own_line() -> None:
    lines = lines_of("[[a]]\nx = 1\n\n[[a]]\nx = 2\n[a.b]\ny = 1")
    assert lines[("a", 0, "x")] == 2
    assert lines[("a", 1, "x")] == 5


def test_a_key_of_an_inline_table_is_on_its_tables_line() -> None:
    assert line_of(("rules", "mixed_units", "weight"), lines_of("[rules]\nmixed_units = {weight = 2}")) == 2


def test_a_key_that_is_nowhere_has_no_line() -> None:
    assert line_of(("sizes", "least"), lines_of("[rules]")) is None


def test_keys_in_quotes_and_headers_with_comments_are_found() -> None:
    lines = lines_of('[columns.more] # own\n"Years in job" = "Vuodet"')
    assert lines == {("columns", "more"): 1, ("columns", "more", "Years in job"): 2}
