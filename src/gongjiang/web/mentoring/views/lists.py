"""Lists for the office: agreements, and allowances that are due."""

from __future__ import annotations

from decimal import Decimal

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import Sentence, refused
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.queries.agreements import in_enterprises_of
from gongjiang.mentoring.queries.allowances import allowances_visible_to
from gongjiang.people.queries.listing import named_like
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
from gongjiang.web.mentoring.views.mine import tabs_for

State = Agreement.State


def agreement_url(row: Agreement) -> str:
    return reverse("mentoring:agreement", args=[row.public_id])


AGREEMENTS = (
    Column(
        "apprentice",
        gettext_lazy("Apprentice"),
        field="apprentice__name_pinyin",
        accessor="apprentice.name",
        sortable=True,
        href=agreement_url,
    ),
    Column(
        "master",
        gettext_lazy("Master"),
        field="master__name_pinyin",
        accessor="master.name",
        sortable=True,
    ),
    Column("team", gettext_lazy("Team"), field="unit__name", filter=TextFilter("icontains")),
    Column(
        "kind",
        gettext_lazy("Kind"),
        filter=ChoiceFilter(Agreement.Kind.choices),
        formatter=lambda kind: str(Agreement.Kind(kind).label),
    ),
    Column(
        "state",
        gettext_lazy("State"),
        filter=ChoiceFilter(State.choices),
        formatter=lambda state: str(State(state).label),
    ),
    Column("starts_on", gettext_lazy("From"), sortable=True, filter=PeriodFilter()),
    Column("ends_on", gettext_lazy("Until"), sortable=True, filter=PeriodFilter()),
    Column(
        "result",
        gettext_lazy("Result"),
        filter=ChoiceFilter(Agreement.Result.choices),
        formatter=lambda result: str(Agreement.Result(result).label) if result else "",
    ),
)


@require_safe
@person_required
def agreements(request: PersonRequest) -> HttpResponseBase:
    """The agreements of the reader's enterprises or teams."""
    scope = scope_for(request)
    if not (scope.hr or scope.teams):
        refused(gettext_lazy("Only HR and team leaders see the agreements of others.")).require()
    table = Table(
        "agreements",
        _("Agreements"),
        AGREEMENTS,
        in_enterprises_of(scope),
        query=request.GET,
        order="-starts_on",
        search=lambda rows, text: (
            named_like(rows, text, prefix="apprentice__")
            | named_like(rows, text, prefix="master__")
        ),
        search_label=_("Name, pinyin or initials"),
        empty=_("No agreement yet"),
    )
    context = {"table": table, "scope": scope, "tabs": tabs_for(request, "agreements")}
    return answer_of(request, table) or render(request, "mentoring/agreements.html", context)


def _money(key: str, label: Sentence, *, sortable: bool = False) -> Column:
    """Fen, shown and taken along as yuan."""
    return Column(
        key,
        label,
        accessor=lambda row: Decimal(getattr(row, key)) / 100,
        formatter=lambda amount: f"{amount:,.2f}",
        align="end",
        sortable=sortable,
    )


ALLOWANCES = (
    Column(
        "master",
        gettext_lazy("Master"),
        field="master__name_pinyin",
        accessor="master.name",
        sortable=True,
    ),
    Column(
        "apprentice",
        gettext_lazy("Apprentice"),
        field="agreement__apprentice__name_pinyin",
        accessor="agreement.apprentice.name",
        href=lambda row: agreement_url(row.agreement),
    ),
    Column(
        "result",
        gettext_lazy("Result"),
        field="agreement__result",
        filter=ChoiceFilter(Agreement.Result.choices),
        formatter=lambda result: str(Agreement.Result(result).label) if result else "",
    ),
    Column("months", gettext_lazy("Months"), align="end"),
    _money("monthly_fen", gettext_lazy("A month, yuan")),
    Column("percent", gettext_lazy("Share, %"), align="end"),
    _money("prize_fen", gettext_lazy("Prize, yuan")),
    _money("amount_fen", gettext_lazy("Amount, yuan"), sortable=True),
    Column("due_on", gettext_lazy("Due from"), sortable=True, filter=PeriodFilter()),
)


@require_safe
@person_required
def allowances(request: PersonRequest) -> HttpResponseBase:
    """What the masters of the reader's enterprises have earned, to be paid."""
    scope = scope_for(request)
    if not scope.hr:
        refused(gettext_lazy("Only the HR of an enterprise can do this.")).require()
    table = Table(
        "allowances",
        _("Allowances"),
        ALLOWANCES,
        allowances_visible_to(scope),
        query=request.GET,
        order="-due_on",
        search=lambda rows, text: named_like(rows, text, prefix="master__"),
        search_label=_("Name, pinyin or initials"),
        empty=_("No allowance is due yet"),
    )
    context = {"table": table, "tabs": tabs_for(request, "allowances")}
    return answer_of(request, table) or render(request, "mentoring/allowances.html", context)
