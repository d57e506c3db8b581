"""Settings for every test.

By default Hypothesis draws the same examples each time, so that a run says something of the code alone.
``pytest --hypothesis-profile=fresh`` draws others each time: run it often, and keep what it finds as an example.
"""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("fresh", print_blob=True)
settings.load_profile("steady")
