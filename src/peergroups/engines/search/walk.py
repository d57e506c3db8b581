"""One walk through groupings: a state, its temperature and the penalty of broken rules, in short compiled chunks."""

from __future__ import annotations

import numpy as np

from peergroups.engines.search.kernel.arrays import NEVER, Fixed, Longs
from peergroups.engines.search.kernel.assign import assign, desk
from peergroups.engines.search.kernel.reshape import reshape
from peergroups.engines.search.kernel.roam import roam
from peergroups.engines.search.kernel.rotate import rotate
from peergroups.engines.search.kernel.scan import scan
from peergroups.engines.search.kernel.shift import shift
from peergroups.engines.search.kernel.updates import SLACK
from peergroups.engines.search.seating import admitted, empty_state, seat_all
from peergroups.model import Model
from peergroups.native import packed
from peergroups.referee import TOLERANCE, judge
from peergroups.terms import WAITING, Ints

MOVES = ("scan", "shift", "roam", "rotate", "reshape", "assign")
"""Kinds of step: a person against everybody (with the matrix only), a person against all groups, single random moves,
chains of three, which groups run, and one member out of every group."""

KERNELS = (scan, shift, roam, rotate, reshape, assign)

GUMBELS = 1 << 16
SAMPLE = 1000  # exchanges that tell the spread of costs
MOVE_SHARE = 0.2  # of steps that move one person rather than exchange two
LEAST_PENALTY = 8.0  # temperatures that a unit of a broken rule costs at least
STRICTER, EASIER = 1.5, 0.95  # what becomes of the penalty after a chunk, by whether rules are broken
PATIENCE = 8  # chunks that rules stay broken before the walk goes back to where they were not
ASSIGNED = 400  # the most groups that an assignment takes a member out of
SHIFTS, ROTATIONS = 0.05, 0.01  # steps of other kinds for one of `scan` or of `roam`
RESHAPES, RESHAPES_WITHOUT_MATRIX = 0.005, 0.0005
ASSIGNMENTS = 0.07  # most of the time where groups are many and small, little where they are few and large
COSTED_IN_FULL = 1.0  # such assignments take longer: so many for as many scans as there are groups, at most
ASSIGN_HEAT = 0.6  # of the temperature


