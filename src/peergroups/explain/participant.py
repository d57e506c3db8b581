"""A seat explained to the person: from their own answers and the groups as they are announced, from nothing else.

Neither the costs nor the rules on who may sit with whom are read here, so that nothing of anybody else can show.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from peergroups.criteria.columns import fold
from peergroups.explain.seat import Seat
from peergroups.locale import message, translate
from peergroups.model import Model
from peergroups.referee import sizes

SITS = message("You are in {place}.")
WAITS = message("You are on the waiting list, number {position} in line.")
FIRST = message("It is on the theme that you wished for most.")
WISH = message("It is on a theme that you wished for: your wish number {rank}.")
SIZE = message("You are {n} in the group.")
NEW = message("{new} of the {others} others are new to you.")
UNITS = message("You come from {units} different units.")
WHY_NOT = message("Why not {theme}, your first wish: {reason}")
NOT_RUNNING = message("no group on it runs this time.")
ANSWERS = message("the groups on it do not meet as your answers asked.")
FULL = message("the groups on it that suit you are full.")
WHOLE = message("the groups were formed so that the whole came out as well as possible for everyone.")
WHY_WAITING = message("Why not a seat: {reason}")
NO_GROUP = message("the groups that run do not meet as your answers asked.")
ALL_FULL = message("the groups that suit you are full.")

REASONS = {"answers": message("does not suit your answers"), "full": message("is full"), "whole": message("possible")}


def sentences(seat: Seat) -> Iterator[str]:
    """Yield the explanation."""
    language = seat.language
    if seat.waits:
        line = seat.result.waiting.set_index("person").loc[seat.person]
        yield translate(WAITS, language, position=int(line["position"]))
        reasons = {_reason(seat, int(group)) for group in seat.groups.index}
        said = WHOLE if "whole" in reasons else ALL_FULL if "full" in reasons else NO_GROUP
        yield translate(WHY_WAITING, language, reason=translate(said, language))
    else:
        yield translate(SITS, language, place=seat.place(int(seat.facts["group"])))
        yield from _company(seat)
    if seat.lacks_first_wish():
        reasons = {_reason(seat, group) for group in seat.with_first_wish()}
        said = NOT_RUNNING if not reasons else ANSWERS if reasons == {"answers"} else WHOLE
        said = FULL if reasons in ({"full"}, {"full", "answers"}) else said
        yield translate(WHY_NOT, language, theme=seat.wishes[0], reason=translate(said, language))


def moves(seat: Seat) -> pd.DataFrame:
    """Return for each other group whether it is full or does not suit the person's own answers."""
    others = [int(group) for group in seat.groups.index if seat.waits or group != seat.facts["group"]]
    rows = [
        {
            "group": group,
            "offer": seat.groups.loc[group, "offer"],
            "reason": translate(REASONS[_reason(seat, group)], seat.language),
        }
        for group in others
    ]
    return pd.DataFrame(rows, columns=["group", "offer", "reason"])


def _company(seat: Seat) -> Iterator[str]:
    language, people, facts = seat.language, seat.problem.people, seat.facts
    if not pd.isna(facts["wish"]):
        rank = int(facts["wish"])
        yield translate(FIRST, language) if rank == 1 else translate(WISH, language, rank=rank)
    yield translate(SIZE, language, n=len(seat.members) + 1)
    if "unit" in people.columns:
        units = {fold(unit) for unit in people["unit"].iloc[[*seat.members.tolist(), seat.row]]} - {""}
        if len(units) > 1:
            yield translate(UNITS, language, units=len(units))
    if not pd.isna(facts["new_faces"]):
        yield translate(NEW, language, new=int(facts["new_faces"]), others=len(seat.members))


def _reason(seat: Seat, group: int) -> str:
    """Return "answers" if the person can't take the group's kind, else "full" if it is, else "whole"."""
    model = seat.problem.model
    number = int(np.flatnonzero(seat.numbers == group)[0])
    if model.offer_of[number] not in model.seat_costs.of(seat.row)[0]:
        return "answers"
    return "full" if _full(model, seat, number) else "whole"


def _full(model: Model, seat: Seat, group: int) -> bool:
    return bool(sizes(model, seat.result.assignment)[group] >= model.most[model.offer_of[group]])
