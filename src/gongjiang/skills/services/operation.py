"""Operation certificates are recorded, reviewed, suspended and restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.skills import (
    OperationCertified,
    OperationRestored,
    OperationReviewed,
    OperationSuspended,
)
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.skills import permissions
from gongjiang.skills.contents import OperationKind, OperationRule
from gongjiang.skills.models import OperationCertificate, OperationReview, OperationSuspension
from gongjiang.skills.queries.places import place_of
from gongjiang.skills.rules.operation import CertificateDays, days_after_review, first_days
from gongjiang.skills.rules.papers import operation_certificate_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOperationCertificate:
    """What an operation certificate says.

    Attributes:
        days: as printed on it; None: as the rule in force counts them.
    """

    kind_code: str
    number: str
    issuer: str
    issued_on: date
    days: CertificateDays | None = None
    verify_url: str = ""


@transaction.atomic
def record_operation_certificate(
    *, person: Person, new: NewOperationCertificate, actor: Actor, on: date
) -> OperationCertificate:
    """Record an operation certificate somebody holds, as of the day it bears.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        CannotDo: the kind is not known, the number is taken, the holder was under 18.
    """
    permissions.may_record(actor, person.id, on).require()
    return write_operation_certificate(person=person, new=new, by=actor.id, on=on)


@transaction.atomic
def write_operation_certificate(
    *, person: Person, new: NewOperationCertificate, by: int | None, on: date
) -> OperationCertificate:
    """What `record_operation_certificate` does, for a deed that has asked by itself who may."""
    kind = kind_in_force(new.kind_code, on)
    days = new.days or first_days(kind, new.issued_on)
    for _field, problem in operation_certificate_problems(
        born_on=person.born_on,
        days=days,
        issued_on=new.issued_on,
        verify_url=new.verify_url,
        on=on,
    ):
        raise CannotDo(problem)
    same = OperationCertificate.objects.filter(
        kind_code=kind.code, number=new.number.strip(), issued_on=new.issued_on
    )
    if same.exists():
        raise CannotDo(
            _("A certificate with the number %(number)s is recorded already.")
            % {"number": new.number}
        )
    certificate = OperationCertificate.objects.create(
        person=person,
        kind_code=kind.code,
        number=new.number.strip(),
        issuer=new.issuer.strip(),
        issued_on=new.issued_on,
        valid_until=days.valid_until,
        review_due=days.review_due,
        verify_url=new.verify_url,
    )
    fact = OperationCertified(
        certificate_id=certificate.id,
        kind_code=kind.code,
        valid_until=days.valid_until,
        review_due=days.review_due,
    )
    _record(certificate, fact, by, new.issued_on)
    return certificate


@transaction.atomic
def review_operation_certificate(
    *,
    certificate_id: int,
    actor: Actor,
    on: date,
    days: CertificateDays | None = None,
    long: bool = False,
) -> OperationCertificate:
    """Record a re-review or renewal: the certificate's days are new from then on.

    Args:
        days: as stamped on it; None: as the rule in force counts them.
        long: the authority agreed to the longer distance for many years in the trade.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        CannotDo: it is suspended, or was reviewed on that day or later.
    """
    certificate = _locked(certificate_id)
    permissions.may_record(actor, certificate.person_id, on).require()
    if certificate.suspensions.filter(valid_to=None).exists():
        raise CannotDo(_("This certificate is suspended; it is restored before it is reviewed."))
    last = certificate.reviews.order_by("-reviewed_on").first()
    if on <= (last.reviewed_on if last else certificate.issued_on):
        raise CannotDo(_("A review comes after the issue and after the review before it."))
    kind = kind_in_force(certificate.kind_code, on)
    new = days or days_after_review(kind, certificate.issued_on, on, long=long)
    if new.next_due <= on:
        raise CannotDo(_("A reviewed certificate is valid beyond the day of its review."))
    review = OperationReview.objects.create(
        certificate=certificate,
        reviewed_on=on,
        valid_until=new.valid_until,
        review_due=new.review_due,
    )
    certificate.valid_until, certificate.review_due = new.valid_until, new.review_due
    certificate.save(update_fields=["valid_until", "review_due"])
    fact = OperationReviewed(
        review_id=review.id,
        certificate_id=certificate.id,
        kind_code=certificate.kind_code,
        valid_until=new.valid_until,
        review_due=new.review_due,
    )
    _record(certificate, fact, actor.id, on)
    return certificate


@transaction.atomic
def suspend_operation_certificate(
    *, certificate_id: int, reason: str, actor: Actor, on: date
) -> OperationSuspension:
    """Record that a certificate must not be used from a day on.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        CannotDo: it is suspended already, was issued later, or no reason is given.
    """
    certificate = _locked(certificate_id)
    permissions.may_record(actor, certificate.person_id, on).require()
    if not reason.strip():
        raise CannotDo(_("Say why the certificate is suspended."))
    later = certificate.suspensions.exclude(valid_to__isnull=False, valid_to__lte=on)
    if on < certificate.issued_on or later.exists():
        raise CannotDo(_("This certificate cannot be suspended on that day."))
    suspension = OperationSuspension.objects.create(
        certificate=certificate, valid_from=on, reason=reason.strip()
    )
    fact = OperationSuspended(
        suspension_id=suspension.id,
        certificate_id=certificate.id,
        kind_code=certificate.kind_code,
        valid_until=certificate.valid_until,
        review_due=certificate.review_due,
    )
    _record(certificate, fact, actor.id, on)
    return suspension


@transaction.atomic
def restore_operation_certificate(
    *, certificate_id: int, actor: Actor, on: date
) -> OperationCertificate:
    """End a suspension; `on` is the first day the certificate may be used again.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        CannotDo: it is not suspended, or has been from that day on.
    """
    certificate = _locked(certificate_id)
    permissions.may_record(actor, certificate.person_id, on).require()
    suspension = certificate.suspensions.filter(valid_to=None).first()
    if suspension is None or suspension.valid_from >= on:
        raise CannotDo(_("This certificate is not suspended, or not before that day."))
    suspension.valid_to = on
    suspension.save(update_fields=["valid_to"])
    fact = OperationRestored(
        suspension_id=suspension.id,
        certificate_id=certificate.id,
        kind_code=certificate.kind_code,
        valid_until=certificate.valid_until,
        review_due=certificate.review_due,
    )
    _record(certificate, fact, actor.id, on)
    return certificate


def kind_in_force(code: str, on: date) -> OperationKind:
    """A kind by its code.

    Raises:
        CannotDo: the rule in force has no such kind.
    """
    kind = content_in_force(OperationRule, on=on).kind(code)
    if kind is None:
        raise CannotDo(_("No certificate of this kind is known: %(code)s.") % {"code": code})
    return kind


def _locked(certificate_id: int) -> OperationCertificate:
    return OperationCertificate.objects.select_for_update().get(id=certificate_id)


def _record(certificate: OperationCertificate, fact: Fact, by: int | None, on: date) -> None:
    place = place_of(certificate.person_id, on)
    ledger.record(
        fact,
        person=certificate.person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=by,
        on=on,
    )
