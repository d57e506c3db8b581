"""How few repeats arithmetic allows."""
