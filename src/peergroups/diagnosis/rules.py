"""The rules that must hold, and what they are called."""

from __future__ import annotations

from peergroups.criteria.names import rule_name
from peergroups.locale import message, translate
from peergroups.problem import Problem

Rule = str
"""The label of a criterion with hard terms, `SIZES` for the offers' own sizes, or `EVERYONE`."""

EVERYONE = message("everyone has a seat")
SIZES = message("sizes of groups")


def rules_of(problem: Problem) -> tuple[Rule, ...]:
    """Return all the rules that must hold.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> offers = pd.DataFrame({"min_size": [2], "max_size": [2]})
    >>> problem = pg.Problem(pd.DataFrame({"unit": ["Oulu"]}), offers, [pg.MixedUnits(at_most=1)], everyone=True)
    >>> rules_of(problem)
    ('mixed_units', 'sizes of groups', 'everyone has a seat')
    """
    labels = dict.fromkeys(term.criterion for term in problem.model.terms if term.hard)
    return (*labels, SIZES, *([EVERYONE] if problem.everyone else []))


def called(problem: Problem, rule: Rule, language: str) -> str:
    """Return what a rule is called where people read it."""
    return translate(rule, language) if rule in (SIZES, EVERYONE) else rule_name(problem, rule, language)
