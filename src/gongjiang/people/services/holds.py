"""An employment that needs confirmation is confirmed by the person or the zone, or it is not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.jobs import defer
from gongjiang.kernel.periods import day_of
from gongjiang.people import permissions
from gongjiang.people.models import EmploymentHold, Person, RosterImport
from gongjiang.people.services.employment import Post, begin_employment

State = EmploymentHold.State


class AlreadyDecided(CannotDo):
    """Somebody decided first, or the employer withdrew it."""


@transaction.atomic
def confirm_hold(*, hold_id: int, actor: Person, at: datetime) -> EmploymentHold:
    """Say that somebody does begin to work there; they are hired as the employer proposed.

    The hiring is the employer's deed, so its fact names who proposed it; who confirmed it stands
    in the hold.

    Raises:
        NotAllowed: the actor is neither the person nor the zone's personal-information officer.
        AlreadyDecided: it was decided, or withdrawn.
        CannotDo: the record is restricted, or the person cannot be hired on that day.
    """
    hold = _waiting(hold_id)
    permissions.may_decide_hold(actor, hold, day_of(at)).require()
    if hold.person.state != Person.State.ACTIVE:
        raise CannotDo(_("This person's record is restricted."))
    hold.employment = begin_employment(
        person=hold.person,
        employer=hold.enterprise,
        kind=hold.kind,
        post=Post(unit=hold.unit, name=hold.post, kind=hold.post_kind),
        by=hold.asked_by_id,
        on=hold.starts_on,
    )
    return _decide(hold, State.CONFIRMED, "", actor, at)


@transaction.atomic
def decline_hold(*, hold_id: int, actor: Person, answer: str, at: datetime) -> EmploymentHold:
    """Say that somebody does not begin to work there.

    Args:
        answer: for the record; the employer does not read it.

    Raises:
        NotAllowed: the actor is neither the person nor the zone's personal-information officer.
        AlreadyDecided: it was decided, or withdrawn.
    """
    hold = _waiting(hold_id)
    permissions.may_decide_hold(actor, hold, day_of(at)).require()
    return _decide(hold, State.DECLINED, answer.strip()[:400], actor, at)


def _waiting(hold_id: int) -> EmploymentHold:
    holds = EmploymentHold.objects.select_related("person", "enterprise", "unit", "roster")
    hold = holds.select_for_update(of=("self",)).get(id=hold_id)
    if hold.state != State.WAITING or hold.roster.state != RosterImport.State.APPLIED:
        raise AlreadyDecided(_("This has been decided, or withdrawn by the employer."))
    return hold


def _decide(
    hold: EmploymentHold, state: str, answer: str, actor: Person, at: datetime
) -> EmploymentHold:
    hold.state, hold.answer = state, answer
    hold.decided_by, hold.decided_at = actor, at
    hold.save(update_fields=["state", "answer", "decided_by", "decided_at", "employment"])
    defer("governance.tell_of_decided_hold", hold_id=hold.id)
    return hold
