"""The zone at a glance: what its leaders open in the morning."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.orgs.models import Enterprise, Unit, UnitKind
from gongjiang.orgs.queries import (
    children_of,
    enterprises_beneath,
    newest_events,
    register_of,
    zone,
)
from gongjiang.reports.census import census_on
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import answer_of
from gongjiang.web.orgs.days import AskedDay, asked_day
from gongjiang.web.orgs.happenings import told
from gongjiang.web.orgs.parts import counted_bars, make_up_bars, rows_of, units_table

NEWS = 8
PUBLIC_KINDS = (UnitKind.AREA, UnitKind.GRID, UnitKind.ENTERPRISE)


@person_required
@require_safe
def overview(request: PersonRequest) -> HttpResponseBase:
    """The whole zone on a day, in aggregates that everybody signed in may see."""
    asked = asked_day(request)
    place = zone()
    if place is None:
        raise Http404
    people = _people(place, asked)
    rows = rows_of(
        children_of(place.id, asked.on),
        asked,
        spread=people["spread"],
        enterprises=enterprises_beneath(place.id, asked.on),
    )
    table = units_table(rows, request.GET, title=_("Areas"), people=True)
    if answer := answer_of(request, table):
        return answer
    register = register_of(place.id, asked.on)
    ownership = counted_bars(
        _("Enterprises by ownership"), register.by_ownership, dict(Enterprise.Ownership.choices)
    )
    news = newest_events(PUBLIC_KINDS, asked.on, limit=NEWS)
    context = {
        "asked": asked,
        "zone": place,
        "rows": rows,
        "table": table,
        "register": register,
        "make_up": [*people["make_up"], ownership],
        "news": told(news, asked),
        "zone_url": asked.url_of(place),
        "tree_url": reverse("orgs:tree") + asked.query,
        **people["numbers"],
    }
    return render(request, "orgs/zone.html", context)


def _people(place: Unit, asked: AskedDay) -> dict[str, Any]:
    census = census_on(asked.on)
    spread = census.beneath([place.id], withholding=True)
    make_up = census.make_up(place.id, withholding=True)
    return {
        "spread": spread,
        "make_up": make_up_bars(make_up),
        "numbers": {
            "headcount": make_up.total,
            "spread": spread,
            "itself": spread.groups.get(place.id, 0) if spread else 0,
        },
    }
