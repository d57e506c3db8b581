"""Rounds planned at once as text, for a terminal, and as HTML, for a notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from peergroups.locale import message, translate
from peergroups.outputs.overview import titled
from peergroups.outputs.text import table_text
from peergroups.outputs.words import number

if TYPE_CHECKING:
    from peergroups.rounds.rounds_plan import RoundsPlan

STOPPED = message("It was stopped before its time was up.")
NEVER = message("Nobody meets anybody twice.")
AT_LEAST = message(
    "Meetings of two who have met before: {repeats}. With groups of these sizes at least {least}: proved."
)
FEWEST = message(
    "Meetings of two who have met before: {repeats}. With groups of these sizes there can't be fewer: proved."
)
COST = message(
    "Cost of all rounds: {cost}. Pairs that meet again cost at least {least} of it: proved. Seconds: {seconds}."
)
RULES_COST = message(
    "A pair's second meeting costs {weight}, its third {twice}, and so on; the rest is what other rules cost."
)


def how_good(plan: RoundsPlan, language: str) -> str:
    """Return how often somebody meets again, beside the least that arithmetic allows."""
    repeats = number(plan.repeats, language)
    if not plan.repeats:
        said = translate(NEVER, language)
    elif plan.repeats <= plan.least_repeats:
        said = translate(FEWEST, language, repeats=repeats)
    else:
        said = translate(AT_LEAST, language, repeats=repeats, least=number(plan.least_repeats, language))
    return f"{translate(STOPPED, language)} {said}" if plan.interrupted else said


def cost(plan: RoundsPlan, language: str) -> str:
    """Return what the rounds cost, and what that is made of."""
    told = {
        "cost": number(plan.objective, language),
        "least": number(plan.least_cost, language),
        "seconds": number(plan.seconds, language, 1),
        "weight": number(plan.weight, language),
        "twice": number(2 * plan.weight, language),
    }
    return f"{translate(COST, language, **told)} {translate(RULES_COST, language, **told)}"


def overview(plan: RoundsPlan, language: str) -> pd.DataFrame:
    """Return one row for each round as text."""
    table = plan.overview.reset_index()
    sizes = [
        f"{low}" if low == high else f"{low}–{high}" for low, high in zip(table["least"], table["most"], strict=True)
    ]
    shown = pd.DataFrame({"round": table["round"].astype(str)})
    for name in ("people", "groups"):
        shown[name] = [number(value, language) for value in table[name]]
    shown["size"] = sizes
    for name in ("waiting", "cost", "repeats"):
        shown[name] = [number(value, language) for value in table[name]]
    return titled(shown, language)


def describe(plan: RoundsPlan, language: str) -> str:
    """Return how good the plan is, and its rounds."""
    return "\n".join([how_good(plan, language), "", table_text(overview(plan, language)), "", cost(plan, language)])


def html(plan: RoundsPlan) -> str:
    """Return the same as plain HTML, in the rounds' language."""
    language = plan.results[0].language
    table = overview(plan, language).to_html(index=False, border=0, escape=True)
    first, last = escape(how_good(plan, language)), escape(cost(plan, language))
    return f"<p><strong>{first}</strong></p>\n{table}\n<p><small>{last}</small></p>"
