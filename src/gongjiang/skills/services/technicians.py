"""Employers appoint special-grade and chief technicians, for a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.skills import SkillAppointed, SkillAppointmentEnded
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Employment, Person
from gongjiang.skills import permissions
from gongjiang.skills.contents import PrerequisitesRule
from gongjiang.skills.models import AppointmentEnd, Occupation, SkillAppointment, SkillRank
from gongjiang.skills.queries.holders import holder_of
from gongjiang.skills.queries.places import place_of
from gongjiang.skills.rules.prerequisites import eligible


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerm:
    """An appointment to be made.

    Attributes:
        rank: 6 or 7.
        until: the first day after the term.
        review: what it rests on: results, defence, overall review; listing: the province's list.
    """

    occupation: Occupation
    rank: int
    until: date
    review: str
    listing: str = ""


@transaction.atomic
def appoint_technician(
    *, person: Person, employer: Unit, new: NewTerm, actor: Actor, on: date
) -> SkillAppointment:
    """Appoint a special-grade or chief technician from a day on, for a term.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        CannotDo: the person does not work there, holds too low a rank, or a term runs already.
    """
    permissions.may_manage(actor, employer, today()).require()
    permissions.may_record(actor, person.id, today()).require()
    _check_term(new, on)
    Person.objects.select_for_update().get(id=person.id)
    if not Employment.objects.filter(true_on(on), person=person, employer=employer).exists():
        raise CannotDo(_("Only somebody who works for this enterprise can be appointed."))
    _check_rank(person, employer, new, on)
    _end_finished(person, employer, on)
    if SkillAppointment.objects.filter(person=person, employer=employer, valid_to=None).exists():
        raise CannotDo(_("An appointment runs already; end it first."))
    appointment = SkillAppointment.objects.create(
        person=person,
        employer=employer,
        occupation=new.occupation,
        rank=new.rank,
        valid_from=on,
        until=new.until,
        review=new.review.strip(),
        listing=new.listing.strip(),
    )
    place = place_of(person.id, on)
    ledger.record(
        SkillAppointed(
            appointment_id=appointment.id,
            occupation=new.occupation.code,
            rank=new.rank,
            until=new.until,
        ),
        person=person.id,
        unit=place.unit,
        enterprise=employer.id,
        by=actor.id,
        on=on,
    )
    return appointment


@transaction.atomic
def end_term(*, appointment_id: int, actor: Actor, on: date) -> SkillAppointment:
    """Take an appointment back before its term is over; `on` is the first day without it.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        CannotDo: it has ended, or began on that day or later.
    """
    appointment = _locked().select_related("employer").get(id=appointment_id)
    permissions.may_manage(actor, appointment.employer, today()).require()
    if appointment.valid_to is not None or not appointment.valid_from < on <= appointment.until:
        raise CannotDo(_("This appointment cannot end on that day."))
    return _end(appointment, AppointmentEnd.TAKEN_BACK, on, actor.id)


@transaction.atomic
def end_what_is_over(*, on: date) -> int:
    """End the appointments whose term is over, or whose holder has left; how many there were.

    It finds by itself what is done already, so it may run twice.
    """
    running = _locked().filter(valid_to=None, valid_from__lt=on)
    employed = {
        (person, employer): last
        for person, employer, last in Employment.objects.filter(
            person__in=running.values("person_id")
        )
        .order_by("valid_from")
        .values_list("person_id", "employer_id", "valid_to")
    }
    ended = 0
    for appointment in running:
        left_on = employed.get((appointment.person_id, appointment.employer_id))
        if left_on is not None and appointment.valid_from < left_on <= min(on, appointment.until):
            _end(appointment, AppointmentEnd.LEFT, left_on, None)
            ended += 1
        elif appointment.until <= on:
            _end(appointment, AppointmentEnd.TERM_OVER, appointment.until, None)
            ended += 1
    return ended


def _locked() -> QuerySet[SkillAppointment]:
    return SkillAppointment.objects.select_for_update(of=("self",))


def _check_term(new: NewTerm, on: date) -> None:
    if new.rank not in {SkillRank.SPECIAL_TECHNICIAN, SkillRank.CHIEF_TECHNICIAN}:
        raise CannotDo(_("Only special-grade and chief technicians are appointed."))
    if new.until <= on:
        raise CannotDo(_("A term ends after it begins."))
    if not new.review.strip():
        raise CannotDo(_("Name the review that this appointment rests on."))
    if new.rank == SkillRank.CHIEF_TECHNICIAN and not new.listing.strip():
        raise CannotDo(_("Name the province's list on which the chief technician stands."))


def _check_rank(person: Person, employer: Unit, new: NewTerm, on: date) -> None:
    below = SkillRank(new.rank - 1)
    holder = holder_of(person, on=on)
    held = [rank for rank in holder.ranks if rank.rank >= below and rank.since <= on]
    if not held:
        raise CannotDo(
            _("This needs a %(rank)s; record that certificate or appointment first.")
            % {"rank": below.label}
        )
    rule = content_in_force(PrerequisitesRule, on=on, unit_id=employer.id)
    found = eligible(holder, new.occupation.code, new.rank, rule, on)
    if found.ways and not found.held and not found.eligible:
        raise CannotDo(
            _("The prerequisites are not met before %(day)s.") % {"day": found.earliest}
            if found.earliest
            else _("The prerequisites of this rank are not met in this occupation.")
        )


def _end_finished(person: Person, employer: Unit, on: date) -> None:
    finished = Q(person=person, employer=employer, valid_to=None, until__lte=on)
    for appointment in _locked().filter(finished):
        _end(appointment, AppointmentEnd.TERM_OVER, appointment.until, None)


def _end(appointment: SkillAppointment, reason: str, on: date, by: int | None) -> SkillAppointment:
    appointment.valid_to, appointment.end_reason = on, reason
    appointment.save(update_fields=["valid_to", "end_reason"])
    place = place_of(appointment.person_id, appointment.valid_from)
    ledger.record(
        SkillAppointmentEnded(appointment_id=appointment.id, reason=reason),
        person=appointment.person_id,
        unit=place.unit,
        enterprise=appointment.employer_id,
        by=by,
        on=on,
    )
    return appointment
