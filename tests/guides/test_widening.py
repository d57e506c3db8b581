"""Guides' rows change what no term says of the people."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from peergroups.guides.rows import GuideRows
from peergroups.guides.widening import widened
from peergroups.model import Model
from peergroups.referee import judge


@given(data=st.data())
def test_rows_of_guides_cost_nothing_in_the_groups_they_may_look_after(data):
    model = data.draw(strategies.models())
    rows = data.draw(st.integers(1, 3))
    guides = GuideRows(np.zeros(rows, np.int32), np.ones((rows, model.offers), dtype=bool), np.ones(1, np.int32))
    terms = [widened(term, model.people, guides, in_size=False) for term in model.terms]
    counted = np.append(model.counted, np.zeros(rows, dtype=bool))
    both = Model(model.least, model.most, model.copies, np.append(model.unseated, np.zeros(rows)), terms, counted)
    groups = data.draw(strategies.groupings(model))
    running = np.unique(groups[groups >= 0])
    seats = [int(data.draw(st.sampled_from([-1, *running]))) for _ in range(rows)]
    here, there = judge(model, groups), judge(both, np.append(groups, seats).astype(np.int32))
    assert there.amounts == pytest.approx(here.amounts)
    assert there.total == pytest.approx(here.total)
