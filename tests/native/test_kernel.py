"""Compiled kernels do what the same functions do in Python, and are compiled once."""

import subprocess
import sys
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peergroups.native import Kernel, inner, kernel, packed
from peergroups.native.store import _folders, _name, kept

SCALE = 3


class Pair(NamedTuple):
    left: np.ndarray
    share: float
    right: np.ndarray


@inner
def doubled(value):
    return 2 * value


@kernel
def mixed(pair: Pair, flags, number, real, yes, rng):
    total = 0.0
    for k in range(len(pair.left)):
        pair.right[k] += doubled(pair.left[k]) * SCALE
        total += pair.right[k] * pair.share * (real if flags[0, k % flags.shape[1]] else rng.random())
    return len(pair.left) + number, total, yes and total > 0


@kernel
def nothing(values):
    values[:] = 7


@kernel
def scaled(values, by):
    return values.sum() * by > 3


@given(
    many=st.integers(0, 9),
    number=st.integers(-(2**40), 2**40),
    real=st.floats(-1e9, 1e9),
    yes=st.booleans(),
    seed=st.integers(0, 99),
    apart=st.booleans(),
)
@settings(deadline=None, max_examples=60)
def test_compiled_and_python_agree_in_answers_changes_and_chance(many, number, real, yes, seed, apart):
    rng = np.random.default_rng(seed)
    left = rng.integers(-5, 5, many * 2).astype(np.int32)[:: 2 if apart else 1][:many]
    flags = rng.random((2, 3)) < 0.5
    given = [Pair(left, 0.25, np.arange(many, dtype=float)) for _ in range(2)]
    chance = [np.random.default_rng(seed) for _ in range(2)]
    answer = mixed(given[0], flags, number, real, yes, chance[0])
    plain = mixed.function(given[1], flags, number, real, yes, chance[1])
    assert answer[0] == plain[0]
    assert answer[1] == pytest.approx(plain[1])
    assert answer[2] == plain[2]
    np.testing.assert_array_equal(given[0].right, given[1].right)
    assert chance[0].random() == chance[1].random()  # both drew as many numbers


def test_arguments_may_be_packed_beforehand_and_change_later():
    values = np.zeros(3)
    once = packed(values)
    values[1] = 4.0
    assert scaled(once, 1.0) is True  # 4 is more than 3
    values[1] = 2.0
    assert scaled(once, 1.0) is False
    assert nothing(once) is None
    assert values.tolist() == [7, 7, 7]


def test_each_kind_of_arguments_is_compiled_once():
    fresh = Kernel(scaled.function)
    fresh(np.ones(3), 1.0)
    fresh(np.ones(8), 2.0)
    assert fresh.kinds == ("f8:1;real",)
    fresh(np.ones(3, dtype=np.int64), 1.0)
    assert fresh.kinds == ("f8:1;real", "i8:1;real")


def test_another_process_loads_it_without_the_compiler():
    code = (
        "import sys, numpy as np\n"
        "from peergroups.native import kernel\n"
        "from peergroups.engines.search.kernel.shift import shift\n"
        "from peergroups.engines import readiness\n"
        "readiness.make_ready(['search'])\n"
        "print(len(shift.kinds), 'numba' in sys.modules)\n"
    )
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["1", "False"]


def test_what_is_kept_is_known_by_all_that_it_depends_on(monkeypatch):
    kind = "f8:1;real"
    before = _name(mixed.function, kind)
    assert _name(mixed.function, "another") != before
    monkeypatch.setitem(globals(), "SCALE", 4)
    assert _name(mixed.function, kind) != before
    monkeypatch.undo()
    monkeypatch.setattr(doubled, "__code__", (lambda value: 3 * value).__code__)
    assert _name(mixed.function, kind) != before


def test_where_nothing_can_be_kept_kernels_still_run(monkeypatch, tmp_path):
    monkeypatch.setattr("peergroups.native.store._folders", lambda function: [tmp_path / "file" / "below"])
    (tmp_path / "file").write_text("a file where the folder should be")
    fresh = Kernel(scaled.function)
    assert fresh(np.ones(4), 1.0) is True
    assert kept(scaled.function, "f8:1;real") is None


def test_code_goes_beside_the_source_or_into_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    beside, own = _folders(scaled.function)
    assert beside.name == "__pycache__"
    assert own == tmp_path / "peergroups"


def test_what_no_kernel_takes_is_refused():
    with pytest.raises(TypeError, match="kernels take no str"):
        packed("text")
