"""The records behind an indicator: by name for whoever may see persons, else how many there are."""

from __future__ import annotations

from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.index.indicators import INDICATORS, Definition
from gongjiang.index.indicators.grade_span import GradeSpan
from gongjiang.index.indicators.grade_speed import OnTime, TimeToNextGrade
from gongjiang.index.indicators.leavers import Leavers
from gongjiang.index.queries.records import known_at_of, leavers_behind, seats_behind
from gongjiang.index.queries.standings import Absence
from gongjiang.index.queries.steps import steps_behind
from gongjiang.index.queries.units import Overview
from gongjiang.kernel.decision import Sentence
from gongjiang.reports.figures.people import words_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.index.labels import adds_up
from gongjiang.web.index.shown.asked import AskedIndex, asked_index
from gongjiang.web.index.shown.cards import indicator_url
from gongjiang.web.index.views.indicators import unit_asked
from gongjiang.web.orgs.days import AskedDay

PAGE = 50
NUMERATOR, DENOMINATOR = "numerator", "denominator"


@person_required
@require_safe
def records(request: PersonRequest, code: str) -> HttpResponse:
    """Who is counted in one side of an indicator of a unit; as many as it counts."""
    indicator = INDICATORS.get(code)
    if indicator is None:
        raise Http404
    definition = indicator.definition
    question = asked_index(request)
    shown = unit_asked(request, question)
    standing = shown.standing.indicator(code) if shown.standing else None
    context: dict[str, Any] = {
        "asked": question.asked,
        "unit": shown.unit,
        "definition": definition,
        "run": shown.run,
        "crumbs": [
            {
                "label": definition.label,
                "url": indicator_url(code, shown.unit, question.asked),
            },
            {"label": _("Its records")},
        ],
    }
    if shown.run is not None and standing is not None and standing.absence != Absence.WITHHELD:
        context |= _listed(request, definition, shown, question)
    return render(request, "index/records.html", context)


def _listed(
    request: PersonRequest,
    definition: Definition,
    shown: Overview,
    question: AskedIndex,
) -> dict[str, Any]:
    part = DENOMINATOR if request.GET.get("side") == DENOMINATOR else NUMERATOR
    text = request.GET.get("page", "1")
    page = max(int(text) if text.isdecimal() else 1, 1)
    scope, offset = scope_for(request), (page - 1) * PAGE
    run, unit = shown.run, shown.unit
    assert run is not None  # noqa: S101  (asked by the caller)
    found: Any
    if definition.id == Leavers.definition.id:
        found = leavers_behind(unit, run, scope, limit=PAGE, offset=offset)
        rows: dict[str, Any] = {"leavers": found.page}
        part = NUMERATOR
    elif (
        steps := steps_behind(
            definition.id,
            part,
            unit,
            run,
            scope,
            known_at=known_at_of(run),
            limit=PAGE,
            offset=offset,
        )
    ) is not None:
        found, rows = steps, {"steps": steps.page}
        part = part if _tells_both(definition) else NUMERATOR
    else:
        found = seats_behind(definition.id, part, unit, run, scope, limit=PAGE, offset=offset)
        rows = {"seats": [(seat, *words_of(seat)) for seat in found.page]} if found else {}
    if found is None:
        return {}
    pages = max(ceil(found.visible / PAGE), 1)
    return {
        **rows,
        "found": found,
        "elsewhere": found.total - found.visible,
        "side": _side(definition, part),
        "tabs": _tabs(definition, part, shown, question.asked),
        "page": page,
        "pages": pages,
        "previous": _address(definition, part, shown, question.asked, page - 1) if page > 1 else "",
        "next": _address(definition, part, shown, question.asked, page + 1) if page < pages else "",
    }


def _tabs(
    definition: Definition, part: str, shown: Overview, asked: AskedDay
) -> list[dict[str, Any]]:
    """Both sides of a ratio of persons of one day; others rest on one list alone."""
    if not _tells_both(definition):
        return []
    sides = ((NUMERATOR, definition.numerator), (DENOMINATOR, definition.denominator))
    return [
        {
            "label": label,
            "url": _address(definition, side, shown, asked, 1),
            "current": side == part,
        }
        for side, label in sides
    ]


LISTED: dict[str, Sentence] = {GradeSpan.definition.id: gettext_lazy("people who hold a grade")}
"""What a list of one side is called, where the side itself is a measure and no list."""


def _side(definition: Definition, part: str) -> Sentence:
    side = definition.numerator if part == NUMERATOR else definition.denominator
    return LISTED.get(definition.id, side)


def _tells_both(definition: Definition) -> bool:
    """Whether the other side lists something else: not a mean of rolls, nor the same grades."""
    if definition.id in {TimeToNextGrade.definition.id, OnTime.definition.id}:
        return True
    return adds_up(definition) and definition.id != Leavers.definition.id


def _address(definition: Definition, part: str, shown: Overview, asked: AskedDay, page: int) -> str:
    query = {"unit": str(shown.unit.public_id), "side": part}
    if not asked.is_today:
        query["on"] = asked.on.isoformat()
    if page > 1:
        query["page"] = str(page)
    return f"{reverse('index:records', args=[definition.id])}?{urlencode(query)}"
