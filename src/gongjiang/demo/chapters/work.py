"""Employments and postings, and the facts of them: hired, taken on, moved, left."""

from __future__ import annotations

import numpy as np

from gongjiang.demo import clerks
from gongjiang.demo.build import Build
from gongjiang.demo.clerks import SECOND, moments
from gongjiang.demo.columns import copy, picked, reserve
from gongjiang.demo.places import POST_KINDS, TOMORROW
from gongjiang.demo.postings import POST_NAMES, post
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import KINDS, REASONS, RESIGNED, RUNNING, TAKEN_ON
from gongjiang.kernel.columns import Days, Flags, Ints, Moments, ids_or_null
from gongjiang.ledger.bulk import NONE, Batch
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved

SHARE_CORRECTED = 0.004
STAFF_DIGITS = 6


def write(build: Build) -> None:
    build.postings = post(build.plan, build.grounds, build.places, build.work)
    build.hr = clerks.seat_hr(build.plan, build.grounds, build.places, build.work)
    _write_employments(build)
    _write_postings(build)
    _record(build)


def _write_employments(build: Build) -> None:
    work = build.work
    build.employment_ids = reserve(build.cursor, "people_employment", len(work))
    copy(
        build.cursor,
        "people_employment",
        {
            "id": build.employment_ids,
            "person_id": build.person_ids[work.person],
            "employer_id": _firm_units(build)[work.employer],
            "kind": picked(KINDS, work.kind),
            "valid_from": work.spells.start,
            "valid_to": work.spells.end,
            "end_reason": picked(REASONS, work.reason),
            "follows_id": ids_or_null(_at(build.employment_ids, work.follows)),
            "staff_number": _staff_numbers(work.follows),
        },
    )


def _staff_numbers(follows: Ints) -> list[str]:
    """Six digits; who is taken on after an internship keeps theirs."""
    first = np.where(follows >= 0, follows, np.arange(len(follows)))
    return [str(number).zfill(STAFF_DIGITS) for number in (first + 1).tolist()]


def _write_postings(build: Build) -> None:
    postings = build.postings
    build.posting_ids = reserve(build.cursor, "people_posting", len(postings))
    copy(
        build.cursor,
        "people_posting",
        {
            "id": build.posting_ids,
            "employment_id": build.employment_ids[postings.employment],
            "person_id": build.person_ids[build.work.person[postings.employment]],
            "unit_id": postings.unit,
            "post": picked(POST_NAMES, postings.post),
            "post_kind": picked(POST_KINDS, postings.post_kind),
            "valid_from": postings.start,
            "valid_to": postings.end,
        },
    )


def _record(build: Build) -> None:
    """Every fact a service would have recorded, each after the one before of its employment."""
    rng = build.plan.rng("work facts")
    work, postings = build.work, build.postings
    began = moments(rng, work.spells.start)
    follower = work.follows >= 0
    began[follower] = clerks.after(began[follower], began[work.follows[follower]])
    first = postings.first
    moved_at = moments(rng, postings.start)
    # Postings of one employment stand together, in order: each after the one before.
    moved_at[first] = began
    for _ in range(2):
        later = np.flatnonzero(~first)
        moved_at[later] = clerks.after(moved_at[later], moved_at[later - 1])
    last = np.r_[first[1:], True]
    ended = np.where(np.isnat(work.spells.end), TOMORROW, work.spells.end)
    left_at = clerks.after(moments(rng, ended), moved_at[last])
    build.facts += [
        _hired(build, ~follower, began, rng),
        _taken_on(build, follower, began),
        _moved(build, ~first, moved_at),
        _left(build, (work.reason != RUNNING) & (work.reason != TAKEN_ON), left_at, last),
    ]


def _hired(build: Build, rows_flag: Flags, recorded_at: Moments, rng: np.random.Generator) -> Batch:
    """Hirings; of a few, the first entry gave a wrong day, and a later one corrected it."""
    rows = np.flatnonzero(rows_flag)
    right = build.work.spells.start[rows]
    corrigible = np.flatnonzero(right < TOMORROW - 150 * DAY)
    wrong = np.sort(rng.choice(corrigible, size=round(len(rows) * SHARE_CORRECTED), replace=False))
    first_said = right.copy()
    first_said[wrong] += rng.integers(1, 7, size=len(wrong)) * DAY
    mended_at = (
        recorded_at[rows[wrong]] + rng.integers(10 * 86400, 80 * 86400, size=len(wrong)) * SECOND
    )
    told = np.r_[rows, rows[wrong]]
    return _began(
        build,
        told,
        on=np.r_[first_said, right[wrong]],
        recorded_at=np.r_[recorded_at[rows], mended_at],
        corrects=np.r_[np.full(len(rows), -1), wrong],
    )


