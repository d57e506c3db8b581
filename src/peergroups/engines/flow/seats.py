"""Groups that seat as many people as can sit, whatever else it costs: a start where the flow's own leaves some out.

The flow knows no offer's least size, so where many offers have few takers it spreads people over groups too small to
run. Here it is first settled how many groups of each offer run; the flow then fills them.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from peergroups.demand.capacity import Capacity, scarce
from peergroups.engines.base import Incumbent
from peergroups.engines.dealing import dealt
from peergroups.engines.flow.deal import deal, mend
from peergroups.engines.flow.relaxation import Relaxation
from peergroups.engines.flow.sizes import even_sizes
from peergroups.model import Model
from peergroups.terms import WAITING, Ints

MOST_SEATS = 100_000
"""Seats that somebody could take, beyond which choosing the groups takes too long."""


def seats_left(model: Model, incumbent: Incumbent, least_waiting: int) -> bool:
    """Return whether somebody waits, at a price, whom some offer fits, and more wait than must.

    Models with scarce guides are left alone.
    """
    choices = model.seat_costs.choices()
    if incumbent.closed or not 0 < choices.sum() <= MOST_SEATS or scarce(model):
        return False
    groups = incumbent.groups
    waits = np.ones(model.people, dtype=bool) if groups is None else groups == WAITING
    able = (model.unseated > 0) & (choices > 0)
    return bool((waits & able).any()) and int((waits & model.counted).sum()) > least_waiting


def fullest(model: Model, relaxation: Relaxation, seed: int, seconds: float) -> Iterator[Ints]:
    """Yield groups for the most people: by the flow's costs; then by the rules on members.

    Parameters
    ----------
    model : Model
        People, offers and terms.
    relaxation : Relaxation
        The model's.
    seed : int
        Breaks ties in dealing people out.
    seconds : float
        For choosing how many groups of each offer run.

    Examples
    --------
    Groups of two of three kinds; each of two people likes one of the first two best, and both can bear the third:

    >>> from peergroups.terms import Seat
    >>> one = np.ones(3, dtype=np.int32)
    >>> wishes = Seat("wishes", False, np.array([0, 1, 2]), np.array([0, 1], dtype=np.int32), np.zeros(2), 1.0)
    >>> model = Model(one * 2, one * 2, one, np.full(2, 9.0), [wishes], np.ones(2, dtype=bool))
    >>> next(fullest(model, Relaxation(model), seed=0, seconds=1.0)).tolist() in ([0, 0], [1, 1], [2, 2])
    True
    """
    number = Capacity(model).groups_to_run(model.unseated / model.unseated.max(), seconds)
    offer = relaxation.fill(number).offer
    drawn = np.bincount(offer[(offer != WAITING) & model.counted], minlength=model.offers).astype(np.int64)
    number = np.minimum(number, drawn // np.maximum(model.least, 1))
    offer = np.where(number[offer] > 0, offer, WAITING).astype(np.int32)
    spread = [tally for tally in (relaxation.main,) if tally is not None]
    yield mend(model, deal(model, offer, even_sizes(model, number, drawn), spread, seed), seed)
    yield dealt(model, offer, number)
