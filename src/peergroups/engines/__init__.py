"""The engines: each reads a model and improves an incumbent."""
