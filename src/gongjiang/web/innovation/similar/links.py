"""What a proposal is linked to, what it might be, and who is named because of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.innovation.models import Proposal, ProposalLink
from gongjiang.innovation.permissions.proposal_links import may_link, may_unlink
from gongjiang.innovation.queries.proposal_links import linkable_to, links_of
from gongjiang.innovation.queries.proposals import Desk, proposals_visible_to
from gongjiang.innovation.rules.similarity import said
from gongjiang.innovation.services.proposal_links import link_proposals, unlink_proposals
from gongjiang.kernel.periods import now
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.proposals.seen import standing_for
from gongjiang.web.innovation.similar.writing import alike_for


class LinkForm(forms.Form):
    """Another proposal of the enterprise, and what the two have to do with each other."""

    number = forms.CharField(label=_("Number of the other proposal"), max_length=16)
    kind = forms.ChoiceField(
        label=_("What they have to do with each other"),
        choices=ProposalLink.Kind.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, proposal: Proposal, sent: Any = None) -> None:
        super().__init__(sent)
        self.proposal = proposal

    def clean_number(self) -> Proposal:
        number = self.cleaned_data["number"].strip()
        other = linkable_to(self.proposal).filter(number=number).first()
        if other is None:
            raise forms.ValidationError(
                _("No other proposal here has this number. It looks like 2022-000123.")
            )
        return other


@require_safe
@person_required
def links(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The proposals one is linked to, and who is named with it because of that."""
    desk = standing_for(request).desk
    return _page(request, _seen(desk, public_id), desk)


@person_required
@require_POST
@answered_once
def link(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Link it to another proposal of the enterprise, by its number."""
    desk = standing_for(request).desk
    proposal = _seen(desk, public_id)
    may_link(request.person, proposal, proposal, desk.day).require()
    form = LinkForm(proposal, request.POST)

    def deed() -> str:
        link_proposals(
            one_id=proposal.id,
            other_id=form.cleaned_data["number"].id,
            kind=form.cleaned_data["kind"],
            actor=request.person,
            at=now(),
        )
        return _address(proposal)

    done = submit(request, form, deed, said=_("Linked. The authors of both are named with both."))
    return done or _page(request, proposal, desk, form)


@person_required
@require_POST
@answered_once
def end(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """End a link between two proposals of which the reader sees one."""
    desk = standing_for(request).desk
    found = get_object_or_404(ProposalLink, public_id=public_id)
    ends = {found.later_id, found.earlier_id}
    proposal = proposals_visible_to(desk).filter(id__in=ends).order_by("-id").first()
    if proposal is None:
        raise Http404
    may_unlink(request.person, found, desk.day).require()
    form = forms.Form(request.POST)

    def deed() -> str:
        unlink_proposals(link_id=found.id, actor=request.person, at=now())
        return _address(proposal)

    done = submit(request, form, deed, said=_("The link was ended. Nothing else has changed."))
    return done or _page(request, proposal, desk, refused=form)


def _seen(desk: Desk, public_id: UUID) -> Proposal:
    """A proposal the reader may see; any other is not there."""
    found = proposals_visible_to(desk).select_related("unit", "holder_unit", "panel_unit")
    return get_object_or_404(found, public_id=public_id)


def _address(proposal: Proposal) -> str:
    return reverse("similar:links", args=[proposal.public_id])


def _page(
    request: PersonRequest,
    proposal: Proposal,
    desk: Desk,
    form: forms.Form | None = None,
    *,
    refused: forms.Form | None = None,
) -> HttpResponse:
    links_ = links_of(proposal, desk)
    # As if it were the later one: an author looks back, and those who decide may look both ways.
    offers = bool(may_link(request.person, proposal, proposal, desk.day))
    text = said(proposal.title, proposal.problem, proposal.method)
    known = {linked.other.id for linked in links_}
    alike = alike_for(request, text, besides=proposal) if offers else []
    context = {
        "proposal": proposal,
        "links": links_,
        "offers": offers,
        "alike": [
            one
            for one in alike
            if one.proposal.id not in known and one.proposal.enterprise_id == proposal.enterprise_id
        ],
        "form": form or LinkForm(proposal),
        "refused": refused,
        "kinds": ProposalLink.Kind,
    }
    return render(request, "similar/links.html", context, status=422 if form or refused else 200)
