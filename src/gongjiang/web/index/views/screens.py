"""The zone's hall screens: opened, given a code, closed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import now, today
from gongjiang.reports.models import Screen
from gongjiang.reports.permissions import may_keep_screens
from gongjiang.reports.queries import screens_visible_to
from gongjiang.reports.services import (
    CODE_MINUTES,
    close_screen,
    code_of,
    offer_code,
    open_screen,
)
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.index.forms import ConfirmForm, OpenScreenForm

SILENT_AFTER_MINUTES = 15


@require_safe
@person_required
def screens(request: PersonRequest) -> HttpResponseBase:
    """Every screen, and a form to open one more."""
    may_keep_screens(request.person, today()).require()
    answer = answer_of(request, _table(request))
    return answer or _list(request, OpenScreenForm())


@require_POST
@person_required
@answered_once
def open_one(request: PersonRequest) -> HttpResponse:
    """Open a screen."""
    may_keep_screens(request.person, today()).require()
    form = OpenScreenForm(request.POST)

    def deed() -> str:
        place = form.cleaned_data["place"]
        return _address(open_screen(place=place, actor=request.person, at=now()))

    done = submit(request, form, deed, said=_("The screen is open; it wants its code."))
    return done or _list(request, form)


@require_safe
@person_required
def screen(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One screen: its code while it waits for it, and when it last came for a picture."""
    return _page(request, _seen(request, public_id))


@require_POST
@person_required
@answered_once
def new_code(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Offer a new code for a screen."""
    seen, form = _seen(request, public_id), ConfirmForm(request.POST)

    def deed() -> str:
        return _address(offer_code(screen_id=seen.id, actor=request.person, at=now()))

    return submit(request, form, deed, said=_("Here is a new code.")) or _page(request, seen, form)


@require_POST
@person_required
@answered_once
def close(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Close a screen."""
    seen, form = _seen(request, public_id), ConfirmForm(request.POST)

    def deed() -> str:
        return _address(close_screen(screen_id=seen.id, actor=request.person, at=now()))

    return submit(request, form, deed, said=_("The screen is closed.")) or _page(
        request, seen, form
    )


def state_of(seen: Screen, at: datetime) -> Sentence:
    """What a screen is doing, in a few words."""
    if seen.closed_at is not None:
        return _("closed")
    if seen.paired_at is None:
        return _("waits for its code")
    silent = seen.seen_at is None or (at - seen.seen_at).total_seconds() > SILENT_AFTER_MINUTES * 60
    return _("silent") if silent else _("shows the zone")


def _list(request: PersonRequest, form: OpenScreenForm) -> HttpResponse:
    table = _table(request)
    context = {"table": table, "form": form}
    return render(request, "index/screens.html", context, status=422 if form.errors else 200)


def _table(request: PersonRequest) -> Table:
    return Table(
        "screens",
        _("Hall screens"),
        _columns(now()),
        list(screens_visible_to(request.person, today())),
        query=request.GET,
        order="-opened_at",
        empty=_("No hall shows the zone yet"),
    )


def _page(request: PersonRequest, seen: Screen, form: forms.Form | None = None) -> HttpResponse:
    at = now()
    code = code_of(seen, at=at)
    context = {
        "screen": seen,
        "state": state_of(seen, at),
        "code": f"{code[:4]} {code[4:]}" if code else "",
        "minutes": CODE_MINUTES,
        "hall": request.build_absolute_uri(reverse("hall:display")),
        "form": form or ConfirmForm(),
        "crumbs": [
            {"label": _("Hall screens"), "url": reverse("index:screens")},
            {"label": seen.place},
        ],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "index/screen.html", context, status=status)


def _seen(request: PersonRequest, public_id: UUID) -> Screen:
    visible = screens_visible_to(request.person, today())
    return get_object_or_404(visible, public_id=public_id)


def _columns(at: datetime) -> tuple[Column, ...]:
    return (
        Column("place", _("Where it hangs"), sortable=True, href=_address),
        Column("state", _("State"), accessor=lambda row: state_of(row, at), formatter=str),
        Column("seen_at", _("Last came for a picture"), sortable=True),
        Column("opened_by", _("Opened by"), accessor="opened_by.name"),
        Column("opened_at", _("Opened"), sortable=True),
    )


def _address(seen: Screen) -> str:
    return reverse("index:screen", args=[seen.public_id])
