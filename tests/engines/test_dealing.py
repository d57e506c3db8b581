"""What dealing people out to groups does where a seat is scarce."""

import numpy as np

from peergroups.engines.dealing import dealt
from peergroups.model import Model
from peergroups.terms import WAITING, Seat


def test_a_member_makes_room_who_fits_another_group():
    # The first person can go to both offers, the second only to the first offer, which has one seat, and the third
    # only to the second offer, which has two: all sit if the first person moves over.
    takes = Seat("takes", True, np.array([0, 2, 3, 4]), np.array([0, 1, 0, 1], dtype=np.int32), np.zeros(4), 1.0)
    sizes = [np.array(size, dtype=np.int32) for size in ([1, 1], [1, 2], [1, 1])]
    model = Model(*sizes, np.full(3, 9.0), [takes], np.ones(3, dtype=bool))
    assert dealt(model, np.array([0, WAITING, 1], dtype=np.int32), np.array([1, 1])).tolist() == [1, 0, 1]
