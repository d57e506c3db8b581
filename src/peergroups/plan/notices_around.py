"""What to know of offers, guides and sessions before groups are formed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from peergroups.criteria.columns import says_yes
from peergroups.criteria.guides import Guides, could_guide
from peergroups.demand.splitting import span
from peergroups.demand.unsplit import unsplit
from peergroups.guides.need import one_more
from peergroups.locale import message, translate
from peergroups.places import municipalities
from peergroups.plan.assemble import combinations
from peergroups.plan.errors import key_of

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan
    from peergroups.problem import Problem

NO_SPOT = message("{key}: it is not known where {value} is; only people whose place has that very name can come")
NOBODY = message("{key}: nobody can take the offer {offer}")
UNSPLIT = message(
    "{theme} is the first wish of {n}, who cannot be split into groups of {sizes}: {fewer} would be left over;"
    " groups of {wider} would do, or {more} more to join them"
)
SHOWN = 5
"""Sentences of one kind at most."""
MORE = message("... and {n} more")
PAST = message("{key}: {date} is in the past")
AIRTIME = message(
    "a session of {minutes} minutes gives {n} members {each} minutes each;"
    " give everyone {enough} minutes by smaller groups or sessions of {longer} minutes"
)
ENOUGH = 7
"""Minutes that each member should have in a session; a convention of this program."""
GUESTS = message("guests are listed ({n}), but no offer has guests: they sit in any group, like members")
NOVICES = message("new guides are listed ({n}), but none will guide unless rules.guides has pairs")


def around(plan: Plan, problem: Problem, language: str, today: dt.date | None = None) -> Iterator[str]:
    """Yield sentences on offers nobody can take, on guides that are lacking or new, and on the sessions."""
    yield from _nobody(plan, problem, language)
    for number, offers in enumerate(plan.offers):
        for position, place in enumerate(offers.place):
            if municipalities.find(place) is None and municipalities.find_former(place) is None:
                key = key_of(("offers", number, "place", position))
                yield translate(NO_SPOT, language, key=key, value=f'"{place}"')
    for theme in list(unsplit(problem))[:SHOWN]:
        told = {"theme": theme.theme, "n": theme.people, "fewer": theme.remedy.fewer, "more": theme.remedy.more}
        sizes, wider = span(theme.least, theme.most), span(*theme.remedy.wider(theme.least, theme.most))
        yield translate(UNSPLIT, language, sizes=sizes, wider=wider, **told)
    for one in one_more(problem)[:SHOWN]:
        yield one.told(language)
    if "guest" in problem.people and "guests" not in problem.offers:
        yield translate(GUESTS, language, n=int(problem.people["guest"].sum()))
    rule = next((c for c in problem.criteria if isinstance(c, Guides)), None)
    alone = rule is not None and rule.pairs == "never" and not could_guide(problem, rule).any()
    if alone and problem.guides is not None:
        new = [says_yes(cell) for cell in problem.guides["novice"]] if "novice" in problem.guides.columns else []
        if any(new):
            yield translate(NOVICES, language, n=sum(new))
    if plan.sessions is not None:
        if plan.sessions.first < (today or dt.date.today()):
            yield translate(PAST, language, key="sessions.first", date=plan.sessions.first.isoformat())
        most = int(problem.model.most.max(initial=1))
        if plan.sessions.minutes < ENOUGH * most:
            each = plan.sessions.minutes // most
            told = {"minutes": plan.sessions.minutes, "n": most, "each": each}
            yield translate(AIRTIME, language, enough=ENOUGH, longer=ENOUGH * most, **told)


def _nobody(plan: Plan, problem: Problem, language: str) -> Iterator[str]:
    model = problem.model
    eligible = model.seat_costs.takers(np.arange(model.people) < len(problem.people))
    tables = [number for number, offers in enumerate(plan.offers) for _ in combinations(offers)]
    idle = np.flatnonzero(eligible == 0)
    for offer in idle[:SHOWN].tolist() if tables else ():
        key = key_of(("offers", tables[offer]))
        yield translate(NOBODY, language, key=key, offer=problem.offers.index[offer])
    if tables and len(idle) > SHOWN:
        yield translate(MORE, language, n=len(idle) - SHOWN)
