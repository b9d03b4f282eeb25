"""The best pairs of all: as brute force finds them, with reasons, never against the terms."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gongjiang.mentoring.rules.matching import (
    BASE,
    NEVER,
    Learner,
    Teacher,
    assign,
    points_of,
    propose,
    reasons_for,
    total,
)
from gongjiang.mentoring.services.defaults import DEFAULT


def learner(person_id: int, **changes: object) -> Learner:
    values: dict[str, object] = {"team_id": 1, "workshop_id": 10, "post": "切片工", "rank": 0}
    return Learner(person_id=person_id, **(values | changes))  # type: ignore[arg-type]


def teacher(person_id: int, **changes: object) -> Teacher:
    values: dict[str, object] = {
        "team_id": 1,
        "workshop_id": 10,
        "post": "切片工",
        "rank": 3,
        "taken": 0,
        "named": False,
    }
    return Teacher(person_id=person_id, **(values | changes))  # type: ignore[arg-type]


TEAMS, RANKS = st.integers(1, 3), st.integers(0, 7)
POSTS = st.sampled_from(["切片工", "电工"])
LEARNERS = st.lists(
    st.builds(learner, st.just(0), team_id=TEAMS, workshop_id=TEAMS, post=POSTS, rank=RANKS),
    min_size=1,
    max_size=4,
).map(lambda people: [learner(n + 1, **_rest(p)) for n, p in enumerate(people)])
TEACHERS = st.lists(
    st.builds(
        teacher,
        st.just(0),
        team_id=TEAMS,
        workshop_id=TEAMS,
        post=POSTS,
        rank=RANKS,
        taken=st.integers(0, 3),
        named=st.booleans(),
    ),
    min_size=1,
    max_size=3,
).map(lambda people: [teacher(n + 101, **_rest(p)) for n, p in enumerate(people)])


def _rest(person: Learner | Teacher) -> dict[str, object]:
    names = type(person).__dataclass_fields__
    return {name: getattr(person, name) for name in names if name != "person_id"}


@settings(max_examples=80, deadline=None)
@given(LEARNERS, TEACHERS)
def test_brute_force_finds_nothing_better(learners: list[Learner], teachers: list[Teacher]):
    points = points_of(learners, teachers, DEFAULT)
    taken = [one.taken for one in teachers]
    places = [max(DEFAULT.most_apprentices - count, 0) for count in taken]

    chosen = assign(points, taken=taken, places=places)

    best = max(
        total(points, list(way), taken)
        for way in product([None, *range(len(teachers))], repeat=len(learners))
        if _is_allowed(points, way, places)
    )
    assert _is_allowed(points, chosen, places)
    assert total(points, chosen, taken) == best


@settings(max_examples=80, deadline=None)
@given(LEARNERS, TEACHERS)
def test_points_and_reasons_never_disagree(learners: list[Learner], teachers: list[Teacher]):
    points = points_of(learners, teachers, DEFAULT)

    for row, one in enumerate(learners):
        for column, by in enumerate(teachers):
            reasons = reasons_for(one, by, DEFAULT)
            expected = NEVER if reasons is None else BASE + sum(reasons.values())
            assert points[row, column] == expected


def _is_allowed(points: object, way: object, places: list[int]) -> bool:
    grid = np.asarray(points)
    used = [0] * len(places)
    for row, column in enumerate(way):  # type: ignore[call-overload, arg-type, var-annotated]
        if column is None:
            continue
        used[column] += 1
        if grid[row, column] == NEVER:
            return False
    return all(count <= free for count, free in zip(used, places, strict=True))


def test_the_same_team_goes_first_and_the_reasons_are_told():
    near, far = teacher(101), teacher(102, team_id=2, workshop_id=20, post="电工")

    [one] = propose([learner(1)], [far, near], DEFAULT)

    assert one.choice is not None
    assert (one.choice.master_id, one.choice.points) == (101, BASE + 40 + 20 + 20 + 5)
    assert one.choice.reasons == {"team": 40, "workshop": 20, "post": 20, "gap": 5}
    assert [(other.master_id, other.full) for other in one.others] == [(102, False)]


def test_nobody_carries_everything():
    masters = [teacher(101), teacher(102)]

    pairs = propose([learner(n) for n in range(1, 5)], masters, DEFAULT)

    found = sorted(pair.choice.master_id for pair in pairs if pair.choice)
    assert found == [101, 101, 102, 102]
    assert sorted(pair.choice.reasons.get("load", 0) for pair in pairs if pair.choice) == [
        -12,
        -12,
        0,
        0,
    ]


def test_who_is_left_over_is_told_that_the_places_went_to_others():
    pairs = propose([learner(1), learner(2, team_id=9)], [teacher(101, taken=2)], DEFAULT)

    assert [pair.choice is not None for pair in pairs] == [True, False]
    [other] = pairs[1].others
    assert (other.master_id, other.full) == (101, True)


def test_a_rank_too_low_or_an_apprentice_too_high_is_never_proposed():
    pairs = propose(
        [learner(1, rank=3), learner(2)], [teacher(101, rank=3), teacher(102, rank=2)], DEFAULT
    )

    assert [pair.choice and pair.choice.master_id for pair in pairs] == [None, 101]
    assert pairs[0].others == ()


def test_without_anybody_who_may_teach_nothing_is_proposed():
    [pair] = propose([learner(1)], [], DEFAULT)

    assert (pair.choice, pair.others) == (None, ())
