"""What lies behind somebody is recorded: work elsewhere, diplomas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.skills import DiplomaRecorded, ExperienceRecorded
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.skills import permissions
from gongjiang.skills.models import Diploma, Experience, Occupation
from gongjiang.skills.queries.places import place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExperience:
    """Work in an occupation elsewhere, half-open, and the paper that proves it."""

    occupation: Occupation
    employer_name: str
    valid_from: date
    valid_to: date | None
    proof: str


@transaction.atomic
def record_experience(*, person: Person, new: NewExperience, actor: Actor, on: date) -> Experience:
    """Record work that no employment here tells of.

    Raises:
        NotAllowed: the actor is not HR of the person's employer.
        CannotDo: the days are none, or lie ahead; no paper is named.
    """
    permissions.may_record(actor, person.id, on).require()
    if new.valid_from > on or (new.valid_to is not None and new.valid_to <= new.valid_from):
        raise CannotDo(_("Work elsewhere begins before it ends, and not after today."))
    if not new.proof.strip():
        raise CannotDo(_("Name the paper that proves this work."))
    experience = Experience.objects.create(
        person=person,
        occupation=new.occupation,
        employer_name=new.employer_name.strip(),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        proof=new.proof.strip(),
    )
    place = place_of(person.id, on)
    ledger.record(
        ExperienceRecorded(
            experience_id=experience.id, occupation=new.occupation.code, until=new.valid_to
        ),
        person=person.id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=new.valid_from,
    )
    return experience


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDiploma:
    """A diploma; `occupation` is what its subject belongs to, None where it is no trade's."""

    level: str
    school: str
    subject: str
    occupation: Occupation | None
    graduated_on: date


@transaction.atomic
def record_diploma(*, person: Person, new: NewDiploma, actor: Actor, on: date) -> Diploma:
    """Record a diploma; one that is expected within a year counts as a student's.

    Raises:
        NotAllowed: the actor is not HR of the person's employer.
        CannotDo: the same one is recorded already.
    """
    permissions.may_record(actor, person.id, on).require()
    same = Diploma.objects.filter(person=person, level=new.level, graduated_on=new.graduated_on)
    if same.exists():
        raise CannotDo(_("This diploma is recorded already."))
    diploma = Diploma.objects.create(
        person=person,
        level=new.level,
        school=new.school.strip(),
        subject=new.subject.strip(),
        occupation=new.occupation,
        graduated_on=new.graduated_on,
    )
    place = place_of(person.id, on)
    ledger.record(
        DiplomaRecorded(diploma_id=diploma.id, level=new.level),
        person=person.id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=new.graduated_on,
    )
    return diploma
