"""What an organiser should know before groups are formed, in sentences; nothing here keeps them from being formed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from peergroups.criteria.columns import fold, listed
from peergroups.criteria.names import notes, rule_name
from peergroups.demand.demand import answers, capacity, counted
from peergroups.demand.splitting import remedy, span
from peergroups.locale import message, translate
from peergroups.plan.continuing import NO_HISTORY as NO_LAST_ROUND
from peergroups.plan.fit import UNKNOWN, compared_column, values
from peergroups.plan.notices_around import around
from peergroups.plan.rules import COMPARED, HISTORY, settings_of
from peergroups.plan.several import attendance

if TYPE_CHECKING:
    from peergroups.plan.plan import Plan
    from peergroups.problem import Problem

SHOWN = 10
"""How many ids or values a sentence lists at most."""

NOT_OFFERED = {
    "theme_wishes": message("{value} is the first wish of {n}, but no offer has it"),
    "same_role": message("{value} is the role of {n}, but no offer has it"),
}
CANNOT_RUN = message("{value} suits {n}, but a group needs {least}")
NO_SPLIT = message("{n} people cannot be split into groups of {sizes}: {fewer} will be left over")
REMEDY = message("{what}; groups of {wider} would do, or {more} more to join them")
TOO_FEW_SEATS = message("Seats for {seats} of {n} people, in {groups} groups at most. What limits them: {binds}")
NOWHERE = message("no offer fits {n} of the people: {people}")
UNASKED = message(
    "offers say their {property}, but the people have no column {column}: each is taken to suit everyone"
    " (if the sheet asks for it, name its column in [columns])"
)
UNUSED = message(
    "the people have answers in {column}, but no offer says its {property}: they do not count"
    " (rules.{rule} = false, if that is meant)"
)
NO_HISTORY = message("{rule} has no effect, as no earlier rounds were given")

LIMITS = {
    "people": message("the number of people"),
    "answers": message("what people answered"),
    "copies": message("the copies of the offers"),
    "guides": message("the number of guides"),
}


def notices(plan: Plan, problem: Problem) -> list[str]:
    """Return what to know of a plan and its problem, in the plan's language."""
    language = plan.round.language
    said = [
        *_unasked(problem, language),
        *_unused(plan, problem, language),
        *_answers(plan, problem, language),
        *_numbers(plan, problem, language),
        *around(plan, problem, language),
    ]
    at_work = {criterion.name for criterion in problem.criteria}
    said += [
        translate(NO_HISTORY, language, rule=rule)
        for rule in HISTORY
        if settings_of(plan.rules.get(rule, False)) and rule not in at_work and plan.rounds is None
    ]
    if plan.continuing is not None and "continuing" not in at_work:
        said.append(translate(NO_LAST_ROUND, language))
    return said + notes(problem, language)


def limit_name(problem: Problem, name: str, language: str) -> str:
    """Return what limits the number of groups, as `peergroups.demand.demand.Capacity` names it, in words."""
    return translate(LIMITS[name], language) if name in LIMITS else rule_name(problem, name, language)


def _unasked(problem: Problem, language: str) -> Iterator[str]:
    for rule in UNKNOWN:
        offered, column = COMPARED[rule]
        at_work = any(criterion.name == rule for criterion in problem.criteria)
        if offered in problem.offers and column not in problem.people and not at_work:
            yield translate(UNASKED, language, property=offered, column=column)


def _unused(plan: Plan, problem: Problem, language: str) -> Iterator[str]:
    """Yield wishes and times that nothing in the plan uses, and that it does not do without expressly."""
    read = {getattr(criterion, "column", None) for criterion in problem.criteria}
    for rule in ("theme_wishes", "common_slot"):
        offered, column = COMPARED[rule]
        if column not in problem.people or column in read or offered in problem.offers or rule in plan.rules:
            continue
        if any(answers(cell) for cell in problem.people[column]):
            yield translate(UNUSED, language, column=column, property=offered, rule=rule)


def _answers(plan: Plan, problem: Problem, language: str) -> Iterator[str]:
    people = problem.people
    least = int(problem.offers["min_size"].min())
    for rule, (offered, _) in COMPARED.items():
        column = compared_column(plan, rule)
        named = dict.fromkeys(value for _, value in values(plan, offered)) if offered != "online" else {}
        if column is None or column not in people or not named or rule == "travel":
            continue
        count = {fold(value): int(n) for value, n in counted(people, column).items()}
        silent = sum(not answers(cell) for cell in people[column])
        for value in named:
            n = silent + sum(count.get(fold(one), 0) for one in listed(value))
            if n < least:
                yield translate(CANNOT_RUN, language, value=value, n=n, least=least)
        known = {fold(one) for value in named for one in listed(value)}
        if rule in NOT_OFFERED and all(getattr(offers, offered) for offers in plan.offers):
            for answer, n in counted(people, column, first=True).items():
                if fold(answer) not in known:
                    yield translate(NOT_OFFERED[rule], language, value=answer, n=n)


def _numbers(plan: Plan, problem: Problem, language: str) -> Iterator[str]:
    people, found = len(problem.people), capacity(problem)
    least, most = int(problem.offers["min_size"].min()), int(problem.offers["max_size"].max())
    help_ = remedy(people, least, most)
    everybody = attendance(plan, problem.people) is None  # else each round has people of its own
    if everybody and help_ is not None:
        what = translate(NO_SPLIT, language, n=people, sizes=span(least, most), fewer=help_.fewer)
        yield translate(REMEDY, language, what=what, wider=span(*help_.wider(least, most)), more=help_.more)
    elif everybody and found.groups * most < people:
        binds = limit_name(problem, found.binds, language)
        seats = found.groups * most
        yield translate(TOO_FEW_SEATS, language, n=people, seats=seats, groups=found.groups, binds=binds)
    if found.nowhere:
        ids = ", ".join(map(str, found.nowhere[:SHOWN])) + (" ..." if len(found.nowhere) > SHOWN else "")
        yield translate(NOWHERE, language, n=len(found.nowhere), people=ids)
