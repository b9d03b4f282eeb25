"""When somebody sent elsewhere counts as a backbone exported (核心骨干输出; domain.md §4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongjiang.kernel.periods import Window, add_months


class NotCounted(StrEnum):
    """Why an export is none of a backbone, the first reason that applies."""

    OUTSIDE_GROUP = "OUTSIDE_GROUP"
    """Neither a sibling company nor a registered new base: to a third party is turnover."""
    BELOW_GRADE = "BELOW_GRADE"
    """Below the grade, and not flagged as backbone."""
    TOO_SHORT = "TOO_SHORT"
    """Back before the least stay was over."""
    NOT_YET = "NOT_YET"
    """Still away, and for less than the least stay so far."""


@dataclass(frozen=True, slots=True)
class BackboneTerms:
    """What counts: a rule that an office may change.

    Attributes:
        least_grade: at this grade or above, or flagged.
        least_stay_months: away for so many months.
    """

    least_grade: int
    least_stay_months: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One export as far as counting goes.

    Attributes:
        grade: held when sent; None: none was recorded.
        flagged: named a backbone by whoever sent them.
        within_group: to a sibling company or a registered new base.
        returned_on: the first day back; None: still away.
    """

    person_id: int
    sent_on: date
    returned_on: date | None
    grade: int | None
    flagged: bool
    within_group: bool


def why_not_counted(sent: Sent, terms: BackboneTerms, *, on: date) -> NotCounted | None:
    """What keeps an export from counting as known at the end of a day; None: it counts."""
    if not sent.within_group:
        return NotCounted.OUTSIDE_GROUP
    if not sent.flagged and (sent.grade is None or sent.grade < terms.least_grade):
        return NotCounted.BELOW_GRADE
    stayed_by = add_months(sent.sent_on, terms.least_stay_months)
    if sent.returned_on is not None and sent.returned_on <= on:
        return NotCounted.TOO_SHORT if sent.returned_on < stayed_by else None
    return NotCounted.NOT_YET if on < stayed_by else None


def counts_as_backbone(sent: Sent, terms: BackboneTerms, *, on: date) -> bool:
    """Whether an export counts as known at the end of a day."""
    return why_not_counted(sent, terms, on=on) is None


def backbones(exports: list[Sent], terms: BackboneTerms, window: Window) -> list[Sent]:
    """The exports that count in a window, a person once: the first of theirs.

    An export belongs to the window in which it began; what it came to is asked at the window's end.
    """
    found: dict[int, Sent] = {}
    for sent in sorted(exports, key=lambda each: (each.sent_on, each.person_id)):
        if sent.sent_on in window and counts_as_backbone(sent, terms, on=window.until):
            found.setdefault(sent.person_id, sent)
    return list(found.values())
