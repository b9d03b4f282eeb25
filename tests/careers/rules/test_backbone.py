"""When an export counts as a backbone's (domain.md §4.5), a row a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongjiang.careers.rules.backbone import (
    BackboneTerms,
    NotCounted,
    Sent,
    backbones,
    counts_as_backbone,
    why_not_counted,
)
from gongjiang.kernel.periods import window_of_months

TERMS = BackboneTerms(least_grade=7, least_stay_months=6)
DAY = date(2022, 11, 28)
SENT = Sent(
    person_id=1, sent_on=date(2021, 3, 1), returned_on=None, grade=7, flagged=False,
    within_group=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"within_group": False}, NotCounted.OUTSIDE_GROUP),
        ({"within_group": False, "flagged": True}, NotCounted.OUTSIDE_GROUP),
        ({"grade": 6}, NotCounted.BELOW_GRADE),
        ({"grade": 6, "flagged": True}, None),
        ({"grade": None}, NotCounted.BELOW_GRADE),
        ({"grade": None, "flagged": True}, None),
        ({"returned_on": date(2021, 9, 1)}, None),  # exactly six months
        ({"returned_on": date(2021, 8, 31)}, NotCounted.TOO_SHORT),
        ({"sent_on": date(2022, 5, 28)}, None),
        ({"sent_on": date(2022, 5, 29)}, NotCounted.NOT_YET),
        # A return yet to come does not shorten what is known on the day.
        ({"sent_on": date(2022, 5, 29), "returned_on": date(2022, 11, 29)}, NotCounted.NOT_YET),
    ],
)
def test_what_keeps_an_export_from_counting(changes, why):
    sent = replace(SENT, **changes)
    assert why_not_counted(sent, TERMS, on=DAY) == why
    assert counts_as_backbone(sent, TERMS, on=DAY) is (why is None)


def test_a_person_counts_once_a_window_and_again_in_another():
    again = replace(SENT, sent_on=date(2022, 1, 1))
    other = replace(SENT, person_id=2, sent_on=date(2020, 11, 29))
    too_early = replace(SENT, person_id=3, sent_on=date(2020, 11, 28))

    found = backbones([again, SENT, other, too_early], TERMS, window_of_months(DAY, 24))

    assert [(each.person_id, each.sent_on) for each in found] == [
        (2, date(2020, 11, 29)),
        (1, date(2021, 3, 1)),
    ]
    later = window_of_months(date(2023, 6, 1), 24)
    assert [each.sent_on for each in backbones([again, SENT], TERMS, later)] == [date(2022, 1, 1)]


def test_a_first_export_that_does_not_count_leaves_room_for_a_later_one():
    short = replace(SENT, returned_on=date(2021, 4, 1))
    later = replace(SENT, sent_on=date(2021, 6, 1))
    found = backbones([short, later], TERMS, window_of_months(DAY, 24))
    assert found == [later]
