import peergroups as pg
from criteria.hand import broken, cost, offers, people

NAN = float("nan")

SLOTS = people(slots=[["Wed 12", "Thu 9"], "thu 9", "", ["Fri 8"]], slots_maybe=[None, ["Wed 12"], NAN, []])
AT_SLOTS = offers(slot=["wed 12", "Thu 9", None])


def test_the_slot_must_suit():
    # a can and b could; c ticked nothing and fits; d can't
    assert broken(pg.CommonSlot(), SLOTS, AT_SLOTS, [0, 0, 0, 0]) == 1


def test_a_slot_that_would_do_costs():
    assert cost(pg.CommonSlot(weight=2), SLOTS, AT_SLOTS, [0, 0, 0, -1]) == 2  # b


def test_a_soft_slot_that_does_not_suit_costs_twice():
    # b 2 for would do, d 4 for does not suit
    assert cost(pg.CommonSlot(weight=2, hard=False), SLOTS, AT_SLOTS, [0, 0, 0, 0]) == 6


def test_an_offer_without_a_slot_suits_everyone():
    assert broken(pg.CommonSlot(), SLOTS, AT_SLOTS, [4, 4, 4, 4]) == 0


def test_people_need_not_have_a_column_of_slots_that_would_do():
    who = SLOTS.drop(columns="slots_maybe")
    assert broken(pg.CommonSlot(), who, AT_SLOTS, [0, 0, 0, -1]) == 1  # b can't on Wednesdays now
