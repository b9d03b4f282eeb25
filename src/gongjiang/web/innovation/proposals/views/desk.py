"""What lies with a reader: the ideas that wait at their desk, the most urgent first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.queries.lists import waiting_at
from gongjiang.innovation.queries.waiting_here import counts_here
from gongjiang.kernel.decision import refused
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table, answer_of
from gongjiang.web.innovation.proposals.seen import standing_for
from gongjiang.web.innovation.proposals.tabs import tabs_for

WAITING = (
    State.SUBMITTED,
    State.PRELIM_OK,
    State.REVIEWING,
    State.ADOPTED,
    State.IMPLEMENTING,
    State.IMPLEMENTED,
    State.REWORK,
    State.ACCEPTED,
    State.BENEFIT_CONFIRMED,
    State.REWARDED,
)
TO_DO = {
    State.SUBMITTED: gettext_lazy("to be looked at first"),
    State.PRELIM_OK: gettext_lazy("to be given to a panel"),
    State.REVIEWING: gettext_lazy("with the panel"),
    State.ADOPTED: gettext_lazy("to be begun"),
    State.IMPLEMENTING: gettext_lazy("being carried out"),
    State.IMPLEMENTED: gettext_lazy("to be accepted"),
    State.REWORK: gettext_lazy("being reworked"),
    State.ACCEPTED: gettext_lazy("benefit to be confirmed"),
    State.BENEFIT_CONFIRMED: gettext_lazy("to be rewarded"),
    State.REWARDED: gettext_lazy("to be closed"),
}
"""What a desk calls each state."""

COLUMNS = (
    Column(
        "title",
        gettext_lazy("Idea"),
        href=lambda row: reverse("proposals:proposal", args=[row.public_id]),
    ),
    Column(
        "state",
        gettext_lazy("What to do"),
        filter=ChoiceFilter([(state, TO_DO[state]) for state in WAITING]),
        formatter=lambda state: str(TO_DO[State(state)]),
    ),
    Column("due_on", gettext_lazy("Due by"), sortable=True, filter=PeriodFilter()),
    Column("holder_unit", gettext_lazy("Lies with"), accessor="holder_unit.name"),
    Column("submitted_on", gettext_lazy("Sent"), accessor="submitted_on"),
    Column("number", gettext_lazy("Number")),
)


@require_safe
@person_required
def desk(request: PersonRequest) -> HttpResponseBase:
    """The list of a leader, an office, finance: of each only what waits at their own desks."""
    standing = standing_for(request)
    if not standing.desk.handles:
        refused(
            gettext_lazy("Ideas lie with team leaders, reviewers, HR, finance and the union.")
        ).require()
    rows = waiting_at(standing.desk).select_related("holder_unit")
    day = standing.desk.day
    table = Table(
        "desk",
        _("Ideas with me"),
        COLUMNS,
        rows,
        query=request.GET,
        order="due_on",
        search=_searched,
        search_label=_("Words of the title, or the number"),
        empty=_("Nothing waits with you"),
    )
    if answer := answer_of(request, table):
        return answer
    counts = counts_here(rows, day)
    context: dict[str, Any] = {
        "table": table,
        "day": day,
        "todo": [
            {
                "count": counts.by_state[state],
                "label": TO_DO[state],
                "url": f"?state={state}",
            }
            for state in WAITING
            if counts.by_state.get(state)
        ],
        "late": counts.late,
        "to_assign": counts.by_state.get(State.PRELIM_OK, 0),
        "tabs": tabs_for(request, "desk"),
    }
    return render(request, "proposals/desk.html", context)


def _searched(rows: QuerySet[Proposal], text: str) -> QuerySet[Proposal]:
    return rows.filter(title__icontains=text) | rows.filter(number=text)
