"""Whether an operation certificate is valid on a day, and when its reminders are due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.periods import Period, add_months
from gongjiang.skills.contents.operation import OperationKind


class Status(TextChoices):
    VALID = "VALID", _("valid")
    REVIEW_DUE = "REVIEW_DUE", _("review due")
    EXPIRED = "EXPIRED", _("expired")
    SUSPENDED = "SUSPENDED", _("suspended")


USABLE = frozenset({Status.VALID, Status.REVIEW_DUE})


@dataclass(frozen=True, slots=True)
class CertificateDays:
    """The days of a certificate after its last review; both excluded."""

    valid_until: date
    review_due: date | None

    @property
    def next_due(self) -> date:
        """The day from which it is not valid unless something is done: review or renewal."""
        return min(self.valid_until, self.review_due or self.valid_until)


def first_days(kind: OperationKind, issued_on: date) -> CertificateDays:
    """The days of a certificate that was issued on a day."""
    return _days(add_months(issued_on, kind.months), issued_on, kind.review_months)


def days_after_review(
    kind: OperationKind, issued_on: date, reviewed_on: date, *, long: bool = False
) -> CertificateDays:
    """The days of a certificate after a review.

    Within its term a review moves the next one, counted from the day that was due; at the end of
    the term, or where nothing is reviewed within it, it is renewed for another term.

    Args:
        long: the holder has been in the trade long enough for the longer distance.
    """
    term = issued_on
    while add_months(term, kind.months) <= reviewed_on + timedelta(days=RENEWAL_DAYS):
        term = add_months(term, kind.months)
    step = kind.long_review_months if long else kind.review_months
    if step is None:
        renewed = term if term > issued_on else add_months(issued_on, kind.months)
        return CertificateDays(add_months(renewed, kind.months), None)
    due = add_months(term, step)
    while due <= reviewed_on + timedelta(days=RENEWAL_DAYS):
        due = add_months(due, step)
    until = add_months(term, kind.months)
    return CertificateDays(until, due if due < until else None)


RENEWAL_DAYS = 90
"""A review in the last so many days before it is due is that review."""


def _days(until: date, start: date, step: int | None) -> CertificateDays:
    due = None if step is None else add_months(start, step)
    return CertificateDays(until, due if due is not None and due < until else None)


def status_on(
    day: date,
    days: CertificateDays,
    suspensions: Iterable[Period] = (),
    *,
    due_days: int,
) -> Status:
    """What a certificate is on a day. A missed review ends it like its last day."""
    if day >= days.next_due:
        return Status.EXPIRED
    if any(day in suspension for suspension in suspensions):
        return Status.SUSPENDED
    if day >= days.next_due - timedelta(days=due_days):
        return Status.REVIEW_DUE
    return Status.VALID


def reminder_due(day: date, due_on: date, remind_days: Collection[int]) -> int | None:
    """Which reminder is due on a day: the nearest distance that has been reached, if any.

    Who was not reminded for a while gets one reminder, not four.
    """
    left = (due_on - day).days
    return min((days for days in remind_days if 0 < left <= days), default=None)
