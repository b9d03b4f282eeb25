"""A worker's own page: what their ideas brought, and what is paid for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Award
from gongjiang.innovation.queries.benefits import own_effects, own_shares
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.innovation.benefits.tabs import tabs_for

MOST = 50


@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    """My benefits and my awards, the latest first."""
    shares = list(own_shares(request.person)[:MOST])
    context = {
        "effects": list(own_effects(request.person)[:MOST]),
        "shares": shares,
        "due_fen": sum(s.amount_fen for s in shares if s.award.state == Award.State.DUE),
        "paid_fen": sum(s.amount_fen for s in shares if s.award.state == Award.State.PAID),
        "tabs": tabs_for(request, "mine"),
    }
    return render(request, "benefits/mine.html", context)
