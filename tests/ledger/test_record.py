"""A fact is written once: repeats find it, contradictions are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from gongjiang.ledger.facts.people import Hired
from gongjiang.ledger.queries import facts_of, history_of, live
from gongjiang.ledger.services import AlreadyRecorded, Occurrence, record, record_many
from ledger.facts_for_tests import hired

DAY = date(2022, 3, 1)
MANY = 10_000

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class HiredForHours(Hired):
    """A fact with a quantity; it shares its kind, so it is no new word of the vocabulary."""

    quantity: Decimal


def test_the_same_fact_again_is_the_first_entry():
    first = record(hired(), person=1, unit=2, enterprise=3, by=4, on=DAY)

    assert record(hired(), person=1, unit=2, enterprise=3, by=5, on=DAY) == first
    assert len(history_of(1)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"fact": hired(post_kind="OFFICE")},
        {"unit": 9},
        {"enterprise": 9},
        {"on": date(2022, 3, 2)},
        {"on": None, "at": datetime(2022, 3, 1, 4, tzinfo=UTC)},
    ],
)
def test_a_different_fact_under_its_key_is_refused(other: dict):
    said = {"fact": hired(), "person": 1, "unit": 2, "enterprise": 3, "by": 4, "on": DAY}
    record(**said)

    with pytest.raises(AlreadyRecorded):
        record(**{**said, **other})


def test_the_same_subject_of_another_person_is_another_fact():
    first = record(hired(), person=1, on=DAY)

    assert record(hired(), person=2, on=DAY) != first


def test_a_moment_says_its_day_in_shanghai():
    record(hired(), person=1, at=datetime(2022, 2, 28, 16, 30, tzinfo=UTC))

    [fact] = facts_of(1)
    assert fact.occurred_on == DAY


def test_a_fact_without_a_day_is_refused():
    with pytest.raises(ValueError, match="day or a moment"):
        record(hired(), person=1)


def test_a_quantity_finer_than_its_column_is_found_again():
    fact = HiredForHours(
        employment_id=1,
        employer_id=7,
        employment_kind="REGULAR",
        post_kind="OFFICE",
        quantity=Decimal("1.23455"),
    )
    first = record(fact, person=1, on=DAY)

    assert record(fact, person=1, on=DAY) == first
    assert live().get(id=first).quantity == Decimal("1.2346")


def test_a_fact_is_read_back_as_it_was_written():
    record(hired(42), person=1, unit=2, enterprise=3, by=4, on=DAY)

    [found] = facts_of(1)
    assert found.fact == hired(42)
    assert (found.unit_id, found.enterprise_id, found.actor_id) == (2, 3, 4)


def occurrences(count: int, **circumstances: int) -> Iterator[Occurrence]:
    for i in range(count):
        yield Occurrence(fact=hired(i), person=i, on=DAY, **circumstances)


def test_many_are_written_at_once():
    assert record_many(occurrences(MANY)) == MANY
    assert live().count() == MANY


def test_many_written_again_are_the_first_ones():
    record_many(occurrences(20))

    assert record_many(occurrences(30, by=8)) == 10
    assert live().count() == 30


def test_one_contradiction_refuses_all_of_many():
    record(hired(15), person=15, unit=99, on=DAY)

    with pytest.raises(AlreadyRecorded):
        record_many(occurrences(20))

    assert live().count() == 1


def test_many_that_contradict_each_other_are_refused():
    said = [
        Occurrence(fact=hired(1), person=1, on=DAY),
        Occurrence(fact=hired(1, post_kind="OFFICE"), person=1, on=DAY),
    ]

    with pytest.raises(AlreadyRecorded):
        record_many(said)

    assert live().count() == 0


def test_two_batches_fit_into_one_transaction():
    with transaction.atomic():
        record_many(occurrences(2))
        record_many(occurrences(4))

    assert live().count() == 4
