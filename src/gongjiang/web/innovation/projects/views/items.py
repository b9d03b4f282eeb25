"""Five-small items: declared on a phone, listed for the office, each on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.innovation.five_small_rule import FiveSmallRule
from gongjiang.innovation.models import FiveSmall
from gongjiang.innovation.queries.project_scope import five_small_on
from gongjiang.innovation.rules.five_small import MEANINGS
from gongjiang.innovation.services.five_small import Declared, declare_five_small
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import (
    ChoiceFilter,
    Column,
    PeriodFilter,
    Table,
    TextFilter,
    answer_of,
)
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.projects.deeds.deed import address_of, offered_on
from gongjiang.web.innovation.projects.deeds.item_deeds import DEEDS
from gongjiang.web.innovation.projects.forms.items import ItemForm
from gongjiang.web.innovation.projects.seen import SeenItem, desk_for, item_seen_by
from gongjiang.web.innovation.projects.tabs import tabs_for
from gongjiang.web.innovation.projects.workplace import own_workplace, place_in

State = FiveSmall.State


@dataclass(frozen=True, slots=True)
class KindShown:
    """A kind to choose: its name, what it means, and its form."""

    label: Sentence
    meaning: Sentence
    url: str


COLUMNS = (
    Column(
        "title",
        gettext_lazy("Item"),
        filter=TextFilter(),
        href=lambda row: reverse("projects:item", args=[row.public_id]),
    ),
    Column(
        "kind",
        gettext_lazy("Kind"),
        filter=ChoiceFilter(FiveSmall.Kind.choices),
        formatter=lambda kind: str(FiveSmall.Kind(kind).label),
    ),
    Column("unit", gettext_lazy("Unit"), field="unit__name", filter=TextFilter()),
    Column(
        "state",
        gettext_lazy("State"),
        filter=ChoiceFilter(State.choices),
        formatter=lambda state: str(State(state).label),
    ),
    Column("completed_on", gettext_lazy("In use since"), sortable=True, filter=PeriodFilter()),
    Column("declared_on", gettext_lazy("Declared"), sortable=True, filter=PeriodFilter()),
    Column("decided_on", gettext_lazy("Decided"), sortable=True, filter=PeriodFilter()),
    Column(
        "excluded_reason",
        gettext_lazy("Excluded because"),
        filter=ChoiceFilter(FiveSmall.Exclusion.choices),
        formatter=lambda code: str(FiveSmall.Exclusion(code).label) if code else "",
    ),
)


@require_safe
@person_required
def items(request: PersonRequest) -> HttpResponseBase:
    """The items of the reader's units."""
    desk = desk_for(request)
    if not (desk.units or desk.scope.teams):
        raise NotAllowed(_("Only those who run innovation in a unit see its list."))
    table = Table(
        "five-small",
        _("Five-small items"),
        COLUMNS,
        five_small_on(desk),
        query=request.GET,
        order="-declared_on",
        search=("title__icontains",),
        search_label=_("Title"),
        empty=_("No item yet"),
    )
    context = {
        "table": table,
        "heading": _("Five-small items"),
        "lead": _("What waits to be accepted stands under “declared”."),
        "tabs": tabs_for(request, "items"),
    }
    return answer_of(request, table) or render(request, "projects/list.html", context)


@require_safe
@person_required
def choose_kind(request: PersonRequest) -> HttpResponse:
    """The five kinds in force, each with what it means."""
    rule = content_in_force(FiveSmallRule, on=scope_for(request).day)
    kinds = [
        KindShown(kind.label, MEANINGS[kind.value], reverse("projects:declare", args=[kind.value]))
        for kind in FiveSmall.Kind
        if kind in rule.kinds
    ]
    context = {"kinds": kinds, "variant": rule.variant, "tabs": tabs_for(request, "items")}
    return render(request, "projects/kinds.html", context)


@person_required
@answered_once
def declare(request: PersonRequest, kind: str) -> HttpResponse:
    """Enter an item of one kind, as one of its authors."""
    if kind not in FiveSmall.Kind.values:
        raise Http404
    enterprise = own_workplace(request)
    if enterprise is None:
        raise NotAllowed(_("Items are entered by those who work in an enterprise of the zone."))
    form = ItemForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        place=place_in(request, enterprise),
        own_name=request.person.name,
    )

    def deed() -> str:
        item = declare_five_small(_declared(form, kind, enterprise), actor=request.person, at=now())
        return reverse("projects:item", args=[item.public_id])

    done = submit(request, form, deed, said=_("Entered: the union or your department decides."))
    context = {
        "form": form,
        "heading": FiveSmall.Kind(kind).label,
        "lead": MEANINGS[kind],
        "submit": _("Enter it"),
        "back": reverse("projects:choose"),
        "tabs": tabs_for(request, "items"),
    }
    return done or render(
        request, "projects/form.html", context, status=422 if form.errors else 200
    )


@require_safe
@person_required
def item(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One item as its reader sees it."""
    return item_page(request, item_seen_by(request, public_id), {})


def item_page(request: PersonRequest, seen: SeenItem, sent: dict[str, forms.Form]) -> HttpResponse:
    """The page of an item; a form that was refused stands open on it."""
    context = {
        "seen": seen,
        "item": seen.item,
        "meaning": MEANINGS[seen.item.kind],
        "offered": offered_on(
            seen, DEEDS, address=address_of("item", seen.item.public_id), sent=sent
        ),
    }
    return render(request, "projects/item.html", context, status=422 if sent else 200)


def _declared(form: ItemForm, kind: str, enterprise: Unit) -> Declared:
    data = form.cleaned_data
    return Declared(
        enterprise_id=enterprise.id,
        kind=kind,
        title=data["title"],
        answers=form.answers,
        effect=data["effect"],
        completed_on=data["completed_on"],
        benefit_on=data["benefit_on"],
        authors=data["authors"],
        exclusions=data["exclusions"],
    )
