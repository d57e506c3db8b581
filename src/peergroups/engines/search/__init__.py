"""Search by change in a compiled kernel."""
