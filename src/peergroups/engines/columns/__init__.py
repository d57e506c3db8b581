"""Column generation over whole groups: bounds and proofs."""

from peergroups.engines.columns.engine import ColumnsEngine as ColumnsEngine
