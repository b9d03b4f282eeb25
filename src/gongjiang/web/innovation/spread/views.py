"""Ideas from elsewhere on a leader's phone; copies to verify; an idea and what grew out of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Proposal, SpreadOffer
from gongjiang.innovation.permissions import spread as permissions
from gongjiang.innovation.queries.spread import (
    copies_of,
    ideas_visible_to,
    offers_visible_to,
    waiting_for,
)
from gongjiang.innovation.queries.spread_tree import tree_of
from gongjiang.innovation.services.spread import answer_offer, offer_idea, verify_copy
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.people.models import Role
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.spread.forms import AnswerForm, OfferForm, VerifyForm
from gongjiang.web.innovation.tabs import FOLLOWERS, tabs_for

MOST_WAITING = 20


def _url(row: SpreadOffer) -> str:
    return reverse("spread:idea", args=[row.proposal.public_id])


OFFERS = (
    Column(
        "idea", gettext_lazy("Idea"), field="proposal__title", accessor="proposal.title", href=_url
    ),
    Column("origin", gettext_lazy("Where it comes from"), field="proposal__enterprise__name"),
    Column("unit", gettext_lazy("Team"), field="unit__name", sortable=True),
    Column("enterprise", gettext_lazy("Enterprise"), field="enterprise__name", sortable=True),
    Column(
        "state",
        gettext_lazy("State"),
        filter=ChoiceFilter(SpreadOffer.State.choices),
        formatter=lambda state: str(SpreadOffer.State(state).label),
    ),
    Column("offered_on", gettext_lazy("Offered on"), sortable=True, filter=PeriodFilter()),
    Column("due_on", gettext_lazy("Answer by"), sortable=True),
    Column("verified_on", gettext_lazy("Seen at work"), sortable=True),
)


@require_safe
@person_required
def answer_desk(request: PersonRequest) -> HttpResponse:
    """What was offered to the reader's teams and waits for an answer, on a phone."""
    return _desk(request)


@require_safe
@person_required
def offers(request: PersonRequest) -> HttpResponseBase:
    """Offers the reader follows: by state, late ones, and copies to verify."""
    scope = scope_for(request)
    if not scope.roles & FOLLOWERS:
        sentence = gettext_lazy("Leaders, reviewers, HR and the zone union follow what spreads.")
        refused(sentence).require()
    table = Table(
        "offers",
        _("Offers"),
        OFFERS,
        offers_visible_to(scope),
        query=request.GET,
        order="-offered_on",
        search=("proposal__title__icontains", "unit__name__icontains"),
        search_label=_("Idea or team"),
        empty=_("Nothing was offered yet"),
    )
    context = {"table": table, "tabs": tabs_for(request, "spread")}
    return answer_of(request, table) or render(request, "spread/offers.html", context)


@require_safe
@person_required
def idea(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """An idea, where it was copied, what it builds on and what builds on it."""
    return _idea(request, _seen_idea(request, public_id))


@person_required
@answered_once
def offer(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Offer an idea to every team with its process."""
    proposal = _seen_idea(request, public_id)
    url = reverse("spread:idea", args=[public_id])
    if request.method != "POST":
        return redirect(url)
    form = OfferForm(request.POST)
    day = scope_for(request).day
    permissions.may_offer(request.person, proposal.enterprise_id, day, beyond=False).require()

    def deed() -> str:
        beyond = form.cleaned_data["beyond"]
        offer_idea(proposal_id=proposal.id, actor=request.person, at=now(), beyond=beyond)
        return url

    done = submit(request, form, deed, said=_("Offered; the teams' leaders were told."))
    return done or _idea(request, proposal, {"offer": form})


@person_required
@answered_once
def do(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """Answer an offer, or verify its copy."""
    scope = scope_for(request)
    row = get_object_or_404(offers_visible_to(scope), public_id=public_id)
    if name not in {"answer", "verify"}:
        raise Http404
    if request.method != "POST":
        return redirect(_url(row))
    return _answer(request, row) if name == "answer" else _verify(request, row)


def _answer(request: PersonRequest, row: SpreadOffer) -> HttpResponse:
    permissions.may_answer(request.person, row, scope_for(request).day).require()
    form = AnswerForm(request.POST)

    def deed() -> str:
        answer_offer(offer_id=row.id, actor=request.person, at=now(), **form.cleaned_data)
        return reverse("spread:answer")

    done = submit(request, form, deed, said=_("Answered; those who had the idea were told."))
    return done or _desk(request, row, form)


def _verify(request: PersonRequest, row: SpreadOffer) -> HttpResponse:
    permissions.may_verify(request.person, row, scope_for(request).day).require()
    form = VerifyForm(request.POST)

    def deed() -> str:
        verify_copy(offer_id=row.id, note=form.cleaned_data["note"], actor=request.person, at=now())
        return _url(row)

    done = submit(request, form, deed, said=_("Verified; the originators' share is recorded."))
    return done or _idea(request, row.proposal, {"verify": form})


def _desk(
    request: PersonRequest, sent: SpreadOffer | None = None, form: forms.Form | None = None
) -> HttpResponse:
    scope = scope_for(request)
    context = {
        "answers": SpreadOffer.Answer,
        "offers": waiting_for(scope)[:MOST_WAITING],
        "day": scope.day,
        "sent": sent,
        "form": form,
        "tabs": tabs_for(request, "answer"),
    }
    return render(request, "spread/answer.html", context, status=422 if sent else 200)


def _seen_idea(request: PersonRequest, public_id: UUID) -> Proposal:
    return get_object_or_404(ideas_visible_to(scope_for(request)), public_id=public_id)


def _idea(
    request: PersonRequest, proposal: Proposal, sent: dict[str, forms.Form] | None = None
) -> HttpResponse:
    scope = scope_for(request)
    rows = list(
        offers_visible_to(scope).filter(proposal=proposal).order_by("-verified_on", "due_on", "id")
    )
    may_offer = bool(
        permissions.may_offer(request.person, proposal.enterprise_id, scope.day, beyond=False)
    )
    context: dict[str, Any] = {
        "idea": proposal,
        "copies": copies_of(proposal.id),
        "offers": rows,
        "tree": tree_of(proposal, scope.reader_id, tuple(scope.hr), scope.roles),
        "may_offer": may_offer,
        "may_go_beyond": Role.ZONE_UNION in scope.roles and not proposal.confidential,
        "verifies": bool(scope.roles & {Role.REVIEWER, Role.ZONE_UNION}),
        "offer_form": (sent or {}).get("offer") or OfferForm(),
        "sent": next(iter((sent or {}).values()), None),
        "tabs": tabs_for(request, "spread"),
    }
    return render(request, "spread/idea.html", context, status=422 if sent else 200)
