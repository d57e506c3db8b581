"""A start and a proved bound by min-cost flow, in seconds at 100 000 people."""

from peergroups.engines.flow.engine import FlowEngine as FlowEngine
