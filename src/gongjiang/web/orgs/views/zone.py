"""The zone at a glance: what its leaders open in the morning."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.governance.queries.industrial_workers import industrial_worker_definitions
from gongjiang.kernel.periods import add_months
from gongjiang.orgs.models import Enterprise
from gongjiang.orgs.queries import Register, children_of, registers_beneath, zone
from gongjiang.reports.census import Glance, zone_at_a_glance
from gongjiang.reports.figures import FIGURES
from gongjiang.web.house.charts import Chart, Series
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import answer_of
from gongjiang.web.index.shown.parts import zone_index
from gongjiang.web.orgs.days import AskedDay, asked_day
from gongjiang.web.orgs.parts import counted_bars, make_up_bars, rows_of, units_table

MONTHS = 24
WORKERS = 1


@person_required
@require_safe
def overview(request: PersonRequest) -> HttpResponseBase:
    """The whole zone on a day, in aggregates that everybody signed in may see."""
    asked = asked_day(request)
    place = zone()
    if place is None:
        raise Http404
    definitions = industrial_worker_definitions()
    glance = zone_at_a_glance(month_ends(asked.on), definitions)
    spread = glance.census.beneath([place.id], withholding=True)
    registers = registers_beneath(place.id, asked.on)
    children = children_of(place.id, asked.on)
    rows = rows_of(children, asked, spread=spread, registers=registers)
    table = units_table(rows, request.GET, title=_("Areas"), people=True)
    if answer := answer_of(request, table):
        return answer
    register = sum(registers.values(), Register())
    make_up = make_up_bars(glance.census.make_up(place.id, withholding=True))
    ownership = counted_bars(
        _("Enterprises by ownership"), register.by_ownership, dict(Enterprise.Ownership.choices)
    )
    context = {
        **zone_index(place, asked),
        "asked": asked,
        "zone": place,
        "zone_url": asked.url_of(place),
        "tree_url": reverse("orgs:tree") + asked.query,
        "headcount": glance.census.total(place.id),
        "spread": spread,
        "itself": spread.groups.get(place.id, 0) if spread else 0,
        "rows": rows,
        "table": table,
        "register": register,
        "make_up": [*make_up, ownership],
        "figures": _figures(glance, asked, defined=bool(definitions)),
        "trend": _trend(glance, asked),
    }
    return render(request, "orgs/zone.html", context)


def month_ends(day: date) -> tuple[date, ...]:
    """The last days of the months before a day's month, and the day itself."""
    first = day.replace(day=1)
    ends = [add_months(first, -back) - timedelta(days=1) for back in range(MONTHS)]
    return (*reversed(ends), day)


def _figures(glance: Glance, asked: AskedDay, *, defined: bool) -> dict[str, Any]:
    """The article's first figure, and the way to all of them."""
    return {
        "workers": glance.workers[asked.on] if defined else None,
        "definitions": {"workers": FIGURES[WORKERS].definition},
        "workers_url": f"/figures/{WORKERS}{asked.query}",
        "all_url": f"/figures{asked.query}",
    }


def _trend(glance: Glance, asked: AskedDay) -> Chart:
    definition = FIGURES[WORKERS].definition
    return Chart(
        dom_id="workers-by-month",
        kind="trend",
        title=_("Industrial workers on roll, month by month"),
        axis_label=_("At the end of"),
        labels=[day.strftime("%Y-%m") for day in glance.workers],
        series=[Series(definition.label, list(glance.workers.values()), "growth", definition.unit)],
        definition=definition.counts,
        day=asked.on,
        n=glance.workers[asked.on],
    )
