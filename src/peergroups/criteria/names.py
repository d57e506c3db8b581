"""What each criterion is called where people read it."""

from __future__ import annotations

from peergroups.criteria.field_names import field_name
from peergroups.locale import message, translate
from peergroups.problem import Problem

NAMES = {
    "balanced": message("A balanced mix"),
    "common_language": message("A language in common"),
    "common_slot": message("A time that suits all"),
    "competitors": message("Competitors apart"),
    "continuing": message("Groups that go on"),
    "diversity": message("Members unlike each other"),
    "friends_of_friends": message("Friends of friends"),
    "group_size": message("The size of the groups"),
    "guests": message("Guests who complete groups"),
    "guides": message("A guide for every group"),
    "keep_apart": message("People to be kept apart"),
    "keep_together": message("People who wish to be together"),
    "mixed_units": message("Members from different units"),
    "nearness": message("Members who live near each other"),
    "new_faces": message("New faces"),
    "new_guides": message("New guides"),
    "new_ties": message("New ties between units"),
    "not_alone": message("Nobody alone of their kind"),
    "opening_costs": message("What the groups cost"),
    "reporting_chain": message("Nobody with their own manager"),
    "running_groups": message("The number of groups"),
    "same_mode": message("Online or in person as wished"),
    "same_role": message("The same role"),
    "theme_wishes": message("Theme wishes"),
    "travel": message("Travel to the venue"),
}


def rule_name(problem: Problem, label: str, language: str) -> str:
    """Return what a criterion is called, with the column it looks at where that is not the usual one.

    A criterion that is not the library's own is called what its ``says`` says.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": [2]})
    >>> problem = pg.Problem(pd.DataFrame({"shop": ["A"]}), offers, [pg.MixedUnits(column="shop")])
    >>> rule_name(problem, "mixed_units: shop", "fi")
    'Jäseniä eri yksiköistä: shop'
    """
    criterion = next(criterion for criterion in problem.criteria if criterion.label == label)
    name = translate(NAMES.get(criterion.name, criterion.says), language)
    detail = label.removeprefix(criterion.name).removeprefix(": ")
    return f"{name}: {field_name(detail, language)}" if detail else name


def notes(problem: Problem, language: str) -> list[str]:
    """Return what the criteria could not use of what the people said, in sentences that name nobody.

    Examples
    --------
    >>> import pandas as pd, peergroups as pg
    >>> offers = pd.DataFrame({"min_size": [1], "max_size": [2]})
    >>> problem = pg.Problem(pd.DataFrame(index=["ann", "bo"]), offers, [pg.KeepApart([("ann", "zoe")])])
    >>> notes(problem, "en")[0]
    'People to be kept apart: pairs that name someone who is not among the people: 1; they have no effect'
    """
    return [
        note.replace(f"{criterion.label}: ", f"{rule_name(problem, criterion.label, language)}: ", 1)
        for criterion in problem.criteria
        for note in criterion.notes(problem, language)
    ]
