"""Lost accounts are recovered by two: HR opens, the team leader confirms, HR prints the slip."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Person, Recovery
from gongjiang.people.permissions import may_open_recovery
from gongjiang.people.queries.arrivals import recoverable_by, recoveries_visible_to
from gongjiang.people.services.accounts import confirm_recovery, open_recovery
from gongjiang.web.accounts.forms import ReasonForm
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import done_once

SHOWN = 100
"""The latest recoveries are shown; older ones are history."""


@require_safe
@person_required
def queue(request: PersonRequest) -> HttpResponse:
    """The recoveries the reader opens, confirms or prints slips for."""
    scope = scope_for(request)
    rows = [_row(recovery, request.person) for recovery in recoveries_visible_to(scope)[:SHOWN]]
    return render(request, "accounts/recoveries.html", {"rows": rows})


@person_required
def open_one(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Say, as HR, that somebody lost every way to sign in."""
    scope = scope_for(request)
    person = get_object_or_404(recoverable_by(scope), public_id=person_id)
    may_open_recovery(request.person, person, today()).require()
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            done_once(request, lambda: _opened(person, request, form.cleaned_data["reason"]))
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Opened. Now the team leader has to confirm it."))
            return HttpResponseRedirect(reverse("accounts:recoveries"))
    return render(request, "accounts/open_recovery.html", {"form": form, "person": person})


@require_POST
@person_required
def confirm(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Confirm, as the second person, that the owner stands there."""
    scope = scope_for(request)
    recovery = get_object_or_404(recoveries_visible_to(scope), public_id=public_id)
    try:
        confirm_recovery(recovery_id=recovery.id, actor=request.person, at=now())
    except CannotDo as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Confirmed. HR can print the slip now."))
    return HttpResponseRedirect(reverse("accounts:recoveries"))


def _opened(person: Person, request: PersonRequest, reason: str) -> str:
    recovery = open_recovery(person=person, actor=request.person, reason=reason, at=now())
    return str(recovery.public_id)


def _row(recovery: Recovery, reader: Person) -> dict[str, Any]:
    """A recovery, and what the reader might do next; the deed itself asks again."""
    opened_it = recovery.opened_by_id == reader.id
    return {
        "recovery": recovery,
        "redeemed_at": recovery.redeemed_at,  # type: ignore[attr-defined]  # annotated by the query
        "to_confirm": recovery.confirmed_at is None and not opened_it,
        "to_print": recovery.confirmed_at is not None and recovery.redeemed_at is None,  # type: ignore[attr-defined]
    }
