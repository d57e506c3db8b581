"""The table of a plan on what groups are formed for, where that is not the sum of all costs."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from peergroups.locale import message
from peergroups.plan.errors import Wrong, guess
from peergroups.plan.parts import Part, Texts, fault
from peergroups.problem import Problem
from peergroups.results.result import Result
from peergroups.terms import Seat

NO_RULE = message("no soft rule of this round is called {rule}; there are {known}")


class Aim(Part):
    """``[aim]``: what groups are formed for, where that is not the sum of all weighted costs."""

    levels: Texts = Field(
        default=(), description="Rules, the most important first: each as well met as can be before the next counts."
    )
    slack: float = Field(
        default=0.0, ge=0, description="By what share a level may cost more than its best, for those after it."
    )
    worst_off_first: str | None = Field(
        default=None,
        description="A rule on seats, such as theme_wishes: the worst-off person is as well off as can be.",
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> Aim:
        if bool(self.levels) == (self.worst_off_first is not None):
            raise fault("an aim is either levels or worst_off_first")
        if self.slack and not self.levels:
            raise fault("slack goes with levels")
        return self

    def misfits(self, problem: Problem) -> Iterator[Wrong]:
        """Yield the rules named that a problem does not have."""
        soft = [term for term in problem.model.terms if not term.hard]
        named = [("levels", soft, rule) for rule in self.levels]
        if self.worst_off_first is not None:
            named = [("worst_off_first", [term for term in soft if isinstance(term, Seat)], self.worst_off_first)]
        for key, terms, rule in named:
            known = list(dict.fromkeys(term.criterion for term in terms))
            if rule not in known:
                told = {"rule": rule, "known": ", ".join(known) or "-"}
                yield Wrong(("aim", key), NO_RULE, told, guess(rule, known))

    def reached(self, result: Result, time_limit: float) -> Result:
        """Return groups formed for this aim, from those formed by the weights."""
        if self.worst_off_first is not None:
            return result.worst_off_first(self.worst_off_first, time_limit=time_limit, seed=result.seed)
        return result.levels(self.levels, slack=self.slack, time_limit=time_limit, seed=result.seed)
