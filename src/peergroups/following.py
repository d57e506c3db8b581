"""What an organiser does with groups once they are formed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from peergroups.explain import Explanation
    from peergroups.explain.explanation import Audience
    from peergroups.result import Result


class Following:
    """What can be asked of a result. Nothing here changes it; whatever changes groups gives a new result."""

    def explain(self, person: object, *, for_: Audience = "organiser", language: str | None = None) -> Explanation:
        """Tell why somebody sits where they sit; see `peergroups.explain.explain`."""
        from peergroups.explain import explain

        return explain(cast("Result", self), person, for_=for_, language=language)
