import math

import pytest

from peergroups.commands.progress import told
from peergroups.engines.base import Progress


@pytest.mark.parametrize(
    ("news", "language", "line"),
    [
        (Progress(0.04, "flow", math.inf, -math.inf), "fi", "0 s: ei vielä ryhmiä"),
        (Progress(0.34, "rounds", 4.5, -math.inf, 4.5, 43), "fi", "0,3 s: 43 henkilöllä on paikka, kustannus 4,5"),
        (Progress(12.0, "search", 4.0, -math.inf, 4.0, 43), "en", "12 s: 43 people have a seat, cost 4"),
        # Those who wait are priced at 200: what is proved of the cost beside is 203 - 200.
        (Progress(1.5, "cpsat", 204.0, 203.0, 4.0, 43), "en",
         "1.5 s: 43 people have a seat, cost 4, proved to be at least 3"),
    ],
)  # fmt: skip
def test_numbers_of_progress_are_written_as_in_the_language(news, language, line):
    assert told(news, language) == line
