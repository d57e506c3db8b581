"""The criteria, and the registry by which a plan names them."""

from __future__ import annotations

from peergroups.criteria.base import Criterion
from peergroups.criteria.mixed_units import MixedUnits

REGISTRY: dict[str, type[Criterion]] = {criterion.name: criterion for criterion in (MixedUnits,)}

__all__ = ["REGISTRY", "Criterion", "MixedUnits"]
