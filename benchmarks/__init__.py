"""What peergroups is measured on: `python -m benchmarks [NAME] [--quick]`.

Each module of `benchmarks.suite` is one benchmark: a docstring that says what is measured, ``run(quick)`` that
returns rows of plain values, and, where a picture says more, ``plot(rows, path)``.
"""

BENCHMARKS = ("family", "mdgp", "growth", "proof", "spread", "rounds", "offers", "diagnosis", "rivals")
