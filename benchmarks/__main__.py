"""Runs benchmarks: prints a table, writes a JSON file and, for some, a picture."""

import argparse
from importlib import import_module
from pathlib import Path

from benchmarks import BENCHMARKS
from benchmarks.report import machine, show, write
from benchmarks.runs import warm_up

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="one benchmark; all of them if left out")
    parser.add_argument("--quick", action="store_true", help="the smallest sizes only, to see that it runs")
    parser.add_argument("--into", type=Path, help="where the results go; results/, or results/tmp/ if quick")
    given = parser.parse_args()
    folder = given.into or (RESULTS / "tmp" if given.quick else RESULTS)
    warm_up()
    for name in [given.name] if given.name else BENCHMARKS:
        benchmark = import_module(f"benchmarks.suite.{name}")
        before = machine()
        rows = benchmark.run(given.quick)
        if not rows:
            continue
        show(name, benchmark.COLUMNS, rows)
        write(folder / f"{name}.json", benchmark.__doc__, before, rows)
        if hasattr(benchmark, "plot"):
            benchmark.plot(rows, folder / f"{name}.png")


if __name__ == "__main__":
    main()
