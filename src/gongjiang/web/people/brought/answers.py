"""What the pages of a brought workbook answer with, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Unit
from gongjiang.people.brought.files import going_of
from gongjiang.people.brought.kinds import Kind
from gongjiang.people.models import Brought
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.house.writes import done_once
from gongjiang.web.people.brought.forms import UndoForm
from gongjiang.web.people.brought.shown import UNDER_WAY
from gongjiang.web.people.forms.places import own_enterprises
from gongjiang.web.people.views.deeds import require_hr

Deed = Callable[..., Any]
"""A service: told an import's id, and the actor as a keyword."""


def part_asked(
    request: PersonRequest, kind: Kind[Any, Any], found: Brought, links: Mapping[str, str]
) -> HttpResponse | None:
    """The part of the page that asks how a job goes; None when the whole page is asked for."""
    part = request.GET.get("part")
    if part == "progress" and found.state not in UNDER_WAY:
        return HttpResponseClientRefresh()
    if part not in {"progress", "annotated"}:
        return None
    context = {"brought": found, "links": links, "going": going_of(kind, found)}
    return render(request, f"people/brought/_{part}.html", context)


def asked_for(request: PersonRequest, found: Brought, deed: Deed, page: str) -> HttpResponse:
    """Ask for a deed, once, and go to a page."""

    def asked() -> str:
        deed(found.pk, actor=request.person)
        return page

    return HttpResponseRedirect(str(done_once(request, asked)))


def put_aside(request: PersonRequest, found: Brought, deed: Deed, listed: str) -> HttpResponse:
    """Put a file aside, and go to the list."""
    answer = asked_for(request, found, deed, listed)
    messages.success(request, _("Put aside. The file has been deleted."))
    return answer


def undo_page(
    request: PersonRequest,
    found: Brought,
    deed: Deed,
    room: Mapping[str, Any],
    undone: Sentence,
) -> HttpResponse:
    """Why an import is taken back; then it is asked for.

    Args:
        room: what every page of the import is told. undone: what taking back comes to.
    """
    form = UndoForm(request.POST or None)
    page = room["links"]["page"]
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            return asked_for(
                request, found, lambda id_, actor: deed(id_, actor=actor, reason=reason), page
            )
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
    context = {**room, "form": form, "undone": undone}
    return render(request, "people/brought/undo.html", context)


def enterprise_asked(request: PersonRequest) -> Unit:
    """The enterprise the address names, of those whose HR the reader is; by itself the first.

    Raises:
        Http404: it names another.
    """
    own = own_enterprises(require_hr(request))
    asked = request.GET.get("enterprise", str(own[0].public_id))
    enterprise = next((unit for unit in own if str(unit.public_id) == asked), None)
    if enterprise is None:
        raise Http404
    return enterprise
