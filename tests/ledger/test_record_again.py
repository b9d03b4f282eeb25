"""What was annulled can happen after all: it is recorded again, in the annulment's place."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.people import Left
from gongjiang.ledger.queries import history_of, live
from gongjiang.ledger.selected import annul_selected, record_selected
from gongjiang.ops.fsck.ledger import CORRECTIONS
from gongjiang.ops.fsck.run import check_everything

pytestmark = pytest.mark.django_db

PERSON, DAY, LATER = 7, date(2022, 3, 1), date(2022, 5, 1)


def left(reason: str) -> Left:
    return Left(employment_id=3, employer_id=1, reason=reason, voluntary=False)


def one_by_one(fact: Left, on: date) -> None:
    ledger.record(fact, person=PERSON, on=on)


def many_at_once(fact: Left, on: date) -> None:
    ledger.record_many([ledger.Occurrence(fact=fact, person=PERSON, on=on)])


def from_rows(fact: Left, on: date) -> None:
    select = """
        SELECT %s::date AS occurred_on, %s::bigint AS person_id, NULL::bigint AS unit_id,
               NULL::bigint AS enterprise_id, NULL::bigint AS actor_id, 3 AS employment_id,
               1 AS employer_id, %s::text AS reason, false AS voluntary
    """
    record_selected(Left, select, [on, PERSON, fact.reason])


@pytest.fixture(params=[one_by_one, many_at_once, from_rows])
def record(request: pytest.FixtureRequest):
    return request.param


def standing() -> list[tuple[date, str]]:
    return [(entry.occurred_on, entry.detail["reason"]) for entry in live()]


def test_an_annulled_fact_is_recorded_again_and_counts(record):
    for reason, on in (("RESIGNED", DAY), ("RETIRED", LATER), ("RETIRED", LATER)):
        record(left(reason), on)
        assert standing() == [(on, reason)]
        annul_selected("SELECT id FROM ledger_entry e WHERE kind = %s AND NOT EXISTS ("
                       "SELECT FROM ledger_entry c WHERE c.corrects_id = e.id)",
                       [Left.kind], reason="mistaken", by=None)  # fmt: skip
        assert standing() == []

    assert len(history_of(PERSON)) == 6
    assert not check_everything([CORRECTIONS]).broken


def test_one_that_stands_is_not_recorded_twice(record):
    one_by_one(left("RESIGNED"), DAY)

    with pytest.raises(ledger.AlreadyRecorded):
        record(left("RETIRED"), LATER)
