"""What is compiled beforehand is all that a solve calls: nothing is compiled again for other arrays."""

import pkgutil
from importlib import import_module

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from peergroups.engines import COMPILED, columns, engine, search
from peergroups.engines.base import Budget, Incumbent
from peergroups.engines.readiness import make_ready
from peergroups.engines.search import walk
from peergroups.engines.search.build import fixed_arrays
from peergroups.engines.search.walk import Walk
from peergroups.native import Kernel


def compiled():
    """What has been compiled or loaded of each kernel, by the kinds of its arguments."""
    found = {}
    for package in (search, columns):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            for name, function in vars(import_module(module.name)).items():
                if isinstance(function, Kernel):
                    found[module.name, name] = function.kinds
    return found


@pytest.fixture(scope="module")
def beforehand():
    make_ready()
    return compiled()


def test_every_kernel_is_made_ready_for_one_kind_of_arguments(beforehand):
    kernels = {name for _, name in beforehand}
    assert {"scan", "shift", "roam", "rotate", "reshape", "assign", "search_offer"} <= kernels
    assert {key for key, kinds in beforehand.items() if len(kinds) != 1} == set()


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_engines_compile_nothing_more(beforehand, data):
    """Whatever terms there are: none of a kind gives arrays without entries, of another number of columns."""
    model = data.draw(strategies.models(people=(1, 12), groups=8))
    found = Incumbent(model)
    for name in COMPILED:
        engine(name).run(model, Incumbent(model), Budget(2.0, 300), seed=0)
        engine(name).run(model, found, Budget(2.0, 300), seed=0)  # from what the others found
    start = data.draw(strategies.groupings(model))
    walk = Walk(model, fixed_arrays(model, dense=False), start, np.random.default_rng(0))
    walk.chunk(1.0, 100)
    assert compiled() == beforehand


def test_all_kernels_of_an_engine_are_asked_whether_they_are_kept():
    for package, listed in ((search, walk.KERNELS), (columns, columns.KERNELS)):
        found = set()
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            found |= {each for each in vars(import_module(module.name)).values() if isinstance(each, Kernel)}
        assert found == set(listed)
