"""The parts of a page that show a unit's index: on its own page, and on the zone's."""

from __future__ import annotations

from typing import Any

from gongjiang.index.queries.standings import Standing
from gongjiang.index.queries.units import Overview, trend
from gongjiang.orgs.models import Unit
from gongjiang.web.index.shown.asked import AskedIndex
from gongjiang.web.index.shown.cards import cards_of, unit_url
from gongjiang.web.index.shown.charts import scores_chart
from gongjiang.web.orgs.days import AskedDay


def parts_of(shown: Overview, months: list[Standing], asked: AskedDay) -> dict[str, Any]:
    """What a unit's standing shows: cards, and the course of its scores."""
    if shown.standing is None or shown.run is None:
        return {"cards": None}
    enough = shown.run.rule().enough
    cards = cards_of(shown.standing, months, shown.unit, asked, enough)
    return {"cards": cards, "chart": scores_chart(months), "rule_version": shown.run.framework}


def zone_index(place: Unit, question: AskedIndex) -> dict[str, Any]:
    """What the zone's own page shows of its index; nothing where there is no run."""
    shown = question.of(place) if question.run else None
    if shown is None:
        return {}
    context = parts_of(shown, trend(shown, question.reach), question.asked)
    context |= {"run": shown.run, "index_url": unit_url(place, question.asked)}
    return context
