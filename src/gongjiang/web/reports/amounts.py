"""What stands behind a sum of money: by unit and source, down to entries, to the fen."""

from __future__ import annotations

from math import ceil
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongjiang.innovation.models import BenefitEntry, Confidence, Source
from gongjiang.innovation.queries.benefits import Sight, sight_of
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import ids_under
from gongjiang.people.queries.units import Reach, reach_of, units_visible_to
from gongjiang.reports.figures.amounts import AmountEntry, AmountFigure, AmountGroups
from gongjiang.reports.figures.amounts import Asked as AskedEntries
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.reports.asked import Asked

PAGE = 50
INNER = (UnitKind.ENTERPRISE, UnitKind.WORKSHOP, UnitKind.TEAM)


def amounts_behind(
    request: PersonRequest, figure: AmountFigure, asked: Asked, address: str
) -> dict[str, Any]:
    """The context of the page: groups for everybody, entries for whoever may open them."""
    reach = reach_of(scope_for(request), asked.on)
    sight = sight_of(reach.scope)
    unit = _opened_unit(request, reach)
    is_open = _is_open(figure, asked, unit, sight)
    groups = figure.groups(
        asked.on, asked.known_at, unit.id if unit else None, open_to_reader=is_open
    )
    if groups is None:
        return {"withheld_unit": unit}
    if not reach.sees_inside(groups.path[-1], [step.id for step in groups.path]):
        raise Http404
    context: dict[str, Any] = {
        "groups": groups,
        "path": [
            {"label": step.name, "url": asked.query(unit=str(step.public_id))}
            for step in groups.path
        ],
        "lines": [(line, asked.query(unit=str(line.unit.public_id))) for line in groups.groups],
        "sources": [(Source(source).label, sum_) for source, sum_ in groups.by_source],
    }
    if is_open and (not groups.groups or groups.path[-1].kind in INNER):
        context |= _entries(request, figure, asked, groups, address)
    return context


def _is_open(figure: AmountFigure, asked: Asked, unit: Unit | None, sight: Sight) -> bool:
    """Whether each entry beneath a unit may be opened by the reader."""
    if sight.audits or unit is None:
        return sight.audits
    under = set(ids_under([unit.id], asked.on))
    slices = figure.slices(asked.on, asked.known_at)
    return sight.opens(frozenset(s.enterprise_id for s in slices if s.unit_id in under))


def _entries(
    request: PersonRequest,
    figure: AmountFigure,
    asked: Asked,
    groups: AmountGroups,
    address: str,
) -> dict[str, Any]:
    """A page of the entries beneath the unit that is opened; they sum to its total."""
    unit = groups.path[-1]
    units = tuple(ids_under([unit.id], asked.on))
    which = AskedEntries(asked.on, asked.known_at, units)
    text = request.GET.get("page", "1")
    page = max(int(text) if text.isdecimal() else 1, 1)
    pages = max(ceil(groups.total.entries / PAGE), 1)
    found = figure.page(which, limit=PAGE, offset=(page - 1) * PAGE)
    told = {"unit": str(unit.public_id)}
    return {
        "entries": _told(found),
        "entries_total": figure.total(which),
        "page": page,
        "pages": pages,
        "previous": address + asked.query(**told, page=page - 1) if page > 1 else "",
        "next": address + asked.query(**told, page=page + 1) if page < pages else "",
    }


def _told(entries: list[AmountEntry]) -> list[dict[str, Any]]:
    """Entries in words; two queries."""
    units = Unit.objects.in_bulk({entry.unit_id for entry in entries})
    kept = BenefitEntry.objects.select_related("claim__effect").in_bulk(
        [entry.entry_id for entry in entries]
    )
    return [_line(entry, units.get(entry.unit_id), kept.get(entry.entry_id)) for entry in entries]


def _line(entry: AmountEntry, unit: Unit | None, kept: BenefitEntry | None) -> dict[str, Any]:
    effect = kept.claim.effect if kept else None
    return {
        "on": entry.on,
        "what": effect.what if effect else "",
        "url": reverse("benefits:effect", args=[effect.public_id]) if effect else "",
        "unit": unit.name if unit else "",
        "source": Source(entry.source).label,
        "confidence": Confidence(entry.confidence).label,
        "fen": entry.fen,
    }


def _opened_unit(request: PersonRequest, reach: Reach) -> Unit | None:
    """The unit in the address, one the reader may know of; None: the zone."""
    text = request.GET.get("unit", "")
    if not text:
        return None
    try:
        return get_object_or_404(units_visible_to(reach), public_id=UUID(text))
    except ValueError:
        raise Http404 from None
