"""What a solve gives back: groups, seats, waiting list and costs, as objects and as tables."""
