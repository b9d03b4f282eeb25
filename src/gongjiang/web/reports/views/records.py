"""What stands behind a figure: persons for whoever may see them, else groups that add up."""

from __future__ import annotations

from math import ceil
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.orgs.models import Unit
from gongjiang.people.queries.units import Reach, reach_of, units_visible_to
from gongjiang.reports.figures.amounts import AmountFigure
from gongjiang.reports.figures.base import ByMonth, Groups, PersonFigure
from gongjiang.reports.figures.kept import one_moment
from gongjiang.reports.figures.people import words_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.reports.amounts import amounts_behind
from gongjiang.web.reports.asked import Asked, asked_of
from gongjiang.web.reports.months import chosen_month, proposals_of
from gongjiang.web.reports.views.figures import figure_or_404, shown

PAGE = 50


@person_required
@require_safe
def records(request: PersonRequest, number: int) -> HttpResponse:
    """The list behind a figure; as many as it counts."""
    with one_moment():
        return _behind(request, number)


def _behind(request: PersonRequest, number: int) -> HttpResponse:
    asked = asked_of(request)
    figure = figure_or_404(number)
    found = shown(figure, asked)
    address = reverse("reports:records", args=[number])
    context: dict[str, Any] = {
        "asked": asked,
        "found": found,
        "crumbs": [
            {"label": _("Figures"), "url": reverse("reports:figures") + asked.query()},
            {"label": figure.definition.label, "url": found.url},
            {"label": _("What stands behind it")},
        ],
    }
    if isinstance(figure, ByMonth):
        return _of_months(request, figure, asked, context)
    if isinstance(figure, AmountFigure):
        more = amounts_behind(request, figure, asked, address)
        return render(request, "reports/records_amounts.html", context | more)
    if not isinstance(figure, PersonFigure):
        return render(
            request,
            "reports/records.html",
            {**context, "rows": list(figure.rows(asked.on, asked.known_at))},
        )
    sees_persons = bool(scope_for(request).sites)
    by_unit = not sees_persons or "unit" in request.GET or request.GET.get("by") == "unit"
    if sees_persons:
        context["tabs"] = _tabs(address, asked, by_unit=by_unit)
    if by_unit:
        return render(
            request, "reports/records_by_unit.html", context | _groups(request, figure, asked)
        )
    return render(
        request,
        "reports/records_persons.html",
        context | _persons(request, figure, asked, address),
    )


def _groups(request: PersonRequest, figure: PersonFigure, asked: Asked) -> dict[str, Any]:
    reach = reach_of(scope_for(request), asked.on)
    unit = _opened_unit(request, reach)
    groups = figure.groups(asked.on, asked.known_at, unit.id if unit else None)
    return _shown_groups(groups, unit, reach, asked)


def _shown_groups(
    groups: Groups | None, unit: Unit | None, reach: Reach, asked: Asked, **more: str
) -> dict[str, Any]:
    if groups is None:
        return {"withheld_unit": unit}
    ids = [step.id for step in groups.path]
    if not reach.sees_inside(groups.path[-1], ids):
        raise Http404
    return {
        "groups": groups,
        "lines": _lines(groups, asked, **more),
        "path": _path(groups, asked, **more),
    }


def _of_months(
    request: PersonRequest, figure: ByMonth, asked: Asked, context: dict[str, Any]
) -> HttpResponse:
    """The months; of one of them groups by unit; and where the reader may, what it consists of."""
    months = figure.months(asked.on, asked.known_at)
    chosen = chosen_month(request, months)
    if chosen is None:
        lines = [(month, asked.query(month=f"{month.first:%Y-%m}")) for month in months]
        return render(request, "reports/records_by_month.html", {**context, "months": lines})
    reach = reach_of(scope_for(request), asked.on)
    unit = _opened_unit(request, reach)
    groups = figure.groups(asked.on, asked.known_at, unit.id if unit else None, chosen.first)
    shown_groups = _shown_groups(groups, unit, reach, asked, month=f"{chosen.first:%Y-%m}")
    more = {"month": chosen, "proposals": proposals_of(request.person, unit, chosen.first)}
    return render(request, "reports/records_by_unit.html", context | shown_groups | more)


def _opened_unit(request: PersonRequest, reach: Reach) -> Unit | None:
    """The unit in the address, one the reader may know of; None: the zone."""
    text = request.GET.get("unit", "")
    if not text:
        return None
    try:
        return get_object_or_404(units_visible_to(reach), public_id=UUID(text))
    except ValueError:
        raise Http404 from None


def _lines(groups: Groups, asked: Asked, **more: str) -> list[dict[str, Any]]:
    return [
        {
            "unit": group.unit,
            "count": group.count,
            "url": asked.query(unit=str(group.unit.public_id), **more) if group.count else "",
        }
        for group in groups.groups
        if group.count
    ]


def _path(groups: Groups, asked: Asked, **more: str) -> list[dict[str, str]]:
    return [
        {"label": step.name, "url": asked.query(unit=str(step.public_id), **more)}
        for step in groups.path
    ]


def _persons(
    request: PersonRequest, figure: PersonFigure, asked: Asked, address: str
) -> dict[str, Any]:
    text = request.GET.get("page", "1")
    page = max(int(text) if text.isdecimal() else 1, 1)
    found = figure.persons(
        asked.on, asked.known_at, scope_for(request), limit=PAGE, offset=(page - 1) * PAGE
    )
    pages = max(ceil(found.visible / PAGE), 1)
    return {
        "persons": found,
        "seats": [(seat, *words_of(seat)) for seat in found.page],
        "says": any(seat.said for seat in found.page),
        "page": page,
        "pages": pages,
        "previous": address + asked.query(page=page - 1) if page > 1 else "",
        "next": address + asked.query(page=page + 1) if page < pages else "",
    }


def _tabs(address: str, asked: Asked, *, by_unit: bool) -> list[dict[str, Any]]:
    return [
        {"label": _("Persons"), "url": address + asked.query(), "current": not by_unit},
        {"label": _("By unit"), "url": address + asked.query(by="unit"), "current": by_unit},
    ]
