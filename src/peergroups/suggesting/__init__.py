"""A first plan from what a sheet holds."""

from peergroups.suggesting.suggest import suggest_plan as suggest_plan
