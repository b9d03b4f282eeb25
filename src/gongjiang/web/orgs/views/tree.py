"""The three trees, opened branch by branch, and searched."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.orgs.models import Ancestry, Tree, Unit, UnitKind
from gongjiang.orgs.queries import (
    children_of,
    enterprise_name,
    existing_on,
    newest_events,
    roots_of,
    searched,
    true_on,
)
from gongjiang.orgs.rules import reading_order, tree_of
from gongjiang.people.queries.units import Reach, units_visible_to
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, Table, answer_of
from gongjiang.web.orgs.days import AskedDay, asked_day, reach_for
from gongjiang.web.orgs.happenings import told

LONGEST_SEARCH = 60
WIDEST_BRANCH = 100
NEWS = 8
PUBLIC_KINDS = (UnitKind.AREA, UnitKind.GRID, UnitKind.ENTERPRISE)

TITLES = {
    Tree.ADMINISTRATIVE: _("Zone and enterprises"),
    Tree.PARTY: _("Party organisations"),
    Tree.UNION: _("Trade unions"),
}


@person_required
@require_safe
def tree(request: PersonRequest) -> HttpResponseBase:
    """One of the trees, or the units a search finds in it."""
    asked = asked_day(request)
    reach = reach_for(request, asked)
    chosen = request.GET.get("tree", "")
    chosen = chosen if chosen in Tree.values else Tree.ADMINISTRATIVE
    sought = request.GET.get("name", "").strip()[:LONGEST_SEARCH]
    context: dict[str, Any] = {
        "asked": asked,
        "chosen": chosen,
        "sought": sought,
        "tabs": _tabs(chosen, asked),
        "tree_url": _tree_url(chosen, asked),
        "kept": {"tree": chosen} | ({"name": sought} if sought else {}),
        "title": TITLES[Tree(chosen)],
    }
    if sought:
        table = _found(request, reach, chosen, sought, asked)
        if answer := answer_of(request, table):
            return answer
        context["table"] = table
    else:
        context["nodes"] = _open_roots(reach, chosen, asked)
        if chosen == Tree.ADMINISTRATIVE:
            context["news"] = told(newest_events(PUBLIC_KINDS, asked.on, limit=NEWS), asked)
    return render(request, "orgs/tree.html", context)


@person_required
@require_safe
def branch(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The units directly beneath one, for the tree to put in place."""
    asked = asked_day(request)
    reach = reach_for(request, asked)
    unit = get_object_or_404(units_visible_to(reach), public_id=public_id)
    return render(request, "orgs/_branch.html", {"nodes": _nodes_beneath(unit, reach, asked)})


def _tabs(chosen: str, asked: AskedDay) -> list[dict[str, Any]]:
    return [
        {
            "label": title,
            "url": _tree_url(which, asked),
            "current": which == chosen,
        }
        for which, title in TITLES.items()
    ]


def _tree_url(which: str, asked: AskedDay) -> str:
    day = {} if asked.is_today else {"on": asked.on.isoformat()}
    return f"{reverse('orgs:tree')}?{urlencode({'tree': which, **day})}"


def _open_roots(reach: Reach, chosen: str, asked: AskedDay) -> list[dict[str, Any]]:
    roots = units_visible_to(reach) & roots_of(chosen, asked.on)
    return [_node(root, asked, opened=_nodes_beneath(root, reach, asked)) for root in roots]


def _nodes_beneath(unit: Unit, reach: Reach, asked: AskedDay) -> list[dict[str, Any]]:
    visible = units_visible_to(reach)
    children = visible & children_of(unit.id, asked.on)
    ordered = sorted(
        _knowing_children(children, visible, asked), key=lambda child: reading_order(child.name)
    )
    found = ordered[: WIDEST_BRANCH + 1]
    nodes = [_node(child, asked) for child in found[:WIDEST_BRANCH]]
    if len(found) > WIDEST_BRANCH:
        nodes.append({"label": _("More stand here than a branch shows; find them by name.")})
    return nodes


def _knowing_children(
    units: QuerySet[Unit], visible: QuerySet[Unit], asked: AskedDay
) -> QuerySet[Unit]:
    """The units, each with `is_parent`: whether the reader sees anything beneath it."""
    beneath = Ancestry.objects.filter(
        true_on(asked.on), ancestor=OuterRef("id"), depth=1, descendant__in=visible
    )
    return units.annotate(is_parent=Exists(beneath))


def _node(
    unit: Unit, asked: AskedDay, *, opened: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """What the tree component draws."""
    branch_url = reverse("orgs:branch", args=[unit.public_id]) + asked.query
    return {
        "label": unit.name,
        "level": unit.get_kind_display(),
        "url": asked.url_of(unit),
        "open": opened is not None,
        "children": opened,
        "children_url": branch_url if getattr(unit, "is_parent", False) else "",
    }


def _found(
    request: PersonRequest, reach: Reach, chosen: str, sought: str, asked: AskedDay
) -> Table:
    units = units_visible_to(reach) & existing_on(asked.on)
    rows = searched(units.filter(tree=chosen), sought).annotate(
        enterprise_name=enterprise_name(asked.on)
    )
    kinds = [(kind, UnitKind(kind).label) for kind in UnitKind.values if tree_of(kind) == chosen]
    columns = [
        Column(
            "name",
            pgettext_lazy("unit", "Name"),
            field="name_pinyin",
            accessor="name",
            sortable=True,
            href=asked.url_of,
        ),
        Column(
            "kind",
            _("Level"),
            filter=ChoiceFilter(kinds),
            formatter=lambda value: str(UnitKind(value).label),
        ),
        Column("within", _("Enterprise"), accessor=_within),
    ]
    return Table(
        "found",
        _("Units found"),
        columns,
        rows,
        query=request.GET,
        order="name",
        empty=_("No unit has this in its name, pinyin or initials."),
    )


def _within(unit: Unit) -> str:
    """The enterprise a workshop or team stands in."""
    return "" if unit.kind == UnitKind.ENTERPRISE else getattr(unit, "enterprise_name", "") or ""
