"""Units of the three trees, as they stood on any day."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from gongjiang.api.people import Page, PageSize
from gongjiang.api.service import REFUSALS, Day, reader_of
from gongjiang.kernel.periods import today
from gongjiang.orgs.models import Tree, Unit, UnitKind
from gongjiang.orgs.queries import children_of, path_of, searched
from gongjiang.people.queries.units import Reach, reach_of, units_visible_to
from gongjiang.people.queries.visibility import scope_of

router = Router(tags=["units"])


class UnitOut(Schema):
    public_id: UUID
    tree: Tree
    kind: UnitKind
    name: str
    opened_on: date
    closed_on: date | None


class UnitPage(Schema):
    count: int
    items: list[UnitOut]


class UnitInPlace(UnitOut):
    """A unit, the units above it from the root down, and those directly beneath it."""

    path: list[UnitOut]
    children: list[UnitOut]


@router.get("", response={200: UnitPage, **REFUSALS})
def list_units(
    request: HttpRequest,
    tree: Tree = Tree.ADMINISTRATIVE,
    q: Annotated[str, Query(max_length=60)] = "",
    on: Day | None = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The units of a tree that the reader may see; `q` is part of a name or of its pinyin."""
    units = units_visible_to(_reach(request, on)).filter(tree=tree)
    if q := q.replace("\x00", "").strip():
        units = searched(units, q)
    start = (page - 1) * page_size
    return {
        "count": units.count(),
        "items": list(units.order_by("name_pinyin", "id")[start : start + page_size]),
    }


@router.get("/{uuid:public_id}", response={200: UnitInPlace, **REFUSALS})
def show_unit(request: HttpRequest, public_id: UUID, on: Day | None = None) -> dict[str, Any]:
    """One unit in its place on a day (today by default)."""
    reach = _reach(request, on)
    seen = units_visible_to(reach)
    unit = get_object_or_404(seen, public_id=public_id)
    children = children_of(unit.id, reach.day)
    return {
        **_plain(unit),
        "path": [_plain(above) for above in path_of(unit.id, reach.day)],
        "children": [_plain(child) for child in children.filter(id__in=seen.values("id"))],
    }


def _reach(request: HttpRequest, on: date | None) -> Reach:
    return reach_of(scope_of(reader_of(request), today()), on or today())


def _plain(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in UnitOut.model_fields}
