"""The zone's direct benefit by source and month, as figure 28 sums it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Source
from gongjiang.kernel.decision import refused
from gongjiang.reports.figures import figure
from gongjiang.reports.figures.amounts import AmountFigure, Sum
from gongjiang.web.house.charts import Chart, Colour, Series
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.innovation.benefits.tabs import tabs_for

DIRECT_BENEFIT = 28
SHOWN_MONTHS = 60
COLOURS: dict[str, Colour] = {
    Source.PROPOSAL: "innovation",
    Source.PROJECT: "cultivation",
    Source.PATENT: "precision",
    Source.CONVERSION: "growth",
    Source.FIVE_SMALL: "echelon",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One month: a sum for each of the sources, and all of them."""

    month: date
    sums: list[Sum]
    total: Sum


@require_safe
@person_required
def zone(request: PersonRequest) -> HttpResponse:
    """Month by month, source by source; the corner is the figure itself."""
    scope = scope_for(request)
    if not scope.roles & ZONE_ROLES:
        refused(gettext_lazy("Only the offices of the zone see it as a whole.")).require()
    found = figure(DIRECT_BENEFIT)
    assert isinstance(found, AmountFigure)  # noqa: S101  (it sums money)
    rows = found.months(scope.day, None)
    sources = [source for source in Source.values if any(row[1] == source for row in rows)]
    lines = _lines(rows, sources)
    totals = [_added([line.sums[place] for line in lines]) for place in range(len(sources))]
    context = {
        "lines": lines[::-1],
        "sources": [Source(source).label for source in sources],
        "totals": totals,
        "total": _added(totals),
        "chart": _chart(lines, sources, scope.day) if lines else None,
        "opens": reverse("reports:records", args=[DIRECT_BENEFIT]),
        "definition": found.definition,
        "day": scope.day,
        "tabs": tabs_for(request, "zone"),
    }
    return render(request, "benefits/zone.html", context)


def _lines(rows: tuple[tuple[date, str, Sum], ...], sources: list[str]) -> list[Line]:
    by_month: dict[date, dict[str, Sum]] = {}
    for month, source, sum_ in rows:
        by_month.setdefault(month, {})[source] = sum_
    return [
        Line(
            month,
            [sums.get(source, Sum()) for source in sources],
            _added(list(sums.values())),
        )
        for month, sums in sorted(by_month.items())
    ]


def _added(sums: list[Sum]) -> Sum:
    return sum(sums, Sum())


def _chart(lines: list[Line], sources: list[str], day: date) -> Chart:
    shown = lines[-SHOWN_MONTHS:]
    return Chart(
        dom_id="benefit",
        kind="trend",
        title=_("Confirmed benefit, month by month"),
        axis_label=_("Month"),
        labels=[f"{line.month:%Y-%m}" for line in shown],
        series=[
            Series(
                Source(source).label,
                [line.sums[place].yuan for line in shown],
                COLOURS.get(source, "steel"),
                unit=_("yuan"),
            )
            for place, source in enumerate(sources)
        ],
        definition=_("Net benefit that finance confirmed, by the month it counts in"),
        day=day,
        n=sum(line.total.entries for line in shown),
    )
