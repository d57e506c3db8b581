"""The exceptions a caller may meet.

::

    PeergroupsError
     ├── InputError            faults in a sheet or a table; carries them all      (also a ValueError)
     ├── PlanError             a key of the plan is wrong; carries all the errors  (also a ValueError)
     ├── ProblemError          people, offers and criteria that do not fit together (also a ValueError)
     └── InfeasibleError       no grouping satisfies the hard rules; names the clash
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class PeergroupsError(Exception):
    """The root of every error that this package raises on purpose."""


class InputError(PeergroupsError, ValueError):
    """A sheet or table can't be used; every fault found is in `faults`.

    Parameters
    ----------
    message : str
        One sentence for a person.
    faults : pandas.DataFrame, optional
        One row a fault, with the columns ``sheet, row, column, value, problem, action``.
    """

    def __init__(self, message: str, faults: pd.DataFrame | None = None) -> None:
        super().__init__(message)
        self.faults = faults


class PlanError(PeergroupsError, ValueError):
    """The plan file is wrong; `errors` has one sentence for each wrong key."""

    def __init__(self, message: str, errors: Sequence[str] = ()) -> None:
        super().__init__("\n".join([message, *(f"  {e}" for e in errors)]))
        self.errors = tuple(errors)


class ProblemError(PeergroupsError, ValueError):
    """People, offers and criteria do not fit together, such as a criterion's missing column."""


class InfeasibleError(PeergroupsError):
    """No grouping satisfies every hard rule; `reasons` names the clash in sentences."""

    def __init__(self, message: str, reasons: Sequence[str] = ()) -> None:
        super().__init__("\n".join([message, *(f"  {r}" for r in reasons)]))
        self.reasons = tuple(reasons)
