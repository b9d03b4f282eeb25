"""HR decides corrections; the personal-information officer decides who is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import now
from gongjiang.people.models import CorrectionRequest, ErasureRequest
from gongjiang.people.queries.requests import (
    corrections_to_decide,
    erasures_to_decide,
    standing_value,
)
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.services import privacy
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, Table, answer_of
from gongjiang.web.house.writes import submit
from gongjiang.web.privacy.forms import AnswerForm

CLOCK = (
    Column("asked_at", gettext_lazy("Asked"), sortable=True),
    Column("due_on", gettext_lazy("Answer by"), sortable=True),
)
CORRECTIONS = (
    Column(
        "person",
        gettext_lazy("Person"),
        accessor="person.name",
        href=lambda row: reverse("privacy:correction", args=[row.public_id]),
    ),
    Column(
        "field",
        gettext_lazy("What is wrong"),
        accessor=CorrectionRequest.get_field_display,
        filter=ChoiceFilter(CorrectionRequest.Field.choices),
    ),
    Column(
        "state",
        gettext_lazy("State"),
        accessor=CorrectionRequest.get_state_display,
        filter=ChoiceFilter(CorrectionRequest.State.choices),
    ),
    *CLOCK,
)
ERASURES = (
    Column(
        "reference",
        gettext_lazy("Reference"),
        field="public_id",
        accessor="reference",
        href=lambda row: reverse("privacy:erasure", args=[row.public_id]),
    ),
    Column(
        "ground",
        gettext_lazy("Ground"),
        accessor=ErasureRequest.get_ground_display,
        filter=ChoiceFilter(ErasureRequest.Ground.choices),
    ),
    Column(
        "state",
        gettext_lazy("State"),
        accessor=ErasureRequest.get_state_display,
        filter=ChoiceFilter(ErasureRequest.State.choices),
    ),
    *CLOCK,
)


@require_safe
@person_required
def corrections(request: PersonRequest) -> HttpResponseBase:
    """What people ask HR to put right."""
    table = Table(
        "corrections",
        gettext_lazy("Requests for correction"),
        CORRECTIONS,
        corrections_to_decide(_hr_scope(request)),
        query=request.GET,
        order="due_on",
        empty=gettext_lazy("Nobody has asked for a correction"),
        exports=False,
    )
    return answer_of(request, table) or render(
        request, "privacy/corrections.html", {"table": table}
    )


@person_required
def correction(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One request: what stands, what is wanted; accept or refuse it."""
    asked = get_object_or_404(corrections_to_decide(_hr_scope(request)), public_id=public_id)
    form = AnswerForm(request.POST or None)
    deed = {"accept": privacy.accept_correction, "refuse": privacy.refuse_correction}.get(
        request.POST.get("deed", "")
    )
    done = deed and _decide(request, form, deed, asked, back="privacy:corrections")
    change = {
        "label": asked.get_field_display(),
        "old": standing_value(asked),
        "new": _said(asked),
    }
    context = {"asked": asked, "form": form, "changes": [change]}
    return done or render(request, "privacy/correction.html", context)


@require_safe
@person_required
def erasures(request: PersonRequest) -> HttpResponseBase:
    """Who is to be forgotten."""
    table = Table(
        "erasures",
        gettext_lazy("Who is to be forgotten"),
        ERASURES,
        erasures_to_decide(officer_scope(request)),
        query=request.GET,
        order="due_on",
        empty=gettext_lazy("Nobody has asked to be forgotten"),
        exports=False,
    )
    return answer_of(request, table) or render(request, "privacy/erasures.html", {"table": table})


@reauthentication_required
@person_required
def erasure(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One request: restrict the record, then erase it; or refuse."""
    asked = get_object_or_404(erasures_to_decide(officer_scope(request)), public_id=public_id)
    form = AnswerForm(request.POST or None)
    deed = ERASURE_DEEDS.get(request.POST.get("deed", ""))
    done = deed and _decide(request, form, deed, asked, back="privacy:erasures")
    worked = asked.person.employments.select_related("employer").order_by("-valid_from")
    context = {"asked": asked, "form": form, "worked": worked}
    return done or render(request, "privacy/erasure.html", context)


def _erase(*, request_id: int, actor: Any, answer: str, at: Any) -> ErasureRequest:  # noqa: ARG001  (an erased request keeps no words)
    return privacy.erase_person(request_id=request_id, actor=actor, at=at)


ERASURE_DEEDS: dict[str, Callable[..., ErasureRequest]] = {
    "restrict": privacy.restrict_person,
    "refuse": privacy.refuse_erasure,
    "erase": _erase,
}


def _decide(
    request: PersonRequest,
    form: AnswerForm,
    deed: Callable[..., Any],
    asked: CorrectionRequest | ErasureRequest,
    *,
    back: str,
) -> HttpResponse | None:
    """Do what the button says and go back to the list; None when the form says why not."""

    def decided() -> str:
        answer = form.cleaned_data["answer"]
        deed(request_id=asked.id, actor=request.person, answer=answer, at=now())
        return reverse(back)

    return submit(request, form, decided, said=_("Decided."))


def _said(asked: CorrectionRequest) -> str:
    wanted = privacy.wanted_by(asked)
    if asked.field == CorrectionRequest.Field.SEX:
        return str(dict(asked.person.Sex.choices).get(wanted, wanted))
    return wanted


def _hr_scope(request: PersonRequest) -> Scope:
    scope = scope_for(request)
    if not scope.hr:
        raise NotAllowed(_("Only HR decides what people ask to have put right."))
    return scope


def officer_scope(request: PersonRequest) -> Scope:
    """The scope of the personal-information officer; others are told why they cannot enter."""
    scope = scope_for(request)
    if not scope.privacy:
        raise NotAllowed(_("Only the personal-information officer decides this."))
    return scope
