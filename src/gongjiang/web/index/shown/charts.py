"""The course of a unit's index, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django.utils.translation import gettext as _

from gongjiang.index.indicators import Definition
from gongjiang.index.queries.months import Month
from gongjiang.index.queries.standings import IndicatorStanding, Standing
from gongjiang.index.scoring import COMPOSITES
from gongjiang.web.house.charts import Chart, Colour, Series

PLACES = 1


def scores_chart(now: Standing, months: Sequence[Month]) -> Chart | None:
    """Composites and parts that have a score; before they have, the indicators' scores."""
    series = [*_composites(months), *_parts(now, months)] or _indicators(now, months)
    if not series:
        return None
    return Chart(
        dom_id="scores",
        kind="trend",
        title=_("Scores, month by month"),
        axis_label=_("At the end of"),
        labels=[f"{each.run.day:%Y-%m}" for each in months],
        series=series,
        definition=_definition(months),
        day=now.run.day,
        n=now.people,
    )


def value_chart(
    definition: Definition,
    now: IndicatorStanding | None,
    months: Sequence[Month],
    colour: str,
) -> Chart | None:
    """The values of one indicator; None where none was ever told."""
    values = [each.values.get(definition.id) for each in months]
    if all(value is None for value in values):
        return None
    return Chart(
        dom_id="course",
        kind="trend",
        title=_("Month by month"),
        axis_label=_("At the end of"),
        labels=[f"{each.run.day:%Y-%m}" for each in months],
        series=[
            Series(
                definition.label,
                [None if value is None else round(value, 4) for value in values],
                cast("Colour", colour or "steel"),
                definition.unit,
            )
        ],
        definition=definition.formula,
        day=months[-1].run.day,
        n=now.n if now else None,
    )


def _definition(months: Sequence[Month]) -> str:
    versions = {each.run.framework.version for each in months}
    if len(versions) > 1:
        return _("0 to 100, by the framework version in force in each month")
    return _("0 to 100, by framework %(version)s") % {"version": versions.pop()}


def _composites(months: Sequence[Month]) -> list[Series]:
    labels = (_("Composite of the dimensions"), _("Composite of the forces"))
    series = [
        Series(label, [_rounded(each.parts.get(code)) for each in months])
        for code, label in zip(COMPOSITES, labels, strict=True)
    ]
    return [each for each in series if _told(each)]


def _parts(now: Standing, months: Sequence[Month]) -> list[Series]:
    series = []
    for part in now.parts:
        values = [_rounded(each.parts.get(part.part.code)) for each in months]
        series.append(Series(part.part.chinese, values, _colour(part.part.colour)))
    return [each for each in series if _told(each)]


def _indicators(now: Standing, months: Sequence[Month]) -> list[Series]:
    series = []
    for part in now.parts:
        for one in part.indicators:
            values = [_rounded(each.scores.get(one.definition.id)) for each in months]
            series.append(Series(one.definition.label, values, _colour(part.part.colour)))
    return [each for each in series if _told(each)]


def _told(series: Series) -> bool:
    return any(value is not None for value in series.values)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, PLACES)


def _colour(name: str) -> Colour:
    return cast("Colour", name or "steel")
