"""One's own ideas: where each stands, by when an answer is due, and with whom it lies."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.queries.lists import to_carry_out
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.innovation.proposals.progress import Clock, clock_of
from gongjiang.web.innovation.proposals.tabs import tabs_for

MOST = 60
OVER = frozenset({State.REJECTED, State.NOT_ADOPTED, State.RESERVED, State.CLOSED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Line:
    """One idea, as its author finds it in the list."""

    proposal: Proposal
    clock: Clock

    @property
    def to_mend(self) -> bool:
        return self.proposal.state in {State.RETURNED, State.DRAFT}

    @property
    def kind(self) -> str:
        """Of the badge."""
        return _BADGES.get(State(self.proposal.state), "")


_BADGES = {
    State.RETURNED: "warn",
    State.REJECTED: "",
    State.ADOPTED: "good",
    State.IMPLEMENTING: "good",
    State.IMPLEMENTED: "good",
    State.ACCEPTED: "good",
    State.BENEFIT_CONFIRMED: "good",
    State.REWARDED: "good",
    State.CLOSED: "good",
}


@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    """The reader's ideas, and what they carry out; what waits for them stands first."""
    day = scope_for(request).day
    own = Proposal.objects.filter(authors__person=request.person)
    lines = [
        Line(proposal, clock_of(proposal, day))
        for proposal in own.select_related("holder_unit").order_by("-submitted_on", "-id")[:MOST]
    ]
    to_do = to_carry_out(request.person.id).select_related("holder_unit")
    context = {
        "to_mend": [line for line in lines if line.to_mend],
        "open": [line for line in lines if not line.to_mend and line.proposal.state not in OVER],
        "over": [line for line in lines if line.proposal.state in OVER],
        "to_do": [
            Line(proposal, clock_of(proposal, day))
            for proposal in to_do.order_by("due_on", "id")[:MOST]
        ],
        "tabs": tabs_for(request, "mine"),
    }
    return render(request, "proposals/mine.html", context)
