"""Operation certificates, the posts that need them, and who was on those posts when."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from gongjiang.demo.build import Build
from gongjiang.demo.growth.apprentices import days_later, plus_months
from gongjiang.demo.places import TOMORROW
from gongjiang.demo.postings import POST_NAMES
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import REGULAR
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

POSTS = (  # post, the kind of certificate it needs, months it is valid, months to a review
    ("焊工", "WELDING", 72, 36),
    ("高级焊工", "WELDING", 72, 36),
    ("叉车司机", "FORKLIFT", 48, 0),
    ("叉车班司机长", "FORKLIFT", 48, 0),
)
KINDS = tuple(kind for _, kind, _, _ in POSTS)
LEAST_WORKERS = 120
"""Firms above scale have said which posts need a certificate."""
SINCE = np.datetime64("2019-01-01")

SHARE_ADMITTED = 0.96  # ours, as is what follows
"""The others were found working there, with no certificate."""
SHARE_REVIEWED = 0.975
MOST_REVIEWS = 4
NEVER = np.datetime64("2200-01-01")


@dataclass(frozen=True, slots=True)
class Certificates:
    """Columns, a row a certificate; `due` and `until` as they were at first.

    Attributes:
        kind: place in POSTS; `due`: NaT where no review is asked for before the end.
    """

    person: Ints
    employment: Ints
    kind: Ints
    issued: Days
    due: Days
    until: Days

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True, slots=True)
class Reviews:
    """Columns, a row a review or renewal, the earlier ones first: the days from then on."""

    certificate: Ints
    on: Days
    due: Days
    until: Days

    def __len__(self) -> int:
        return len(self.certificate)


@dataclass(frozen=True, slots=True)
class OnPost:
    """Columns, a row somebody's time on a post that needs a certificate.

    Attributes:
        post: place in POSTS; `certified`: whether they had one when they came.
    """

    posting: Ints
    post: Ints
    start: Days
    end: Days
    certified: Flags

    def __len__(self) -> int:
        return len(self.posting)


def firms_that_ask(build: Build) -> Ints:
    """The places of the firms that have said which posts need what."""
    return np.array(
        [
            place
            for place, ground in enumerate(build.grounds.firms)
            if ground.firm.runs and (ground.firm.workers >= LEAST_WORKERS or place == 0)
        ]
    )


def on_posts(build: Build) -> OnPost:
    """Everybody's times on such posts since firms began to ask."""
    rng = build.plan.rng("posts that need a certificate")
    postings, work = build.postings, build.work
    post = np.full(len(POST_NAMES), -1)
    for place, (name, *_) in enumerate(POSTS):
        post[POST_NAMES.index(name)] = place
    found = post[postings.post]
    asks = np.zeros(len(build.grounds.firms), dtype=bool)
    asks[firms_that_ask(build)] = True
    until = np.where(np.isnat(postings.end), NEVER, postings.end)
    start = np.maximum(postings.start, SINCE)
    rows = np.flatnonzero(
        (found >= 0)
        & asks[work.site[postings.employment]]
        & (work.kind[postings.employment] == REGULAR)
        & (work.spells.beside[postings.employment] < 0)
        & (until > start + DAY)
    )
    return OnPost(
        posting=rows,
        post=found[rows],
        start=start[rows],
        end=postings.end[rows],
        certified=rng.random(len(rows)) < SHARE_ADMITTED,
    )


def certificates(build: Build, times: OnPost) -> Certificates:
    """One for each admitted person and kind, none older than the employment."""
    rng = build.plan.rng("operation certificates")
    postings, work = build.postings, build.work
    employment = postings.employment[times.posting]
    kind = np.array([KINDS.index(each) for each in KINDS])[times.post]
    person = work.person[employment]
    rows = np.flatnonzero(times.certified)
    rows = rows[np.lexsort((times.start[rows], kind[rows], person[rows]))]
    again = (person[rows][1:] == person[rows][:-1]) & (kind[rows][1:] == kind[rows][:-1])
    rows = rows[np.r_[True, ~again]]
    began = work.spells.start[employment[rows]]
    came = times.start[rows]
    early = came - rng.integers(5, 1000, size=len(rows)) * DAY
    issued = np.where(early < began, began + (came - began) // 2, early)
    months = np.array([each[2] for each in POSTS])[times.post[rows]]
    review = np.array([each[3] for each in POSTS])[times.post[rows]]
    return Certificates(
        person=person[rows],
        employment=employment[rows],
        kind=kind[rows],
        issued=issued,
        due=np.where(review > 0, plus_months(issued, review), NO_DAY),
        until=plus_months(issued, months),
    )


def reviews(build: Build, held: Certificates) -> Reviews:
    """Reviews and renewals while their holders stayed: nearly all in time, some not at all."""
    rng = build.plan.rng("reviews")
    end = build.work.spells.end[held.employment]
    gone = np.minimum(np.where(np.isnat(end), NEVER, end), TOMORROW)
    months = np.array([each[2] for each in POSTS])[held.kind]
    between = np.array([each[3] for each in POSTS])[held.kind]
    due, until, rows = held.due, held.until, np.arange(len(held))
    found = []
    for _ in range(MOST_REVIEWS):
        next_day = np.where(np.isnat(due), until, due)
        on = days_later(next_day, -rng.integers(3, 60, size=len(rows)))
        kept = (on < gone[rows]) & (on > held.issued[rows])
        kept &= rng.random(len(rows)) < SHARE_REVIEWED
        rows, on, next_day = rows[kept], on[kept], next_day[kept]
        due, until = due[kept], until[kept]
        if not len(rows):
            break
        renewed = np.isnat(due)
        until = np.where(renewed, plus_months(next_day, months[rows]), until)
        again = renewed & (between[rows] > 0)
        due = np.where(again, plus_months(next_day, between[rows]), NO_DAY)
        found.append(Reviews(rows, on, due, until))
    return Reviews(
        *(np.concatenate([getattr(part, f.name) for part in found]) for f in fields(Reviews))
    )


def as_they_stand(held: Certificates, done: Reviews) -> tuple[Days, Days]:
    """Of each certificate, the day of its next review and its last, after all reviews."""
    due, until = held.due.copy(), held.until.copy()
    # Reviews of one certificate come in order, so the last one written stays.
    due[done.certificate], until[done.certificate] = done.due, done.until
    return due, until
