"""What an organiser does with groups once they are formed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    import pandas as pd

    from peergroups.compare import Alternative
    from peergroups.compare.by_hand import ByHand
    from peergroups.explain import Explanation
    from peergroups.explain.explanation import Audience
    from peergroups.registrations import Registrations
    from peergroups.repair import Repair, Together
    from peergroups.results.result import Result

USUAL = 3
"""Stand-ins named for each group."""


class Following:
    """What can be asked of a result. Nothing here changes it; whatever changes groups gives a new result."""

    def explain(self, person: object, *, for_: Audience = "organiser", language: str | None = None) -> Explanation:
        """Tell why somebody sits where they sit; see `peergroups.explain.explain`."""
        from peergroups.explain import explain

        return explain(cast("Result", self), person, for_=for_, language=language)

    def lock(self, people: Iterable[object] | None = None) -> Result:
        """Keep seats when groups are formed again; see `peergroups.adjust.lock`."""
        from peergroups.adjust import lock

        return lock(cast("Result", self), people)

    def unlock(self, people: Iterable[object] | None = None) -> Result:
        """Undo `lock`; see `peergroups.adjust.unlock`."""
        from peergroups.adjust import unlock

        return unlock(cast("Result", self), people)

    def move(self, person: object, group: int | None) -> Result:
        """Move somebody to another group or the queue; see `peergroups.adjust.move`."""
        from peergroups.adjust import move

        return move(cast("Result", self), person, group)

    def swap(self, one: object, other: object) -> Result:
        """Let two people change places; see `peergroups.adjust.swap`."""
        from peergroups.adjust import swap

        return swap(cast("Result", self), one, other)

    def split(self, group: int, people: Iterable[object]) -> Result:
        """Let some members of a group make a further one; see `peergroups.adjust.split`."""
        from peergroups.adjust import split

        return split(cast("Result", self), group, people)

    def merge(self, group: int, into: int) -> Result:
        """Let all members of a group join another; see `peergroups.adjust.merge`."""
        from peergroups.adjust import merge

        return merge(cast("Result", self), group, into)

    def finish(self, *, time_limit: float = 10.0, seed: int = 0) -> Result:
        """Form the groups again around the locked seats; see `peergroups.adjust.finish`."""
        from peergroups.adjust import finish

        return finish(cast("Result", self), time_limit=time_limit, seed=seed)

    def keep_together(self, one: object, other: object, *, time_limit: float = 1.2, seed: int = 0) -> Together:
        """Tell what it would cost to have two people in one group; see `peergroups.repair.keep_together`."""
        from peergroups.repair import keep_together

        return keep_together(cast("Result", self), one, other, time_limit=time_limit, seed=seed)

    def repair(
        self,
        *,
        leave: Sequence[object] = (),
        join: pd.DataFrame | Registrations | None = None,
        close: Sequence[int | str] = (),
        moves: int | None = None,
        time_limit: float = 6.0,
        seed: int = 0,
    ) -> Repair:
        """Find the best groups after a change in which few people move; see `peergroups.repair.repair`."""
        from peergroups.repair import repair

        return repair(
            cast("Result", self),
            leave=leave,
            join=join,
            close=close,
            moves=moves,
            time_limit=time_limit,
            seed=seed,
        )

    def stand_ins(self, *, most: int = USUAL) -> pd.DataFrame:
        """Return for each group those waiting who could step in; see `peergroups.repair.stand_ins`."""
        from peergroups.repair import stand_ins

        return stand_ins(cast("Result", self), most=most) if most != USUAL else self._usual_stand_ins.copy()

    @cached_property
    def _usual_stand_ins(self) -> pd.DataFrame:
        """What the workbook and the JSON both show."""
        from peergroups.repair import stand_ins

        return stand_ins(cast("Result", self), most=USUAL)

    def alternatives(
        self, *, count: int = 2, slack: float = 0.05, time_limit: float = 10.0, seed: int = 0
    ) -> list[Alternative]:
        """Return good groupings that are clearly different; see `peergroups.compare.alternatives`."""
        from peergroups.compare import alternatives

        return alternatives(cast("Result", self), count=count, slack=slack, time_limit=time_limit, seed=seed)

    def tradeoff(self, one: str, other: str, *, time_limit: float = 16.0, seed: int = 0) -> pd.DataFrame:
        """Return good groupings between two wishes; see `peergroups.compare.tradeoff`."""
        from peergroups.compare import tradeoff

        return tradeoff(cast("Result", self), one, other, time_limit=time_limit, seed=seed)

    def levels(self, order: Sequence[str], *, slack: float = 0.0, time_limit: float = 20.0, seed: int = 0) -> Result:
        """Form groups by one criterion after another; see `peergroups.compare.levels`."""
        from peergroups.compare import levels

        return levels(cast("Result", self), order, slack=slack, time_limit=time_limit, seed=seed)

    def worst_off_first(self, label: str = "theme_wishes", *, time_limit: float = 10.0, seed: int = 0) -> Result:
        """Form groups so that the worst-off person is best off; see `peergroups.compare.worst_off_first`."""
        from peergroups.compare import worst_off_first

        return worst_off_first(cast("Result", self), label, time_limit=time_limit, seed=seed)

    def by_hand(self, groups: pd.DataFrame | Mapping[Any, Any] | str | Path) -> ByHand:
        """Cost groups made by hand beside these; see `peergroups.compare.by_hand`."""
        from peergroups.compare import by_hand

        return by_hand(cast("Result", self), groups)
