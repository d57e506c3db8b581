"""What an organiser does with groups once they are formed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from peergroups.explain import Explanation
    from peergroups.explain.explanation import Audience
    from peergroups.registrations import Registrations
    from peergroups.repair import Repair
    from peergroups.result import Result


class Following:
    """What can be asked of a result. Nothing here changes it; whatever changes groups gives a new result."""

    def explain(self, person: object, *, for_: Audience = "organiser", language: str | None = None) -> Explanation:
        """Tell why somebody sits where they sit; see `peergroups.explain.explain`."""
        from peergroups.explain import explain

        return explain(cast("Result", self), person, for_=for_, language=language)

    def repair(
        self,
        *,
        leave: Sequence[object] = (),
        join: pd.DataFrame | Registrations | None = None,
        close: Sequence[int] = (),
        moves: int | None = None,
        time_limit: float = 10.0,
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
