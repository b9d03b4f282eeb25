"""What ideas say: words put together column by column, never row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from itertools import accumulate

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongjiang.demo.ideas.columns import Texts, Words
from gongjiang.demo.ideas.phrases import (
    CAUSE_STARTS,
    EXPECTED_ENDS,
    GAP,
    METHOD_ENDS,
    METHOD_STARTS,
    PLACES,
    PROBLEM_ENDS,
    SEEN,
    SINCE,
    SOFT,
    SUBJECTS,
    TITLES,
)
from gongjiang.demo.ideas.processes import SOFT_THINGS, WAYS
from gongjiang.kernel.columns import Flags, Ints

SHARE_ALIKE = 0.05
"""So many say almost what somebody said before them (ours)."""
COMMON_FIRST = 1.6
"""How much likelier the first word of a list is than its last."""

KINDS_OF_PHRASE = ("defects", "causes", "measures", "effects")
OBJECTS = [thing for way in WAYS for thing in way.things]
OBJECT_BEGINS = np.array([0, *accumulate(len(way.things) for way in WAYS)])


def choose(rng: np.random.Generator, way: Ints, place: Ints) -> Words:
    """Choose the words of each idea, given how they work where it came up, and where.

    Ideas are in the order of their days: what almost repeats another comes after it.
    """
    count = len(way)
    often = np.array([subject.often for subject in SUBJECTS])
    thing = OBJECT_BEGINS[way] + _one_of(rng, np.diff(OBJECT_BEGINS)[way])
    subject = rng.choice(len(SUBJECTS), size=count, p=often / often.sum())
    subject[np.array([each in SOFT_THINGS for each in OBJECTS])[thing]] = SOFT
    low = np.array([each.least for each in SUBJECTS])[subject]
    high = np.array([each.most for each in SUBJECTS])[subject]
    drawn = {
        name: _one_of(rng, np.array([len(getattr(each, name)) for each in SUBJECTS])[subject])
        for name in KINDS_OF_PHRASE
    }
    words = Words(
        way=way,
        subject=subject,
        thing=thing,
        **drawn,
        title=rng.integers(0, len(TITLES), size=count),
        place=place,
        since=rng.integers(0, len(SINCE), size=count),
        seen=rng.integers(0, len(SEEN), size=count),
        ends=rng.integers(0, 1 << 30, size=count),
        n=low + (rng.random((4, count)) ** 2 * (high - low + 1)).astype(np.int64),
        m=rng.integers(1, 30, size=count),
        alike=np.full(count, -1),
    )
    return _with_some_alike(rng, words)


def _with_some_alike(rng: np.random.Generator, words: Words) -> Words:
    """Let some repeat what was said before, all but where it is and how often it happens."""
    count = len(words)
    again = np.flatnonzero(rng.random(count) < SHARE_ALIKE)
    again = again[again > 0]
    # Mostly something of the same process: the nearest earlier row of it behind a random one.
    order = np.lexsort((np.arange(count), words.way))
    rank = np.empty(count, dtype=np.int64)
    rank[order] = np.arange(count)
    begins = np.searchsorted(words.way[order], words.way[again])
    before = rank[again] - begins
    again, begins, before = again[before > 0], begins[before > 0], before[before > 0]
    source = order[begins + (rng.random(len(again)) * before).astype(np.int64)]
    # What is repeated is no repetition itself, so that one original has its copies around it.
    first = ~np.isin(source, again)
    again, source = again[first], source[first]
    kept = {f.name: getattr(words, f.name).copy() for f in fields(Words)}
    for name in ("subject", "thing", *KINDS_OF_PHRASE, "title", "since", "ends"):
        kept[name][again] = kept[name][source]
    kept["n"][:, again] = kept["n"][:, source]
    kept["alike"][again] = source
    return Words(**kept)


def written(words: Words) -> Texts:
    """The texts of ideas."""
    thing, place = _pick(OBJECTS, words.thing), _pick(PLACES, words.place)
    said = {
        name: _of_subject(words, name, words.n[row]) for row, name in enumerate(KINDS_OF_PHRASE)
    }
    ends = words.ends
    return Texts(
        title=_titles(words, place, thing, said["defects"]),
        problem=_joined(
            place, thing, said["defects"], "，", _pick(SINCE, words.since),
            _filled(SEEN, words.seen, words.n[3]), _pick(PROBLEM_ENDS, ends % len(PROBLEM_ENDS)),
        ),
        cause=_joined(
            _pick(CAUSE_STARTS, ends // 7 % len(CAUSE_STARTS)), said["causes"], "。"
        ),
        method=_joined(
            _pick(METHOD_STARTS, ends // 49 % len(METHOD_STARTS)), said["measures"],
            _filled(METHOD_ENDS, ends // 343 % len(METHOD_ENDS), words.m, gap="{m}"),
        ),
        expected=_joined(
            said["effects"], _pick(EXPECTED_ENDS, ends // 2401 % len(EXPECTED_ENDS))
        ),
    )  # fmt: skip


def worth_money(words: Words) -> Flags:
    """Whether what they bring can be told in money at all."""
    flags: Flags = np.array([subject.worth for subject in SUBJECTS])[words.subject]
    return flags


def _titles(words: Words, place: pa.Array, thing: pa.Array, defect: pa.Array) -> pa.Array:
    """Each by its pattern: what stands before, between and after the three words it may have."""
    parts = [_taken_apart(pattern) for pattern in TITLES]
    start, middle, end = (_pick([part[i] for part in parts], words.title) for i in (0, 1, 2))
    nothing = pa.scalar("")
    with_place = pa.array(np.array(["{place}" in pattern for pattern in TITLES])[words.title])
    with_defect = pa.array(np.array(["{defect}" in pattern for pattern in TITLES])[words.title])
    return _joined(
        start,
        pc.if_else(with_place, place, nothing),
        thing,
        middle,
        pc.if_else(with_defect, defect, nothing),
        end,
    )


def _taken_apart(pattern: str) -> tuple[str, str, str]:
    """Before the place or object, between object and defect, and after."""
    before, rest = pattern.replace("{place}", "").split("{object}")
    between, _, after = rest.partition("{defect}")
    return (before, between, after) if "{defect}" in rest else (before, "", rest)


def _of_subject(words: Words, name: str, number: Ints) -> pa.Array:
    """The phrases of each row's own subject, with their numbers."""
    lists: list[Sequence[str]] = [getattr(subject, name) for subject in SUBJECTS]
    begins = np.array([0, *accumulate(len(phrases) for phrases in lists)])
    whole = [phrase for phrases in lists for phrase in phrases]
    return _filled(whole, begins[words.subject] + getattr(words, name), number)


def _filled(phrases: Sequence[str], chosen: Ints, number: Ints, *, gap: str = GAP) -> pa.Array:
    """Phrases with a number each where they have a gap."""
    halves = [phrase.partition(gap) for phrase in phrases]
    numbers = pa.array([str(value) for value in range(int(number.max(initial=0)) + 1)])
    has_gap = pa.array(np.array([bool(half[1]) for half in halves])[chosen])
    return _joined(
        _pick([half[0] for half in halves], chosen),
        pc.if_else(has_gap, numbers.take(pa.array(number)), pa.scalar("")),
        _pick([half[2] for half in halves], chosen),
    )


def _pick(words: Sequence[str], chosen: Ints) -> pa.Array:
    return pa.array(words, pa.string()).take(pa.array(chosen))


def _joined(*parts: pa.Array | str) -> pa.Array:
    return pc.binary_join_element_wise(*parts, "")


def _one_of(rng: np.random.Generator, width: Ints) -> Ints:
    """A place below each width, the first ones somewhat likelier."""
    place: Ints = (rng.random(len(width)) ** COMMON_FIRST * width).astype(np.int64)
    return place
