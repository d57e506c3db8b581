"""What a criterion is."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from peergroups.errors import ProblemError

if TYPE_CHECKING:
    from peergroups.problem import Problem
    from peergroups.terms import Term


@dataclass(frozen=True)
class Criterion(ABC):
    """One thing that an organiser wants of the groups. Its one job is to turn itself into terms.

    A subclass is a frozen dataclass whose fields are the settings; it checks them in ``__post_init__`` and raises
    `ProblemError` for nonsense. The fields `weight` and `hard` mean the same everywhere: a soft criterion's cost
    is its amount times the weight; a hard one must have an amount of 0. A missing answer limits nobody: it fits
    every offer and belongs to no category, and `notes` says how many there were.

    Attributes
    ----------
    name : str
        The key in a plan and the name in results.
    says : str
        What an organiser says; a row of the table in the documentation.
    """

    name: ClassVar[str]
    says: ClassVar[str]

    def __post_init__(self) -> None:
        weight = getattr(self, "weight", 0.0)
        if not _is_number(weight) or not 0 <= weight < math.inf:
            raise ProblemError(f"{self.name}: weight must be a number >= 0, not {weight!r}")
        hard = getattr(self, "hard", False)
        if not isinstance(hard, bool):
            raise ProblemError(f"{self.name}: hard must be true or false, not {hard!r}")

    @abstractmethod
    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return the terms for a problem's people and offers.

        Raises
        ------
        ProblemError
            If a column it needs is missing or holds values it can't use.
        """

    def notes(self, problem: Problem, language: str = "en") -> list[str]:
        """Return what the organiser should know about the data the criterion read, in sentences that name nobody."""
        return []

    @property
    def label(self) -> str:
        """The name, with the column it looks at where that is not the usual one."""
        usual = self.__dataclass_fields__.get("column")
        if usual is None or self.column == usual.default:  # type: ignore[attr-defined]
            return self.name
        return f"{self.name}: {self.column}"  # type: ignore[attr-defined]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
