"""Guides: which groups they could look after, as rows of the model after the people, and whom a group gets."""
