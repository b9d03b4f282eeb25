"""People are hired, moved, taken on after an internship, and leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import Period, today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people import permissions, rules
from gongjiang.people.actors import Actor
from gongjiang.people.guards import Coming, keeping_refusals, require_let
from gongjiang.people.models import Employment, EmploymentKind, EndReason, Person, Posting


class AlreadyEmployed(CannotDo):
    """The person has an employment with this employer on one of these days."""


class NotAtWork(CannotDo):
    """The employment does not run on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where and as what somebody works: a unit, the post's name, and its `PostKind`."""

    unit: Unit
    name: str
    kind: str


@transaction.atomic
def hire(
    *, person: Person, employer: Unit, kind: str, post: Post, actor: Actor, on: date
) -> Employment:
    """Begin an employment, with its first posting, and record it.

    Args:
        employer: an enterprise; the post's unit may stand in another one (labour dispatch).
        on: the first day of work.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        AlreadyEmployed: the person works for this employer on that day, or will.
        CannotDo: the person is under 16, or the unit is not there on that day.
    """
    permissions.may_manage_employment(actor, employer, today()).require()
    return begin_employment(
        person=person, employer=employer, kind=kind, post=post, by=actor.id, on=on
    )


@transaction.atomic
def begin_employment(
    *, person: Person, employer: Unit, kind: str, post: Post, by: int | None, on: date
) -> Employment:
    """What `hire` does, for a deed that has asked by itself who may.

    Args:
        by: the id of who acts for the employer, None for the system.

    Raises:
        AlreadyEmployed: the person works for this employer on that day, or will.
        CannotDo: the person is under 16, or the unit is not there on that day.
    """
    _check_age(person, on)
    site = _site(post.unit, employer, on)
    Person.objects.select_for_update().get(id=person.id)
    if (
        Employment.objects.filter(person=person, employer=employer)
        .exclude(valid_to__isnull=False, valid_to__lte=on)
        .exists()
    ):
        raise AlreadyEmployed(_("This person already works for this enterprise on that day."))
    employment = Employment.objects.create(
        person=person, employer=employer, kind=kind, valid_from=on
    )
    _post(employment, post, on)
    ledger.record(
        Hired(
            employment_id=employment.id,
            employer_id=employer.id,
            employment_kind=kind,
            post_kind=post.kind,
        ),
        person=person.id,
        unit=post.unit.id,
        enterprise=site,
        by=by,
        on=on,
    )
    return employment


@keeping_refusals
def take_on_intern(
    *, internship_id: int, kind: str, post: Post, actor: Actor, on: date
) -> Employment:
    """Turn an internship into an employment that follows it, and record the step.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        Refused: a room does not let them come to the post, which it keeps.
        CannotDo: it is not an internship, or it does not run on the day before.
    """
    internship = _lock(internship_id)
    permissions.may_manage_employment(actor, internship.employer, today()).require()
    if internship.kind != EmploymentKind.INTERN or kind == EmploymentKind.INTERN:
        raise CannotDo(_("Only an internship can turn into an employment."))
    site = _site(post.unit, internship.employer, on)
    require_let([Coming(internship.person_id, post.unit.id, post.name, on)], by=actor.id)
    _close(internship, EndReason.TAKEN_ON, on)
    employment = Employment.objects.create(
        person=internship.person,
        employer=internship.employer,
        kind=kind,
        valid_from=on,
        follows=internship,
        staff_number=internship.staff_number,
    )
    _post(employment, post, on)
    ledger.record(
        InternBecameEmployee(
            employment_id=employment.id,
            internship_id=internship.id,
            employer_id=internship.employer_id,
            employment_kind=kind,
            post_kind=post.kind,
        ),
        person=employment.person_id,
        unit=post.unit.id,
        enterprise=site,
        by=actor.id,
        on=on,
    )
    return employment


