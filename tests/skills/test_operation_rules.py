"""When an operation certificate is valid, reviewed, and reminded of."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.kernel.periods import Period
from gongjiang.skills.contents import OperationKind, OperationRule
from gongjiang.skills.contents.defaults import KINDS
from gongjiang.skills.rules.operation import (
    CertificateDays,
    Status,
    days_after_review,
    first_days,
    reminder_due,
    status_on,
)

RULE = OperationRule.read({"kinds": KINDS})
ISSUED = date(2021, 5, 10)
DUE, END = date(2024, 5, 10), date(2027, 5, 10)


def kind(code: str) -> OperationKind:
    found = RULE.kind(code)
    assert found is not None
    return found


def test_the_worked_vector_of_the_domain():
    days = first_days(kind("LOW_VOLTAGE"), ISSUED)
    assert days == CertificateDays(valid_until=END, review_due=DUE)
    assert status_on(date(2024, 2, 9), days, due_days=90) == Status.VALID
    assert status_on(date(2024, 2, 10), days, due_days=90) == Status.REVIEW_DUE


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 5, 9), Status.REVIEW_DUE),
        (date(2024, 5, 10), Status.EXPIRED),  # the review was missed
        (date(2027, 5, 10), Status.EXPIRED),
    ],
)
def test_a_missed_review_ends_it(day: date, expected: Status):
    assert status_on(day, CertificateDays(END, DUE), due_days=90) == expected


def test_a_suspension_holds_for_its_days():
    days, suspended = CertificateDays(END, None), [Period(date(2022, 1, 1), date(2022, 2, 1))]
    assert status_on(date(2022, 1, 31), days, suspended, due_days=90) == Status.SUSPENDED
    assert status_on(date(2022, 2, 1), days, suspended, due_days=90) == Status.VALID


@pytest.mark.parametrize(
    ("code", "reviewed_on", "long", "expected"),
    [
        ("LOW_VOLTAGE", date(2024, 4, 1), False, CertificateDays(END, None)),
        (
            "LOW_VOLTAGE",
            date(2027, 4, 1),
            False,
            CertificateDays(date(2033, 5, 10), date(2030, 5, 10)),
        ),
        ("LOW_VOLTAGE", date(2027, 4, 1), True, CertificateDays(date(2033, 5, 10), None)),
        ("FORKLIFT", date(2025, 4, 1), False, CertificateDays(date(2029, 5, 10), None)),
        ("SITE_CRANE", date(2023, 4, 1), False, CertificateDays(date(2025, 5, 10), None)),
    ],
)
def test_a_review_gives_new_days(
    code: str, reviewed_on: date, long: bool, expected: CertificateDays
):
    assert days_after_review(kind(code), ISSUED, reviewed_on, long=long) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 2, 9), None),
        (date(2024, 2, 10), 90),
        (date(2024, 3, 10), 90),
        (date(2024, 3, 11), 60),
        (date(2024, 4, 10), 30),
        (date(2024, 5, 3), 7),
        (date(2024, 5, 9), 7),
        (date(2024, 5, 10), None),
    ],
)
def test_reminders_come_at_their_distances(day: date, expected: int | None):
    assert reminder_due(day, DUE, RULE.remind_days) == expected