class Walk:
    """A grouping that changes step by step.

    Parameters
    ----------
    model : Model
        What is solved.
    fixed : Fixed
        The model for the kernels; shared between walks.
    groups : (people,) int32
        Where to start; who can't be where it says waits.
    rng : numpy.random.Generator
        All chance comes from it.
    """

    def __init__(self, model: Model, fixed: Fixed, groups: Ints, rng: np.random.Generator) -> None:
        self.model, self.fixed, self.rng = model, fixed, rng
        self.state = empty_state(fixed)
        self.who = _movable(model, fixed)
        self.noise = rng.gumbel(size=GUMBELS + 2 * model.people + model.groups + 2)
        self.penalty = self._least_penalty = 0.0
        self._broken_for = 0
        self._simple = _alike(fixed)
        self._common = packed(fixed), packed(self.state)
        self._who, self._noise, self._rng = packed(self.who), packed(self.noise), packed(rng)
        self._room = packed(np.empty(model.people)), packed(np.empty(model.groups + 1))
        self._trial = packed(np.zeros(4 * model.people + 17, dtype=np.int64)), packed(np.zeros(2))
        self._desk = packed(desk(min(ASSIGNED, model.groups), model.groups))
        self.restart(groups)
        self._shares = self._shares_of_steps()

    @property
    def dense(self) -> bool:
        """Whether what everybody would cost everywhere is kept."""
        return len(self.state.place) > 0

    @property
    def groups(self) -> Ints:
        """(people,) The grouping as it stands."""
        return np.where(self.state.group == self.model.groups, WAITING, self.state.group).astype(np.int32)

    @property
    def feasible(self) -> bool:
        """Whether no hard rule is broken as it stands."""
        return bool(self.state.totals[1] <= TOLERANCE)

    @property
    def best_total(self) -> float:
        """The total of the best feasible grouping so far, or inf."""
        return float(self.state.best_total[0])

    @property
    def best_cost(self) -> float:
        """The cost of the best feasible grouping so far, without the price of waiting, or inf."""
        waiting = self.state.best == self.model.groups
        return self.best_total - float(self.model.unseated[waiting].sum())

    @property
    def best_groups(self) -> Ints | None:
        """The best feasible grouping so far, or None."""
        if np.isinf(self.best_total):
            return None
        return np.where(self.state.best == self.model.groups, WAITING, self.state.best).astype(np.int32)

    def restart(self, groups: Ints) -> None:
        """Begin again from another grouping."""
        seat_all(self.fixed, self.state, admitted(self.model, self.fixed, groups))
        self.settle()

    def restart_from_best(self) -> None:
        """Begin again from the best feasible grouping so far, if there is one."""
        if (groups := self.best_groups) is not None:
            self.state.best_total[0] = np.inf  # rounding has added up in it
            self.restart(groups)

    def settle(self) -> None:
        """Replace the running totals by the referee's, so that rounding can't add up."""
        verdict = judge(self.model, self.groups)
        self.state.totals[:] = verdict.total, verdict.broken
        if verdict.feasible and verdict.total < self.best_total - TOLERANCE:
            self.state.best_total[0] = verdict.total
            self.state.best[:] = self.state.group

    def spread(self) -> float:
        """Return about what a random exchange of seats changes: a temperature at which most are accepted."""
        if not self.dense:
            fixed = self.fixed
            steps, seats = np.abs(np.diff(fixed.table)), fixed.seat_cost[fixed.seat_cost < NEVER / 2]
            parts = (np.abs(fixed.link_cost), steps, seats, 4 * fixed.features**2)
            return max(1e-6, *(float(part.max(initial=0)) for part in parts))
        seated = np.flatnonzero(self.state.group != self.model.groups)  # the price of waiting is no measure of costs
        if len(np.unique(self.state.group[seated])) > 1:
            one, other = self.rng.choice(seated, size=(2, SAMPLE))
            here, there = self.state.group[one], self.state.group[other]
        else:  # there is nobody to exchange seats with: any people in any groups
            one, other = self.rng.integers(self.model.people, size=(2, SAMPLE))
            here, there = self.rng.integers(self.model.groups, size=(2, SAMPLE))
        load = self.state.place
        change = load[there, one] - load[here, one] + load[here, other] - load[there, other]
        allowed = change[np.abs(change) < NEVER / 2]
        return max(1e-6, float(np.std(allowed))) if len(allowed) else 1.0

    def step(self, kind: str, temperature: float, steps: int) -> float:
        """Take some steps of one of the `MOVES`; return the share that raised the cost."""
        if not len(self.who) or not self.model.groups:
            return 0.0
        common = (*self._common, self.penalty, temperature)
        match kind:
            case "scan" if self.dense:
                rises = scan(*common, steps, self._who, self._noise, *self._room, self._rng)
            case "shift":
                rises = shift(*common, steps, self._who, self._noise, self._rng)
            case "assign" if self.dense:
                rises = assign(*common, steps, self._simple, self._desk, self._noise, self._rng)
            case "scan" | "roam" | "assign":
                rises = roam(*common, MOVE_SHARE, steps, self._who, self._rng)
            case "rotate":
                rises = rotate(*common, steps, self._who, *self._trial, self._rng)
            case "reshape":
                rises = reshape(*common, steps, *self._trial, self._rng)
            case _:
                raise ValueError(f"no move {kind!r}; there are {', '.join(MOVES)}")
        return float(rises) / steps

    def chunk(self, temperature: float, steps: int) -> float:
        """Take some steps at a temperature; return the share that raised the cost."""
        self._adapt_penalty()
        self.penalty = max(self.penalty, LEAST_PENALTY * temperature)
        rises = self.step("scan", temperature, steps)
        for kind, share in self._shares.items():
            heat = ASSIGN_HEAT if kind == "assign" else 1.0
            many = int(steps * share + self.rng.random())
            if many:
                self.step(kind, temperature * heat, many)
        if self.feasible and self.state.totals[0] < self.best_total - SLACK:
            self.state.best_total[0] = self.state.totals[0]
            self.state.best[:] = self.state.group
        return rises

    def rehearse(self) -> None:
        """Take a step of every kind there is in a chunk, so that all that needs compiling is compiled."""
        temperature = self.spread()
        for kind in ("scan", *self._shares):
            self.step(kind, temperature, 1)

    def _shares_of_steps(self) -> dict[str, float]:
        """Return how many steps of other kinds there are for one of `scan` or `roam`."""
        model = self.model
        size, most = self.state.size[:-1], self.fixed.most[model.offer_of]
        roomy = bool((size < most).any()) or not model.counted.all() or not self.feasible
        if not self.dense:
            return {"rotate": ROTATIONS} | ({"reshape": RESHAPES_WITHOUT_MATRIX} if roomy else {})
        shares = {"shift": SHIFTS, "reshape": RESHAPES} if roomy else {}
        if not len(self.fixed.cap_most):  # an assignment knows no limit on a sum
            shares["assign"] = min(ASSIGNMENTS, 1.0 if self._simple else COSTED_IN_FULL / max(1, model.groups))
        return shares

    def _adapt_penalty(self) -> None:
        self.penalty = max(self.penalty * (EASIER if self.feasible else STRICTER), self._least_penalty)
        self._broken_for = 0 if self.feasible else self._broken_for + 1
        if self._broken_for == PATIENCE and self.best_groups is not None:
            self._least_penalty = self.penalty
            self._broken_for = 0
            self.restart_from_best()


def _alike(fixed: Fixed) -> bool:
    """Return whether people differ only in what seats and the matrix cost."""
    alone = not len(fixed.link_other) and not fixed.features.shape[1]
    return alone and bool((fixed.category == fixed.category[:1]).all())


def _movable(model: Model, fixed: Fixed) -> Longs:
    """Return the people who can sit somewhere."""
    owner = np.repeat(np.arange(model.people), np.diff(fixed.seat_start))
    room = model.copies[fixed.seat_offer] * (fixed.seat_cost < NEVER)
    groups = np.bincount(owner, room, minlength=model.people)
    if fixed.seat_default < NEVER:
        groups += model.groups - np.bincount(owner, model.copies[fixed.seat_offer], minlength=model.people)
    return np.flatnonzero(groups > 0)
