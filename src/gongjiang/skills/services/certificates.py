"""Skill-level certificates are recorded and revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.skills import SkillCertificateRevoked, SkillCertified
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.skills import permissions
from gongjiang.skills.models import Occupation, SkillCertificate
from gongjiang.skills.queries.places import place_of
from gongjiang.skills.rules.papers import skill_certificate_problems


class NumberTaken(CannotDo):
    """Another certificate bears this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCertificate:
    """What a certificate says.

    Attributes:
        rank: 1 to 5; 五级 is 1, 一级 is 5.
        issuer_kind: an `IssuerKind`.
        verify_url: where anybody can check the number; https.
    """

    occupation: Occupation
    rank: int
    number: str
    issuer_kind: str
    issuer: str
    issued_on: date
    verify_url: str = ""


@transaction.atomic
def record_certificate(
    *, person: Person, new: NewCertificate, actor: Actor, on: date
) -> SkillCertificate:
    """Record a certificate somebody holds, as of the day it bears.

    Args:
        on: the day this is done.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        NumberTaken: another certificate bears the number.
        CannotDo: the rank is none that is certified, or its day has not come.
    """
    permissions.may_record(actor, person.id, on).require()
    return write_certificate(person_id=person.id, new=new, by=actor.id, on=on)


@transaction.atomic
def write_certificate(
    *, person_id: int, new: NewCertificate, by: int | None, on: date
) -> SkillCertificate:
    """What `record_certificate` does, for a deed that has asked by itself who may."""
    for _field, problem in skill_certificate_problems(
        rank=new.rank,
        occupation_level=new.occupation.level,
        issued_on=new.issued_on,
        verify_url=new.verify_url,
        on=on,
    ):
        raise CannotDo(problem)
    if SkillCertificate.objects.filter(number=new.number).exists():
        raise _taken(new.number)
    try:
        with transaction.atomic():
            certificate = SkillCertificate.objects.create(
                person_id=person_id,
                occupation=new.occupation,
                rank=new.rank,
                number=new.number.strip(),
                issuer_kind=new.issuer_kind,
                issuer=new.issuer,
                issued_on=new.issued_on,
                verify_url=new.verify_url,
            )
    except IntegrityError as error:  # somebody recorded it in this very moment
        raise _taken(new.number) from error
    place = place_of(person_id, new.issued_on)
    ledger.record(
        SkillCertified(
            certificate_id=certificate.id,
            occupation=new.occupation.code,
            rank=new.rank,
            issuer_kind=new.issuer_kind,
        ),
        person=person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=by,
        on=new.issued_on,
    )
    return certificate


@transaction.atomic
def revoke_certificate(
    *, certificate_id: int, reason: str, actor: Actor, on: date
) -> SkillCertificate:
    """Let a certificate count no longer from a day on.

    Args:
        reason: a `RevocationReason`.

    Raises:
        NotAllowed: the actor is not HR of the holder's employer.
        CannotDo: it is revoked already, or was issued after that day.
    """
    certificate = SkillCertificate.objects.select_for_update().get(id=certificate_id)
    permissions.may_record(actor, certificate.person_id, today()).require()
    return take_away(certificate, reason=reason, by=actor.id, on=on)


def take_away(
    certificate: SkillCertificate, *, reason: str, by: int | None, on: date
) -> SkillCertificate:
    """Revoke a certificate that the caller has locked, and may revoke."""
    if certificate.revoked_on is not None:
        raise CannotDo(
            _("This certificate was revoked on %(day)s.") % {"day": certificate.revoked_on}
        )
    if on < certificate.issued_on:
        raise CannotDo(_("A certificate cannot be revoked before it was issued."))
    certificate.revoked_on, certificate.revoked_reason = on, reason
    certificate.save(update_fields=["revoked_on", "revoked_reason"])
    place = place_of(certificate.person_id, on)
    ledger.record(
        SkillCertificateRevoked(certificate_id=certificate.id, reason=reason),
        person=certificate.person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=by,
        on=on,
    )
    return certificate


def _taken(number: str) -> NumberTaken:
    return NumberTaken(
        _("A certificate with the number %(number)s is recorded already.") % {"number": number}
    )
