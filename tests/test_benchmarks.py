"""The benchmarks run, so that they cannot rot."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_benchmark_prints_a_table_and_writes_what_it_measured(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", "spread", "--quick", "--into", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "violations" in ran.stdout
    (row,) = json.loads((tmp_path / "spread.json").read_text(encoding="utf-8"))["rows"]
    # 12 groups of 10: by category 12 x (2 x C(5,2)) of halves, 12 x (2 x C(3,2) + 2 x C(2,2)) of quarters,
    # 12 x 5 x C(2,2) of fifths, and of eighths 12 x 2 doubles.
    assert row["bound_on_pairs"] == 12 * (20 + 8 + 5 + 2)
