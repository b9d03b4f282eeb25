"""The indicators of proposals, against facts whose answer fits on paper."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import numpy as np
import pytest

from gongjiang.index.indicators.proposal_authors import (
    EXACT,
    Breadth,
    ProposalsPerHead,
    gini,
)
from gongjiang.index.indicators.proposal_course import BINS, AdoptedAndDone, TimeToPractice
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.proposals import (
    ProposalAuthored,
    ProposalDecided,
    ProposalImplemented,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from gongjiang.people.models import Person
from index.conftest import RunIndex, sums, value
from world import TODAY, World, make_worker

COUNTED = ("F21", "F22", "F23", "F25", "I1", "I2", "I3", "L4")

IDS = count(1)
WHOLE = 10_000


def counts_of(proposals: list[int]) -> np.ndarray:
    """The parts of F23 for persons with so many proposals each."""
    exact = [sum(n == each for n in proposals) for each in range(EXACT + 1)]
    more = [n for n in proposals if n > EXACT]
    return np.array([[*exact, len(more), sum(more)]])


@pytest.mark.parametrize(
    ("proposals", "expected"),
    [
        ([0, 0, 1, 3, 6], 0.60),  # domain.md §15
        ([2, 2, 2], 0.0),
        ([0, 0, 0, 40], 0.75),
        ([0, EXACT + 10, EXACT + 30], 1 / 3),  # who has many counts with their mean
    ],
)
def test_gini_of_proposals(proposals: list[int], expected: float):
    assert gini(counts_of(proposals))[0] == pytest.approx(expected)
    assert Breadth().measure(counts_of(proposals)).values[0] == pytest.approx(1 - expected)


def test_breadth_says_nothing_where_nobody_proposed():
    assert np.isnan(Breadth().measure(counts_of([0] * 12)).values[0])


def test_proposals_per_person_and_month():
    # 12 proposals, one of them unnamed, over a year of ten persons.
    measured = ProposalsPerHead().measure(np.array([[11 * WHOLE, 1, 120]]))

    assert measured.values[0] == pytest.approx(0.1)
    assert measured.n[0] == 10


def test_adopted_and_done_is_the_product_of_two_rates():
    measured = AdoptedAndDone().measure(np.array([[40, 60, 100]]))

    assert measured.values[0] == pytest.approx(100 * (60 / 100) * (40 / 60))
    assert measured.n[0] == 100


def test_the_median_to_practice_counts_what_still_waits():
    done, waits = np.zeros(BINS + 1, dtype=int), np.zeros(BINS + 1, dtype=int)
    done[[1, 3]] = 10, 10
    waits[BINS] = 20

    # Ten of forty after a fortnight or so, ten more after a month: half at the end of it.
    assert TimeToPractice().measure(np.array([[*done, *waits]])).values[0] == pytest.approx(40)
    waits[BINS] = 21
    assert TimeToPractice().measure(np.array([[*done, *waits]])).values[0] == 240
    waits[BINS], waits[0] = 0, 21  # adopted just now: nobody knows yet
    assert TimeToPractice().measure(np.array([[*done, *waits]])).values[0] < 40


def submit(world: World, on: date, *authors: Person, anonymous: bool = False) -> int:
    proposal = next(IDS)
    where = {"unit": world.a.team.id, "enterprise": world.a.enterprise.id, "on": on}
    fact = ProposalSubmitted(proposal_id=proposal, kind_code="KAIZEN", anonymous=anonymous)
    ledger.record(fact, by=None, **where)
    for author in authors:
        shared = ProposalAuthored(proposal_id=proposal, share_bp=WHOLE // len(authors))
        ledger.record(shared, person=author.id, by=None, **where)
    return proposal


def decide(world: World, proposal: int, submitted: date, on: date, outcome: str, *, in_time: bool):
    fact = ProposalDecided(
        proposal_id=proposal, outcome=outcome, in_time=in_time, submitted_on=submitted
    )
    ledger.record(fact, unit=world.a.team.id, enterprise=world.a.enterprise.id, by=None, on=on)


def carry_out(world: World, proposal: int, adopted: date, on: date):
    fact = ProposalImplemented(proposal_id=proposal, adopted_on=adopted)
    ledger.record(fact, unit=world.a.team.id, enterprise=world.a.enterprise.id, by=None, on=on)


def crew(world: World, number: int) -> list[Person]:
    return [make_worker(world.a, f"工{place}").person for place in range(number)]


@pytest.mark.commits
def test_authors_are_counted_once_and_none_beyond_the_cap(governed: World, run: RunIndex):
    people = crew(governed, 25)
    long_ago, lately = TODAY - timedelta(days=500), TODAY - timedelta(days=20)
    submit(governed, long_ago, people[0])
    for person in people[:20]:
        submit(governed, lately, person)
    for _ in range(9):
        submit(governed, lately, people[19])  # ten in all, where 95 of 100 have one
    submit(governed, lately, people[20], people[21])
    submit(governed, lately, anonymous=True)

    done = run()

    zone = governed.zone.id
    # Twenty with one each, ten of one person cut to one, and two halves; and one without a name.
    assert sums(done, zone, "I1")[:2] == [21 * WHOLE, 1]
    assert sums(done, zone, "I2")[0] == 22
    assert sums(done, zone, "F21") == [21, 22]
    told = sums(done, governed.a.enterprise.id, "F23")
    assert (told[1], told[10], sum(told[:-1])) == (21, 1, sums(done, zone, "L4")[-1] or 26)


@pytest.mark.commits
def test_answers_cohorts_and_waits(governed: World, run: RunIndex):
    [author, *_rest] = crew(governed, 10)
    days = [TODAY - timedelta(days=back) for back in (300, 60, 30)]
    for place in range(12):
        proposal = submit(governed, days[0], author)
        adopted = days[0] + timedelta(days=10)
        outcome = "ADOPTED" if place < 8 else "NOT_ADOPTED"
        decide(governed, proposal, days[0], adopted, outcome, in_time=True)
        if place < 6:
            carry_out(governed, proposal, adopted, adopted + timedelta(days=25))
    for place in range(10):
        proposal = submit(governed, days[1], author)
        if place < 7:
            on = days[1] + timedelta(days=10)
            decide(governed, proposal, days[1], on, "NOT_ADOPTED", in_time=place < 6)
        if place == 9:  # taken back, so nobody owes an answer
            fact = ProposalWithdrawn(proposal_id=proposal)
            unit, firm = governed.a.team.id, governed.a.enterprise.id
            ledger.record(fact, unit=unit, enterprise=firm, by=None, on=days[1])
    for _ in range(5):
        submit(governed, days[2], author)  # not yet 45 days without an answer

    done = run()

    zone, firm = governed.zone.id, governed.a.enterprise.id
    assert sums(done, zone, "F22") == [6, 9]
    # Those decided 120 days ago and longer: eight of twelve adopted, six of them in practice.
    assert sums(done, firm, "I3") == [6, 8, 12]
    assert value(done, firm, "I3") == pytest.approx(50)
    waits = sums(done, firm, "F25")
    assert (sum(waits[: BINS + 1]), sum(waits[BINS + 1 :])) == (6, 2)
    assert waits[2] == 6
