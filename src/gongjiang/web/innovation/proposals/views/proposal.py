"""One proposal: what it says, whose turn it is and until when, what became of it, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongjiang.kernel.periods import now
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.proposals.deeds import DEEDS, Deed
from gongjiang.web.innovation.proposals.progress import clock_of, steps_of
from gongjiang.web.innovation.proposals.seen import Seen, seen_by

ON_A_PAGE_OF_ITS_OWN = frozenset({"start", "hand-over"})
"""Deeds whose form looks for people: the proposal's page links to them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A deed as the page shows it."""

    deed: Deed
    form: forms.Form | None
    address: str

    @property
    def is_open(self) -> bool:
        return self.deed.main or bool(self.form and self.form.errors)


@require_safe
@person_required
def proposal(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """A proposal as its reader sees it."""
    return page(request, seen_by(request, public_id))


def view_of(deed: Deed) -> Callable[..., HttpResponseBase]:
    """The view behind a deed's address: a form of the proposal's page, or a page of its own."""

    @person_required
    @answered_once
    def done(request: PersonRequest, public_id: UUID) -> HttpResponse:
        seen = seen_by(request, public_id)
        deed.may(seen).require()
        if request.method != "POST":
            return _alone(request, seen, deed, deed.form(seen, None, None))
        form = deed.form(seen, request.POST, request.FILES)

        def perform() -> str:
            deed.perform(seen, form.cleaned_data, now())
            return seen.url

        answer = submit(request, form, perform, said=deed.said)
        if answer is not None:
            return answer
        if deed.name in ON_A_PAGE_OF_ITS_OWN:
            return _alone(request, seen, deed, form)
        return page(request, seen_by(request, public_id), {deed.name: form})

    return done


def _alone(request: PersonRequest, seen: Seen, deed: Deed, form: forms.Form) -> HttpResponse:
    """A page for one form; other deeds are on the proposal's own page."""
    if deed.name not in ON_A_PAGE_OF_ITS_OWN:
        return redirect(seen.url)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"seen": seen, "proposal": seen.proposal, "form": form, "deed": deed}
    return render(request, "proposals/deed.html", context, status=status)


def page(
    request: PersonRequest, seen: Seen, sent: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    """Args:
    sent: forms that are shown again, by their deeds' names.
    """
    sent = sent or {}
    offered = [
        Offered(deed, sent.get(deed.name) or _form(seen, deed), _address(seen, deed))
        for deed in DEEDS
        if deed.offered(seen)
    ]
    names = {one.deed.name for one in offered}
    context = {
        "seen": seen,
        "proposal": seen.proposal,
        "offered": offered,
        "refused": [form for name, form in sent.items() if name not in names],
        "steps": steps_of(seen.proposal),
        "clock": clock_of(seen.proposal, seen.day),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    return render(request, "proposals/proposal.html", context, status=status)


def _form(seen: Seen, deed: Deed) -> forms.Form | None:
    return None if deed.name in ON_A_PAGE_OF_ITS_OWN else deed.form(seen, None, None)


def _address(seen: Seen, deed: Deed) -> str:
    return reverse(f"proposals:{deed.name}", args=[seen.proposal.public_id])
