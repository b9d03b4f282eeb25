"""The parts of a page that show a unit's index: on its own page, and on the zone's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongjiang.index.queries.months import Month
from gongjiang.index.queries.standings import Standing
from gongjiang.index.queries.zone import zone_course
from gongjiang.orgs.models import Unit
from gongjiang.web.index.shown.cards import cards_of, unit_url
from gongjiang.web.index.shown.charts import scores_chart
from gongjiang.web.orgs.days import AskedDay


def parts_of(
    unit: Unit, standing: Standing, months: Sequence[Month], asked: AskedDay
) -> dict[str, Any]:
    """What a unit's standing shows: cards, and the course of its scores.

    Args:
        months: the unit's until the day it stands so, which is the last.
    """
    run = standing.run
    return {
        "run": run,
        "cards": cards_of(standing, months, unit, asked, run.rule().enough),
        "chart": scores_chart(standing, months),
        "rule_version": run.framework,
    }


def zone_index(zone: Unit, asked: AskedDay) -> dict[str, Any]:
    """What the zone's own page shows of its index, to everybody alike; two queries."""
    course = zone_course(zone, asked.on)
    parts = {"cards": None}
    if course is not None:
        parts = parts_of(zone, course.standing, course.months, asked)
    return parts | {"index_url": unit_url(zone, asked)}
