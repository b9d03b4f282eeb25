"""Demotion and freeze of grade: proposed with a ground, answered, decided by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.careers import permissions
from gongjiang.careers.models import Measure, Reason
from gongjiang.careers.queries.ladders import rounds_rule
from gongjiang.careers.queries.spells import spell_on
from gongjiang.careers.services.cases import NotNow, hold_places, record, tell, trail
from gongjiang.careers.services.grades import Grade, check_span, enter_grade
from gongjiang.governance.working_days import NATIONAL
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.careers import MeasureLifted, MeasureTaken
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person

State, Kind = Measure.State, Measure.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed.

    Attributes:
        to_grade: of a demotion. ends_on: of a freeze, the first day it no longer holds.
    """

    kind: str
    ground: str
    to_grade: int | None = None
    ends_on: date | None = None


@transaction.atomic
def propose_measure(
    *, person: Person, enterprise: Unit, proposal: Proposal, actor: Person, at: datetime
) -> Measure:
    """Propose a demotion or a freeze, with its ground; the person is asked to answer it.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: there is no ground, no grade to leave, or the new grade is not lower.
    """
    day = day_of(at)
    permissions.may_propose_measure(actor, person.id, enterprise.id, day).require()
    if not proposal.ground.strip():
        raise CannotDo(_("Give the ground, with its evidence: the person answers it."))
    Person.objects.select_for_update().get(id=person.id)
    spell = spell_on(person.id, enterprise.id, day)
    if spell is None or spell.valid_to is not None:
        raise CannotDo(_("This person holds no grade here yet; HR records the first one."))
    if proposal.kind == Kind.DEMOTION:
        if proposal.to_grade is None or proposal.to_grade >= spell.grade:
            raise CannotDo(_("A demotion leads to a lower grade of the same sequence."))
        check_span(enterprise.id, spell.sequence, proposal.to_grade, day)
    elif proposal.ends_on is not None and proposal.ends_on <= day:
        raise CannotDo(_("A freeze ends on a day to come."))
    waits = rounds_rule(enterprise.id, day).answer_working_days
    measure = Measure.objects.create(
        kind=proposal.kind,
        person=person,
        enterprise=enterprise,
        from_spell=spell,
        to_grade=proposal.to_grade if proposal.kind == Kind.DEMOTION else None,
        ends_on=proposal.ends_on if proposal.kind == Kind.FREEZE else None,
        ground=proposal.ground.strip(),
        answer_by=NATIONAL.run_after(day, waits).last,
        proposed_by=actor,
    )
    trail(measure, State.PROPOSED, actor=actor, at=at, note=measure.ground)
    _tell(measure, gettext_noop("A measure about your grade is proposed; you may answer it."), at)
    return measure


@transaction.atomic
def answer_measure(*, measure_id: int, actor: Person, answer: str, at: datetime) -> Measure:
    """The person answers what is proposed about them.

    Raises:
        NotAllowed: it is about somebody else.
        CannotDo: it is decided, or nothing was said.
    """
    measure = _locked(measure_id)
    permissions.may_withdraw(actor, measure.person_id).require()
    _require(measure, State.PROPOSED, State.HEARD)
    if not answer.strip():
        raise CannotDo(_("Write your answer."))
    measure.answer, measure.state = answer.strip(), State.HEARD
    measure.save(update_fields=["answer", "state"])
    trail(measure, State.HEARD, actor=actor, at=at, note=measure.answer)
    return measure


@transaction.atomic
def decide_measure(
    *, measure_id: int, actor: Person, accept: bool, reason: str, at: datetime
) -> Measure:
    """Another in HR decides, when the person was heard or had the time to answer.

    Raises:
        NotAllowed: the actor proposed it, is not HR, or is the person.
        CannotDo: no reason was given, the person may still answer, or the grade has changed.
    """
    measure = _locked(measure_id)
    day = day_of(at)
    permissions.may_decide_measure(actor, measure, day).require()
    _require(measure, State.PROPOSED, State.HEARD)
    if not reason.strip():
        raise CannotDo(_("Give the reason: the person reads it, and may appeal."))
    if measure.state == State.PROPOSED and day <= measure.answer_by:
        raise CannotDo(
            _("The person may answer until %(day)s; decide after that.")
            % {"day": measure.answer_by}
        )
    measure.decided_by = actor
    if not accept:
        measure.state = State.REJECTED
        measure.save(update_fields=["state", "decided_by"])
        trail(measure, State.REJECTED, actor=actor, at=at, note=reason)
        _tell(measure, gettext_noop("The measure about your grade was not taken."), at)
        return measure
    _take(measure, actor, day)
    trail(measure, State.EFFECTIVE, actor=actor, at=at, note=reason)
    fact = MeasureTaken(measure_id=measure.id, measure_kind=str(measure.kind))
    record(measure, fact, actor=actor, at=at)
    _tell(measure, gettext_noop("A measure about your grade is in effect; you may appeal."), at)
    return measure


@transaction.atomic
def lift_freeze(*, measure_id: int, actor: Person, reason: str, at: datetime) -> Measure:
    """End a freeze before its day.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: it is no freeze in effect, or began today.
    """
    measure = _locked(measure_id)
    day = day_of(at)
    permissions.may_record_about(actor, measure.person_id, measure.enterprise_id, day).require()
    _require(measure, State.EFFECTIVE)
    if measure.kind != Kind.FREEZE:
        raise CannotDo(_("A demotion is not lifted; the person rises again."))
    measure.state, measure.ends_on = State.LIFTED, day
    measure.save(update_fields=["state", "ends_on"])
    trail(measure, State.LIFTED, actor=actor, at=at, note=reason)
    record(measure, MeasureLifted(measure_id=measure.id), actor=actor, at=at)
    _tell(measure, gettext_noop("The freeze of your grade was lifted."), at)
    return measure


def _take(measure: Measure, actor: Person, day: date) -> None:
    if measure.from_spell.valid_to is not None:
        raise CannotDo(_("The person's grade has changed since; propose the measure anew."))
    measure.state, measure.starts_on = State.EFFECTIVE, day
    if measure.kind == Kind.DEMOTION:
        if measure.to_grade is None:
            msg = "The database keeps no demotion without a grade."
            raise ValueError(msg)
        hold_places(measure.enterprise_id)
        measure.spell = enter_grade(
            Grade(
                sequence=measure.from_spell.sequence,
                grade=measure.to_grade,
                reason=Reason.DEMOTION,
            ),
            measure.person_id,
            measure.enterprise_id,
            by=actor.id,
            on=day,
        )
    measure.save()


def _require(measure: Measure, *states: str) -> None:
    if measure.state not in states:
        raise NotNow(
            _("This measure stands at “%(state)s”; this step does not follow it.")
            % {"state": State(measure.state).label}
        )


def _tell(measure: Measure, msgid: str, at: datetime) -> None:
    tell(
        measure,
        msgid,
        kind=f"careers.measure.{measure.state.lower()}",
        link=f"/careers/measures/{measure.public_id}",
        at=at,
    )


def _locked(measure_id: int) -> Measure:
    rows = Measure.objects.select_for_update(of=("self",))
    return rows.select_related("from_spell", "person").get(id=measure_id)
