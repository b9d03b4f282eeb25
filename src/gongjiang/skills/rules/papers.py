"""What must hold of a certificate before it is recorded, whoever brings it; by field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.people.rules import is_minor
from gongjiang.skills.models import HIGHEST_CERTIFIED, LOWEST_CERTIFIED, Occupation
from gongjiang.skills.rules.operation import CertificateDays

Problem = tuple[str, Sentence]
"""A field, and what is wrong with it."""


def skill_certificate_problems(
    *, rank: int, occupation_level: int, issued_on: date, verify_url: str, on: date
) -> Iterator[Problem]:
    """What speaks against recording a skill-level certificate on a day."""
    if not LOWEST_CERTIFIED <= rank <= HIGHEST_CERTIFIED:
        yield "rank", _("Certificates are of rank 1 to 5; higher ranks are appointments.")
    if occupation_level != Occupation.Level.DETAILED:
        yield (
            "occupation",
            _("A certificate is for an occupation, not for a class of occupations."),
        )
    yield from _of_any(issued_on, verify_url, on)


def operation_certificate_problems(
    *, born_on: date | None, days: CertificateDays, issued_on: date, verify_url: str, on: date
) -> Iterator[Problem]:
    """What speaks against recording an operation certificate on a day."""
    yield from _of_any(issued_on, verify_url, on)
    if born_on is not None and is_minor(born_on, issued_on):
        yield "issued_on", _("Nobody under 18 holds an operation certificate.")
    if not issued_on < days.next_due <= days.valid_until:
        yield (
            "valid_until",
            _("A certificate ends after it is issued, and is reviewed before it ends."),
        )


def _of_any(issued_on: date, verify_url: str, on: date) -> Iterator[Problem]:
    if issued_on > on:
        yield "issued_on", _("A certificate cannot be recorded before the day it is issued.")
    if verify_url and not verify_url.startswith("https://"):
        yield "verify_url", _("A verification link begins with https://.")
