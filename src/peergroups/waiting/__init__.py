"""Who waits when there are too few seats: the order, the reasons, and whether it falls to everyone alike."""
