"""Jobs of a batch, one by one or several at once; a crash takes only one with it, and Ctrl-C keeps what there is."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from peergroups.batches.batch import Job, Outcome, Report, form_one
from peergroups.locale import message, translate

CRASHED = message("the process that formed the groups ended without an answer")


def run(todo: Sequence[Job], workers: int, tell: Callable[[Report], None]) -> list[Report]:
    """Form groups of every sheet; return what became of each, in their order.

    Interrupted, what is being formed is stopped and its best groups so far are written; the rest is not started.

    Parameters
    ----------
    todo : sequence of Job
        The sheets.
    workers : int
        How many are formed at once, each in a process of its own; one alone is formed in this process.
    tell : callable
        Called with each report when it is there.
    """
    reports: dict[int, Report] = {}
    for number, report in _one_by_one(todo) if workers == 1 else _at_once(todo, workers):
        reports[number] = report
        tell(report)
    return [reports.get(n, Report(job.sheet.name, Outcome.NOT_STARTED)) for n, job in enumerate(todo)]


def _one_by_one(todo: Sequence[Job]) -> Iterator[tuple[int, Report]]:
    for number, job in enumerate(todo):
        report = form_one(job)
        yield number, report
        if report.outcome is Outcome.INTERRUPTED:
            return


def _at_once(todo: Sequence[Job], workers: int) -> Iterator[tuple[int, Report]]:
    each = max(1, (os.cpu_count() or 1) // workers)
    todo = [replace(job, n_jobs=each) for job in todo]
    new = [not job.out.exists() for job in todo]
    with _Stop() as stop:
        crashed: list[int] = []
        yield from _pooled(todo, range(len(todo)), workers, crashed, stop)
        for number in list(crashed):  # one of these took the others down with it: each alone, once more
            crashed.clear()
            if new[number]:  # what is there by now was written before its process went down with the others
                todo[number] = replace(todo[number], force=True)
            yield from _pooled(todo, [number], 1, crashed, stop)
            if crashed and not stop.asked:
                told = translate(CRASHED, todo[number].language or "en")
                yield number, Report(todo[number].sheet.name, Outcome.FAILED, message=told)


def _pooled(
    todo: Sequence[Job], numbers: Sequence[int], workers: int, crashed: list[int], stop: _Stop
) -> Iterator[tuple[int, Report]]:
    waiting = list(reversed(numbers))
    running: dict[Future[Report], int] = {}
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _interrupted_once) as pool:
        try:
            while running or (waiting and not stop.asked):
                while waiting and len(running) < workers and not stop.asked:
                    number = waiting.pop()
                    running[pool.submit(form_one, todo[number])] = number
                done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    yield running[future], future.result()
                    del running[future]
        except BrokenProcessPool:
            crashed += [*running.values(), *reversed(waiting)]


class _Stop:
    """While in use, Ctrl-C asks the workers to stop instead of this process."""

    asked = False

    def __enter__(self) -> _Stop:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _ask(self, *_: object) -> None:
        self.asked = True
        for process in multiprocessing.active_children():
            os.kill(process.pid or os.getpid(), signal.SIGINT)


def _interrupted_once() -> None:
    """Let a worker be interrupted once: the terminal's signal and the parent's may both arrive."""

    def interrupt(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
