"""HiGHS without its banner."""

from __future__ import annotations

from highspy import Highs


def quiet() -> Highs:
    """Return a solver on one thread that prints nothing.

    HiGHS' own constructor switches callbacks on, which prints a banner before printing can be switched off.
    """
    solver = Highs.__new__(Highs)
    super(Highs, solver).__init__()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver
