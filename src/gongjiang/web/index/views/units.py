"""The index of one unit, and of those beneath it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from gongjiang.index.indicators import Definition
from gongjiang.index.queries.standings import Absence, IndicatorStanding, Standing
from gongjiang.index.queries.units import Beneath, Overview, beneath, trend
from gongjiang.kernel.decision import Sentence
from gongjiang.orgs.models import UnitKind
from gongjiang.people.queries.units import units_visible_to
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Spelled, Table, answer_of
from gongjiang.web.index.labels import ABSENCES, in_digits
from gongjiang.web.index.shown.asked import AskedIndex, asked_index
from gongjiang.web.index.shown.cards import indicator_url, unit_url
from gongjiang.web.index.shown.parts import parts_of
from gongjiang.web.orgs.days import AskedDay


@person_required
@require_safe
def unit(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """How a unit stands, where it is moving, and how the units beneath it stand."""
    question = asked_index(request)
    shown = look_at(question, public_id)
    below = beneath(shown, question.reach)
    table = beneath_table(request, below, question.asked) if below else None
    if table is not None and (answer := answer_of(request, table)):
        return answer
    context = {
        "asked": question.asked,
        "unit": shown.unit,
        "run": shown.run,
        "standing": shown.standing,
        "table": table,
        "crumbs": crumbs(shown, question.asked),
        "compare_url": (
            reverse("index:compare", args=[public_id]) + question.asked.query
            if shown.unit.kind == UnitKind.ENTERPRISE
            else ""
        ),
        "unit_page": question.asked.url_of(shown.unit),
    }
    if shown.standing is not None:
        context |= parts_of(
            shown.unit, shown.standing, trend(shown, question.reach), question.asked
        )
    return render(request, "index/unit.html", context)


def look_at(question: AskedIndex, public_id: UUID) -> Overview:
    """A unit's overview for a reader.

    Raises:
        Http404: there is no such unit, or the reader may not know what is inside it.
    """
    seen = get_object_or_404(units_visible_to(question.reach), public_id=public_id)
    shown = question.of(seen)
    if shown is None:
        raise Http404
    return shown


def crumbs(shown: Overview, asked: AskedDay) -> list[dict[str, str]]:
    return [{"label": step.name, "url": unit_url(step, asked)} for step in shown.path]


def beneath_table(request: PersonRequest, below: list[Beneath], asked: AskedDay) -> Table:
    """The units beneath one, a column for each value that any of them has."""
    return Table(
        "units",
        _("Units beneath"),
        _columns(below, asked),
        below,
        query=request.GET,
        order="name",
        empty=_("No units beneath this one on this day"),
    )


def _columns(below: list[Beneath], asked: AskedDay) -> list[Column]:
    columns = [
        name_column(lambda row: unit_url(row.unit, asked)),
        people_column(),
    ]
    told = [row.standing for row in below if row.standing]
    for place, label in enumerate((_("Dimensions"), _("Forces"))):
        if any(each.composites[place].score is not None for each in told):
            columns.append(_composite_column(place, label))
    return columns + [value_column(definition, asked) for definition in measured_in(told)]


def name_column(href: Callable[[Beneath], str]) -> Column:
    return Column(
        "name",
        pgettext("unit", "Name"),
        accessor=lambda row: Spelled(row.unit.name_pinyin, row.unit.name),
        sortable=True,
        href=href,
    )


def people_column() -> Column:
    return Column(
        "people",
        _("People"),
        accessor=lambda row: row.standing.people if row.standing else 0,
        silent=lambda _row: ABSENCES[Absence.WITHHELD],
        align="end",
        sortable=True,
    )


def value_column(definition: Definition, asked: AskedDay) -> Column:
    """One indicator's value, which opens its page for the row's unit."""
    name = definition.id

    def told(row: Beneath) -> IndicatorStanding | None:
        return row.standing.indicator(name) if row.standing else None

    def value(row: Beneath) -> float | None:
        found = told(row)
        return found.value if found else None

    def silent(row: Beneath) -> Sentence:
        found = told(row)
        return ABSENCES[found.absence] if found and found.absence else _("not told here")

    return Column(
        name.lower(),
        definition.label,
        accessor=value,
        formatter=lambda number: in_digits(number, definition),
        silent=silent,
        href=lambda row: indicator_url(name, row.unit, asked) if value(row) is not None else "",
        align="end",
        sortable=True,
    )


def measured_in(standings: Iterable[Standing]) -> list[Definition]:
    """The indicators that any of some units has a value of, in the framework's order."""
    return list(
        {
            one.definition.id: one.definition
            for standing in standings
            for part in standing.parts
            for one in part.indicators
            if one.value is not None
        }.values()
    )


def _composite_column(place: int, label: Sentence) -> Column:
    return Column(
        "df"[place],
        label,
        accessor=lambda row: row.standing.composites[place].score if row.standing else None,
        formatter=lambda score: f"{score:.1f}",
        silent=lambda row: (
            ABSENCES[absence]
            if row.standing and (absence := row.standing.composites[place].absence)
            else ""
        ),
        align="end",
        sortable=True,
    )
