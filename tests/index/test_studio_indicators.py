"""I6 and F24 against records whose answer fits on paper."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.index.indicators.studios import IdeasSpread, StudiosQualified
from gongjiang.index.rules.normalise import Direction
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.proposals import ProposalAccepted
from gongjiang.ledger.facts.studios import (
    ProposalReplicated,
    StudioNamed,
    StudioReviewed,
    StudioRevoked,
)
from index.conftest import RunIndex, sums, value
from world import World

COUNTED = ("F24", "I6")

pytestmark = pytest.mark.commits


def named(world: World, studio: int, on: date) -> None:
    fact = StudioNamed(studio_id=studio, level="ENTERPRISE")
    ledger.record(fact, unit=world.a.workshop.id, enterprise=world.a.enterprise.id, on=on)


def reviewed(world: World, studio: int, year: int, result: str, on: date) -> None:
    fact = StudioReviewed(
        studio_review_id=studio * 10_000 + year,
        studio_id=studio,
        year=year,
        level="ENTERPRISE",
        result=result,
    )
    ledger.record(fact, unit=world.a.workshop.id, enterprise=world.a.enterprise.id, on=on)


def accepted(world: World, idea: int, on: date, *, copied_on: date | None = None) -> None:
    where = {"unit": world.a.team.id, "enterprise": world.a.enterprise.id}
    ledger.record(ProposalAccepted(proposal_id=idea), on=on, **where)
    if copied_on is not None:
        fact = ProposalReplicated(spread_offer_id=idea, proposal_id=idea)
        ledger.record(fact, on=copied_on, **where)


def test_a_studio_passes_by_its_last_review_of_the_window(governed: World, run: RunIndex) -> None:
    for studio in range(1, 5):
        named(governed, studio, date(2020, 6, 1))
    named(governed, 5, date(2021, 11, 28))  # a year old on the day
    named(governed, 6, date(2021, 11, 29))  # a day short of it
    reviewed(governed, 1, 2021, "EXCELLENT", date(2022, 1, 20))
    reviewed(governed, 2, 2021, "RECTIFY", date(2022, 1, 20))
    reviewed(governed, 3, 2020, "QUALIFIED", date(2021, 11, 28))  # before the window
    reviewed(governed, 4, 2021, "QUALIFIED", date(2022, 1, 20))
    ledger.record(
        StudioRevoked(studio_id=4, level="ENTERPRISE"),
        unit=governed.a.workshop.id,
        enterprise=governed.a.enterprise.id,
        on=date(2022, 10, 1),
    )

    done = run()

    # Studios 1, 2, 3 and 5; of these the first alone passed.
    for unit in (governed.a.enterprise, governed.area, governed.zone):
        assert sums(done, unit.id, "I6") == [1, 4]


def test_the_later_of_two_reviews_counts(governed: World, run: RunIndex) -> None:
    named(governed, 1, date(2019, 6, 1))
    reviewed(governed, 1, 2020, "EXCELLENT", date(2021, 12, 20))
    reviewed(governed, 1, 2021, "RECTIFY", date(2022, 1, 20))
    assert sums(run(), governed.zone.id, "I6") == [0, 1]


def test_an_idea_counts_once_a_copy_was_verified(governed: World, run: RunIndex) -> None:
    accepted(governed, 1, date(2020, 11, 28), copied_on=date(2022, 1, 5))  # before the window
    accepted(governed, 2, date(2020, 11, 29), copied_on=date(2022, 11, 28))
    accepted(governed, 3, date(2022, 5, 1), copied_on=date(2022, 11, 29))  # after the day
    for idea in range(4, 12):
        accepted(governed, idea, date(2022, 6, 1))

    done = run()

    for unit in (governed.a.enterprise, governed.zone):
        assert sums(done, unit.id, "F24") == [1, 10]
    assert value(done, governed.zone.id, "F24") == pytest.approx(10.0)


def test_more_is_better() -> None:
    for indicator in (StudiosQualified, IdeasSpread):
        assert indicator.definition.direction == Direction.HIGHER
