import peergroups as pg
from criteria.hand import broken, cost, offers, people

ANY = offers()


def test_the_whole_chain_counts_but_not_people_side_by_side():
    # b and c report to a, d to c: a-b, a-c, c-d and a-d; not b-c nor b-d
    who = people(manager=[None, "a", "A ", "c"])
    assert broken(pg.ReportingChain(), who, ANY, [0, 0, 0, 0]) == 4
    assert broken(pg.ReportingChain(), who, ANY, [0, 1, 1, 0]) == 1  # a-d, across the level between
    assert cost(pg.ReportingChain(weight=2, hard=False), who, ANY, [0, 0, 0, 0]) == 8


def test_the_chain_goes_through_managers_who_are_not_registered():
    # a reports to an outsider x, x to y, y to b; two people who share an outside manager are side by side
    who = people(manager=["x", None, "x"])
    assert broken(pg.ReportingChain(), who, ANY, [0, 0, 0]) == 0
    through = pg.ReportingChain(managers={"x": "y", "y": "b"})
    assert broken(through, who, ANY, [0, 0, 0]) == 2  # a-b and c-b


def test_a_chain_that_comes_round_ends():
    # a -> b -> c -> a: three pairs; d manages itself
    who = people(manager=["b", "c", "a", "d"])
    assert broken(pg.ReportingChain(), who, ANY, [0, 0, 0, 0]) == 3
    round_outside = pg.ReportingChain(managers={"x": "y", "y": "x"})
    assert broken(round_outside, people(manager=["x", "x"]), ANY, [0, 0]) == 0


def test_managers_may_be_numbers_that_a_missing_value_turned_into_floats():
    who = people(manager=[None, 1.0]).set_axis([1, 2])
    assert broken(pg.ReportingChain(), who, ANY, [0, 0]) == 1
