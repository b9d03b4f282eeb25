"""A change of sequence: level first, then upward; agreed by three, on probation, confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.careers import permissions
from gongjiang.careers.models import Conversion, GradeSpell, Promotion, Reason
from gongjiang.careers.queries.ladders import ladder_at, rounds_rule
from gongjiang.careers.queries.spells import spell_on, unit_of
from gongjiang.careers.rules.conversions import Standing, check_conversion
from gongjiang.careers.services.cases import NotNow, hold_places, record, tell, trail
from gongjiang.careers.services.grades import Grade, check_span, enter_grade
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months, day_of
from gongjiang.ledger.facts.careers import (
    ConversionAsked,
    ConversionConfirmed,
    ConversionRejected,
    ConversionReturned,
    ConversionTookEffect,
    ConversionWithdrawn,
)
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import stands_under
from gongjiang.people.models import Person
from gongjiang.skills.queries.columns import Spans, rank_spans, title_spans

State = Conversion.State
SIDES = {"from": "from_agreed_by", "to": "to_agreed_by", "hr": "hr_agreed_by"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a change of sequence leads: sequence, grade, and the department that takes over."""

    sequence: str
    grade: int
    unit: Unit


@transaction.atomic
def ask_conversion(
    *, person: Person, enterprise: Unit, to: Target, statement: str, actor: Person, at: datetime
) -> Conversion:
    """Ask for another sequence, for oneself or, as HR, for somebody; and record it.

    Raises:
        NotAllowed: the actor is neither the person nor HR of the enterprise.
        OutsideSpan: the target sequence has no such grade.
        CannotDo: it would also promote, lead too low, or come too early; the target asks for a
            certificate or title that is not there; or another case is under way.
    """
    day = day_of(at)
    permissions.may_ask_conversion(actor, person.id, enterprise.id, day).require()
    Person.objects.select_for_update().get(id=person.id)
    spell = spell_on(person.id, enterprise.id, day)
    if spell is None or spell.valid_to is not None:
        raise CannotDo(_("This person holds no grade here yet; HR records the first one."))
    if not stands_under(to.unit.id, enterprise.id, day):
        raise CannotDo(_("This unit does not stand in the enterprise."))
    _check(spell, to, day)
    conversion = Conversion(
        person=person,
        enterprise=enterprise,
        from_spell=spell,
        from_sequence=spell.sequence,
        from_grade=spell.grade,
        from_unit_id=unit_of(person.id, enterprise.id, day),
        to_sequence=to.sequence,
        to_grade=to.grade,
        to_unit=to.unit,
        statement=statement.strip(),
        asked_at=at,
    )
    try:
        with transaction.atomic():
            conversion.save()
    except IntegrityError as error:
        raise CannotDo(
            _("A change of sequence of this person is under way; follow that one to its end.")
        ) from error
    trail(conversion, State.ASKED, actor=actor, at=at, note=statement)
    fact = ConversionAsked(
        conversion_id=conversion.id,
        from_sequence=str(spell.sequence),
        from_grade=spell.grade,
        to_sequence=str(to.sequence),
        to_grade=to.grade,
    )
    record(conversion, fact, actor=actor, at=at)
    return conversion


@transaction.atomic
def agree(*, conversion_id: int, side: str, actor: Person, note: str, at: datetime) -> Conversion:
    """One of the three sides agrees.

    Args:
        side: "from", "to" or "hr".

    Raises:
        NotAllowed: the actor does not speak for that side, or is the person.
        NotNow: it is under way no more, or that side has agreed.
    """
    conversion = _locked(conversion_id)
    permissions.may_agree(actor, conversion, side, day_of(at)).require()
    _require(conversion, State.ASKED)
    if getattr(conversion, f"{SIDES[side]}_id") is not None:
        raise NotNow(_("This side has agreed already."))
    setattr(conversion, SIDES[side], actor)
    conversion.save(update_fields=[SIDES[side]])
    trail(conversion, f"AGREED_{side.upper()}", actor=actor, at=at, note=note)
    return conversion


