"""Compiled search: annealing with costs by change."""

from peergroups.engines.search.engine import SearchEngine as SearchEngine
