"""Whole groups that meet every count, and a choice of them that covers everybody once.

Categories are numbered through over all questions, and each has a least and a most number of members in a group.
Such groups are few where counts are tight: all of them are listed, and put together by depth-first search.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from peergroups.engines.columns.compiled import kernel, part
from peergroups.terms import Ints

Bits = NDArray[np.uint64]
Longs = NDArray[np.int64]
Members = NDArray[np.int16]
Counts = NDArray[np.int8]

WORD = 64


@kernel
def list_groups(
    code: Longs,
    question: Longs,
    least: Longs,
    most: Longs,
    apart: Bits,
    room: Longs,
    sizes: Longs,
    limit: int,
    steps: int,
) -> Members:
    """Return the groups whose counts are all within their limits, -1 after the last member; none if over a limit.

    Parameters
    ----------
    code : (people, questions) int64
        Each person's category in each question; people of a category of the first one stand side by side.
    question, least, most : (categories,) int64
        Whose category it is, and the fewest and most members that a group has of it.
    apart : (people, words) uint64
        Those whom each person may not sit with, a bit each.
    room : (people,) int64
        How many members at most a group can have from each person's category of the first question on.
    sizes : (2,) int64
        The fewest and most members of a group.
    limit, steps : int
        How many groups are too many, and how many people are looked at in all.
    """
    people, questions = code.shape
    found = np.full((limit, sizes[1]), -1, np.int16)
    count = np.zeros(len(least), np.int64)
    lacking = np.zeros(questions, np.int64)  # members still needed for the least of every category
    for category in range(len(least)):
        lacking[question[category]] += least[category]
    barred = np.zeros((sizes[1] + 1, apart.shape[1]), np.uint64)
    chosen = np.zeros(sizes[1], np.int64)
    depth, person, listed = 0, 0, 0
    while steps > 0:
        while person < people:
            steps -= 1
            if depth == sizes[1] or sizes[0] - depth > room[person]:
                person = people
                break
            if not (barred[depth, person // WORD] >> np.uint64(person % WORD)) & np.uint64(1):
                fits = True
                for number in range(questions):
                    category = code[person, number]
                    needed = lacking[number] - (1 if count[category] < least[category] else 0)
                    if count[category] >= most[category] or needed > sizes[1] - depth - 1:
                        fits = False
                        break
                if fits:
                    break
            person += 1
        if person < people:
            for number in range(questions):
                category = code[person, number]
                lacking[number] -= count[category] < least[category]
                count[category] += 1
            barred[depth + 1] = barred[depth] | apart[person]
            chosen[depth] = person
            depth += 1
            if depth >= sizes[0] and not lacking.any():
                if listed == limit:
                    return found[:0]
                found[listed, :depth] = chosen[:depth]
                listed += 1
            person += 1
        else:
            if depth == 0:
                return found[:listed]
            depth -= 1
            person = chosen[depth]
            for number in range(questions):
                category = code[person, number]
                count[category] -= 1
                lacking[number] += count[category] < least[category]
            person += 1
    return found[:0]


@kernel
def cover(
    groups: Members,
    members: Bits,
    counts: Counts,
    total: Longs,
    least: Longs,
    most: Longs,
    wanted: int,
    free: int,
    nodes: int,
    rng: np.random.Generator,
) -> Longs:
    """Return some groups that cover everybody once, or an empty array if none were found within so many nodes.

    The first groups are drawn by lot; below them everything is tried, always for a person whom fewest groups hold.
    A branch ends as soon as the groups to come could not use up a category: with k groups to come, a category with
    k times its most left must have its most in each of them.

    Parameters
    ----------
    groups : (groups, most) int16
        As `list_groups` gives them.
    members : (groups, words) uint64
        The same, a bit for each person.
    counts : (groups, categories) int8
        How many members they have of each category.
    total, least, most : (categories,) int64
        How many people there are, and how many may be in a group.
    wanted : int
        How many groups are to be chosen.
    free : int
        How many of these are drawn by lot.
    nodes : int
        How many groups to try in all.
    rng : numpy.random.Generator
        Draws the lots.
    """
    fitting, many = np.zeros((wanted + 1, len(groups)), np.int32), np.zeros(wanted + 1, np.int64)
    options, last = np.zeros((wanted + 1, len(groups)), np.int32), np.zeros(wanted + 1, np.int64)
    missing, left = np.zeros((wanted + 1, members.shape[1]), np.uint64), np.zeros((wanted + 1, len(total)), np.int64)
    chosen, holding = np.full(wanted, -1, np.int64), np.zeros(members.shape[1] * WORD, np.int64)
    fitting[0], many[0], left[0] = np.arange(len(groups)), len(groups), total
    for group in range(len(groups)):
        missing[0] |= members[group]
    last[0] = _options(fitting[0], many[0], groups, members, missing[0], holding, options[0])
    depth, tried = 0, 0
    while tried < nodes:
        if not last[depth]:
            if depth == 0:
                return chosen[:0]  # everything was tried
            depth -= 1
            if depth < free:  # draw the first groups anew
                depth = 0
                last[0] = _options(fitting[0], many[0], groups, members, missing[0], holding, options[0])
            continue
        at = rng.integers(0, last[depth]) if depth < free else last[depth] - 1
        group = options[depth, at]
        last[depth] -= 1
        chosen[depth] = group
        tried += 1
        missing[depth + 1] = missing[depth] & ~members[group]
        if depth + 1 == wanted:
            if not missing[wanted].any():
                return chosen
            continue
        left[depth + 1] = left[depth] - counts[group]
        many[depth + 1] = _fitting(
            fitting[depth], many[depth], members, counts, members[group], left[depth + 1], least, most,
            wanted - depth - 1, fitting[depth + 1],
        )  # fmt: skip
        depth += 1
        last[depth] = _options(fitting[depth], many[depth], groups, members, missing[depth], holding, options[depth])
    return chosen[:0]


@part
def _fitting(
    before: Ints, many: int, members: Bits, counts: Counts, taken: Bits, left: Longs, least: Longs, most: Longs,
    to_come: int, found: Ints,
) -> int:  # fmt: skip
    """Put the groups into `found` that share nobody with the one taken and use up tight categories; count them."""
    tight, tights = np.zeros(len(left), np.int64), 0
    needed = np.zeros(len(left), np.int64)
    for category in range(len(left)):
        if most[category] == least[category]:
            continue
        if left[category] > to_come * most[category] or left[category] < to_come * least[category]:
            return 0
        if left[category] == to_come * most[category] or left[category] == to_come * least[category]:
            needed[tights] = left[category] // to_come
            tight[tights] = category
            tights += 1
    number = 0
    for k in range(many):
        group = before[k]
        fits = True
        for word in range(members.shape[1]):
            if members[group, word] & taken[word]:
                fits = False
                break
        if fits:
            for t in range(tights):
                if counts[group, tight[t]] != needed[t]:
                    fits = False
                    break
        if fits:
            found[number] = group
            number += 1
    return number


@part
def _options(
    fitting: Ints, many: int, groups: Members, members: Bits, missing: Bits, holding: Longs, found: Ints
) -> int:
    """Put the groups into `found` that hold the person whom fewest hold; count them: 0 if somebody is in none."""
    for word in range(members.shape[1]):
        union = np.uint64(0)
        for k in range(many):
            union |= members[fitting[k], word]
        if missing[word] & ~union:
            return 0
    holding[:] = 0
    for k in range(many):
        for place in range(groups.shape[1]):
            person = groups[fitting[k], place]
            if person >= 0:
                holding[person] += 1
    rarest = -1
    for person in range(len(holding)):
        if holding[person] and (rarest < 0 or holding[person] < holding[rarest]):
            rarest = person
    number = 0
    for k in range(many):
        if (members[fitting[k], rarest // WORD] >> np.uint64(rarest % WORD)) & np.uint64(1):
            found[number] = fitting[k]
            number += 1
    return number
