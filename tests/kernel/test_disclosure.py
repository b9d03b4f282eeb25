"""Small groups are withheld, and nothing that is shown gives them away."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongjiang.kernel.disclosure import SMALLEST_GROUP, Shown, shown_beneath, withhold_small

COUNTS = st.dictionaries(st.integers(0, 9), st.integers(0, 12), max_size=8)
TREE = st.lists(st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=4), max_size=4)
"""Three levels: areas of enterprises of teams."""

Path = tuple[int, ...]


@pytest.mark.parametrize(
    ("counts", "shown", "withheld"),
    [
        ({"a": 9, "b": 8}, {"a": 9, "b": 8}, 0),
        ({"a": 9, "b": 8, "c": 4}, {"a": 9}, 12),  # one alone would be total less shown
        ({"a": 9, "b": 3, "c": 3}, {"a": 9}, 6),
        ({"a": 9, "b": 1, "c": 1}, {}, 11),  # two of one each would be known
        ({"a": 9, "b": 0, "c": 6}, {"a": 9, "b": 0, "c": 6}, 0),  # nobody is in an empty one
        ({"a": 20, "b": 9, "c": 4, "d": 4}, {"a": 20}, 17),  # two of four at most are both four
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 0}, {}, 5),  # nor who is not there
        ({}, {}, 0),
    ],
)
def test_what_is_shown_of_groups(counts: dict[str, int], shown: dict[str, int], withheld: int):
    told = withhold_small(counts)

    assert (told.groups, told.withheld) == (shown, withheld)


@given(COUNTS)
def test_shown_and_withheld_add_up_exactly(counts: dict[int, int]):
    told = withhold_small(counts)

    assert sum(told.groups.values()) + told.withheld == sum(counts.values())
    assert len(told.groups) + told.hidden == len(counts)
    assert all(n == 0 or n >= SMALLEST_GROUP for n in told.groups.values())


@given(COUNTS)
def test_a_hidden_group_could_be_of_more_than_one_size(counts: dict[int, int]):
    told = withhold_small(counts)
    hidden = [n for group, n in counts.items() if group not in told.groups]

    if len(hidden) > 1 and told.withheld:
        least = 0 if 0 in hidden else 1
        sizes = possible_sizes(told.withheld, len(hidden), least)
        assert len(sizes) > 1 or told.groups == {}


def possible_sizes(total: int, groups: int, least: int) -> set[int]:
    """The sizes a group may have when so many groups share a total."""
    spare = total - groups * least
    return {least + extra for extra in range(spare + 1)}


def test_every_small_table_is_safe_against_a_reader_who_knows_the_threshold():
    for size in range(2, 5):
        for counts in combinations_with_replacement(range(1, 8), size):
            told = withhold_small(dict(enumerate(counts)))
            hidden = [n for i, n in enumerate(counts) if i not in told.groups]
            if not hidden or not told.groups:
                continue
            assert len(hidden) > 1
            assert told.withheld > len(hidden)
            assert told.withheld != len(hidden) * (SMALLEST_GROUP - 1)


@given(TREE)
def test_no_drill_gives_away_what_a_level_withheld(tree: list[list[list[int]]]):
    teams = teams_of(tree)
    assume(sum(teams.values()) >= SMALLEST_GROUP)  # the whole is shown always
    shown = everything_a_reader_can_open(teams)
    units = {path[:depth] for path in teams for depth in range(1, 4)}

    known = np.array([members(path, teams) for path in [(), *shown]])
    for unit in sorted(units - set(shown)):
        if sum(n for path, n in teams.items() if path[: len(unit)] == unit):
            with_unit = np.vstack([known, members(unit, teams)])
            assert np.linalg.matrix_rank(with_unit) > np.linalg.matrix_rank(known)


def teams_of(tree: list[list[list[int]]]) -> dict[Path, int]:
    return {
        (a, e, t): n
        for a, enterprises in enumerate(tree)
        for e, teams in enumerate(enterprises)
        for t, n in enumerate(teams)
    }


def members(unit: Path, teams: Mapping[Path, int]) -> list[int]:
    """A unit as a sum of teams; a team known to be empty adds nothing to be found out."""
    return [int(path[: len(unit)] == unit and n > 0) for path, n in teams.items()]


def everything_a_reader_can_open(teams: Mapping[Path, int]) -> dict[Path, int]:
    """Walk the whole drill; the pages that open, and the counts they show."""

    def beneath(unit: Path) -> dict[Path, int]:
        counts: dict[Path, int] = {}
        for path, n in teams.items():
            if path[: len(unit)] == unit and len(path) > len(unit):
                child = path[: len(unit) + 1]
                counts[child] = counts.get(child, 0) + n
        return counts

    found: dict[Path, int] = {}
    to_open: list[Path] = [()]
    while to_open:
        unit = to_open.pop()
        told = shown_beneath([unit[:depth] for depth in range(len(unit) + 1)], beneath)
        assert isinstance(told, Shown)
        found |= told.groups
        to_open += [child for child, n in told.groups.items() if n and len(child) < 3]
    return found


def test_a_withheld_unit_does_not_open():
    counts = {"zone": {"a": 3, "b": 7, "c": 30}, "b": {"b1": 7}, "c": {"c1": 30}}

    assert shown_beneath(["zone", "b"], counts.__getitem__) is None
    assert shown_beneath(["zone", "c"], counts.__getitem__) == Shown({"c1": 30}, 0, 0)
