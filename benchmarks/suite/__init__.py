"""The benchmarks, one a module."""
