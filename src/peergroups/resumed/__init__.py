"""A formed round taken up again: who is left, and a model in which seats can be kept."""
