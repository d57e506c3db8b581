"""What the flow engine proves and where it starts."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
import strategies
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.flow import FlowEngine

FLOW_KINDS = ("seat", "forbidden seats", "count", "count limits", "open limits")
THIRDS = st.integers(0, 20).map(lambda k: k / 3)


def run(model, seconds=5.0, seed=0):
    incumbent, engine = Incumbent(model), FlowEngine()
    engine.run(model, incumbent, Budget(seconds), seed)
    return incumbent, engine


def offers(*rows):
    """Least, most and copies of each offer."""
    return (np.array(column, dtype=np.int32) for column in zip(*rows, strict=True))


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_the_bound_never_exceeds_the_least_total(data):
    model = data.draw(strategies.models(cost=data.draw(st.sampled_from([strategies.QUARTERS, THIRDS]))))
    incumbent, _ = run(model)
    total, _ = oracle.best(model)
    assert incumbent.bound <= total + 1e-6 * max(1, abs(total))
