"""Rounds without repeats from algebra, and people placed in them."""
