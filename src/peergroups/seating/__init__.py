"""Seats there are: how many groups can run, who can have a seat, and who gets one when there are too few."""
