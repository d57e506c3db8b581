"""Column generation over whole groups: bounds and proofs."""
