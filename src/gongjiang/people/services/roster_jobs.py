"""Checking and applying take a while at full size: they are asked for, and done by a worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.jobs import defer
from gongjiang.kernel.periods import today
from gongjiang.people import permissions
from gongjiang.people.models import Person, RosterImport
from gongjiang.people.services.roster_checks import check
from gongjiang.people.services.rosters import NotNow, apply, locked_roster, require_open

State = RosterImport.State


@transaction.atomic
def ask_check(roster_id: int, *, actor: Person) -> None:
    """Let a worker read and compare a file, soon.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied, or is kept no longer.
    """
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    require_open(roster)
    roster.state = State.UPLOADED
    roster.refusal = ""
    roster.save(update_fields=["state", "refusal"])
    defer("people.check_roster", roster_id=roster.id, actor_id=actor.id)


@transaction.atomic
def ask_apply(roster_id: int, *, actor: Person) -> None:
    """Let a worker apply what was checked, soon. Asked for already, it stays so.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it has not been checked, or is kept no longer.
        CannotDo: rows are wrong.
    """
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    if roster.state in {State.APPLYING, State.APPLIED}:
        return
    if roster.state != State.CHECKED:
        raise NotNow(_("This file has not been checked yet, or its check failed."))
    if roster.counts["WRONG"]:
        raise CannotDo(_("Rows are wrong. Mend them in the file, and bring it again."))
    roster.state = State.APPLYING
    roster.refusal = ""
    roster.save(update_fields=["state", "refusal"])
    defer("people.apply_roster", roster_id=roster.id, actor_id=actor.id)


def check_as_asked(*, roster_id: int, actor_id: int, at: datetime) -> None:
    """Check an import unless it was put aside meanwhile."""
    roster = RosterImport.objects.get(id=roster_id)
    if roster.state in {State.UPLOADED, State.CHECKING}:
        actor = Person.objects.get(id=actor_id)
        _said_on_the_page(roster, lambda: check(roster_id, actor=actor, at=at), State.FAILED)


def apply_as_asked(*, roster_id: int, actor_id: int, at: datetime) -> None:
    """Apply an import; what stands in the way is said on its page, and nothing is done."""
    roster = RosterImport.objects.get(id=roster_id)
    if roster.state == State.APPLYING:
        actor = Person.objects.get(id=actor_id)
        _said_on_the_page(roster, lambda: apply(roster_id, actor=actor, at=at), State.CHECKED)


def _said_on_the_page(roster: RosterImport, deed: Callable[[], object], back_to: str) -> None:
    """Do it; when it cannot be done, keep the sentence and the state from which to go on."""
    with translation.override(roster.language):
        try:
            deed()
        except CannotDo as refusal:
            under_way = RosterImport.objects.filter(
                id=roster.id, state__in=[State.UPLOADED, State.CHECKING, State.APPLYING]
            )
            under_way.update(state=back_to, refusal=str(refusal))
