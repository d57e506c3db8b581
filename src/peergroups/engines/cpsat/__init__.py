"""CP-SAT: one model of the whole problem, for every kind of term; proves small problems outright."""

from peergroups.engines.cpsat.engine import CpsatEngine as CpsatEngine
