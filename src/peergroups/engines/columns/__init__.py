"""Column generation over whole groups: bounds and proofs."""

from peergroups.engines.columns.branch import bar
from peergroups.engines.columns.costs import cost_each
from peergroups.engines.columns.cuts import separate
from peergroups.engines.columns.engine import ColumnsEngine as ColumnsEngine
from peergroups.engines.columns.envelope import lay_below
from peergroups.engines.columns.pool import reduce
from peergroups.engines.columns.pricing import choose
from peergroups.engines.columns.pricing_exact import search_offer

KERNELS = (lay_below, cost_each, bar, reduce, search_offer, choose, separate)
