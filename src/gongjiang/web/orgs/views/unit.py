"""One unit, at whatever level of whichever tree, as it stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.orgs.models import Link, Tree, Unit, UnitKind
from gongjiang.orgs.queries import (
    Register,
    children_of,
    history_of,
    operation_of,
    other_end,
    path_of,
    registers_beneath,
)
from gongjiang.orgs.rules import exists_on, kinds_beneath, uscc_holds
from gongjiang.people.queries.units import (
    Reach,
    links_visible_to,
    units_visible_to,
)
from gongjiang.people.queries.working import working_in
from gongjiang.reports.census import census_on
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import answer_of
from gongjiang.web.index.shown.cards import unit_url
from gongjiang.web.orgs.days import AskedDay, asked_day, reach_for
from gongjiang.web.orgs.happenings import page_while_open, told
from gongjiang.web.orgs.labels import industry
from gongjiang.web.orgs.parts import Row, make_up_bars, rows_of, units_table

TERRITORIES = (UnitKind.ZONE, UnitKind.AREA, UnitKind.GRID)
NAMED = (UnitKind.WORKSHOP, UnitKind.TEAM)


@dataclass
class Seen:
    """A unit and how one reader sees it on the asked day."""

    unit: Unit
    asked: AskedDay
    reach: Reach
    steps: Sequence[Unit] = field(default_factory=list)

    @property
    def path(self) -> list[int]:
        return [step.id for step in self.steps]

    @property
    def exists(self) -> bool:
        return exists_on(self.unit.opened_on, self.unit.closed_on, self.asked.on)

    @property
    def inside(self) -> bool:
        return self.reach.sees_inside(self.unit, self.path)

    @property
    def named(self) -> bool:
        return self.reach.names_everybody(self.path)

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """The path from the root; of a Party unit behind the wall, nothing between."""
        steps = [
            step
            for step in self.steps
            if self.inside or self.unit.tree != Tree.PARTY or step in (self.steps[0], self.unit)
        ]
        return [{"label": step.name, "url": self.asked.url_of(step)} for step in steps]

    @property
    def url(self) -> str:
        return self.asked.url_of(self.unit)

    @property
    def changes_url(self) -> str:
        return reverse("orgs:changes", args=[self.unit.public_id]) + self.asked.query

    @property
    def may_change(self) -> bool:
        """Whether any form of the changes page is for this reader."""
        return any(
            self.reach.shapes(kind, self.path)
            for kind in {self.unit.kind, *kinds_beneath(self.unit.kind)}
        )


@person_required
@require_safe
def unit(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """A unit's page."""
    seen = look_at(request, public_id)
    context: dict[str, Any] = {"unit": seen.unit, "asked": seen.asked, "seen": seen}
    links = list(links_visible_to(seen.reach, seen.unit.id))
    if seen.exists:
        context |= _parts_beneath(request, seen)
    table = context.get("table")
    if table is not None and (answer := answer_of(request, table)):
        return answer
    if seen.unit.kind == UnitKind.ENTERPRISE:
        enterprise = seen.unit.enterprise
        context |= {
            "enterprise": enterprise,
            "industry": industry(enterprise.industry_code),
            "uscc_holds": uscc_holds(enterprise.uscc),
            "operation": told(operation_of(enterprise), seen.asked),
        }
    events = history_of(seen.unit, links, places=seen.inside or seen.unit.tree != Tree.PARTY)
    if seen.inside and seen.unit.tree == Tree.ADMINISTRATIVE:
        context["index_url"] = unit_url(seen.unit, seen.asked)
    context |= {
        "links": _linked(links, seen),
        "history": told(events, seen.asked),
    }
    return render(request, "orgs/unit.html", context)


def look_at(request: PersonRequest, public_id: UUID) -> Seen:
    """Find a unit for a reader; five queries.

    Raises:
        Http404: there is none, or this reader may not know of it.
    """
    asked = asked_day(request)
    reach = reach_for(request, asked)
    visible = units_visible_to(reach).select_related("enterprise")
    unit = get_object_or_404(visible, public_id=public_id)
    return Seen(unit, asked, reach, path_of(unit.id, asked.on))


def _parts_beneath(request: PersonRequest, seen: Seen) -> dict[str, Any]:
    """What the unit consists of: units, and for the administrative tree people."""
    if seen.unit.tree != Tree.ADMINISTRATIVE:
        children = units_visible_to(seen.reach) & children_of(seen.unit.id, seen.asked.on)
        rows = rows_of(children, seen.asked, spread=None, registers={})
        return {"table": _table(request, rows, people=False)}
    parts = _people(seen)
    registers = {}
    if seen.unit.kind in TERRITORIES:
        registers = registers_beneath(seen.unit.id, seen.asked.on)
        parts["register"] = sum(registers.values(), Register())
    if seen.inside and seen.unit.kind != UnitKind.TEAM:
        children = children_of(seen.unit.id, seen.asked.on)
        rows = rows_of(children, seen.asked, spread=parts["spread"], registers=registers)
        parts |= {"table": _table(request, rows, people=True)}
    if seen.unit.kind in NAMED and seen.reach.scope.reaches_persons:
        parts["people"] = working_in(seen.reach.scope, seen.unit.id, seen.asked.on)
    return parts


def _people(seen: Seen) -> dict[str, Any]:
    """The headcount, how it spreads beneath, and inside what kinds of people they are."""
    census = census_on(seen.asked.on)
    withholding = not seen.named
    spread = census.beneath(seen.path, withholding=withholding)
    make_up = census.make_up(seen.unit.id, withholding=withholding)
    return {
        "headcount": make_up.total,
        "spread": spread,
        "itself": spread.groups.get(seen.unit.id, 0) if spread else 0,
        "make_up": make_up_bars(make_up) if spread and seen.inside and make_up.total else [],
    }


def _table(request: PersonRequest, rows: list[Row], *, people: bool) -> Any:
    return units_table(rows, request.GET, title=_("Units beneath"), people=people)


def _linked(links: Sequence[Link], seen: Seen) -> list[dict[str, Any]]:
    """The links that hold on the asked day, from this unit's side."""
    held = []
    for link in links:
        if link.valid_from <= seen.asked.on and (
            link.valid_to is None or seen.asked.on < link.valid_to
        ):
            other = other_end(link, seen.unit.id)
            held.append({"link": link, "unit": other, "url": page_while_open(other, seen.asked)})
    return sorted(held, key=lambda item: (item["unit"].tree, item["unit"].name_pinyin))
