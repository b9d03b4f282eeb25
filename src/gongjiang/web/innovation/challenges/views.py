"""The challenge board, a challenge with its deeds, posting one, and bidding under seal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Challenge, Studio
from gongjiang.innovation.permissions.challenges import POSTERS, may_post
from gongjiang.innovation.queries.challenges import bid_count, board
from gongjiang.innovation.queries.studios import reach_of
from gongjiang.innovation.services.bids import NewBid, make_bid
from gongjiang.innovation.services.challenges import NewChallenge, post_challenge
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import end_of, now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people.queries.standing import postings_now
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.challenges.deeds import DEEDS
from gongjiang.web.innovation.challenges.forms import BidForm, PostForm
from gongjiang.web.innovation.challenges.reading import people_in, shares_in, steps_in
from gongjiang.web.innovation.challenges.seen import Seen, seen_by
from gongjiang.web.innovation.tabs import tabs_for

ON_A_PAGE = 24


@require_safe
@person_required
def challenges(request: PersonRequest) -> HttpResponse:
    """Every challenge of the zone, the ones that take bids first."""
    state = request.GET.get("state", "")
    rows = board()
    if state in Challenge.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows.order_by("-posted_on", "-id"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "state": state,
        "states": Challenge.State.choices,
        "now": now(),
        "posts": bool(scope_for(request).roles & set(POSTERS)),
        "tabs": tabs_for(request, "board"),
    }
    return render(request, "challenges/board.html", context)


@require_safe
@person_required
def challenge(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """A challenge as its reader sees it."""
    return _page(request, seen_by(request, public_id))


@person_required
@answered_once
def do(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """One deed of a challenge's page."""
    seen = seen_by(request, public_id)
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    if request.method != "POST":
        return redirect(seen.url)
    if not deed.may(seen):
        sentence = gettext_lazy("This cannot be done now, or not by you; load the page anew.")
        refused(sentence).require()
    form = deed.form(request.POST)

    def perform() -> str:
        deed.perform(seen, form, now())
        return seen.url

    answer = submit(request, form, perform, said=deed.said)
    return answer or _page(request, seen_by(request, public_id), form)


@person_required
@answered_once
def post(request: PersonRequest) -> HttpResponse:
    """Post a problem of the reader's enterprise."""
    scope = scope_for(request)
    seats = [unit for role, unit in scope.seats if role in POSTERS]
    home = enterprise_of(seats[0], scope.day) if seats else None
    if home is None:
        sentence = gettext_lazy("HR, a reviewer or finance of the enterprise posts a challenge.")
        refused(sentence).require()
    enterprise = get_object_or_404(Unit, id=home)
    may_post(request.person, enterprise, scope.day).require()
    form = PostForm(request.POST if request.method == "POST" else None)

    def deed() -> str:
        data = form.cleaned_data
        new = NewChallenge(
            enterprise=enterprise,
            title=data["title"],
            summary=data["summary"],
            problem=data["problem"],
            solved_when=data["solved_when"],
            secrecy=data["secrecy"],
            prize_fen=form.fen(),
            bids_until=end_of(data["bids_until"]),
            milestones=steps_in(data["milestones"]),
            judges=people_in(data["judges"], enterprise.id, scope.day),
        )
        posted = post_challenge(new, actor=request.person, at=now())
        return reverse("challenges:challenge", args=[posted.public_id])

    done = submit(request, form, deed, said=_("Posted; everybody in the zone can read it."))
    context = {"form": form, "enterprise": enterprise, "tabs": tabs_for(request, "board")}
    status = 422 if form.errors else 200
    return done or render(request, "challenges/post.html", context, status=status)


@person_required
@answered_once
def bid(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Bid under seal, for one's team or studio."""
    seen = seen_by(request, public_id)
    if not seen.reads_problem or not seen.takes_bids:
        return redirect(seen.url)
    sides = _sides(request)
    form = BidForm(
        request.POST if request.method == "POST" else None,
        [(key, label) for key, (label, _unit, _studio) in sides.items()],
    )

    def deed() -> str:
        data = form.cleaned_data
        _label, unit, studio = sides[data["side"]]
        home = enterprise_of(unit.id, seen.day) or 0
        new = NewBid(
            unit=unit,
            studio=studio,
            plan=data["plan"],
            shown_as=data["shown_as"],
            shares=shares_in(data["shares"], home, seen.day),
            shows_enterprise=data["shows_enterprise"],
            shows_names=data["shows_names"],
        )
        make_bid(challenge_id=seen.challenge.id, new=new, actor=request.person, at=now())
        return seen.url

    done = submit(request, form, deed, said=_("Your bid is sealed."))
    context = {"seen": seen, "challenge": seen.challenge, "form": form, "sides": sides}
    status = 422 if form.errors else 200
    return done or render(request, "challenges/bid.html", context, status=status)


def _sides(request: PersonRequest) -> dict[str, tuple[str, Unit, Studio | None]]:
    """For whom the reader may bid: the team they work in, and the studios they belong to."""
    scope = scope_for(request)
    sides: dict[str, tuple[str, Unit, Studio | None]] = {
        f"team-{post.unit.public_id}": (post.unit.name, post.unit, None)
        for post in postings_now(request.person.id, scope.day)
    }
    own = Studio.objects.filter(id__in=reach_of(scope).own, state=Studio.State.NAMED)
    for studio in own.select_related("unit"):
        sides[f"studio-{studio.public_id}"] = (studio.name, studio.unit, studio)
    return sides


def _page(request: PersonRequest, seen: Seen, sent: forms.Form | None = None) -> HttpResponse:
    offered = {name.replace("-", "_"): deed for name, deed in DEEDS.items() if deed.may(seen)}
    context: dict[str, Any] = {
        "seen": seen,
        "challenge": seen.challenge,
        "offered": offered,
        "urls": {
            name.replace("-", "_"): reverse("challenges:do", args=[seen.challenge.public_id, name])
            for name in DEEDS
        },
        "sent": sent,
        "bid_count": bid_count(seen.challenge, seen.at),
        "last_day": seen.challenge.bids_until - timedelta(seconds=1),
        "released": sum(
            step.amount_fen for step in seen.milestones if step.state == step.State.RELEASED
        ),
    }
    return render(request, "challenges/challenge.html", context, status=422 if sent else 200)
