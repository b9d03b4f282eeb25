"""Every indicator there is, and each with its value, its passport, and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.index.framework import Part
from gongjiang.index.indicators import DEFINITIONS, INDICATORS, LEVEL_OF, Definition
from gongjiang.index.queries.standings import IndicatorStanding, is_told_at
from gongjiang.index.queries.units import Beneath, Overview, beneath, trend
from gongjiang.orgs.queries import zone
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, Table, answer_of
from gongjiang.web.index.labels import ABSENCES, DIRECTIONS, adds_up, in_digits
from gongjiang.web.index.shown.asked import AskedIndex, asked_index
from gongjiang.web.index.shown.cards import indicator_url, unit_url
from gongjiang.web.index.shown.charts import value_chart
from gongjiang.web.index.shown.passport import passport_of
from gongjiang.web.index.views.units import look_at, name_column, people_column, value_column
from gongjiang.web.orgs.days import AskedDay
from gongjiang.web.reports.rooms import ROOMS

SLACK = 1e-6
"""Less than this is what adding up fractions leaves over."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in the catalogue, with the zone's value."""

    definition: Definition
    part: Part | None
    standing: IndicatorStanding | None

    @property
    def derived(self) -> bool:
        return self.definition.id in INDICATORS


@person_required
@require_safe
def indicators(request: PersonRequest) -> HttpResponseBase:
    """The catalogue: what each indicator asks, and which are derived already."""
    question = asked_index(request)
    place = zone()
    shown = question.of(place) if place else None
    rule = shown.run.rule() if shown and shown.run else None
    standing = shown.standing if shown else None
    entries = [
        Entry(
            definition,
            rule.part_of(name) if rule else None,
            standing.indicator(name) if standing else None,
        )
        for name, definition in DEFINITIONS.items()
    ]
    parts = [(part.chinese, part.chinese) for part in rule.parts] if rule else []
    table = Table(
        "indicators",
        _("Indicators"),
        _catalogue(parts, question.asked),
        entries,
        query=request.GET,
        order="-derived",
        search=("definition__label",),
    )
    context = {
        "table": table,
        "asked": question.asked,
        "run": question.run,
        "derived": sum(entry.derived for entry in entries),
        "all": len(entries),
    }
    return answer_of(request, table) or render(request, "index/indicators.html", context)


@person_required
@require_safe
def indicator(request: PersonRequest, code: str) -> HttpResponseBase:
    """One indicator of one unit: the zone's where the address names none."""
    definition = DEFINITIONS.get(code)
    if definition is None:
        raise Http404
    question = asked_index(request)
    shown = unit_asked(request, question)
    passport = passport_of(definition, shown.run)
    below = beneath(shown, question.reach) if passport.is_derived else []
    table = _compared(request, definition, below, question.asked) if below else None
    if table is not None and (answer := answer_of(request, table)):
        return answer
    standing = shown.standing.indicator(code) if shown.standing else None
    months = trend(shown, question.reach) if passport.is_derived else []
    context = {
        "asked": question.asked,
        "unit": shown.unit,
        "standing": standing,
        "value": in_digits(standing.value if standing else None, definition),
        "numerator": in_digits(standing.numerator if standing else None, _of_sides(definition)),
        "denominator": in_digits(standing.denominator if standing else None, _of_sides(definition)),
        "silence": _silence(definition, shown, standing),
        "passport": passport,
        "room": ROOMS.get(definition.room, definition.room),
        "chart": value_chart(
            definition, standing, months, passport.part.colour if passport.part else ""
        ),
        "table": table,
        "records_url": (
            _records_url(definition, shown, question.asked) if scope_for(request).sites else ""
        ),
        "told": _told_beneath(definition, below, standing),
        "crumbs": _crumbs(definition, shown, question.asked),
    }
    return render(request, "index/indicator.html", context)


def unit_asked(request: PersonRequest, question: AskedIndex) -> Overview:
    """The unit the address names, or the zone.

    Raises:
        Http404: there is none, or this reader may not know what is inside it.
    """
    named = request.GET.get("unit", "")
    place = zone() if not named else None
    try:
        public_id = place.public_id if place else UUID(named)
    except ValueError:
        raise Http404 from None
    return look_at(question, public_id)


