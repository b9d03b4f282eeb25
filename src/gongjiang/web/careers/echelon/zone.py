"""The zone's view of the echelon: coverage and depth by enterprise, small benches withheld."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongjiang.careers.queries.pipeline import benches_by_enterprise
from gongjiang.careers.rules.echelon import Bench
from gongjiang.kernel.disclosure import withhold_small
from gongjiang.orgs.models import Unit
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.house.tables import Column, Table, answer_of


@dataclass(frozen=True, slots=True)
class Line:
    """One enterprise's bench."""

    unit: Unit
    bench: Bench


def zone_coverage(request: PersonRequest) -> HttpResponseBase:
    """Totals, and the enterprises with key positions enough to be told apart."""
    day = scope_for(request).day
    benches = benches_by_enterprise(day)
    shown = withhold_small({unit: bench.positions for unit, bench in benches.items()})
    units = Unit.objects.in_bulk(list(shown.groups))
    table = Table(
        "coverage",
        _("Coverage by enterprise"),
        _columns(),
        [Line(units[unit], benches[unit]) for unit in shown.groups],
        query=request.GET,
        order="coverage",
        empty=_("No enterprise has named key positions enough to be shown by itself"),
    )
    whole = sum(benches.values(), Bench())
    context = {
        "table": table,
        "bench": whole,
        "coverage": percent(whole.coverage),
        "depth": ratio(whole.depth),
        "enterprises": len(benches),
        "withheld": shown.withheld,
        "hidden": shown.hidden,
        "day": day,
    }
    return answer_of(request, table) or render(request, "echelon/zone.html", context)


def percent(share: Fraction | None) -> str:
    """A share in per cent with one digit; "" for none."""
    return "" if share is None else f"{float(100 * share):.1f} %"


def ratio(value: Fraction | None) -> str:
    """A ratio with two digits; "" for none."""
    return "" if value is None else f"{float(value):.2f}"


def _columns() -> tuple[Column, ...]:
    return (
        Column("unit", _("Enterprise"), accessor="unit.name", sortable=True),
        Column(
            "positions", _("Key positions"), accessor="bench.positions", align="end", sortable=True
        ),
        Column("covered", _("Ready now"), accessor="bench.covered", align="end", sortable=True),
        Column(
            "coverage",
            _("Covered by successors"),
            accessor="bench.coverage",
            formatter=percent,
            align="end",
            sortable=True,
        ),
        Column(
            "successors", _("Successors"), accessor="bench.successors", align="end", sortable=True
        ),
        Column(
            "depth",
            _("Bench depth"),
            accessor="bench.depth",
            formatter=ratio,
            align="end",
            sortable=True,
        ),
    )
