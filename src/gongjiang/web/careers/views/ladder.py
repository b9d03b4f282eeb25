"""The ladder in force, drawn as one table; and how many stand on each grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.careers.ladder import Criteria, LadderRule, Span
from gongjiang.careers.queries.ladders import ladder_at
from gongjiang.careers.queries.standings import holders
from gongjiang.governance.queries.rule_sets import NoRuleInForce
from gongjiang.kernel.decision import refused
from gongjiang.kernel.disclosure import SMALLEST_GROUP, withhold_small
from gongjiang.skills.models import SkillRank, TitleLevel
from gongjiang.web.governance.reading import reach_for
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest, person_required


@require_safe
@person_required
def ladder(request: PersonRequest) -> HttpResponse:
    """Two channels, four sequences, 23 grades: what each is called and asks."""
    reach = reach_for(request)
    unit = next(iter((*reach.enterprises, *reach.places)), None)
    try:
        found = ladder_at(unit, reach.day)
    except NoRuleInForce:
        return render(request, "careers/ladder.html", {"rule_set": None})
    rule = found.rule
    context = {
        "rule_set": found.rule_set,
        "rule": rule,
        "rows": [_row(rule, grade) for grade in range(rule.grades[1], rule.grades[0] - 1, -1)],
        "asks": [_asks(each) for each in rule.criteria],
    }
    return render(request, "careers/ladder.html", context)


@require_safe
@person_required
def standing(request: PersonRequest) -> HttpResponse:
    """How many hold each grade: HR its own enterprise, zone offices the zone with small groups
    withheld."""
    reach, scope = reach_for(request), scope_for(request)
    of_zone = bool(scope.roles & ZONE_ROLES)
    if not of_zone and not reach.enterprises:
        refused(_("HR sees its enterprise, zone offices see the zone.")).require()
    counts = holders(reach.day, None if of_zone else reach.enterprises)
    rule = ladder_at(None, reach.day).rule
    columns = [
        _held(span, counts.get(span.sequence, {}), smallest=SMALLEST_GROUP if of_zone else 1)
        for span in rule.sequences
    ]
    rows = [
        {"grade": grade, "cells": [(column.is_in(grade), column.n(grade)) for column in columns]}
        for grade in range(rule.grades[1], rule.grades[0] - 1, -1)
    ]
    context = {"columns": columns, "rows": rows, "of_zone": of_zone, "day": reach.day}
    return render(request, "careers/standing.html", context)


@dataclass(frozen=True, slots=True)
class Held:
    """How many hold the grades of one sequence; a withheld number is left out."""

    span: Span
    shown: Mapping[int, int]
    withheld: int
    total: int

    def is_in(self, grade: int) -> bool:
        return self.span.low <= grade <= self.span.high

    def n(self, grade: int) -> int | None:
        return self.shown.get(grade)


def _held(span: Span, counts: Mapping[int, int], *, smallest: int) -> Held:
    held = {grade: counts.get(grade, 0) for grade in range(span.low, span.high + 1)}
    drawn = withhold_small(held, smallest=smallest)
    return Held(span, drawn.groups, drawn.withheld, sum(held.values()))


def _row(rule: LadderRule, grade: int) -> dict[str, Any]:
    cells = []
    for span in rule.sequences:
        inside = span.low <= grade <= span.high
        starts = inside and any(anchor.high == grade for anchor in span.anchors)
        cells.append(
            {
                "inside": inside,
                "name": rule.anchor(span.sequence, grade) if inside else "",
                "starts": starts,
            }
        )
    return {"grade": grade, "cells": cells}


def _asks(each: Criteria) -> dict[str, Any]:
    return {
        "grades": f"{each.sequence.value}{each.low}"
        + (f"–{each.high}" if each.high > each.low else ""),
        "months": each.months,
        "exceptional": each.exceptional_months,
        "appraisals": each.appraisals,
        "mark": each.mark.value,
        "rank": SkillRank(each.rank).label if each.rank else "",
        "title": TitleLevel(each.title).label if each.title is not None else "",
        "hours": each.training_hours,
        "contributions": each.contributions,
        "veto": each.veto_months,
        "vacancy": each.vacancy,
        "cap": each.cap_permille,
    }
