"""Another master takes over, once that master and the apprentice have signed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.mentoring import MasterChanged
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, MasterChange, Tenure
from gongjiang.mentoring.queries.standing import pair_on
from gongjiang.mentoring.rules.guards import may_pair
from gongjiang.mentoring.services.agreements import AlreadySigned
from gongjiang.mentoring.services.steps import (
    NotNow,
    insist,
    lock_people,
    running,
    terms_for,
    write_down,
)
from gongjiang.mentoring.services.told import tell
from gongjiang.people.models import Person

State = Agreement.State


@transaction.atomic
def propose_change(
    *, agreement_id: int, to_master: Person, reason: str, actor: Person, at: datetime
) -> MasterChange:
    """Ask another master and the apprentice to sign that the master changes.

    Raises:
        NotAllowed: the actor is not HR of the site, or is part of the agreement.
        NotNow: the agreement does not run, or a change waits already.
        CannotDo: no reason, the same master, or the terms do not allow it.
    """
    day = day_of(at)
    agreement = running(agreement_id, day, State.ACTIVE, State.EXTENDED)
    permissions.may_decide(actor, agreement, day).require()
    if not reason.strip():
        raise CannotDo(_("Say why the master changes."))
    if to_master.id == agreement.master_id:
        raise CannotDo(_("This is the present master: choose somebody else."))
    if agreement.changes.filter(took_effect_on=None, closed_at=None).exists():
        raise NotNow(_("A change of master waits for its signatures; take it back first."))
    lock_people(to_master.id, agreement.apprentice_id)
    _check_pair(agreement, to_master.id, day)
    change = MasterChange.objects.create(
        agreement=agreement,
        from_master=agreement.master,
        to_master=to_master,
        reason=reason.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    tell(
        (to_master.id, agreement.apprentice_id),
        agreement,
        what="change_to_sign",
        msgid=gettext_noop("A change of master waits for your signature."),
        at=at,
    )
    return change


@transaction.atomic
def sign_change(*, change_id: int, actor: Person, at: datetime) -> MasterChange:
    """Sign for oneself; with the second signature the new master takes over that day.

    Raises:
        NotAllowed: the actor is neither the new master nor the apprentice.
        AlreadySigned: this side has signed.
        NotNow: the change is over, or the agreement does not run.
        CannotDo: the terms no longer allow it.
    """
    change, agreement = _waiting(change_id, day_of(at))
    permissions.may_sign_change(actor, change).require()
    field = "master_signed_at" if actor.id == change.to_master_id else "apprentice_signed_at"
    if getattr(change, field) is not None:
        raise AlreadySigned(_("You have signed this change; it waits for the other side."))
    setattr(change, field, at)
    if change.master_signed_at and change.apprentice_signed_at:
        _take_over(change, agreement, actor, at)
    change.save()
    return change


@transaction.atomic
def close_change(*, change_id: int, actor: Person, at: datetime) -> MasterChange:
    """Decline a change that was proposed, or take it back.

    Raises:
        NotAllowed: the actor neither signs it nor is HR of the site.
        NotNow: it is over.
    """
    day = day_of(at)
    change, agreement = _waiting(change_id, day)
    if not permissions.may_sign_change(actor, change):
        permissions.may_decide(actor, agreement, day).require()
    change.closed_at = at
    change.save(update_fields=["closed_at"])
    tell(
        {change.proposed_by_id, change.to_master_id, agreement.apprentice_id} - {actor.id},
        agreement,
        what="change_closed",
        msgid=gettext_noop("A change of master was declined or taken back."),
        at=at,
    )
    return change


def _waiting(change_id: int, day: date) -> tuple[MasterChange, Agreement]:
    """A change that waits, and its agreement; both locked, the agreement first."""
    found = MasterChange.objects.values_list("agreement_id", flat=True).get(id=change_id)
    agreement = running(found, day, State.ACTIVE, State.EXTENDED)
    change = (
        MasterChange.objects.select_for_update(of=("self",))
        .select_related("agreement")
        .get(id=change_id)
    )
    if not change.is_waiting:
        raise NotNow(_("This change of master is over."))
    return change, agreement


def _take_over(change: MasterChange, agreement: Agreement, actor: Person, at: datetime) -> None:
    day = day_of(at)
    lock_people(change.to_master_id, agreement.apprentice_id)
    _check_pair(agreement, change.to_master_id, day)
    former = Tenure.objects.get(agreement=agreement, valid_to=None)
    if former.valid_from >= day:
        raise NotNow(_("The present master began today; another can take over from tomorrow."))
    former.valid_to = day
    former.save(update_fields=["valid_to"])
    Tenure.objects.create(agreement=agreement, master_id=change.to_master_id, valid_from=day)
    agreement.master_id = change.to_master_id
    agreement.save(update_fields=["master"])
    change.took_effect_on = day
    write_down(
        MasterChanged(
            master_change_id=change.id,
            agreement_id=agreement.id,
            from_master_id=change.from_master_id,
            to_master_id=change.to_master_id,
        ),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=day,
    )
    tell(
        (change.from_master_id, change.to_master_id, agreement.apprentice_id),
        agreement,
        what="master_changed",
        msgid=gettext_noop("Another master teaches under this agreement from today."),
        at=at,
    )


def _check_pair(agreement: Agreement, to_master: int, day: date) -> None:
    pair = pair_on(
        master_id=to_master,
        apprentice_id=agreement.apprentice_id,
        enterprise_id=agreement.enterprise_id,
        day=day,
        agreement_id=agreement.id,
    )
    insist(may_pair(pair, terms_for(agreement.enterprise_id, day)))
