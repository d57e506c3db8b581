"""What is shown while groups are formed: a line that changes, or lines where there is no terminal."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from peergroups.locale import message, translate

if TYPE_CHECKING:
    from peergroups.engines.base import Progress

LINE_EVERY = 1.0
"""Seconds between two lines of progress where there is no terminal."""

SEARCHING = message("{seconds} s: no groups yet")
FOUND = message("{seconds} s: {seated} people have a seat, cost {cost}")
PROVED = message("{seconds} s: {seated} people have a seat, cost {cost}, proved to be at least {bound}")


@contextmanager
def shown_progress(console: Console, language: str) -> Iterator[Callable[[Progress], None]]:
    """Give a callback that shows how a solve goes on: a line that changes, or lines if there is no terminal."""
    if console.is_terminal:
        with console.status("0 s") as status:
            yield lambda news: status.update(told(news, language))
        return
    last = -math.inf

    def line(news: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY:
            last = time.monotonic()
            console.print(told(news, language), soft_wrap=True)

    yield line


def told(news: Progress, language: str) -> str:
    """Return how a solve stands, in one line."""
    from peergroups.outputs.words import number  # takes a moment, and nothing is told at first

    numbers: dict[str, str | int] = {"seconds": number(news.seconds, language, 1), "seated": news.seated}
    if not math.isfinite(news.cost):
        return translate(SEARCHING, language, **numbers)
    numbers["cost"] = number(news.cost, language, 1)
    bound = news.bound - (news.total - news.cost)  # of the groupings that leave nobody else waiting
    if bound < 0:
        return translate(FOUND, language, **numbers)
    return translate(PROVED, language, **numbers, bound=number(bound, language, 1))
