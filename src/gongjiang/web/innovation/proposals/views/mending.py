"""One's own idea that came back is mended and sent again."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.innovation.models import Proposal
from gongjiang.innovation.queries.colleagues import processes_of
from gongjiang.innovation.rules.proposals import Share
from gongjiang.innovation.services.proposal_photos import Shows, add_photos, photos_of
from gongjiang.innovation.services.submitting import EDITABLE, save_draft, submit_proposal
from gongjiang.kernel.periods import now
from gongjiang.people.queries.standing import places_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.proposals.forms.idea import IdeaForm
from gongjiang.web.innovation.proposals.forms.photos import MOST
from gongjiang.web.innovation.proposals.scripts import spoken_to_a_script

WORDS = ("kind", "title", "problem", "cause", "method", "expected", "confidential")


@person_required
@spoken_to_a_script
@answered_once
def mend(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Its words may change, and photos be added; authors and shares stand as they were sent."""
    mine = Proposal.objects.filter(authors__person=request.person, state__in=EDITABLE)
    proposal = get_object_or_404(mine.select_related("process"), public_id=public_id)
    if request.method != "POST":
        return _page(request, proposal, _form(request, proposal))
    form = _form(request, proposal, data=True)
    done = submit(
        request,
        form,
        lambda: _send(request, proposal, form),
        said=_("Your idea is on its way again."),
    )
    return done or _page(request, proposal, form)


def _form(request: PersonRequest, proposal: Proposal, *, data: bool = False) -> IdeaForm:
    processes = list(processes_of(proposal.unit_id, scope_for(request).day))
    if proposal.process and proposal.process not in processes:
        processes.append(proposal.process)
    initial = {name: getattr(proposal, name) for name in WORDS}
    initial["process"] = proposal.process_id or ""
    sent = (request.POST, request.FILES) if data else ()
    return IdeaForm(*sent, author=request.person, others=(), processes=processes, initial=initial)


def _send(request: PersonRequest, proposal: Proposal, form: IdeaForm) -> str:
    at = now()
    shares = [Share(author.person_id, author.share_bp) for author in proposal.authors.all()]
    save_draft(idea=form.idea(shares), actor=request.person, at=at, proposal_id=proposal.id)
    if form.cleaned_data["photos"]:
        add_photos(
            proposal_id=proposal.id,
            photos=form.cleaned_data["photos"],
            shows=Shows.BEFORE,
            actor=request.person,
            at=at,
        )
    submit_proposal(proposal_id=proposal.id, actor=request.person, at=at)
    return reverse("proposals:proposal", args=[proposal.public_id])


def _page(request: PersonRequest, proposal: Proposal, form: IdeaForm) -> HttpResponse:
    day = scope_for(request).day
    photos = photos_of(proposal)[Shows.BEFORE]
    context = {
        "form": form,
        "proposal": proposal,
        "returned": proposal.steps.filter(to_state="RETURNED").order_by("-id").first(),
        "place": places_of([(proposal.unit_id, day)])[proposal.unit_id, day],
        "photos": photos,
        "draft": f"{request.person.public_id}:{proposal.public_id}",
        "key": request.POST.get("idempotency_key") or uuid4(),
        "most_photos": max(MOST - len(photos), 0),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "proposals/capture.html", context, status=status)
