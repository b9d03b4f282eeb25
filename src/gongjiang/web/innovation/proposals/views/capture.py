"""An idea is written on a phone: with a code from the post, photos, and whoever had it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.innovation.models import Process
from gongjiang.innovation.queries.colleagues import (
    colleagues,
    colleagues_named,
    processes_of,
    teammates_of,
)
from gongjiang.innovation.rules.proposals import Share
from gongjiang.innovation.services.proposal_photos import Shows, add_photos
from gongjiang.innovation.services.submitting import submit_idea
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import stands_under
from gongjiang.people.identity import keyring
from gongjiang.people.models import Person
from gongjiang.people.queries.standing import Place, places_of, postings_now
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.proposals.forms.idea import IdeaForm
from gongjiang.web.innovation.proposals.forms.photos import MOST
from gongjiang.web.innovation.proposals.likes import Like, likes_of, link_chosen
from gongjiang.web.innovation.proposals.posts import post_of
from gongjiang.web.innovation.proposals.scripts import spoken_to_a_script
from gongjiang.web.innovation.proposals.views.unnamed import drop


@dataclass(frozen=True, slots=True)
class Here:
    """Where the author stands: what the form offers hangs on it.

    Attributes:
        told: what to know about the code that was scanned.
        process: at whose post the code hangs.
    """

    place: Place
    enterprise: Unit
    told: str = ""
    process: Process | None = None


@person_required
@spoken_to_a_script
@answered_once
def capture(request: PersonRequest, token: str = "") -> HttpResponse:
    """A new idea: of the author's own team, and of the process at whose post a code was scanned."""
    here = _here(request, token)
    if here is None:
        return render(request, "proposals/no_team.html")
    if request.method != "POST":
        initial = {"process": here.process.id if here.process else ""}
        return _page(request, here, _form(request, here, initial=initial))
    form = _form(request, here, data=True)
    if request.POST.get("step") == "find":
        return _page(request, here, form, found=_found(request, here))
    if form.is_valid():
        like = likes_of(request, form, here.enterprise)
        if like:
            return _page(request, here, form, like=like)
        if form.cleaned_data["anonymous"]:
            return drop(request, form, here.enterprise) or _page(request, here, form)
    done = submit(
        request, form, lambda: _hand_in(request, form), said=_("Your idea is on its way.")
    )
    return done or _page(request, here, form)


def _here(request: PersonRequest, token: str) -> Here | None:
    """None for who works in no enterprise today, and so belongs to none that would answer."""
    day = scope_for(request).day
    posts = postings_now(request.person.id, day)
    places = places_of([(post.unit_id, day) for post in posts])
    for post in posts:
        place = places[post.unit_id, day]
        if place.enterprise is not None:
            told, process = _scanned(token, place, place.enterprise, day) if token else ("", None)
            return Here(place, place.enterprise, told, process)
    return None


def _scanned(token: str, place: Place, enterprise: Unit, day: date) -> tuple[str, Process | None]:
    """What a code says to this author; of another enterprise's post, nothing."""
    post = post_of(token, keyring())
    if post is None:
        return _("This code is not one of ours; your idea goes to your own team."), None
    if not stands_under(post.unit.id, enterprise.id, day):
        return _("This code hangs in another enterprise; your idea goes to your own team."), None
    if post.unit.id == place.unit.id:
        return "", post.process
    return (
        _("This code hangs at %(post)s; you are answered through your own team.")
        % {"post": post.unit.name},
        post.process,
    )


def _form(
    request: PersonRequest, here: Here, *, data: bool = False, initial: dict[str, Any] | None = None
) -> IdeaForm:
    day, unit = scope_for(request).day, here.place.unit
    processes = list(processes_of(unit.id, day))
    if here.process and here.process not in processes:
        processes.append(here.process)
    others = teammates_of(request.person, unit.id, day)
    if data:
        known = {person.id for person in others}
        named = colleagues(request.POST.getlist("author"), here.enterprise.id, day)
        others += [
            person for person in named if person.id not in known and person != request.person
        ]
    sent = (request.POST, request.FILES) if data else ()
    return IdeaForm(
        *sent, author=request.person, others=others, processes=processes, initial=initial or {}
    )


def _found(request: PersonRequest, here: Here) -> list[Person]:
    name = request.POST.get("colleague", "")
    day = scope_for(request).day
    return colleagues_named(request.person, here.enterprise.id, name, day)


def _hand_in(request: PersonRequest, form: IdeaForm) -> str:
    at = now()
    shares = [Share(person.id, part) for person, part in form.shares]
    proposal = submit_idea(idea=form.idea(shares), actor=request.person, at=at)
    if form.cleaned_data["photos"]:
        add_photos(
            proposal_id=proposal.id,
            photos=form.cleaned_data["photos"],
            shows=Shows.BEFORE,
            actor=request.person,
            at=at,
        )
    link_chosen(request, proposal)
    return reverse("proposals:proposal", args=[proposal.public_id])


def _page(
    request: PersonRequest,
    here: Here,
    form: IdeaForm,
    *,
    like: Sequence[Like] = (),
    found: Sequence[Person] | None = None,
) -> HttpResponse:
    form.also_offer(found or ())
    context = {
        "form": form,
        "place": here.place,
        "told": here.told,
        "like": like,
        "searched": found is not None,
        "colleague": "" if found else request.POST.get("colleague", ""),
        "colleague_missing": found is not None and not found,
        "draft": f"{request.person.public_id}:new",
        "key": request.POST.get("idempotency_key") or uuid4(),
        "most_photos": MOST,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "proposals/capture.html", context, status=status)
