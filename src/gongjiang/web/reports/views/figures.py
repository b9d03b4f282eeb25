"""All figures, and each with its definition and its course over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.kernel.periods import add_months
from gongjiang.reports.figures import FIGURES, Figure, Value
from gongjiang.reports.figures.amounts import AmountFigure
from gongjiang.reports.figures.answers import sentence
from gongjiang.reports.figures.base import ByMonth, PersonFigure
from gongjiang.reports.figures.kept import one_moment
from gongjiang.web.house.charts import Chart, Series
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.reports.asked import Asked, asked_of
from gongjiang.web.reports.rooms import room_name

TREND_MONTHS = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure ready to be drawn.

    Attributes:
        url: its own page; opens: the list of what stands behind it.
        room: the name of the room it is derived from.
    """

    figure: Figure
    value: Value
    url: str
    opens: str
    room: str

    @property
    def waits(self) -> bool:
        return self.value.number is None


def shown(figure: Figure, asked: Asked) -> Shown:
    number = figure.definition.id
    return Shown(
        figure=figure,
        value=figure.derive(asked.on, asked.known_at),
        url=reverse("reports:figure", args=[number]) + asked.query(),
        opens=reverse("reports:records", args=[number]) + asked.query(),
        room=room_name(figure.definition.room),
    )


def figure_or_404(number: int) -> Figure:
    if number not in FIGURES:
        raise Http404
    return FIGURES[number]


@person_required
@require_safe
def figures(request: PersonRequest) -> HttpResponse:
    """The numbers of the source article: those derived, and what the others wait for."""
    asked = asked_of(request)
    with one_moment():
        all_ = [shown(figure, asked) for figure in FIGURES.values()]
    waiting = sorted((each for each in all_ if each.waits), key=_by_room)
    context = {
        "asked": asked,
        "derived": [each for each in all_ if not each.waits],
        "waiting": [(room, list(of_room)) for room, of_room in groupby(waiting, lambda s: s.room)],
        "waiting_count": len(waiting),
    }
    return render(request, "reports/figures.html", context)


@person_required
@require_safe
def one(request: PersonRequest, number: int) -> HttpResponse:
    """One figure: its value, its definition, its course."""
    asked = asked_of(request)
    figure = figure_or_404(number)
    with one_moment():
        found = shown(figure, asked)
        chart = _trend(figure, found, asked)
    context = {
        "asked": asked,
        "found": found,
        "sentence": sentence(figure.definition, found.value),
        "chart": chart,
        "crumbs": [
            {"label": _("Figures"), "url": reverse("reports:figures") + asked.query()},
            {"label": figure.definition.label},
        ],
    }
    return render(request, "reports/figure.html", context)


def month_ends(until: date, months: int) -> list[date]:
    """The last days of so many months up to a day, whose own month ends with the day itself."""
    first = until.replace(day=1)
    ends = [add_months(first, -back) - timedelta(days=1) for back in range(months - 1)]
    return [*reversed(ends), until]


def _trend(figure: Figure, found: Shown, asked: Asked) -> Chart | None:
    if not isinstance(figure, PersonFigure | ByMonth | AmountFigure) or found.waits:
        return None
    counts = figure.trend(month_ends(asked.on, TREND_MONTHS), asked.known_at)
    if not counts:
        return None
    definition = figure.definition
    return Chart(
        dom_id="course",
        kind="trend",
        title=_("Five years, month by month"),
        axis_label=_("Month"),
        labels=[f"{day:%Y-%m}" for day in counts],
        series=[Series(definition.label, list(counts.values()), "steel", unit=definition.unit)],
        definition=figure.course,
        day=asked.on,
        n=found.value.records,
    )


def _by_room(each: Shown) -> tuple[str, int]:
    return each.room, each.figure.definition.id
