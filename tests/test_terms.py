"""Terms are plain data: every kind has a rule in each place that must know them all."""

import numpy as np
import pytest

import oracle
from peergroups import terms
from peergroups.engines.presolve import _cut_term
from peergroups.referee import amount

KINDS = [kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, terms.Term)]
KINDS.remove(terms.Term)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", [amount, _cut_term, oracle.of_group])
def test_every_kind_of_term_has_a_rule(kind, rule):
    assert rule.dispatch(kind) is not rule.dispatch(terms.Term)


def test_a_kind_without_a_rule_is_refused():
    with pytest.raises(TypeError, match="no rule to cost a Term"):
        amount(terms.Term("new", False), None, np.zeros(0, dtype=np.int32))


@pytest.mark.parametrize("kind", KINDS)
def test_terms_cannot_be_changed(kind):
    fields = dict.fromkeys(kind.__dataclass_fields__)
    with pytest.raises(AttributeError, match="cannot assign"):
        kind(**fields).hard = True
