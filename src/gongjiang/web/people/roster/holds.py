"""Somebody is said to begin work somewhere: the person, or the zone's officer, says whether so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now
from gongjiang.people.models import EmploymentHold, Person
from gongjiang.people.queries.rosters import holds_to_decide
from gongjiang.people.services.holds import confirm_hold, decline_hold
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, done_once

ENTERPRISE = Column("enterprise", gettext_lazy("Enterprise"), accessor="enterprise.name")
FROM = Column("starts_on", gettext_lazy("From"))
ASKED = Column("asked_at", gettext_lazy("Asked"), sortable=True)


def _columns(reader: Person) -> tuple[Column, ...]:
    who = Column(
        "who",
        gettext_lazy("Who"),
        accessor=lambda hold: who_it_is(hold, reader),
        href=lambda hold: reverse("people:hold", args=[hold.public_id]),
    )
    return who, ENTERPRISE, FROM, ASKED


def who_it_is(hold: EmploymentHold, reader: Person) -> str:
    """The reader's own name; an officer asks the enterprise, by the row of its file."""
    if hold.person_id == reader.id:
        return hold.person.name
    return _("row %(row)d of its file") % {"row": hold.row}


class DecisionForm(forms.Form):
    """Yes or no, and a word for the record."""

    answer = forms.CharField(
        label=gettext_lazy("A word for the record"),
        help_text=gettext_lazy("The employer does not read it."),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


@require_safe
@person_required
def holds(request: PersonRequest) -> HttpResponse:
    """What waits for the reader: about themselves; for the zone's officer, all."""
    table = Table(
        "holds",
        _("Employments to confirm"),
        _columns(request.person),
        holds_to_decide(scope_for(request)),
        query=request.GET,
        order="asked_at",
        empty=_("Nothing waits for your confirmation"),
        exports=False,
    )
    context = {"table": table}
    return answer_of(request, table) or render(request, "people/roster/holds.html", context)  # type: ignore[return-value]  # both are answers


@person_required
@answered_once
def hold(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One of them: confirm or decline."""
    waiting = holds_to_decide(scope_for(request))
    found = get_object_or_404(waiting, public_id=public_id)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        try:
            address = done_once(request, lambda: _decided(request, found, form.cleaned_data))
            messages.success(request, _("Decided."))
            return HttpResponseRedirect(str(address))
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
    who = who_it_is(found, request.person)
    context: dict[str, Any] = {"hold": found, "form": form, "who": who}
    return render(request, "people/roster/hold.html", context)


def _decided(request: PersonRequest, found: EmploymentHold, given: dict[str, str]) -> str:
    told: dict[str, Any] = {"hold_id": found.id, "actor": request.person, "at": now()}
    if request.POST.get("deed") == "confirm":
        confirm_hold(**told)
    else:
        decline_hold(**told, answer=given["answer"])
    return reverse("people:holds")
