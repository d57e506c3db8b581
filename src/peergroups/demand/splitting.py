"""Into how many groups people can be split: the arithmetic of sizes."""

from __future__ import annotations

from dataclasses import dataclass


def group_counts(people: int, least: int, most: int) -> range:
    r"""Return the numbers of groups into which people can be split with nobody left over.

    These are the :math:`k` with :math:`k \cdot \text{least} \le n \le k \cdot \text{most}`.

    Examples
    --------
    >>> list(group_counts(42, 5, 10))
    [5, 6, 7, 8]

    For groups of 7-10 a few numbers of people are impossible:

    >>> [n for n in range(7, 100) if not group_counts(n, 7, 10)]
    [11, 12, 13]
    """
    return range(-(-people // most), people // least + 1)


@dataclass(frozen=True)
class Remedy:
    """What would help when people cannot be split into groups of the sizes allowed; any one of it is enough.

    Attributes
    ----------
    size : int or None
        Allow groups of so many; None if there are too few people for one group.
    least : int
        Allow groups of so few.
    fewer : int
        So many people go elsewhere or wait.
    more : int
        So many more people join.
    """

    size: int | None
    least: int
    fewer: int
    more: int

    def wider(self, least: int, most: int) -> tuple[int, int]:
        """Return the sizes with the smaller of the two changes that help; larger groups if they are alike."""
        if self.size is None or least - self.least < self.size - most:
            return self.least, most
        return least, self.size


def remedy(people: int, least: int, most: int) -> Remedy | None:
    """Return the smallest changes that let people be split; None if they can be, or if there is nobody.

    Examples
    --------
    Eleven people in groups of 7-10 need a group of 11, or one of 5, one person less, or three more for two groups:

    >>> remedy(11, 7, 10), remedy(11, 7, 10).wider(7, 10)
    (Remedy(size=11, least=5, fewer=1, more=3), (7, 11))
    """
    if group_counts(people, least, most):
        return None
    groups = people // least
    size = -(-people // groups) if groups else None
    smaller = people // -(-people // most)
    return Remedy(size, smaller, people - groups * most, (groups + 1) * least - people)


def suggested_groups(people: int, least: int, target: int, most: int) -> int:
    """Return into how many groups of about the target size people are split; all are seated if they can be.

    Examples
    --------
    >>> suggested_groups(42, 5, 8, 10), suggested_groups(15, 5, 8, 10), suggested_groups(4, 5, 8, 10)
    (5, 2, 0)
    """
    return min(people // least, max(people // target, -(-people // most)))


def span(least: int, most: int) -> str:
    """Return a range of numbers in writing.

    Examples
    --------
    >>> span(5, 10), span(9, 9)
    ('5–10', '9')
    """
    return str(least) if least == most else f"{least}–{most}"
