"""What a person sees and asks about their own data."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.working_days import NATIONAL
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import ErasureRequest, Look
from gongjiang.people.queries.requests import corrections_of, erasures_of, looks_at
from gongjiang.people.services import privacy
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table, answer_of
from gongjiang.web.house.writes import submit
from gongjiang.web.privacy.forms import CorrectionForm, ErasureForm

LOOKS = (
    Column(
        "at", gettext_lazy("When"), field="on", accessor="at", sortable=True, filter=PeriodFilter()
    ),
    Column("by", gettext_lazy("Who"), accessor="by.name"),
    Column(
        "what",
        gettext_lazy("What"),
        accessor=Look.get_what_display,
        filter=ChoiceFilter(Look.What.choices),
    ),
    Column("reason", gettext_lazy("Why")),
)


@require_safe
@person_required
def looks(request: PersonRequest) -> HttpResponseBase:
    """Who looked at my data, and who gave me a way in."""
    table = Table(
        "looks",
        gettext_lazy("Who looked at my data"),
        LOOKS,
        looks_at(request.person),
        query=request.GET,
        order="-at",
        empty=gettext_lazy("Nobody has looked at your record"),
    )
    slips = request.person.slips.select_related("issued_by").order_by("-issued_at")
    recoveries = request.person.recoveries.select_related("opened_by", "confirmed_by")
    context = {"table": table, "slips": slips, "recoveries": recoveries.order_by("-opened_at")}
    return answer_of(request, table) or render(request, "privacy/looks.html", context)


@person_required
def corrections(request: PersonRequest) -> HttpResponse:
    """My requests with their clocks, and a new one."""
    form = CorrectionForm(request.POST or None, person=request.person)
    done = submit(request, form, lambda: _asked(request, form), said=_("Sent to your HR."))
    asked = [
        {"request": one, "wanted": privacy.wanted_by(one)} for one in corrections_of(request.person)
    ]
    context = {"form": form, "asked": asked}
    return done or render(request, "privacy/my_corrections.html", context)


@require_POST
@person_required
def withdraw_correction(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take one of my requests back."""
    own = get_object_or_404(request.person.correction_requests, public_id=public_id)
    privacy.withdraw_correction(request_id=own.id, actor=request.person, at=now())
    return HttpResponseRedirect(reverse("privacy:my_corrections"))


@person_required
def erasure(request: PersonRequest) -> HttpResponse:
    """Ask to be forgotten, and see what became of it."""
    form = ErasureForm(request.POST or None)
    said = _("Your request is with the personal-information officer.")
    done = submit(request, form, lambda: _asked_to_be_forgotten(request, form), said=said)
    asked = list(erasures_of(request.person))
    context = {"form": form, "asked": asked, "running": _running(asked)}
    return done or render(request, "privacy/my_erasure.html", context)


@require_POST
@person_required
def withdraw_erasure(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Think again."""
    own = get_object_or_404(request.person.erasure_requests, public_id=public_id)
    privacy.withdraw_erasure(request_id=own.id, actor=request.person, at=now())
    return HttpResponseRedirect(reverse("privacy:my_erasure"))


def _running(asked: list[ErasureRequest]) -> bool:
    states = {ErasureRequest.State.OPEN, ErasureRequest.State.RESTRICTED}
    return any(one.state in states for one in asked)


def _asked(request: PersonRequest, form: CorrectionForm) -> str:
    given = form.cleaned_data
    privacy.ask_correction(
        person=request.person,
        field=given["field"],
        wanted=given["wanted"],
        reason=given["reason"],
        employment=given["employment"],
        at=now(),
        due_on=_due_on(),
    )
    return reverse("privacy:my_corrections")


def _asked_to_be_forgotten(request: PersonRequest, form: ErasureForm) -> str:
    privacy.ask_erasure(
        person=request.person,
        reason=form.cleaned_data["reason"],
        at=now(),
        due_on=_due_on(),
    )
    return reverse("privacy:my_erasure")


def _due_on() -> date:
    return NATIONAL.run_after(today(), privacy.DAYS_TO_ANSWER).last
