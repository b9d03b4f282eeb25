"""Earlier ideas like the one that is being sent: shown once, before it goes; linked if one builds
on them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from gongjiang.innovation.models import Proposal, ProposalLink
from gongjiang.innovation.queries.proposals import proposals_visible_to
from gongjiang.innovation.queries.similar import Similar, find_similar, text_scope_of
from gongjiang.innovation.services.proposal_links import link_proposals
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.innovation.proposals.forms.idea import IdeaForm
from gongjiang.web.innovation.proposals.seen import standing_for

LIKE_ENOUGH = 50
"""Percent of the text that an earlier one has said, from which on its author is asked: ours."""
STILL = "still"


@dataclass(frozen=True, slots=True)
class Like:
    """An earlier idea, as it is shown before sending.

    Attributes:
        can_link: whether it is of the same enterprise; across enterprises ideas are offered, not
            linked.
    """

    found: Similar
    can_link: bool
    linked: bool

    @property
    def key(self) -> str:
        return str(self.found.proposal.public_id)


def likes_of(request: PersonRequest, form: IdeaForm, enterprise: Unit) -> list[Like]:
    """None once the author has seen them and sends all the same."""
    if request.POST.get("step") == STILL:
        return []
    said = form.cleaned_data
    text = "\n".join(said[name] for name in ("title", "problem", "method"))
    chosen = set(request.POST.getlist("link"))
    return [
        Like(
            one,
            can_link=one.proposal.enterprise_id == enterprise.id,
            linked=str(one.proposal.public_id) in chosen,
        )
        for one in find_similar(text, text_scope_of(standing_for(request).desk))
        if one.percent >= LIKE_ENOUGH
    ]


def link_chosen(request: PersonRequest, proposal: Proposal) -> None:
    """Link the idea to those its author ticked, as far as they may see them.

    Raises:
        CannotDo: one of them cannot be linked.
    """
    chosen = set()
    for text in request.POST.getlist("link"):
        with suppress(ValueError):
            chosen.add(UUID(text))
    if not chosen:
        return
    visible = proposals_visible_to(standing_for(request).desk)
    for earlier in visible.filter(public_id__in=chosen, enterprise_id=proposal.enterprise_id):
        link_proposals(
            one_id=earlier.id,
            other_id=proposal.id,
            kind=ProposalLink.Kind.BUILDS_ON,
            actor=request.person,
            at=now(),
        )