@transaction.atomic
def reject_conversion(
    *, conversion_id: int, side: str, actor: Person, reason: str, at: datetime
) -> Conversion:
    """One of the three sides does not agree: it is over, and the person is told why.

    Raises:
        NotAllowed: the actor does not speak for that side, or is the person.
        NotNow: it is under way no more.
        CannotDo: no reason was given.
    """
    conversion = _locked(conversion_id)
    permissions.may_agree(actor, conversion, side, day_of(at)).require()
    _require(conversion, State.ASKED)
    _close(conversion, State.REJECTED, reason)
    trail(conversion, State.REJECTED, actor=actor, at=at, note=reason)
    record(conversion, ConversionRejected(conversion_id=conversion.id), actor=actor, at=at)
    _tell(conversion, gettext_noop("Your change of sequence was not agreed to."), at)
    return conversion


@transaction.atomic
def withdraw_conversion(*, conversion_id: int, actor: Person, at: datetime) -> Conversion:
    """Take one's own change of sequence back before it takes effect.

    Raises:
        NotAllowed: it is somebody else's.
        NotNow: it has taken effect, or is over.
    """
    conversion = _locked(conversion_id)
    permissions.may_withdraw(actor, conversion.person_id).require()
    _require(conversion, State.ASKED)
    conversion.state = State.WITHDRAWN
    conversion.save(update_fields=["state"])
    trail(conversion, State.WITHDRAWN, actor=actor, at=at)
    record(conversion, ConversionWithdrawn(conversion_id=conversion.id), actor=actor, at=at)
    return conversion


@transaction.atomic
def begin_probation(*, conversion_id: int, months: int, actor: Person, at: datetime) -> Conversion:
    """Let an agreed change take effect today, on probation; the grade is recorded with it.

    Raises:
        NotAllowed: the actor is not HR, or is the person.
        NotNow: it is under way no more.
        CannotDo: somebody has not agreed, the probation is too short or long, or the person's
            grade has changed since so that it would promote now.
    """
    conversion = _locked(conversion_id)
    day = day_of(at)
    permissions.may_agree(actor, conversion, "hr", day).require()
    _require(conversion, State.ASKED)
    if None in (getattr(conversion, f"{name}_id") for name in SIDES.values()):
        raise CannotDo(_("Both departments and HR must agree first."))
    rule = rounds_rule(conversion.enterprise_id, day)
    if not rule.probation_least <= months <= rule.probation_most:
        raise CannotDo(
            _("A probation lasts %(least)d to %(most)d months.")
            % {"least": rule.probation_least, "most": rule.probation_most}
        )
    hold_places(conversion.enterprise_id)
    _check_same(conversion)
    until = add_months(day, months)
    conversion.spell = enter_grade(
        Grade(
            sequence=conversion.to_sequence,
            grade=conversion.to_grade,
            reason=Reason.CONVERSION,
            probation_until=until,
        ),
        conversion.person_id,
        conversion.enterprise_id,
        by=actor.id,
        on=day,
    )
    conversion.state = State.PROBATION
    conversion.save(update_fields=["state", "spell"])
    trail(conversion, State.PROBATION, actor=actor, at=at)
    fact = ConversionTookEffect(
        conversion_id=conversion.id, spell_id=conversion.spell.id, probation_until=until
    )
    record(conversion, fact, actor=actor, at=at)
    _tell(conversion, gettext_noop("Your change of sequence is in effect, on probation."), at)
    return conversion


@transaction.atomic
def confirm(*, conversion_id: int, actor: Person, note: str, at: datetime) -> Conversion:
    """Confirm a change whose probation is over.

    Raises:
        NotAllowed: the actor is not HR, or is the person.
        CannotDo: it is not on probation, or that still runs.
    """
    conversion = _locked(conversion_id)
    permissions.may_agree(actor, conversion, "hr", day_of(at)).require()
    _require(conversion, State.PROBATION)
    until = _running(conversion).probation_until
    if until is not None and day_of(at) < until:
        raise CannotDo(_("The probation runs until %(day)s.") % {"day": until})
    conversion.state = State.CONFIRMED
    conversion.save(update_fields=["state"])
    trail(conversion, State.CONFIRMED, actor=actor, at=at, note=note)
    record(conversion, ConversionConfirmed(conversion_id=conversion.id), actor=actor, at=at)
    _tell(conversion, gettext_noop("Your change of sequence was confirmed."), at)
    return conversion


