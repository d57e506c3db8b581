"""The seats of a model as CP-SAT variables: who sits where, who waits, which groups run."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from peergroups.engines.cpsat.draft import Draft, Flag, total
from peergroups.model import Model
from peergroups.terms import WAITING, Ints


class Seating:
    """Variables for every seat, every person waiting and every group, with the rules on sizes.

    Attributes
    ----------
    of_person : list of dict group -> Flag
        The seats a person may take.
    of_group : list of dict person -> Flag
        The same seats by group, people ascending.
    waits : list of Flag
        Whether a person waits.
    runs : list of Flag
        Whether a group runs.
    """

    def __init__(self, draft: Draft, model: Model, groups: Ints) -> None:
        self.draft, self.model, self.groups = draft, model, groups
        people, seats = model.people, model.seats
        self.of_person: list[dict[int, Flag]] = [{} for _ in range(people)]
        self.of_group: list[dict[int, Flag]] = [{} for _ in range(model.groups)]
        self.waits = [draft.flag(groups[i] == WAITING) for i in range(people)]
        for i in range(people):
            for entry in range(seats.start[i], seats.start[i + 1]):
                offer = seats.offer[entry]
                for group in range(model.first_group[offer], model.first_group[offer + 1]):
                    seat = draft.flag(groups[i] == group)
                    draft.pay(seat, float(seats.cost[entry]))
                    self.of_person[i][group] = self.of_group[group][i] = seat
            draft.model.add_exactly_one(self.waits[i], *self.of_person[i].values())
            draft.pay(self.waits[i], float(model.unseated[i]))
        running = np.isin(np.arange(model.groups), groups)
        self.runs = [draft.flag(bool(runs)) for runs in running]
        for group in range(model.groups):
            self._bound_size(group)
        for offer in range(model.offers):
            copies = range(model.first_group[offer], model.first_group[offer + 1])
            for group, following in pairwise(copies):
                self._put_in_order(group, following)

    def _bound_size(self, group: int) -> None:
        offer, runs, members = self.model.offer_of[group], self.runs[group], self.of_group[group]
        size = total(seat for i, seat in members.items() if self.model.counted[i])
        self.draft.model.add(size <= int(self.model.most[offer]) * runs)
        self.draft.model.add(size >= int(self.model.least[offer]) * runs)
        for seat in members.values():
            self.draft.model.add_implication(seat, runs)
        self.draft.rule(runs.negated(), *members.values())

    def _put_in_order(self, group: int, following: int) -> None:
        """Equal groups are told apart by their first member: the earlier group's comes first."""
        earlier = None  # whether anybody so far sits in `group`
        began = False
        for i, seat in self.of_group[group].items():
            later = self.of_group[following][i]
            if earlier is None:
                self.draft.model.add(later == 0)
            else:
                self.draft.model.add_implication(later, earlier)
            began = began or self.groups[i] == group
            now = self.draft.flag(began)
            self.draft.rule(now.negated(), seat, *([] if earlier is None else [earlier]))
            earlier = now
