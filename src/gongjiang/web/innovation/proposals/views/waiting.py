"""How long each group of reviewers lets ideas wait: open to everybody who is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.careers.rules.survival import kaplan_meier_of_counts
from gongjiang.innovation.queries.waiting import (
    DECISION,
    FIRST,
    WINDOW,
    Waits,
    open_escalations,
    waits_by_enterprise,
)
from gongjiang.kernel.disclosure import SMALLEST_GROUP
from gongjiang.orgs.models import Unit
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, TextFilter, answer_of
from gongjiang.web.house.tables.columns import Spelled
from gongjiang.web.innovation.proposals.tabs import tabs_for


@dataclass(frozen=True, slots=True)
class Group:
    """The reviewers of one enterprise.

    Attributes:
        first, decision: median days to the first review and to the decision, those who still
            wait counted as waiting; None where it cannot be told, or where fewer than five ideas
            would tell of single ones.
        overdue: ideas past their day, of which a level above was told.
    """

    name: Spelled
    ideas: int | None
    first: int | None
    decision: int | None
    overdue: int


def _untold(row: Group) -> str:
    return _("more than half still wait") if row.ideas else _("fewer than five")


COLUMNS = (
    Column("name", gettext_lazy("Reviewers of"), sortable=True, filter=TextFilter()),
    Column(
        "decision",
        gettext_lazy("Median days to the decision"),
        align="end",
        sortable=True,
        silent=_untold,
    ),
    Column(
        "first",
        gettext_lazy("Median days to the first review"),
        align="end",
        sortable=True,
        silent=_untold,
    ),
    Column("overdue", gettext_lazy("Past their day, told a level up"), align="end", sortable=True),
    Column(
        "ideas",
        gettext_lazy("Ideas looked at"),
        align="end",
        sortable=True,
        silent=lambda _row: _("fewer than five"),
    ),
)


@require_safe
@person_required
def waiting(request: PersonRequest) -> HttpResponseBase:
    """Each enterprise's reviewers, and all of them together."""
    day = scope_for(request).day
    waits, overdue = waits_by_enterprise(day), open_escalations(day)
    table = Table(
        "waiting",
        _("By group of reviewers"),
        COLUMNS,
        _groups(waits, overdue),
        query=request.GET,
        order="-decision",
        search=("name",),
        search_label=_("Enterprise"),
        empty=_("No idea was submitted in the last 90 days"),
    )
    whole = {FIRST: Waits(), DECISION: Waits()}
    for steps in waits.values():
        for step, added in steps.items():
            whole[step].add(added)
    context = {
        "table": table,
        "day": day,
        "days": WINDOW.days,
        "first": median_of(whole[FIRST]),
        "decision": median_of(whole[DECISION]),
        "n": whole[DECISION].n,
        "overdue": sum(overdue.values()),
        "tabs": tabs_for(request, "waiting"),
    }
    return answer_of(request, table) or render(request, "proposals/waiting.html", context)


def median_of(waits: Waits) -> int | None:
    """After how many days half have their answer; None where it cannot be told yet."""
    lengths = sorted({*waits.answered, *waits.waiting})
    if waits.n < SMALLEST_GROUP:
        return None
    answered = np.array([waits.answered.get(days, 0) for days in lengths], dtype=np.float64)
    still = np.array([waits.waiting.get(days, 0) for days in lengths], dtype=np.float64)
    median = kaplan_meier_of_counts(np.array(lengths, dtype=np.float64), answered, still).median
    return None if isnan(median) else int(median)


def _groups(waits: Mapping[int, Mapping[str, Waits]], overdue: Mapping[int, int]) -> list[Group]:
    units = Unit.objects.in_bulk({*waits, *overdue})
    nothing = {FIRST: Waits(), DECISION: Waits()}
    found = []
    for unit in units.values():
        steps = waits.get(unit.id, nothing)
        n = steps[DECISION].n
        found.append(
            Group(
                name=Spelled(unit.name_pinyin, unit.name),
                ideas=n if n >= SMALLEST_GROUP else None,
                first=median_of(steps[FIRST]),
                decision=median_of(steps[DECISION]),
                overdue=overdue.get(unit.id, 0),
            )
        )
    return found
