import peergroups as pg
from criteria.hand import broken, offers, people

THEMES = offers(theme=["trust", "change"], online=[True, False])


def test_a_limit_counts_the_groups_of_its_kind():
    assert broken(pg.RunningGroups(most=1), people(3), THEMES, [0, 1, 2]) == 2
    assert broken(pg.RunningGroups(most=1, where={"theme": "Trust"}), people(3), THEMES, [0, 1, 2]) == 1
    assert broken(pg.RunningGroups(most=1, where={"online": False}), people(3), THEMES, [0, 1, 2]) == 0
    assert broken(pg.RunningGroups(least=2, where={"theme": ["change"]}), people(3), THEMES, [0, 1, 2]) == 1
