"""Lists for the office: what waits for finance, every effect, and every entry."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import BenefitEntry, Confidence, Effect, Source
from gongjiang.innovation.queries.benefits import effects_looked_after, entries_visible_to
from gongjiang.kernel.decision import Sentence, refused
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import (
    ChoiceFilter,
    Column,
    PeriodFilter,
    Table,
    TextFilter,
    answer_of,
)
from gongjiang.web.innovation.benefits.tabs import sight_for, tabs_for

State = Effect.State


def money(key: str, label: Sentence, *, sortable: bool = False) -> Column:
    """Fen, shown and taken along as yuan."""
    return Column(
        key,
        label,
        accessor=lambda row: Decimal(getattr(row, key)) / 100,
        formatter=lambda amount: f"{amount:,.2f}",
        align="end",
        sortable=sortable,
    )


def chosen(key: str, label: Sentence, choices: Any, *, field: str = "") -> Column:
    """A coded value, filtered by it and told in words."""
    names = dict(choices)
    return Column(
        key,
        label,
        field=field,
        filter=ChoiceFilter(choices),
        formatter=lambda value: str(names.get(value, value)),
    )


def effect_url(row: Effect) -> str:
    return reverse("benefits:effect", args=[row.public_id])


EFFECTS = (
    Column("what", gettext_lazy("Benefit"), href=effect_url, filter=TextFilter("icontains")),
    Column("unit", gettext_lazy("Unit"), field="unit__name", filter=TextFilter("icontains")),
    Column(
        "cost_line",
        gettext_lazy("Cost line"),
        field="cost_line__name",
        filter=TextFilter("icontains"),
    ),
    chosen("kind", gettext_lazy("Kind"), Effect.Kind.choices),
    Column("window_from", gettext_lazy("Adopted on"), sortable=True, filter=PeriodFilter()),
    money("estimated_fen", gettext_lazy("Estimated, yuan"), sortable=True),
    money("confirmed_fen", gettext_lazy("Confirmed, yuan"), sortable=True),
    Column("points", gettext_lazy("Points"), align="end"),
    chosen("confidence", gettext_lazy("How it is known"), Confidence.choices),
    chosen("state", gettext_lazy("State"), State.choices),
)
QUEUE = tuple(column for column in EFFECTS if column.key not in {"state", "points"})

ENTRIES = (
    Column("month", gettext_lazy("Month"), sortable=True, filter=PeriodFilter(),
           formatter=lambda month: f"{month:%Y-%m}"),
    Column(
        "effect",
        gettext_lazy("Benefit"),
        field="claim__effect__what",
        href=lambda row: effect_url(row.claim.effect),
        filter=TextFilter("icontains"),
    ),
    Column(
        "unit",
        gettext_lazy("Unit"),
        field="claim__effect__unit__name",
        filter=TextFilter("icontains"),
    ),
    Column("cost_line", gettext_lazy("Cost line"), field="claim__effect__cost_line__name"),
    chosen("source", gettext_lazy("Comes from"), Source.choices, field="claim__source"),
    Column(
        "share",
        gettext_lazy("Share, %"),
        accessor=lambda row: row.claim.share_bp / 100,
        align="end",
    ),
    chosen("confidence", gettext_lazy("How it is known"), Confidence.choices),
    money("amount_fen", gettext_lazy("Amount, yuan"), sortable=True),
    Column("confirmed_on", gettext_lazy("Confirmed on"), sortable=True, filter=PeriodFilter()),
    Column(
        "reverses",
        gettext_lazy("Reverses"),
        accessor=lambda row: row.reverses_id is not None,
    ),
    Column("reason", gettext_lazy("Why")),
)  # fmt: skip


@require_safe
@person_required
def queue(request: PersonRequest) -> HttpResponseBase:
    """What waits for finance, the oldest first."""
    waiting = _looked_after(request).filter(state=State.WAITING)
    table = Table(
        "waiting",
        _("Benefits that wait for finance"),
        QUEUE,
        waiting,
        query=request.GET,
        order="window_from",
        empty=_("Nothing waits for finance"),
    )
    return answer_of(request, table) or _page(request, table, "queue")


@require_safe
@person_required
def effects(request: PersonRequest) -> HttpResponseBase:
    """Every effect that the reader looks after."""
    table = Table(
        "benefits",
        _("All benefits"),
        EFFECTS,
        _looked_after(request),
        query=request.GET,
        order="-window_from",
        empty=_("No benefit has been entered yet"),
    )
    return answer_of(request, table) or _page(request, table, "list")


@require_safe
@person_required
def entries(request: PersonRequest) -> HttpResponseBase:
    """Every entry, reversals too: what an auditor takes along as Excel."""
    _looked_after(request)
    rows: QuerySet[BenefitEntry] = entries_visible_to(sight_for(request))
    table = Table(
        "entries",
        _("Entries of the benefit ledger"),
        ENTRIES,
        rows,
        query=request.GET,
        order="-month",
        empty=_("Nothing has been confirmed yet"),
    )
    return answer_of(request, table) or _page(request, table, "entries")


def _looked_after(request: PersonRequest) -> QuerySet[Effect]:
    sight = sight_for(request)
    if not sight.looks_after:
        refused(
            gettext_lazy("Only finance, union, HR, reviewers, team leaders and auditors see this.")
        ).require()
    return effects_looked_after(sight)


def _page(request: PersonRequest, table: Table, current: str) -> HttpResponse:
    context = {"table": table, "tabs": tabs_for(request, current), "current": current}
    return render(request, "benefits/list.html", context)
