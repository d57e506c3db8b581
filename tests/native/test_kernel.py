"""Compiled kernels do what the same functions do in Python, and are compiled once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
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
        "from peergroups.engines.search.kernel.shift import shift\n"
        "from peergroups.engines import readiness\n"
        "readiness.make_ready(['search'])\n"
        "print(len(shift.kinds), 'numba' in sys.modules)\n"
    )
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["1", "False"]


class Two(NamedTuple):
    first: int
    second: float


@kernel
def difference(two: Two):
    return (two.first - two.second) * 1.0


@pytest.mark.parametrize("kind", [int, np.int32, np.uint64, np.float32])
def test_numbers_in_tuples_are_what_python_makes_of_them(monkeypatch, tmp_path, kind):
    """Of 3 and 5 the difference is -2, also in numbers that can't be below 0, and whoever was first to call."""
    monkeypatch.setattr("peergroups.native.store._folders", lambda function: [tmp_path])
    fresh = Kernel(difference.function)
    assert fresh(Two(kind(3), kind(5))) == -2.0
    assert fresh(Two(3, 5)) == -2.0


def test_what_a_kernel_cannot_do_is_refused():
    factor = 3

    def around(value):
        return value * factor

    for mark in (kernel, inner):
        with pytest.raises(TypeError, match="takes values from around"):
            mark(around)
    with pytest.raises(TypeError, match="can't return"):
        Kernel(lambda value: (True, value))(5)
    with pytest.raises(TypeError, match="can't return"):
        Kernel(lambda values: values)(np.ones(2))
    with pytest.raises(TypeError, match="only numba has"):
        Kernel(lambda values: np.dot(values, values))(np.ones(2))


def test_a_second_folder_is_used_where_the_first_cannot_be(monkeypatch, tmp_path):
    folders = [tmp_path / "file" / "below", tmp_path / "own"]
    (tmp_path / "file").write_text("a file where the folder should be")
    monkeypatch.setattr("peergroups.native.store._folders", lambda function: folders)
    fresh = Kernel(scaled.function)
    assert not fresh.kept
    fresh(np.ones(4), 1.0)
    assert [path.suffix for path in folders[1].iterdir()] == [".o"]
    assert Kernel(scaled.function).kept


def test_threads_that_call_first_at_once_share_what_is_compiled(monkeypatch, tmp_path):
    monkeypatch.setattr("peergroups.native.store._folders", lambda function: [tmp_path])
    fresh = Kernel(scaled.function)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda by: fresh(np.ones(4), by), [0.1, 1.0, 0.1, 1.0])) == [False, True, False, True]
    assert fresh.kinds == ("f8:1;real",)


def test_what_is_kept_is_known_by_all_that_it_depends_on(monkeypatch):
    kind = "f8:1;real"
    before = _name(mixed.function, kind)
    assert _name(mixed.function, "another") != before
    monkeypatch.setitem(globals(), "SCALE", 4)
    assert _name(mixed.function, kind) != before
    monkeypatch.undo()
    monkeypatch.setattr(doubled, "__code__", (lambda value: 3 * value).__code__)
    assert _name(mixed.function, kind) != before
    monkeypatch.undo()
    assert _name(mixed.function, kind) == before


def test_what_is_left_of_a_file_is_compiled_again(monkeypatch, tmp_path):
    monkeypatch.setattr("peergroups.native.store._folders", lambda function: [tmp_path])
    Kernel(scaled.function)(np.ones(4), 1.0)
    (path,) = tmp_path.glob("*.o")
    whole = path.read_bytes()
    for damaged in (b"", whole[:100], whole[:-1], whole[:500] + b"?" + whole[501:]):
        path.write_bytes(damaged)
        assert Kernel(scaled.function)(np.ones(4), 1.0) is True
        assert path.read_bytes() == whole


def test_where_nothing_can_be_kept_kernels_still_run(monkeypatch, tmp_path):
    monkeypatch.setattr("peergroups.native.store._folders", lambda function: [tmp_path / "file" / "below"])
    (tmp_path / "file").write_text("a file where the folder should be")
    fresh = Kernel(scaled.function)
    assert fresh(np.ones(4), 1.0) is True
    assert kept(scaled.function, "f8:1;real") is None


def test_code_goes_beside_the_source_or_into_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    beside, own = list(_folders(scaled.function))
    assert beside.name == "__pycache__"
    assert own == tmp_path / "peergroups"


@pytest.mark.parametrize("value", ["text", None, np.ones(2, dtype=">f8"), [1, 2]])
def test_what_no_kernel_takes_is_refused(value):
    with pytest.raises(TypeError, match="kernels take no"):
        packed(value)
