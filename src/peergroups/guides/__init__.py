"""Guides: which groups they could look after, as rows of the model after the people, and whom a group gets."""

from __future__ import annotations

from peergroups.guides.rows import GuideRows, guide_rows

__all__ = ["GuideRows", "guide_rows"]