def _began(build: Build, rows: Ints, *, on: Days, recorded_at: Moments, corrects: Ints) -> Batch:
    work = build.work
    starts = np.flatnonzero(build.postings.first)[rows]
    return Batch(
        fact=Hired,
        subject=build.employment_ids[rows],
        on=on,
        person=build.person_ids[work.person[rows]],
        unit=build.postings.unit[starts],
        enterprise=_firm_units(build)[work.site[rows]],
        actor=_clerk(build, work.employer[rows], recorded_at),
        recorded_at=recorded_at,
        detail={
            "employer_id": _firm_units(build)[work.employer[rows]],
            "employment_kind": picked(KINDS, work.kind[rows]),
            "post_kind": picked(POST_KINDS, build.postings.post_kind[starts]),
        },
        corrects=corrects,
    )


def _taken_on(build: Build, flags: Flags, recorded_at: Moments) -> Batch:
    work, rows = build.work, np.flatnonzero(flags)
    starts = np.flatnonzero(build.postings.first)[rows]
    return Batch(
        fact=InternBecameEmployee,
        subject=build.employment_ids[rows],
        on=work.spells.start[rows],
        person=build.person_ids[work.person[rows]],
        unit=build.postings.unit[starts],
        enterprise=_firm_units(build)[work.site[rows]],
        actor=_clerk(build, work.employer[rows], recorded_at[rows]),
        recorded_at=recorded_at[rows],
        detail={
            "internship_id": build.employment_ids[work.follows[rows]],
            "employer_id": _firm_units(build)[work.employer[rows]],
            "employment_kind": picked(KINDS, work.kind[rows]),
            "post_kind": picked(POST_KINDS, build.postings.post_kind[starts]),
        },
    )


def _moved(build: Build, flags: Flags, recorded_at: Moments) -> Batch:
    postings, rows = build.postings, np.flatnonzero(flags)
    of = postings.employment[rows]
    return Batch(
        fact=Moved,
        subject=build.posting_ids[rows],
        on=postings.start[rows],
        person=build.person_ids[build.work.person[of]],
        unit=postings.unit[rows],
        enterprise=_firm_units(build)[build.work.site[of]],
        actor=_clerk(build, build.work.employer[of], recorded_at[rows]),
        recorded_at=recorded_at[rows],
        detail={
            "employment_id": build.employment_ids[of],
            "from_unit_id": postings.came_from[rows],
            "post_kind": picked(POST_KINDS, postings.post_kind[rows]),
        },
    )


def _left(build: Build, flags: Flags, recorded_at: Moments, last: Flags) -> Batch:
    work, rows = build.work, np.flatnonzero(flags)
    return Batch(
        fact=Left,
        subject=build.employment_ids[rows],
        on=work.spells.end[rows],
        person=build.person_ids[work.person[rows]],
        unit=build.postings.unit[np.flatnonzero(last)[rows]],
        enterprise=_firm_units(build)[work.site[rows]],
        actor=_clerk(build, work.employer[rows], recorded_at[rows]),
        recorded_at=recorded_at[rows],
        detail={
            "employer_id": _firm_units(build)[work.employer[rows]],
            "reason": picked(REASONS, work.reason[rows]),
            "voluntary": work.reason[rows] == RESIGNED,
        },
    )


def _clerk(build: Build, firm: Ints, recorded_at: Moments) -> Ints:
    """The id of who was in the firm's HR when it was recorded, NONE where nobody was."""
    # Offices are open while it is the same day in Shanghai and in UTC.
    return _at(build.person_ids, build.hr.on(firm, recorded_at.astype("datetime64[D]")))


def _firm_units(build: Build) -> Ints:
    return np.array([ground.unit for ground in build.grounds.firms])


def _at(ids: Ints, rows: Ints) -> Ints:
    """The ids of rows, NONE where the row is -1."""
    return np.where(rows < 0, NONE, ids[rows])
