"""The figures, as of any day and as known at any moment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Router, Schema

from gongjiang.api.service import REFUSALS, Day, Moment, reader_of
from gongjiang.kernel.periods import today
from gongjiang.people.queries.units import reach_of, units_visible_to
from gongjiang.people.queries.visibility import scope_of
from gongjiang.reports.figures import FIGURES
from gongjiang.reports.figures.answers import answer
from gongjiang.reports.figures.base import PersonFigure
from gongjiang.reports.figures.kept import one_moment

router = Router(tags=["figures"])

Number = Annotated[int, Path(ge=1, le=28)]


class WindowOut(Schema):
    """The days after `after`, excluded, up to `until`, included."""

    after: date
    until: date


class Records(Schema):
    count: int
    url: str


class FigureOut(Schema):
    id: int
    label: str
    status: Literal["derived", "not_yet_derivable"]
    value: int | float | None
    unit: str
    definition: str
    as_of: date
    window: WindowOut | None
    records: Records


class GroupOut(Schema):
    unit: str
    unit_public_id: UUID
    count: int


class GroupsOut(Schema):
    """A figure by unit: `groups`, `here` and `withheld` add up to `total`."""

    total: int
    groups: list[GroupOut]
    here: int | None
    withheld: int
    hidden: int


@router.get("", response={200: list[FigureOut], **REFUSALS})
def list_figures(
    request: HttpRequest, on: Day | None = None, known_at: Moment | None = None
) -> list[dict[str, Any]]:
    """All 28; one whose room is not built has no value, and says so."""
    with one_moment():
        return [answer(figure, on or today(), known_at) for figure in FIGURES.values()]


@router.get("/{int:number}", response={200: FigureOut, **REFUSALS})
def show_figure(
    request: HttpRequest, number: Number, on: Day | None = None, known_at: Moment | None = None
) -> dict[str, Any]:
    """One figure."""
    return answer(FIGURES[number], on or today(), known_at)


@router.get("/{int:number}/groups", response={200: GroupsOut, **REFUSALS})
def show_groups(
    request: HttpRequest,
    number: Number,
    unit: UUID | None = None,
    on: Day | None = None,
    known_at: Moment | None = None,
) -> dict[str, Any]:
    """A figure that counts persons, by the units beneath one (the zone by default)."""
    figure, day = FIGURES[number], on or today()
    if not isinstance(figure, PersonFigure):
        raise Http404
    reach = reach_of(scope_of(reader_of(request), today()), day)
    opened = get_object_or_404(units_visible_to(reach), public_id=unit).id if unit else None
    groups = figure.groups(day, known_at, opened)
    if groups is None:
        raise Http404
    return {
        "total": groups.total,
        "groups": [
            {"unit": g.unit.name, "unit_public_id": g.unit.public_id, "count": g.count}
            for g in groups.groups
        ],
        "here": groups.here,
        "withheld": groups.withheld,
        "hidden": groups.hidden,
    }
