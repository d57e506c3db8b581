"""A walk in a thread of its own, from gauging the temperatures to the end of the budget."""

from __future__ import annotations

import itertools
import threading
import time

import numpy as np

from peergroups.engines.base import Budget
from peergroups.engines.search.schedule import COLD, COOL, CRISP, FROZEN, HOT, MILD, TEPID, WARM, Thermometer
from peergroups.engines.search.walk import Walk
from peergroups.terms import Ints

LONGEST = 0.05  # seconds of a chunk, about
GAUGE = 0.12  # of the budget, for finding the temperatures in one quick cooling
GAUGE_CHUNKS = 30
COOLING = 0.8  # from one chunk to the next while gauging
PROBE = 100  # steps that tell whether a temperature is too hot by far
LOOK = 5_000  # steps that tell how many of the best answer's people a temperature sets loose
CHUNKS = 150  # of one annealing
QUENCH, WORTH = 0.04, 0.9  # of the budget, far colder than any annealing; again if the cost falls to such a share
FROST = 0.4  # how cold that is, as a share of where annealings end
ANNEALING = 150  # steps of one annealing for each person and group, at least
SINGLE = 0.2  # of the budget, for one annealing, beyond which there is only one
PART = 0.03  # of what is left of the budget, for one annealing, at least
LARGE_PLAN = ((CRISP, 0.5), (TEPID, 1.0))  # for rounds so large that single random moves must do
ICY = 0.1  # how cold annealings end there, as a share of where little is amiss: of many people few may be


class Worker:
    """Anneals one walk.

    Parameters
    ----------
    walk : Walk
        The walk.
    budget : Budget
        Seconds or iterations.
    """

    def __init__(self, walk: Walk, budget: Budget) -> None:
        self.walk, self.budget = walk, budget
        self.stop, self.done = threading.Event(), threading.Event()
        self.error: BaseException | None = None
        self._start = walk.groups
        self._news: Ints | None = None
        self._told = np.inf
        self._steps, self._begun, self._rate = 0, budget.spent, 1e5

    @property
    def at_work(self) -> bool:
        """Whether it has not ended."""
        return not self.done.is_set()

    def take(self) -> Ints | None:
        """Return the best grouping if it is new since last asked, or None."""
        news, self._news = self._news, None
        return news

    def run(self) -> None:
        """Walk until the budget is spent or `stop` is set."""
        try:
            self._run()
        except BaseException as error:  # carried to the thread that waits
            self.error = error
        finally:
            self._news = self.walk.best_groups
            self.done.set()

    def _run(self) -> None:
        self.walk.rehearse()
        self._begun = self.budget.spent
        gauge = self._gauge_from_hot() if self.walk.dense else self._gauge_from_cold()
        if self.walk.dense:
            self._quench(gauge.at(FROZEN) * FROST)
            if self._shortest > SINGLE:  # for so few, one that is longer finds more
                self._anneal(gauge.at(MILD), gauge.at(COOL), 1.0)
            self._anneal_in_turn(gauge)
        else:
            begun = self._spent
            for share, until in LARGE_PLAN:
                self._anneal(gauge.at(share), gauge.at(CRISP) * ICY, begun + (1 - begun) * until)

    def _anneal_in_turn(self, gauge: Thermometer) -> None:
        """Anneal again and again: what is best, a little and thoroughly, and by turns the start.

        How large the groups are, and which ones run, changes rarely once it is cold; the start has it right more
        often than not, where a best answer that came by luck has it wrong.
        """
        turns = itertools.cycle([(HOT, False), (WARM, False), (HOT, True), (WARM, False)])
        while (spent := self._spent) < 1 and not self.stop.is_set():
            share = max(PART * (1 - spent), self._shortest)
            until = 1.0 if spent + 1.5 * share > 1 else spent + share
            rises, anew = next(turns)
            self._anneal(gauge.at(rises), gauge.at(COLD), until, anew=anew)

    def _anneal(self, hot: float, cold: float, until: float, *, anew: bool = False) -> None:
        """Cool the best answer so far, or the start, from one temperature to another for a share of the budget."""
        if anew:
            self.walk.restart(self._start)
        else:
            self.walk.restart_from_best()
        low = self._spent
        while (spent := self._spent) < until and not self.stop.is_set():
            self._chunk(hot * (cold / hot) ** ((spent - low) / (until - low)), (until - low) / CHUNKS)

    def _gauge_from_hot(self) -> Thermometer:
        """Cool quickly from where groups form and dissolve freely; that gives a first answer too."""
        gauge = Thermometer()
        temperature = self.walk.spread()
        while self._probe(temperature / 2, PROBE) > HOT:
            temperature /= 2
        while True:
            gauge.note(temperature, self._chunk(temperature, GAUGE / GAUGE_CHUNKS))
            temperature *= COOLING
            if gauge.frozen or self._spent > GAUGE or self.stop.is_set():
                break
        return gauge

    def _quench(self, temperature: float) -> None:
        """Mend what is amiss in the best answer so far, and hardly ever let anything get worse."""
        self.walk.restart_from_best()
        cost = np.inf
        while self.walk.best_cost < WORTH * cost and self._spent < 1 and not self.stop.is_set():
            cost, until = self.walk.best_cost, min(1.0, self._spent + QUENCH)
            while self._spent < until and not self.stop.is_set():
                self._chunk(temperature, QUENCH / GAUGE_CHUNKS)

    def _gauge_from_cold(self) -> Thermometer:
        """Note the temperatures of a good start without taking it apart."""
        gauge = Thermometer(coldest=CRISP)
        temperature = self.walk.spread()
        while True:
            gauge.note(temperature, self._probe(temperature, LOOK))
            temperature /= 2
            if gauge.frozen or self._spent >= 1 or self.stop.is_set():
                break
        return gauge

    def _probe(self, temperature: float, steps: int) -> float:
        if self.budget.iterations is not None:
            steps = max(1, min(steps, self.budget.iterations // 100))
        return self._walked(temperature, steps)

    @property
    def _spent(self) -> float:
        """The share of the budget that is spent."""
        if self.budget.left <= 0:
            return 1.0
        if self.budget.iterations is not None:
            return self._steps / max(1, self.budget.iterations)
        return min(1.0, (self.budget.spent - self._begun) / max(1e-9, self.budget.seconds - self._begun))

    @property
    def _shortest(self) -> float:
        """The share of the budget that an annealing takes at least."""
        steps = ANNEALING * len(self.walk.who) * self.walk.model.groups
        if self.budget.iterations is not None:
            return steps / max(1, self.budget.iterations)
        return steps / self._rate / max(1e-9, self.budget.seconds - self._begun)

    def _chunk(self, temperature: float, share: float) -> float:
        """Walk for a share of the budget, and return the share of steps that raised the cost."""
        if self.budget.iterations is not None:
            steps = max(1, min(int(self.budget.iterations * share), self.budget.iterations - self._steps))
        else:
            steps = max(20, int(self._rate * min(LONGEST, (self.budget.seconds - self._begun) * share)))
        rises = self._walked(temperature, steps)
        if self.walk.best_total < self._told - 1e-7:
            self._told, self._news = self.walk.best_total, self.walk.best_groups
        return rises

    def _walked(self, temperature: float, steps: int) -> float:
        """Take steps, and note how many there are in a second."""
        before = time.perf_counter()
        rises = self.walk.chunk(temperature, steps)
        rate = steps / max(time.perf_counter() - before, 1e-9)
        self._rate = rate if self._steps == 0 else 0.5 * (self._rate + rate)
        self._steps += steps
        return rises
