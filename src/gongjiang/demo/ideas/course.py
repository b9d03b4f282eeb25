"""What became of each idea, day by day, as far as the demo's last day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gongjiang.demo.ideas.columns import Course, Handed, Words
from gongjiang.demo.ideas.texts import worth_money
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import AS_OF
from gongjiang.demo.spells import DAY
from gongjiang.demo.workdays import workdays
from gongjiang.innovation.models import Ground, State
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

STATES = tuple(str(state) for state in State.values)
OUTCOMES = (State.ADOPTED, State.NOT_ADOPTED, State.RESERVED, State.REJECTED)
ADOPTED, NOT_ADOPTED, RESERVED, REJECTED = range(len(OUTCOMES))
GROUNDS = tuple(str(ground) for ground in Ground.values)

# All shares are ours.
SCREENED_AFTER = (0.22, 0.36, 0.26, 0.10, 0.025, 0.015, 0.01, 0.006, 0.004)
"""By working days; with the rule's three, what comes from the fifth place on is late."""
SHARE_RETURNED, SHARE_REJECTED, SHARE_WITHDRAWN = 0.05, 0.10, 0.006
SHARE_OF_COPIES_REJECTED = 0.4
SHARES_OF_OUTCOMES = (0.745, 0.185, 0.07)
SHARE_DECIDED_LATE = 0.07
LATEST_DECISION = 9
"""Working days that a late decision comes after its last day."""
SHARE_STARTED_LATE, SHARE_DONE_LATE = 0.03, 0.04
LATEST_START = 25
SHARE_PILOTS = 0.12
SHARE_REWORKED = 0.03
SHARE_STANDARDISED = 0.05
SHARE_IN_MONEY = 0.036
"""Of all that is handed in; the others that are put into practice have points."""
GROUND_SHARES = {
    Ground.NO_METHOD: 0.25, Ground.KNOWN: 0.2, Ground.UNREALISTIC: 0.14, Ground.DONE_BEFORE: 0.1,
    Ground.NO_PROGRESS: 0.1, Ground.INCOMPLETE: 0.09, Ground.PERSONNEL_OR_PAY: 0.05,
    Ground.NO_BENEFIT: 0.05, Ground.HARMS: 0.02,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """The working days that the rule in force gives those who must act, by what waits."""

    screen: int
    review: int
    start: int
    accept: int
    confirm: int
    publicity: int
    reward: int
    close: int
    escalate: int


def ran(plan: Plan, handed: Handed, words: Words, terms: Terms) -> Course:
    """Tell what became of each: first as if there were no last day, then up to it."""
    rng = plan.rng("courses")
    course = _whole(rng, handed, words, terms)
    _cut_off(course)
    _say_where_they_stand(course)
    _say_by_when(course, terms)
    return course


def _whole(rng: np.random.Generator, handed: Handed, words: Words, terms: Terms) -> Course:
    count, after = len(handed), workdays().after
    on = handed.on
    chance = rng.random((8, count))
    # An anonymous one is sent back to nobody, and taken back by nobody.
    named = ~handed.anonymous
    returned = named & (chance[0] < SHARE_RETURNED)
    withdrawn = named & ~returned & (chance[0] > 1 - SHARE_WITHDRAWN)
    first_look = after(on, _lag(rng, count))
    again = first_look + rng.integers(1, 9, size=count) * DAY
    since = np.where(returned, again, on)
    second_look = after(since, _lag(rng, count))
    copy = words.alike >= 0
    refused = chance[1] < np.where(copy, SHARE_OF_COPIES_REJECTED, SHARE_REJECTED)
    screened = np.where(returned, second_look, first_look)
    late = chance[2] < SHARE_DECIDED_LATE
    wait = np.where(
        late,
        terms.review + 1 + (chance[3] ** 2 * LATEST_DECISION).astype(np.int64),
        1 + ((1 - chance[3] ** 2) * terms.review).astype(np.int64).clip(max=terms.review - 1),
    )
    decided = np.where(refused, screened, after(screened, wait))
    outcome = np.where(refused, REJECTED, rng.choice(3, size=count, p=SHARES_OF_OUTCOMES))
    outcome[withdrawn] = -1
    adopted = outcome == ADOPTED
    wait = rng.integers(0, terms.start + 1, size=count)
    wait += np.where(
        chance[4] < SHARE_STARTED_LATE, rng.integers(terms.start, LATEST_START, size=count), 0
    )
    started = np.where(adopted, after(decided, wait), NO_DAY)
    planned: Days = started + rng.integers(7, 61, size=count).astype("timedelta64[D]")
    spared = np.where(chance[4] > 1 - SHARE_DONE_LATE, -rng.integers(1, 25, size=count), 0)
    spared += np.where(
        spared < 0, 0, (chance[7] * (planned - started).astype(float) / 2).astype(int)
    )
    first_done: Days = planned - spared.astype("timedelta64[D]")
    reworked = chance[5] < SHARE_REWORKED
    sent_back = after(first_done, rng.integers(0, terms.accept, size=count))
    done = np.where(reworked, sent_back + rng.integers(3, 20, size=count) * DAY, first_done)
    accepted = after(done, rng.integers(0, terms.accept + 1, size=count))
    benefit = after(accepted, 1 + (rng.random(count) ** 2 * (terms.confirm - 1)).astype(np.int64))
    rewarded = after(benefit, rng.integers(terms.publicity + 1, terms.reward, size=count))
    # Nobody is rewarded for what nobody has claimed: it is closed at once.
    rewarded = np.where(named, rewarded, NO_DAY)
    closed = after(np.where(named, rewarded, benefit), rng.integers(0, terms.close + 1, size=count))
    standard = np.where(chance[6] < SHARE_STANDARDISED, closed, NO_DAY)
    money = worth_money(words) & named & ~copy
    likely = SHARE_IN_MONEY / max(float((money & adopted).mean()), SHARE_IN_MONEY)
    money &= adopted & (rng.random(count) < likely)
    taken_back = np.where(withdrawn, np.minimum(on + DAY, first_look), NO_DAY)
    return Course(
        state=np.zeros(count, dtype=np.int64),
        reply_by=np.where(
            returned & (again <= np.datetime64(AS_OF)),
            after(again, terms.screen + terms.review),
            after(on, terms.screen + terms.review),
        ),
        returned_on=np.where(returned, first_look, NO_DAY),
        resubmitted_on=np.where(returned, again, NO_DAY),
        screen_due=after(since, terms.screen),
        screened_on=np.where(withdrawn, NO_DAY, screened),
        panel_on=np.where(withdrawn | refused, NO_DAY, after(screened, 1)),
        decide_due=after(screened, terms.review),
        decided_on=np.where(withdrawn, NO_DAY, decided),
        outcome=outcome,
        start_due=after(decided, terms.start),
        started_on=started,
        planned_on=planned,
        pilot=rng.random(count) < SHARE_PILOTS,
        first_done_on=np.where(reworked, first_done, NO_DAY),
        rework_on=np.where(reworked, sent_back, NO_DAY),
        implemented_on=done,
        accept_due=after(done, terms.accept),
        accepted_on=accepted,
        benefit_on=benefit,
        rewarded_on=rewarded,
        closed_on=closed,
        standardised_on=standard,
        withdrawn_on=taken_back,
        due_on=np.full(count, NO_DAY),
        ground=_grounds(rng, refused, copy, returned & ~refused),
        money=money,
    )


def _lag(rng: np.random.Generator, count: int) -> Ints:
    return rng.choice(len(SCREENED_AFTER), size=count, p=SCREENED_AFTER)


def _grounds(rng: np.random.Generator, refused: Flags, copy: Flags, returned: Flags) -> Ints:
    """Why each was turned down when screened, or sent back; -1 for the others."""
    found = rng.choice(
        [GROUNDS.index(ground) for ground in GROUND_SHARES],
        size=len(refused),
        p=list(GROUND_SHARES.values()),
    )
    found[refused & copy] = GROUNDS.index(Ground.SIMILAR)
    found[returned] = GROUNDS.index(Ground.INCOMPLETE)
    return np.where(refused | returned, found, -1)


STEPS = (
    "returned_on", "resubmitted_on", "screened_on", "panel_on", "decided_on", "started_on",
    "first_done_on", "rework_on", "implemented_on", "accepted_on", "benefit_on", "rewarded_on",
    "closed_on", "standardised_on",
)  # fmt: skip
"""The days of a course, in their order; what follows a day that is yet to come has not been."""


def _cut_off(course: Course) -> None:
    to_come = np.zeros(len(course), dtype=bool)
    last = np.datetime64(AS_OF)
    course.withdrawn_on[course.withdrawn_on > last] = NO_DAY
    for name in STEPS:
        days: Days = getattr(course, name)
        to_come |= days > last
        days[to_come] = NO_DAY
    course.outcome[np.isnat(course.decided_on)] = -1


def _say_where_they_stand(course: Course) -> None:
    """The state of each: what the last of its days says."""
    for name, state in (
        (None, State.SUBMITTED),
        ("returned_on", State.RETURNED),
        ("resubmitted_on", State.SUBMITTED),
        ("screened_on", State.PRELIM_OK),
        ("panel_on", State.REVIEWING),
        ("started_on", State.IMPLEMENTING),
        ("first_done_on", State.IMPLEMENTED),
        ("rework_on", State.REWORK),
        ("implemented_on", State.IMPLEMENTED),
        ("accepted_on", State.ACCEPTED),
        ("benefit_on", State.BENEFIT_CONFIRMED),
        ("rewarded_on", State.REWARDED),
        ("closed_on", State.CLOSED),
        ("withdrawn_on", State.WITHDRAWN),
    ):
        there = slice(None) if name is None else ~np.isnat(getattr(course, name))
        course.state[there] = STATES.index(state)
        if name == "panel_on":
            for place, outcome in enumerate(OUTCOMES):
                course.state[course.outcome == place] = STATES.index(outcome)


def _say_by_when(course: Course, terms: Terms) -> None:
    """By when whoever holds each must act."""
    after = workdays().after
    done = np.where(np.isnat(course.implemented_on), course.first_done_on, course.implemented_on)
    for state, due in (
        (State.SUBMITTED, course.screen_due),
        (State.PRELIM_OK, course.decide_due),
        (State.REVIEWING, course.decide_due),
        (State.ADOPTED, course.start_due),
        (State.IMPLEMENTING, course.planned_on),
        (State.REWORK, after(course.rework_on, terms.accept)),
        (State.IMPLEMENTED, after(done, terms.accept)),
        (State.ACCEPTED, after(course.accepted_on, terms.confirm)),
        (State.BENEFIT_CONFIRMED, after(course.benefit_on, terms.reward)),
        (State.REWARDED, after(course.rewarded_on, terms.close)),
    ):
        waits = course.state == STATES.index(state)
        course.due_on[waits] = due[waits]
