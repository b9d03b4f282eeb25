"""A grade is entered, and left: the one place where spells begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.careers import permissions
from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import GradeSpell, Reason, SpellEnd, Track
from gongjiang.careers.queries.ladders import ladder_at
from gongjiang.careers.queries.spells import spell_on, unit_of, works_for
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.careers import GradeEntered, GradeLeft
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


class OutsideSpan(CannotDo):
    """The grade lies outside the span of its sequence."""


class AlreadyPlaced(CannotDo):
    """The person holds a grade on this track."""


ALREADY_PLACED = gettext_lazy(
    "This person holds a grade here already; promotion or a change of sequence moves it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What is entered: a sequence and a grade on a track, and why."""

    sequence: str
    grade: int
    reason: str
    track: str = Track.PRIMARY
    probation_until: date | None = None


@transaction.atomic
def place(
    *,
    person: Person,
    enterprise: Unit,
    sequence: str,
    grade: int,
    actor: Actor,
    on: date,
    track: str = Track.PRIMARY,
) -> GradeSpell:
    """Give somebody their first grade with an enterprise, or a second track, and record it.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        OutsideSpan: the sequence has no such grade.
        AlreadyPlaced: the person holds a grade on this track, or did later.
        CannotDo: the person does not work there on that day, or the day has not come.
    """
    permissions.may_record_about(actor, person.id, enterprise.id, today()).require()
    if on > today():
        raise CannotDo(_("A grade is recorded on its first day or later."))
    if not works_for(person.id, enterprise.id, on):
        raise CannotDo(_("This person does not work for the enterprise on that day."))
    if track == Track.SECONDARY and spell_on(person.id, enterprise.id, on) is None:
        raise CannotDo(_("Record the primary grade first; a second track runs beside it."))
    check_span(enterprise.id, sequence, grade, on)
    Person.objects.select_for_update().get(id=person.id)
    new = Grade(sequence=sequence, grade=grade, reason=Reason.INITIAL, track=track)
    try:
        with transaction.atomic():
            return enter_grade(new, person.id, enterprise.id, by=actor.id, on=on)
    except IntegrityError as error:
        raise AlreadyPlaced(ALREADY_PLACED) from error


@transaction.atomic
def lay_down(*, spell_id: int, actor: Actor, on: date) -> GradeSpell:
    """End a second track, and record it; the primary grade stays.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: it is the primary grade, or it does not run on the day before.
    """
    spell = GradeSpell.objects.select_for_update().get(id=spell_id)
    permissions.may_record_about(actor, spell.person_id, spell.enterprise_id, today()).require()
    if spell.track == Track.PRIMARY:
        raise CannotDo(_("The primary grade ends with the employment, or by another grade."))
    leave_grade(spell, SpellEnd.LAID_DOWN, by=actor.id, on=on)
    return spell


def enter_grade(
    new: Grade, person_id: int, enterprise_id: int, *, by: int | None, on: date
) -> GradeSpell:
    """End the former grade of the track, if one runs, begin the new one, and record it.

    Call it in the deed's own transaction, which has asked who may and holds the person's case.

    Raises:
        CannotDo: the former grade began on that day or later.
    """
    former = (
        GradeSpell.objects.select_for_update()
        .filter(
            person_id=person_id,
            enterprise_id=enterprise_id,
            track=new.track,
            valid_to__isnull=True,
        )
        .first()
    )
    if former is not None and new.reason != Reason.INITIAL:
        _end(former, SpellEnd.NEXT, on)
    spell = GradeSpell.objects.create(
        person_id=person_id,
        enterprise_id=enterprise_id,
        sequence=new.sequence,
        grade=new.grade,
        track=new.track,
        reason=new.reason,
        probation_until=new.probation_until,
        valid_from=on,
    )
    came_from = former if new.reason != Reason.INITIAL else None
    ledger.record(
        GradeEntered(
            spell_id=spell.id,
            sequence=str(new.sequence),
            grade=new.grade,
            reason=str(new.reason),
            from_sequence=None if came_from is None else str(came_from.sequence),
            from_grade=None if came_from is None else came_from.grade,
            track=str(new.track),
        ),
        person=person_id,
        unit=unit_of(person_id, enterprise_id, on),
        enterprise=enterprise_id,
        by=by,
        on=on,
    )
    return spell


def leave_grade(spell: GradeSpell, reason: SpellEnd, *, by: int | None, on: date) -> None:
    """End a grade that no other follows, and record it."""
    _end(spell, reason, on)
    ledger.record(
        GradeLeft(spell_id=spell.id, reason=str(reason)),
        person=spell.person_id,
        unit=unit_of(spell.person_id, spell.enterprise_id, spell.valid_from),
        enterprise=spell.enterprise_id,
        by=by,
        on=on,
    )


def check_span(enterprise_id: int, sequence: str, grade: int, on: date) -> None:
    """Refuse a grade that its sequence does not have, by the ladder of that day.

    Raises:
        OutsideSpan: with the span.
    """
    problem = span_problem(ladder_at(enterprise_id, on).rule, sequence, grade)
    if problem is not None:
        raise OutsideSpan(problem)


def span_problem(ladder: LadderRule, sequence: str, grade: int) -> str | None:
    """Why a ladder has no such grade, with the span it has; None where it has it."""
    span = ladder.span(sequence)
    if span is None:
        return _("This ladder has no sequence %(name)s.") % {"name": sequence}
    if span.low <= grade <= span.high:
        return None
    return _("The sequence %(name)s has the grades %(low)d to %(high)d; %(grade)d is outside.") % {
        "name": span.sequence.value,
        "low": span.low,
        "high": span.high,
        "grade": grade,
    }


def _end(spell: GradeSpell, reason: SpellEnd, on: date) -> None:
    if spell.valid_to is not None:
        raise CannotDo(_("This grade has ended."))
    if spell.valid_from >= on:
        raise CannotDo(
            _("The present grade began on %(day)s; the next one begins on a later day.")
            % {"day": spell.valid_from}
        )
    spell.valid_to, spell.end_reason = on, reason
    spell.save(update_fields=["valid_to", "end_reason"])
