"""Why no grouping satisfies the hard rules: counted where it can be, else a smallest set of rules that clash."""

import pandas as pd
import pytest

import peergroups as pg
from peergroups.diagnosis.clash import clash
from peergroups.locale import LANGUAGES


def people(n=4, **columns):
    return pd.DataFrame(columns, index=[f"p{i}" for i in range(n)])


def offers(least=2, most=2, copies=2, **columns):
    return pd.DataFrame({"min_size": [least], "max_size": [most], "copies": [copies], **columns}, index=["pairs"])


APART = pg.KeepApart([("p0", "p1")])
ROLES = ["a", "a", "a", "b"]
CASES = {
    "nobody": (pg.Problem(people(0), offers()), "There are no people."),
    "too few for a group": (
        pg.Problem(people(3), offers(least=5, most=9)),
        "pairs: a group needs 5 people, and 3 fit.",
    ),
    "no offer for one": (
        pg.Problem(people(role=ROLES), offers(role=["a"]), [pg.SameRole()], everyone=True),
        "People who fit no kind of group: 1, such as p3; the rules on who fits: The same role.",
    ),
    "no offer for anybody": (
        pg.Problem(people(role=ROLES), offers(role=["c"]), [pg.SameRole()]),
        "People who fit no kind of group: 4, such as p0, p1, p2, p3; the rules on who fits: The same role.",
    ),
    "too few seats": (
        pg.Problem(people(), offers(copies=1), everyone=True),
        "4 people are to have a seat, and there are 2 seats.",
    ),
    "sizes": (
        pg.Problem(people(5), offers(copies=3), everyone=True),
        "5 people can't all be seated in groups of the sizes asked for; at most 4 can.",
    ),
    "too many groups wanted": (
        pg.Problem(people(), offers(copies=3), [pg.RunningGroups(least=3)]),
        "The number of groups: at least 3 groups must run, and at most 2 can.",
    ),
    # p0 and p1 are kept apart and both must sit in the one group; their units differ, so that rule is no part of it
    "a pair kept apart": (
        pg.Problem(people(2, unit=["x", "y"]), offers(copies=1), [pg.MixedUnits(at_most=1), APART], everyone=True),
        "These rules can't all hold: People to be kept apart, everyone has a seat.",
    ),
    # two groups of one or two, and nobody else: whoever sits must be with the other, and must not
    "apart and together": (
        pg.Problem(people(2), offers(1, 2, 2), [APART, pg.KeepTogether([("p0", "p1")], hard=True)], everyone=True),
        "These rules can't all hold: People to be kept apart, People who wish to be together.",
    ),
    # three people of two roles, at most one of a role in a group, groups of three
    "no group at all": (
        pg.Problem(people(3, role=ROLES[1:]), offers(3, 3, 1), [pg.MixedUnits("role", at_most=1)]),
        "These rules can't all hold: Members from different units: role, sizes of groups.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_reason_is_named(case):
    problem, says = CASES[case]
    result = pg.solve(problem, time_limit=10)
    assert result.status == "infeasible"
    assert result.proved_infeasible
    assert says in result.reasons
    with pytest.raises(pg.InfeasibleError, match=r"no grouping") as caught:
        result.raise_for_status()
    assert caught.value.reasons == tuple(result.reasons)


@pytest.mark.parametrize("case", CASES)
def test_every_reason_is_told_in_every_language(case):
    reasons = clash(CASES[case][0])
    for reason in reasons:
        assert len({reason.told(CASES[case][0], language) for language in LANGUAGES}) == len(LANGUAGES)


def test_each_rule_of_a_smallest_set_is_needed():
    # two pairs kept together and one person of each kept apart need two groups, and one may run
    together = pg.KeepTogether([("p0", "p1"), ("p2", "p3")], hard=True)
    apart = pg.KeepApart([("p0", "p2")])
    rules = [pg.NotAlone("unit", hard=True), together, apart, pg.RunningGroups(most=1)]
    problem = pg.Problem(people(unit=["x"] * 4), offers(2, 4, 2), rules, everyone=True)
    result = pg.solve(problem, time_limit=10)
    assert result.reasons == [
        "These rules can't all hold: People to be kept apart, The number of groups, everyone has a seat."
    ]
