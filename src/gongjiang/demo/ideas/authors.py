"""Who has ideas and when: some many, some none, more in some firms and teams than in others."""

from __future__ import annotations

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.clerks import OFFICE_HOURS, OFFICE_OPENS, seconds_into
from gongjiang.demo.ideas.columns import Authors, Handed
from gongjiang.demo.places import LOGISTICS, PRODUCTION, TECHNICAL, TOMORROW
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import AS_OF, REFORM, ideas
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import INTERNSHIP
from gongjiang.kernel.columns import Days, Ints

PROPOSALS = 610_000
"""In sixty months at full size, 10,167 a month (domain.md §16)."""
MOST_AUTHORS = 5
SHARES_OF_COUNTS = (0.71, 0.17, 0.07, 0.03, 0.02)  # of one author, two …: ours, as is what follows
TRIES = 2 * MOST_AUTHORS
SHARE_ANONYMOUS = 0.015
EAGERNESS = 0.55
"""The shape of how eager persons are: below 1, so that many never write and a few write much."""
FIRMS_DIFFER, TEAMS_DIFFER = 0.35, 0.45
BY_POST = {PRODUCTION: 1.0, TECHNICAL: 1.25, LOGISTICS: 0.6}
LEAST_WORKERS = 20
"""A smaller firm has nobody who would decide."""

SPLITS = (
    ((10_000,),),
    ((5_000, 5_000), (6_000, 4_000), (7_000, 3_000)),
    ((3_334, 3_333, 3_333), (5_000, 3_000, 2_000), (6_000, 2_000, 2_000)),
    ((2_500, 2_500, 2_500, 2_500), (4_000, 3_000, 2_000, 1_000)),
    ((2_000, 2_000, 2_000, 2_000, 2_000), (4_000, 2_000, 2_000, 1_000, 1_000)),
)
"""By how many they are, how authors share, in basis points."""

MORNING = -1 * 3600  # 7 o'clock in Shanghai, in UTC
SHIFTS = 15 * 3600
AS_LATE = OFFICE_OPENS + OFFICE_HOURS
"""Nothing is recorded later on the last day."""


def how_many(plan: Plan) -> int:
    return round(PROPOSALS * plan.scale)


def handed_in(build: Build) -> Handed:
    """So many ideas, each by somebody at work in a team on its day."""
    rng = build.plan.rng("ideas")
    postings, season = build.postings, ideas()
    first = np.maximum(postings.start, np.datetime64(REFORM))
    until: Days = np.where(np.isnat(postings.end), TOMORROW, postings.end)
    last: Days = (until - DAY).astype("datetime64[D]")
    likely = np.where(last >= first, season.mass(first, np.maximum(last, first)), 0.0)
    likely *= _eagerness(build, rng)
    counts = rng.multinomial(how_many(build.plan), likely / likely.sum())
    posting = np.repeat(np.arange(len(postings)), counts)
    on = season.between(rng, first[posting], last[posting])
    at = seconds_into(on, MORNING + rng.integers(0, SHIFTS, size=len(on)))
    late = seconds_into(
        np.full(len(on), AS_OF, dtype="datetime64[D]"),
        AS_LATE - rng.integers(0, SHIFTS // 2, size=len(on)),
    )
    at = np.minimum(at, late)
    order = np.lexsort((posting, at))
    posting, on, at = posting[order], on[order], at[order]
    return Handed(
        posting=posting,
        firm=build.work.site[postings.employment[posting]],
        unit=postings.unit[posting],
        on=on,
        at=at,
        # What is dropped without a name on the last day has no number before the night.
        anonymous=(rng.random(len(on)) < SHARE_ANONYMOUS) & (on < np.datetime64(AS_OF)),
    )


def _eagerness(
    build: Build, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How likely each posting is to bring an idea on a day, against others."""
    postings, work = build.postings, build.work
    of = postings.employment
    person = rng.gamma(EAGERNESS, size=len(build.persons))[work.person[of]]
    firms = build.grounds.firms
    firm = rng.lognormal(0.0, FIRMS_DIFFER, size=len(firms))[work.site[of]]
    takes_part = np.array([g.firm.runs and g.firm.workers >= LEAST_WORKERS for g in firms])
    teams, team = np.unique(postings.unit, return_inverse=True)
    of_team = rng.lognormal(0.0, TEAMS_DIFFER, size=len(teams))[team]
    by_post = np.zeros(max(BY_POST) + 1)
    by_post[list(BY_POST)] = list(BY_POST.values())
    known = postings.post_kind < len(by_post)
    post = np.where(known, by_post[np.minimum(postings.post_kind, len(by_post) - 1)], 0.0)
    intern = work.kind[of] == INTERNSHIP
    # A second job's author would be in two places: they write where they were first.
    second = work.spells.beside[of] >= 0
    found: np.ndarray[tuple[int], np.dtype[np.float64]] = (
        person * firm * of_team * post * takes_part[work.site[of]] * ~intern * ~second
    )
    return found


def signed(build: Build, handed: Handed) -> Authors:
    """The authors of those that are not anonymous: the first, and others of the same team."""
    rng = build.plan.rng("authors")
    rows = np.flatnonzero(~handed.anonymous)
    of = build.postings.employment
    first = build.work.person[of[handed.posting[rows]]]
    wanted = 1 + rng.choice(MOST_AUTHORS, size=len(rows), p=SHARES_OF_COUNTS)
    persons = np.full((len(rows), MOST_AUTHORS), -1)
    persons[:, 0] = first
    found = np.ones(len(rows), dtype=np.int64)
    several = np.flatnonzero(wanted > 1)
    for _ in range(TRIES):
        several = several[found[several] < wanted[several]]
        other = _somebody(build, rng, handed, rows[several])
        fits = (other >= 0) & ~(persons[several] == other[:, np.newaxis]).any(axis=1)
        persons[several[fits], found[several[fits]]] = other[fits]
        found[several[fits]] += 1
    idea = np.repeat(rows, found)
    place = np.arange(len(idea)) - np.repeat(np.cumsum(found) - found, found)
    return Authors(
        idea=idea,
        person=persons[persons >= 0],
        place=place,
        share_bp=_shares(rng, found)[np.repeat(np.arange(len(rows)), found), place],
    )


def _somebody(build: Build, rng: np.random.Generator, handed: Handed, rows: Ints) -> Ints:
    """For each idea a person posted to its unit; -1 where that was not on its day."""
    postings = build.postings
    by_unit = np.argsort(postings.unit, kind="stable")
    begins = np.searchsorted(postings.unit[by_unit], handed.unit[rows])
    ends = np.searchsorted(postings.unit[by_unit], handed.unit[rows], side="right")
    found = by_unit[begins + (rng.random(len(rows)) * (ends - begins)).astype(np.int64)]
    on = handed.on[rows]
    until = np.where(np.isnat(postings.end), TOMORROW, postings.end)
    there = (postings.start[found] <= on) & (on < until[found])
    return np.where(there, build.work.person[postings.employment[found]], -1)


def _shares(rng: np.random.Generator, counts: Ints) -> Ints:
    """The basis points of the authors of each idea, as wide as the most there may be."""
    table = [[*split, *([0] * (MOST_AUTHORS - len(split)))] for kind in SPLITS for split in kind]
    begins = np.cumsum([0, *(len(kind) for kind in SPLITS)])
    widths = np.array([len(kind) for kind in SPLITS])[counts - 1]
    chosen: Ints = begins[counts - 1] + (rng.random(len(counts)) * widths).astype(np.int64)
    shares: Ints = np.array(table)[chosen]
    return shares