@transaction.atomic
def return_from_probation(
    *, conversion_id: int, actor: Person, reason: str, at: datetime
) -> Conversion:
    """Let somebody go back to the former sequence and grade, without blame; and record it.

    Raises:
        NotAllowed: the actor is not HR, or is the person.
        CannotDo: it is not on probation, or no reason was given.
    """
    conversion = _locked(conversion_id)
    day = day_of(at)
    permissions.may_agree(actor, conversion, "hr", day).require()
    _require(conversion, State.PROBATION)
    _running(conversion)
    conversion.return_spell = enter_grade(
        Grade(
            sequence=conversion.from_sequence,
            grade=conversion.from_grade,
            reason=Reason.RETURN,
        ),
        conversion.person_id,
        conversion.enterprise_id,
        by=actor.id,
        on=day,
    )
    _close(conversion, State.RETURNED, reason)
    trail(conversion, State.RETURNED, actor=actor, at=at, note=reason)
    fact = ConversionReturned(conversion_id=conversion.id, spell_id=conversion.return_spell.id)
    record(conversion, fact, actor=actor, at=at)
    _tell(conversion, gettext_noop("You returned to your former sequence and grade."), at)
    return conversion


def _check(spell: GradeSpell, to: Target, day: date) -> None:
    ladder = ladder_at(spell.enterprise_id, day).rule
    check_span(spell.enterprise_id, to.sequence, to.grade, day)
    under_way = Promotion.objects.filter(
        person_id=spell.person_id, enterprise_id=spell.enterprise_id
    ).exclude(state__in=Promotion.OVER)
    if under_way.exists():
        raise CannotDo(
            _("A promotion of this person is under way: never convert and promote in one step.")
        )
    asks = ladder.asks(to.sequence, to.grade)
    check_conversion(
        Standing(
            sequence=spell.sequence,
            grade=spell.grade,
            since=spell.valid_from,
            rank=_highest(rank_spans([spell.person_id]), day, 0),
            title=_highest(title_spans([spell.person_id]), day, -1),
        ),
        sequence=to.sequence,
        grade=to.grade,
        rank=0 if asks is None else asks.rank,
        title=-1 if asks is None or asks.title is None else asks.title,
        rule=rounds_rule(spell.enterprise_id, day),
        on=day,
    )


def _highest(spans: Spans, day: date, none: int) -> int:
    held = (spans.start <= np.datetime64(day)) & ~(spans.end <= np.datetime64(day))
    return int(spans.value[held].max(initial=none))


def _check_same(conversion: Conversion) -> None:
    if conversion.from_spell.valid_to is not None:
        raise CannotDo(
            _("The person's grade has changed since this was asked; ask anew from the new grade.")
        )


def _running(conversion: Conversion) -> GradeSpell:
    spell = conversion.spell
    if spell is None or spell.valid_to is not None:
        raise CannotDo(_("The person has left this sequence since."))
    return spell


def _close(conversion: Conversion, state: str, reason: str) -> None:
    if not reason.strip():
        raise CannotDo(_("Give the reason: the person reads it."))
    conversion.state, conversion.reason = state, reason.strip()
    conversion.save()


def _require(conversion: Conversion, state: str) -> None:
    if conversion.state != state:
        raise NotNow(
            _("This change of sequence stands at “%(state)s”; this step does not follow it.")
            % {"state": State(conversion.state).label}
        )


def _tell(conversion: Conversion, msgid: str, at: datetime) -> None:
    tell(
        conversion,
        msgid,
        kind=f"careers.conversion.{conversion.state.lower()}",
        link=f"/careers/conversions/{conversion.public_id}",
        at=at,
    )


def _locked(conversion_id: int) -> Conversion:
    rows = Conversion.objects.select_for_update(of=("self",))
    return rows.select_related("person", "from_spell", "spell").get(id=conversion_id)