def _records_url(definition: Definition, shown: Overview, asked: AskedDay) -> str:
    if definition.id not in INDICATORS:
        return ""
    said = {"unit": str(shown.unit.public_id)}
    if not asked.is_today:
        said["on"] = asked.on.isoformat()
    return f"{reverse('index:records', args=[definition.id])}?{urlencode(said)}"


def _silence(definition: Definition, shown: Overview, standing: IndicatorStanding | None) -> str:
    """Why there is no value, or no score."""
    if standing is not None and standing.absence is not None:
        return str(ABSENCES[standing.absence])
    if shown.run is None:
        return _("the index has not been computed for this day")
    if standing is None and is_told_at(definition, shown.unit.kind):
        return _("the framework in force does not count it")
    return _("not told of units of this kind") if standing is None else ""


def _told_beneath(
    definition: Definition, below: list[Beneath], standing: IndicatorStanding | None
) -> dict[str, Any]:
    """How many units beneath have a value, and what is counted in none that is shown."""
    if not below or standing is None:
        return {}
    told = [
        found
        for row in below
        if row.standing
        and (found := row.standing.indicator(definition.id))
        and found.value is not None
    ]
    rest: dict[str, Any] = {"units": len(told), "of": len(below)}
    if adds_up(definition) and standing.numerator is not None and standing.denominator is not None:
        left = standing.denominator - sum(each.denominator or 0 for each in told)
        if left > SLACK:
            counted = standing.numerator - sum(each.numerator or 0 for each in told)
            rest |= {"numerator": in_digits(counted), "denominator": in_digits(left)}
    return rest


def _of_sides(definition: Definition) -> Definition | None:
    """Numerators that are counts are written as counts, others as the value itself."""
    return None if adds_up(definition) else definition


def _compared(
    request: PersonRequest, definition: Definition, below: list[Beneath], asked: AskedDay
) -> Table | None:
    """The units beneath one, each with both sides of its value."""
    if not any(is_told_at(definition, row.unit.kind) for row in below):
        return None
    columns = [name_column(lambda row: indicator_url(definition.id, row.unit, asked))]
    columns.append(people_column())
    if adds_up(definition):
        columns += [
            _side(definition, "numerator", _("Numerator")),
            _side(definition, "denominator", _("Denominator")),
        ]
    columns += [value_column(definition, asked), _side(definition, "score", _("Score"))]
    return Table(
        "units",
        _("Units beneath"),
        columns,
        below,
        query=request.GET,
        order="name",
        empty=_("No units beneath this one on this day"),
    )


def _side(definition: Definition, key: str, label: Any) -> Column:
    def value(row: Beneath) -> float | None:
        found = row.standing.indicator(definition.id) if row.standing else None
        number: float | None = getattr(found, key) if found else None
        return number

    return Column(key, label, accessor=value, formatter=in_digits, align="end", sortable=True)


def _catalogue(parts: list[tuple[str, str]], asked: AskedDay) -> tuple[Column, ...]:
    return (
        Column("id", _("No."), accessor="definition.id", sortable=True),
        Column(
            "label",
            _("Indicator"),
            accessor="definition.label",
            formatter=str,
            href=lambda row: indicator_url(row.definition.id, None, asked),
        ),
        Column(
            "part",
            _("Counts in"),
            accessor=lambda row: row.part.chinese if row.part else "",
            filter=ChoiceFilter(parts),
            sortable=True,
        ),
        Column(
            "value",
            _("The zone's value"),
            accessor=lambda row: (
                in_digits(row.standing.value, row.definition) if row.standing else ""
            ),
            align="end",
        ),
        Column("unit", _("Unit of measure"), accessor="definition.unit", formatter=str),
        Column(
            "direction",
            _("Direction"),
            accessor=lambda row: DIRECTIONS[row.definition.direction],
            formatter=str,
        ),
        Column("derived", _("Derived"), accessor="derived", sortable=True),
        Column(
            "room",
            _("Rests on"),
            accessor=lambda row: str(ROOMS.get(row.definition.room, row.definition.room)),
        ),
    )


def _crumbs(definition: Definition, shown: Overview, asked: AskedDay) -> list[dict[str, str]]:
    index = reverse("index:indicators") + asked.query
    steps = [
        {"label": step.name, "url": unit_url(step, asked)}
        for step in shown.path
        if step.kind in LEVEL_OF
    ]
    return [{"label": _("Indicators"), "url": index}, *steps, {"label": definition.id, "url": ""}]
