"""How fast people grow: the curve of those who still wait, by sequence and by enterprise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.careers.rules.ladder import SEQUENCES
from gongjiang.careers.rules.speed import OnTime, Waits, had_their_time
from gongjiang.kernel.columns import Flags, Ints
from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import Unit
from gongjiang.reports.figures.careers import waits_on
from gongjiang.web.careers.echelon.reading import sees_aggregates
from gongjiang.web.careers.echelon.zone import percent
from gongjiang.web.house.charts import Chart, Colour, Series
from gongjiang.web.house.reader import scope_for, to_hr
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of

FEWEST = 10
"""Fewer waits say nothing (domain.md §9.2)."""

LONGEST_MONTHS, STEP = 60, 6

NAMES = {
    "O": gettext_lazy("O operation and skill"),
    "T": gettext_lazy("T engineering"),
    "P": gettext_lazy("P professional management"),
    "M": gettext_lazy("M management"),
}
COLOURS: dict[str, str] = {"O": "growth", "T": "cultivation", "P": "echelon", "M": "precision"}


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast some people rise.

    Attributes:
        median: months; None: more than half still wait.
    """

    label: Any
    n: int
    censored: int
    median: int | None
    on_time: OnTime

    @property
    def share_censored(self) -> str:
        return f"{100 * self.censored / self.n:.1f} %"


@dataclass(frozen=True, slots=True)
class Told:
    """The waits of the zone; whose 36 months were over, and who of these rose within them."""

    waits: Waits
    had: Flags
    rose: Flags

    def pace(self, label: Any, rows: Flags | Ints | None = None) -> Pace | None:
        """The pace of some of them; None where they are too few to say anything."""
        chosen = slice(None) if rows is None else rows
        found = self.waits if rows is None else self.waits.where(rows)
        if len(found) < FEWEST:
            return None
        median = found.survival.median
        return Pace(
            label=label,
            n=len(found),
            censored=found.censored,
            median=None if np.isnan(median) else round(median),
            on_time=OnTime(int(self.had[chosen].sum()), int(self.rose[chosen].sum())),
        )


@person_required
@require_safe
def speed(request: PersonRequest) -> HttpResponseBase:
    """The zone's speed to its offices; their own enterprise's, beside it, to HR."""
    if not (sees_aggregates(request) or to_hr(request)):
        raise NotAllowed(_("Speed is told to the zone's offices and to HR."))
    scope = scope_for(request)
    found = waits_on(scope.day, None)
    told = Told(found, *had_their_time(found, on=np.datetime64(scope.day)))
    paces = [pace for pace in _by_sequence(told) if pace is not None]
    enterprises = None if sees_aggregates(request) else set(scope.hr)
    table = Table(
        "speed",
        _("By enterprise"),
        _columns(),
        list(_by_enterprise(told, enterprises)),
        query=request.GET,
        order="-n",
        search=("label",),
        empty=_("No enterprise has waits enough to be shown by itself"),
    )
    context = {
        "whole": told.pace(_("The whole zone")),
        "paces": paces,
        "chart": _chart(found, scope.day),
        "table": table,
        "day": scope.day,
        "fewest": FEWEST,
    }
    return answer_of(request, table) or render(request, "echelon/speed.html", context)


def _by_sequence(told: Told) -> Iterable[Pace | None]:
    for number, sequence in enumerate(SEQUENCES):
        yield told.pace(NAMES[sequence], told.waits.sequence == number)


def _by_enterprise(told: Told, chosen: set[int] | None) -> Iterable[Pace]:
    enterprise = told.waits.enterprise
    ids = np.unique(enterprise) if chosen is None else np.array(sorted(chosen), np.int64)
    units = Unit.objects.in_bulk(ids.tolist())
    order = np.argsort(enterprise, kind="stable")
    ends = np.searchsorted(enterprise[order], ids, "right")
    starts = np.searchsorted(enterprise[order], ids, "left")
    for unit, start, end in zip(ids.tolist(), starts, ends, strict=True):
        pace = told.pace(units[unit].name, order[start:end])
        if pace is not None:
            yield pace


def _chart(found: Waits, day: date) -> Chart | None:
    """Who still waits after so many months, of each sequence with enough to say so."""
    months = np.arange(0, LONGEST_MONTHS + 1, STEP)
    series = [
        Series(NAMES[sequence], _curve(waits, months), cast("Colour", COLOURS[sequence]), "%")
        for number, sequence in enumerate(SEQUENCES)
        if len(waits := found.where(found.sequence == number)) >= FEWEST
    ]
    if not series:
        return None
    return Chart(
        dom_id="curve",
        kind="trend",
        title=_("Still waiting for the next grade"),
        axis_label=_("Months in the grade"),
        labels=[str(month) for month in months],
        series=series,
        definition=_("Kaplan-Meier: who has not risen counts as waiting, and is never left out"),
        day=day,
        n=len(found),
    )


def _curve(waits: Waits, months: Any) -> list[float]:
    survival = waits.survival
    steps = np.r_[1.0, survival.waiting]
    reached = np.searchsorted(survival.durations, months, "right")
    return [round(100 * float(share), 1) for share in steps[reached]]


def _columns() -> tuple[Column, ...]:
    share: Callable[[Pace], Any] = lambda pace: pace.on_time.share  # noqa: E731  (an accessor)
    return (
        Column("label", _("Enterprise"), sortable=True),
        Column("n", _("Waits"), align="end", sortable=True),
        Column("censored", _("Not ended"), accessor="share_censored", align="end"),
        Column(
            "median",
            _("Median months"),
            align="end",
            sortable=True,
            silent=lambda _pace: _("more than half still wait"),
        ),
        Column(
            "on_time", _("On time"), accessor=share, formatter=percent, align="end", sortable=True
        ),
    )
