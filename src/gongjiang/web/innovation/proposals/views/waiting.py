"""How long each group of reviewers lets ideas wait: open to everybody who is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.queries.waiting_here import open_escalations
from gongjiang.innovation.queries.waiting_times import LEAST_SHOWN, Waiting, waiting_by_group
from gongjiang.kernel.periods import Window
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_name
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, TextFilter, answer_of
from gongjiang.web.house.tables.columns import Spelled
from gongjiang.web.innovation.proposals.tabs import tabs_for

DAYS = 90
"""Of so many days the ideas are looked at: recent enough to be mended, long enough to be told."""


@dataclass(frozen=True, slots=True)
class Group:
    """Those who answer at one unit; of fewer than five ideas nothing is told.

    Attributes:
        overdue: without an answer beyond the day promised to their authors.
        escalated: past their day, and a level above was told.
    """

    name: Spelled
    enterprise: str
    waiting: Waiting
    escalated: int

    @property
    def count(self) -> int | None:
        return self.waiting.count if self.waiting.count >= LEAST_SHOWN else None

    @property
    def median(self) -> int | None:
        days = self.waiting.median_days
        return None if days is None else int(days)


def _untold(row: Group) -> str:
    return _("more than half still wait") if row.count else _("fewer than five")


COLUMNS = (
    Column("name", gettext_lazy("Those who answer at"), sortable=True),
    Column("enterprise", gettext_lazy("Enterprise"), filter=TextFilter()),
    Column(
        "median",
        gettext_lazy("Median days to the answer"),
        align="end",
        sortable=True,
        silent=_untold,
    ),
    Column(
        "overdue",
        gettext_lazy("Past the promised day"),
        accessor="waiting.overdue",
        align="end",
        sortable=True,
    ),
    Column("escalated", gettext_lazy("Told a level up"), align="end", sortable=True),
    Column(
        "count",
        gettext_lazy("Ideas"),
        align="end",
        sortable=True,
        silent=lambda _row: _("fewer than five"),
    ),
)


@require_safe
@person_required
def waiting(request: PersonRequest) -> HttpResponseBase:
    """Each group, the slowest first."""
    day = scope_for(request).day
    found = waiting_by_group(Window(after=day - timedelta(days=DAYS), until=day))
    escalated = open_escalations(day)
    table = Table(
        "waiting",
        _("By group of reviewers"),
        COLUMNS,
        _groups(found, escalated, day),
        query=request.GET,
        order="-median",
        search=("name",),
        search_label=_("Enterprise or unit"),
        empty=_("No idea was submitted in the last 90 days"),
    )
    context = {
        "table": table,
        "day": day,
        "days": DAYS,
        "n": sum(one.count for one in found.values()),
        "answered": sum(one.answered for one in found.values()),
        "overdue": sum(one.overdue for one in found.values()),
        "escalated": sum(escalated.values()),
        "tabs": tabs_for(request, "waiting"),
    }
    return answer_of(request, table) or render(request, "proposals/waiting.html", context)


def _groups(found: Mapping[int, Waiting], escalated: Mapping[int, int], day: date) -> list[Group]:
    units = Unit.objects.filter(id__in={*found, *escalated})
    nothing = Waiting(count=0, answered=0, overdue=0, median_days=None)
    return [
        Group(
            name=Spelled(pinyin, name),
            enterprise=within or "",
            waiting=found.get(unit, nothing),
            escalated=escalated.get(unit, 0),
        )
        for unit, pinyin, name, within in units.annotate(within=enterprise_name(day)).values_list(
            "id", "name_pinyin", "name", "within"
        )
    ]
