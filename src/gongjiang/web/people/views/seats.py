"""The seats that a reader's office fills: who sits where, and where nobody does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import refused
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.people.models import Appointment, Role
from gongjiang.people.queries.listing import named_like
from gongjiang.people.queries.seating import enterprises_without_hr, filled_seats, seats_listed
from gongjiang.people.queries.visibility import Scope
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import (
    ChoiceFilter,
    Column,
    PeriodFilter,
    Table,
    TextFilter,
    answer_of,
)
from gongjiang.web.house.writes import answered_once
from gongjiang.web.people.deeds import DeedPage, answer_deed
from gongjiang.web.people.forms.seats import EmptySeatForm, FillSeatForm


@require_safe
@person_required
def seats(request: PersonRequest) -> HttpResponseBase:
    """Who holds the roles that the reader gives, by unit; and the enterprises without HR."""
    scope, roles = _appointer(request)
    is_over_hr = Role.HR in roles
    vacant = is_over_hr and request.GET.get("seats") == "vacant"
    table = _vacant(request, scope) if vacant else _filled(request, scope, roles)
    context = {"table": table, "tabs": _tabs(scope, vacant=vacant) if is_over_hr else []}
    return answer_of(request, table) or render(request, "people/seats.html", context)


@person_required
@answered_once
def fill_seat(request: PersonRequest) -> HttpResponse:
    """Appoint somebody to a seat."""
    scope, roles = _appointer(request)
    asked = {name: request.GET[name] for name in ("role", "unit") if name in request.GET}
    page = DeedPage(
        title=_("Fill a seat"),
        lead=_("A role is held at a unit and reaches everything beneath it."),
        form=FillSeatForm(
            request.POST if request.method == "POST" else None,
            actor=request.person,
            scope=scope,
            roles=roles,
            initial=asked,
        ),
        confirm=_("Appoint"),
        done=_("Appointed."),
        back=reverse("people:seats"),
    )
    return answer_deed(request, page)


@person_required
@answered_once
def empty_seat(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """End a role at a unit."""
    scope, _roles = _appointer(request)
    unit = get_object_or_404(Unit, public_id=public_id)
    held = list(filled_seats(scope).filter(unit=unit).order_by("role", "valid_from", "id"))
    if not held:
        raise Http404
    page = DeedPage(
        title=_("End a role"),
        lead=unit.name,
        form=EmptySeatForm(
            request.POST if request.method == "POST" else None,
            actor=request.person,
            seats=held,
            initial={"appointment": request.GET.get("seat", "")},
        ),
        confirm=_("End the role"),
        done=_("The role has ended."),
        back=reverse("people:seats"),
    )
    return answer_deed(request, page)


def _appointer(request: PersonRequest) -> tuple[Scope, list[str]]:
    """The reader's scope, and the roles they give; most often HR's, so these come first."""
    scope = scope_for(request)
    roles = seats_listed(scope)
    if not roles:
        refused(_("Your roles give no other roles.")).require()
    return scope, sorted(roles, key=lambda role: role != Role.HR)


def _filled(request: PersonRequest, scope: Scope, roles: list[str]) -> Table:
    return Table(
        "seats",
        _("Who holds which role"),
        _columns(roles),
        filled_seats(scope),
        query=request.GET,
        order="unit",
        search=lambda held, text: named_like(held, text, prefix="person__"),
        search_label=_("Name, pinyin or initials"),
        empty=_("Nobody has been appointed yet"),
    )


def _columns(roles: list[str]) -> tuple[Column, ...]:
    return (
        Column(
            "unit",
            gettext_lazy("Unit"),
            field="unit__name_pinyin",
            accessor="unit.name",
            sortable=True,
            href=lambda seat: reverse("orgs:unit", args=[seat.unit.public_id]),
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            field="unit__kind",
            filter=ChoiceFilter(UnitKind.choices),
            formatter=lambda kind: str(UnitKind(kind).label),
        ),
        Column("site", gettext_lazy("Enterprise")),
        Column(
            "role",
            gettext_lazy("Role"),
            accessor=Appointment.get_role_display,
            filter=ChoiceFilter([(role, Role(role).label) for role in roles]),
        ),
        Column("name", gettext_lazy("Name"), accessor="person.name"),
        Column("valid_from", gettext_lazy("Since"), sortable=True, filter=PeriodFilter()),
        Column(
            "end",
            gettext_lazy("End"),
            accessor=lambda _seat: _("End the role"),
            href=_end_url,
        ),
    )


def _end_url(seat: Appointment) -> str:
    return f"{reverse('people:empty_seat', args=[seat.unit.public_id])}?seat={seat.id}"


def _vacant(request: PersonRequest, scope: Scope) -> Table:
    return Table(
        "vacant",
        _("Enterprises without HR"),
        VACANT,
        enterprises_without_hr(scope.day),
        query=request.GET,
        order="unit",
        empty=_("Every enterprise has its HR"),
        exports=False,
    )


def _fill_url(unit: Unit) -> str:
    return f"{reverse('people:fill_seat')}?role={Role.HR}&unit={unit.public_id}"


VACANT = (
    Column(
        "unit",
        gettext_lazy("Unit"),
        field="name_pinyin",
        accessor="name",
        sortable=True,
        filter=TextFilter(),
        href=lambda unit: reverse("orgs:unit", args=[unit.public_id]),
    ),
    Column("opened_on", gettext_lazy("Opened"), sortable=True),
    Column(
        "fill",
        gettext_lazy("Fill"),
        accessor=lambda _unit: _("Appoint its HR"),
        href=_fill_url,
    ),
)


def _tabs(scope: Scope, *, vacant: bool) -> list[dict[str, Any]]:
    address = reverse("people:seats")
    return [
        {"label": _("Filled"), "url": address, "current": not vacant},
        {
            "label": _("Enterprises without HR"),
            "url": f"{address}?seats=vacant",
            "current": vacant,
            "count": enterprises_without_hr(scope.day).count(),
        },
    ]
