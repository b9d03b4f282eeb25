"""A growth file to read, and to take along as JSON or PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import day_of, now
from gongjiang.people.identity import keyring
from gongjiang.people.models import Look, Person
from gongjiang.people.queries.visibility import Sight, person_visible_to
from gongjiang.people.services.looks import note_look
from gongjiang.reports.growth_file.bundle import issue
from gongjiang.reports.growth_file.canonical import as_file
from gongjiang.reports.growth_file.pdf import as_pdf
from gongjiang.reports.growth_file.timeline import Growth, growth_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required

TAKEN_ALONG_BY = (Sight.OWN, Sight.EMPLOYER)


@person_required
@require_safe
def own(request: PersonRequest) -> HttpResponse:
    """The reader's own growth file."""
    return _page(request, _growth(request, request.person))


@person_required
@require_safe
def own_json(request: PersonRequest) -> HttpResponse:
    return _json(_growth(request, request.person))


@person_required
@require_safe
def own_pdf(request: PersonRequest) -> HttpResponse:
    return _pdf(_growth(request, request.person))


@person_required
@require_safe
def of_person(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Somebody's growth file, as far as the reader may see it; the look is noted."""
    return _page(request, _growth_noted(request, public_id))


@person_required
@require_safe
def person_json(request: PersonRequest, public_id: UUID) -> HttpResponse:
    return _json(_growth_noted(request, public_id))


@person_required
@require_safe
def person_pdf(request: PersonRequest, public_id: UUID) -> HttpResponse:
    return _pdf(_growth_noted(request, public_id))


def _growth_noted(request: PersonRequest, public_id: UUID) -> Growth:
    person = get_object_or_404(person_visible_to(scope_for(request), public_id=public_id))
    note_look(person=person, by=request.person, what=Look.What.GROWTH_FILE, at=now())
    return _growth(request, person)


def _growth(request: PersonRequest, person: Person) -> Growth:
    growth = growth_of(person, scope_for(request))
    if growth is None:
        raise NotAllowed(_("You may not see this growth file."))
    return growth


def _page(request: PersonRequest, growth: Growth) -> HttpResponse:
    context = {
        "growth": growth,
        "own": growth.sight is Sight.OWN,
        "may_take_along": growth.sight in TAKEN_ALONG_BY,
    }
    return render(request, "reports/growth.html", context)


def _json(growth: Growth) -> HttpResponse:
    _require_take_along(growth)
    bundle = issue(growth, keyring=keyring(), at=now())
    return _file(as_file(bundle), "application/json", "json")


def _pdf(growth: Growth) -> HttpResponse:
    _require_take_along(growth)
    ring, at = keyring(), now()
    bundle = issue(growth, keyring=ring, at=at)
    return _file(as_pdf(growth, bundle, keyring=ring, at=at), "application/pdf", "pdf")


def _require_take_along(growth: Growth) -> None:
    if growth.sight not in TAKEN_ALONG_BY:
        raise NotAllowed(_("Only the person and their employer can take a growth file along."))


def _file(content: bytes, kind: str, ending: str) -> HttpResponse:
    """An attachment; its name says no more than the day, as shared computers keep names."""
    response = HttpResponse(content, content_type=kind)
    name = f"growth-file-{day_of(now()).isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
