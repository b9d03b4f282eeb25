"""One agreement: what stands in it, and what its reader can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import now
from gongjiang.mentoring.models import Agreement
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.mentoring.deeds import DEEDS, Deed
from gongjiang.web.mentoring.seen import Seen, seen_by

State = Agreement.State

ON_A_PAGE_OF_ITS_OWN = frozenset({"change"})
"""Deeds whose form has long lists: the agreement's page links to them."""


@require_safe
@person_required
def agreement(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """An agreement as its reader sees it."""
    return _page(request, seen_by(request, public_id))


def view_of(deed: Deed) -> Callable[..., HttpResponseBase]:
    """The view behind a deed's address: a form of the agreement's page, or a page of its own."""

    @person_required
    @answered_once
    def done(request: PersonRequest, public_id: UUID) -> HttpResponse:
        seen = seen_by(request, public_id)
        deed.may(seen).require()
        if request.method != "POST":
            return _alone(request, seen, deed, deed.form(seen, None))
        form = deed.form(seen, request.POST)

        def perform() -> str:
            deed.perform(seen, form.cleaned_data, now())
            return seen.url

        answer = submit(request, form, perform, said=deed.said)
        if answer is not None:
            return answer
        if deed.name in ON_A_PAGE_OF_ITS_OWN:
            return _alone(request, seen, deed, form)
        return _page(request, seen_by(request, public_id), {deed.name: form})

    return done


def _alone(request: PersonRequest, seen: Seen, deed: Deed, form: forms.Form) -> HttpResponse:
    """A page for one form; other deeds are on the agreement's own page."""
    if deed.name not in ON_A_PAGE_OF_ITS_OWN:
        return redirect(seen.url)
    context = {"seen": seen, "form": form, "deed": deed}
    return render(request, "mentoring/change.html", context, status=422 if form.errors else 200)


def _page(
    request: PersonRequest, seen: Seen, sent: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    offered = {
        deed.name.replace("-", "_"): (sent or {}).get(deed.name) or _form(seen, deed)
        for deed in DEEDS
        if deed.offered(seen)
    }
    refused = [form for name, form in (sent or {}).items() if name.replace("-", "_") not in offered]
    context = {
        "seen": seen,
        "agreement": seen.agreement,
        "forms": offered,
        "refused": refused,
        "steps": _steps(seen),
        "addresses": {
            deed.name.replace("-", "_"): reverse(
                f"mentoring:{deed.name}", args=[seen.agreement.public_id]
            )
            for deed in DEEDS
        },
    }
    return render(request, "mentoring/agreement.html", context, status=422 if sent else 200)


def _form(seen: Seen, deed: Deed) -> forms.Form | bool:
    return True if deed.name in ON_A_PAGE_OF_ITS_OWN else deed.form(seen, None)


def _steps(seen: Seen) -> list[dict[str, Sentence]]:
    """How far it has come, for showing."""
    agreement = seen.agreement
    if agreement.state == State.WITHDRAWN:
        return []
    order = (State.DRAFT, State.SIGNED, State.ACTIVE, State.EXIT_EXAM)
    words = (
        _("drafted"),
        _("signed by both"),
        pgettext("apprenticeship", "running"),
        _("exit examination"),
    )
    reached = order.index(State(_as_step(agreement.state)))
    steps: list[dict[str, Sentence]] = [
        {"label": word, "state": _state(place, reached, over=not agreement.is_open)}
        for place, word in enumerate(words)
    ]
    if agreement.registered_at:
        steps[2]["note"] = _("until %(day)s") % {"day": agreement.ends_on}
    last = agreement.get_state_display() if not agreement.is_open else _("graduated")
    steps.append(
        {
            "label": last,
            "state": "todo" if agreement.is_open else "done",
            "note": agreement.ended_on.isoformat() if agreement.ended_on else "",
        }
    )
    return steps


def _as_step(state: str) -> str:
    if state == State.EXTENDED:
        return State.ACTIVE
    return state if state in {State.DRAFT, State.SIGNED, State.ACTIVE} else State.EXIT_EXAM


def _state(place: int, reached: int, *, over: bool) -> str:
    if over or place < reached:
        return "done"
    return "current" if place == reached else "todo"
