"""The compiled part of the search: small functions over plain arrays."""
