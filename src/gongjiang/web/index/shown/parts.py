"""The parts of a page that show a unit's index: on its own page, and on the zone's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongjiang.index.queries.standings import Standing
from gongjiang.index.queries.zone import zone_months
from gongjiang.orgs.models import Unit
from gongjiang.web.index.shown.cards import cards_of, unit_url
from gongjiang.web.index.shown.charts import scores_chart
from gongjiang.web.orgs.days import AskedDay


def parts_of(unit: Unit, months: Sequence[Standing], asked: AskedDay) -> dict[str, Any]:
    """What a unit's standing shows: cards, and the course of its scores.

    Args:
        months: its standings, the one to show last; none: there is nothing to show.
    """
    if not months:
        return {"cards": None}
    run = months[-1].run
    return {
        "run": run,
        "cards": cards_of(months[-1], months, unit, asked, run.rule().enough),
        "chart": scores_chart(months),
        "rule_version": run.framework,
    }


def zone_index(zone: Unit, asked: AskedDay) -> dict[str, Any]:
    """What the zone's own page shows of its index, to everybody alike; two queries."""
    months = zone_months(zone, asked.on)
    return parts_of(zone, months, asked) | {"index_url": unit_url(zone, asked)}
