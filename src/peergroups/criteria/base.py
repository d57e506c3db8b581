"""What a criterion is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from peergroups.problem import Problem
    from peergroups.terms import Term


@dataclass(frozen=True)
class Criterion(ABC):
    """One thing that an organiser wants of the groups. Its one job is to turn itself into terms.

    A subclass is a frozen dataclass whose fields are the settings; it checks them in ``__post_init__`` and raises
    `ProblemError` for nonsense. The fields `weight` and `hard` mean the same everywhere: a soft criterion's cost
    is its amount times the weight; a hard one must have an amount of 0.

    Attributes
    ----------
    name : str
        The key in a plan and the name in results.
    says : str
        What an organiser says; a row of the table in the documentation.
    """

    name: ClassVar[str]
    says: ClassVar[str]

    @abstractmethod
    def terms(self, problem: Problem) -> Iterable[Term]:
        """Return the terms for a problem's people and offers.

        Raises
        ------
        ProblemError
            If a column it needs is missing or holds values it can't use.
        """

    @property
    def label(self) -> str:
        """The name, with the column it looks at where that is not the usual one."""
        usual = self.__dataclass_fields__.get("column")
        if usual is None or self.column == usual.default:  # type: ignore[attr-defined]
            return self.name
        return f"{self.name}: {self.column}"  # type: ignore[attr-defined]
