"""Runs CP-SAT in a thread of its own, so that the caller can interrupt it and hears its news."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

import numpy as np
from ortools.sat.python import cp_model

from peergroups.engines.base import Budget, Incumbent, in_order
from peergroups.engines.cpsat.draft import Draft, Flag
from peergroups.engines.cpsat.seating import Seating
from peergroups.engines.cpsat.terms import add_counts, add_limits, add_loads, add_moments, add_opens, add_pairs
from peergroups.model import Model
from peergroups.terms import WAITING, Ints

ITERATIONS_A_UNIT = 100_000
"""Iterations that stand for one unit of CP-SAT's deterministic time, a few seconds."""
STRATEGIES = 8
"""Ways of searching that CP-SAT runs side by side, however few the processors: together they prove far more."""
LARGEST = 1_000_000
"""Literals beyond which a model is left to the other engines: it would take gigabytes and prove nothing."""
LITERALS_A_SECOND = 50_000
"""Literals for each second there is; to build and presolve them takes about a third of it on an idle machine."""


@dataclass
class CpsatEngine:
    """One CP-SAT model of everything. Starts from the incumbent's grouping; proves bounds on the total.

    With an iteration limit it is deterministic.
    """

    name: str = "cpsat"

    def run(self, model: Model, incumbent: Incumbent, budget: Budget, seed: int) -> None:
        """Improve the grouping and the bound until the time is out or both meet; too large a model is declined."""
        most = LARGEST if budget.iterations is not None else min(LARGEST, LITERALS_A_SECOND * budget.left)
        if budget.left <= 0 or model.people == 0 or literals(model) > most:
            return
        Run(model, incumbent, self.name).finish(solver_for(budget, seed), budget)


def solver_for(budget: Budget, seed: int) -> cp_model.CpSolver:
    """Return a solver that stops with the budget, keeps hints and leaves interrupts to the caller."""
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = budget.left
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.symmetry_level = 0  # symmetry presolve would lose the hint
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = budget.workers or STRATEGIES
    if budget.iterations is not None:
        solver.parameters.num_workers = STRATEGIES
        solver.parameters.interleave_search = True  # the strategies take turns: always the same answer
        solver.parameters.max_deterministic_time = budget.iterations / ITERATIONS_A_UNIT
    return solver


class Run:
    """One solve of one model. News comes from the solver's thread; the incumbent hears it in the caller's."""

    def __init__(self, model: Model, incumbent: Incumbent, name: str) -> None:
        self.incumbent, self.name, self.people = incumbent, name, model.people
        known = incumbent.groups
        groups = np.full(model.people, WAITING, np.int32) if known is None else in_order(model, known)
        draft = Draft(hinting=known is not None)
        seating = Seating(draft, model, groups)
        for add in (add_pairs, add_counts, add_loads, add_limits, add_moments, add_opens):
            add(seating)
        self.scale, self.model = draft.minimise(), draft.model
        self.fixed = model.constant + draft.fixed
        self.seats = [(i, g, seat) for i, seats in enumerate(seating.of_person) for g, seat in seats.items()]
        self.news: SimpleQueue[Ints | float | BaseException | None] = SimpleQueue()

    def finish(self, solver: cp_model.CpSolver, budget: Budget) -> None:
        """Solve, and pass on groupings and bounds as they come."""
        solver.best_bound_callback = self.news.put
        thread = Thread(target=self._solve, args=(solver,), daemon=True)
        thread.start()
        try:
            while (item := self._next(solver, budget)) is not None:
                self._hear(item)
        finally:
            solver.stop_search()
            thread.join()
            while not self.news.empty():
                self._hear(self.news.get())

    def grouping(self, value: Callable[[Flag], bool]) -> Ints:
        """Return the grouping that the seats' values say."""
        groups = np.full(self.people, WAITING, dtype=np.int32)
        for i, group, seat in self.seats:
            if value(seat):
                groups[i] = group
        return groups

    def _next(self, solver: cp_model.CpSolver, budget: Budget) -> Ints | float | BaseException | None:
        while True:
            try:
                return self.news.get(timeout=0.1)  # a wait without end would not let an interrupt through
            except Empty:
                if budget.enough():
                    solver.stop_search()

    def _hear(self, item: Ints | float | BaseException | None) -> None:
        if isinstance(item, BaseException):
            raise item
        if isinstance(item, np.ndarray):
            self.incumbent.offer(item, by=self.name)
        elif item is not None:
            self.incumbent.prove(self.scale.bound(item) + self.fixed, by=self.name)

    def _solve(self, solver: cp_model.CpSolver) -> None:
        in_turns = solver.parameters.interleave_search  # then only the last solution is the same every time
        try:
            status = solver.solve(self.model, None if in_turns else Groupings(self))
            if status == cp_model.INFEASIBLE:
                self.news.put(math.inf)
            elif status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                self.news.put(self.grouping(solver.boolean_value))
                self.news.put(solver.best_objective_bound)
            elif status == cp_model.MODEL_INVALID:
                raise RuntimeError(f"CP-SAT refused the model: {self.model.validate()}")
        except BaseException as error:  # handed to the caller's thread
            self.news.put(error)
        finally:
            self.news.put(None)


class Groupings(cp_model.CpSolverSolutionCallback):
    """Puts every grouping found into a run's news."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run

    def on_solution_callback(self) -> None:
        """Read the seats taken."""
        self._run.news.put(self._run.grouping(self.boolean_value))


def literals(model: Model) -> int:
    """Return roughly how many literals the model takes."""
    choices = model.seat_costs.choices(model.copies)
    dense = model.people**2 // 2 if model.dense is not None else 0
    listed = [pairs.first for pairs in (model.soft_pairs, model.forbidden_pairs, model.forced_pairs)]
    a_seat = 4 + 2 * len(model.counts) + sum(term.features.shape[1] for term in model.moments)
    by_pair = choices[np.concatenate(listed)].sum() + dense * choices.mean()
    return int(a_seat * choices.sum() + 3 * by_pair)
