"""The lake counts the facts that the ledger counts, on any day and as known at any moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gongjiang.kernel.home import Home
from gongjiang.lake import queries
from gongjiang.lake.columns import columns_of
from gongjiang.ledger.facts.people import Hired, Left
from gongjiang.ledger.queries import live
from gongjiang.ledger.services import annul, correct, record
from lake.conftest import Sync
from ledger.facts_for_tests import hired

DAY = date(2022, 3, 1)

pytestmark = pytest.mark.commits


def left(employment: int) -> Left:
    return Left(employment_id=employment, employer_id=7, reason="RESIGNED", voluntary=True)


def ids(home: Home, *, on: date | None = None, known_at: datetime | None = None) -> list[int]:
    """Of the hirings that count, in the lake."""
    with queries.opened(home) as lake:
        facts = lake.to_pyarrow(lake.live(Hired, on=on, known_at=known_at))
    return sorted(facts["id"].to_pylist())


def test_a_fact_has_a_typed_column_for_each_of_its_fields(home: Home, sync: Sync):
    entry = record(left(1), person=1, unit=2, enterprise=3, by=9, on=DAY)
    sync()

    with queries.opened(home) as lake:
        [row] = lake.to_pyarrow(lake.live(Left)).to_pylist()
    recorded_at = live().get(id=entry).recorded_at

    assert list(row) == list(columns_of(Left))
    assert row == {
        "id": entry,
        "occurred_on": DAY,
        "occurred_at": None,
        "person_id": 1,
        "unit_id": 2,
        "enterprise_id": 3,
        "quantity": None,
        "amount_fen": None,
        "actor_id": 9,
        "recorded_at": recorded_at,
        "employment_id": 1,
        "employer_id": 7,
        "reason": "RESIGNED",
        "voluntary": True,
    }


def test_what_was_corrected_or_annulled_stops_counting_when_that_became_known(
    home: Home, sync: Sync
):
    wrong = record(hired(1), person=1, unit=2, on=DAY)
    slip = record(hired(2), person=2, unit=2, on=DAY)
    sync()
    before = live().get(id=slip).recorded_at
    right = correct(wrong, hired(1), person=1, unit=3, on=DAY + timedelta(days=9), by=9)
    annul(slip, reason="A slip.", by=9)
    sync()

    assert ids(home) == [right]
    assert ids(home, known_at=before) == [wrong, slip]
    assert ids(home, on=DAY) == []
    assert ids(home, on=DAY, known_at=before) == [wrong, slip]


def test_an_annulment_is_mended_by_a_later_fact(home: Home, sync: Sync):
    slip = record(hired(1), person=1, unit=2, on=DAY)
    annulled = annul(slip, reason="A slip.", by=9)
    mended = correct(annulled, hired(1), person=1, unit=2, on=DAY, by=9)
    sync()

    assert ids(home) == [mended]


def test_a_kind_of_which_nothing_happened_is_empty(home: Home, sync: Sync):
    sync()

    assert ids(home) == []


def test_without_a_lake_a_reader_is_told_how_to_make_one(home: Home):
    with pytest.raises(queries.NoLake, match="gongjiang lake sync"), queries.opened(home):
        pass