@keeping_refusals
def move_person(*, employment_id: int, to: Post, actor: Actor, on: date) -> Posting:
    """Post somebody to another unit or post from a day on, and record it.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        NotAtWork: the employment does not run on that day.
        Refused: a room does not let them come to the post, which it keeps.
        CannotDo: the person came to the present post on that day or later, or is there already.
    """
    employment = _lock(employment_id)
    permissions.may_manage_employment(actor, employment.employer, today()).require()
    current = _running_posting(employment, on)
    if (current.unit_id, current.post, current.post_kind) == (to.unit.id, to.name, to.kind):
        raise CannotDo(_("The person is in this unit and post already."))
    if current.valid_from >= on:
        raise CannotDo(
            _("The person came to the present post on %(day)s; move them on a later day.")
            % {"day": current.valid_from}
        )
    site = _site(to.unit, employment.employer, on)
    require_let([Coming(employment.person_id, to.unit.id, to.name, on)], by=actor.id)
    current.valid_to = on
    current.save(update_fields=["valid_to"])
    posting = _post(employment, to, on)
    ledger.record(
        Moved(
            posting_id=posting.id,
            employment_id=employment.id,
            from_unit_id=current.unit_id,
            post_kind=to.kind,
        ),
        person=employment.person_id,
        unit=to.unit.id,
        enterprise=site,
        by=actor.id,
        on=on,
    )
    return posting


@transaction.atomic
def end_employment(*, employment_id: int, reason: str, actor: Actor, on: date) -> Employment:
    """End an employment, and record it.

    Args:
        reason: an `EndReason`; TAKEN_ON is `take_on_intern`'s.
        on: the first day no longer worked.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        NotAtWork: the employment does not run on the day before.
    """
    employment = _lock(employment_id)
    permissions.may_manage_employment(actor, employment.employer, today()).require()
    if reason == EndReason.TAKEN_ON:
        raise CannotDo(_("Taking on an intern is a step of its own."))
    last = _close(employment, reason, on)
    ledger.record(
        Left(
            employment_id=employment.id,
            employer_id=employment.employer_id,
            reason=reason,
            voluntary=reason == EndReason.RESIGNED,
        ),
        person=employment.person_id,
        unit=last.unit_id,
        enterprise=enterprise_of(last.unit_id, last.valid_from),
        by=actor.id,
        on=on,
    )
    return employment


def _lock(employment_id: int) -> Employment:
    employments = Employment.objects.select_for_update(of=("self",))
    return employments.select_related("person", "employer").get(id=employment_id)


def _check_age(person: Person, on: date) -> None:
    if person.born_on is not None:
        decision = rules.may_be_employed(person.born_on, on)
        if not decision:
            raise CannotDo(decision.reason)


def _site(unit: Unit, employer: Unit, on: date) -> int:
    """The id of the enterprise in which a unit stands on a day."""
    if employer.kind != UnitKind.ENTERPRISE:
        raise CannotDo(_("Only an enterprise can employ somebody."))
    site = enterprise_of(unit.id, on)
    if site is None:
        raise CannotDo(_("This unit does not stand in an enterprise on that day."))
    return site


def _post(employment: Employment, post: Post, on: date) -> Posting:
    return Posting.objects.create(
        employment=employment,
        person_id=employment.person_id,
        unit=post.unit,
        post=post.name,
        post_kind=post.kind,
        valid_from=on,
    )


def _running_posting(employment: Employment, on: date) -> Posting:
    posting = employment.postings.order_by("-valid_from").first()
    if employment.valid_to is not None or posting is None or on < employment.valid_from:
        raise NotAtWork(_("This employment does not run on that day."))
    return posting


def _close(employment: Employment, reason: str, on: date) -> Posting:
    """End an employment and its last posting, of which it returns the row."""
    last = _running_posting(employment, on)
    if Period(last.valid_from).start >= on:
        raise NotAtWork(
            _("The person came to the present post on %(day)s; the end must be later.")
            % {"day": last.valid_from}
        )
    last.valid_to = on
    last.save(update_fields=["valid_to"])
    employment.valid_to = on
    employment.end_reason = reason
    employment.save(update_fields=["valid_to", "end_reason"])
    return last
