"""Proposals that say what a text says, and the links between proposals."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.innovation.models import Proposal, ProposalLink
from gongjiang.innovation.permissions.proposal_links import may_unlink
from gongjiang.innovation.queries.proposal_links import linkable_to, links_of
from gongjiang.innovation.queries.proposals import Desk, desk_of, proposals_visible_to
from gongjiang.innovation.queries.similar import SHOWN, find_similar, text_scope_of
from gongjiang.innovation.services.proposal_links import link_proposals, unlink_proposals
from gongjiang.kernel.periods import now, today

router = Router(tags=["proposals"])

AskedText = Annotated[str, Query(max_length=5_000)]


class SimilarProposal(Schema):
    """An earlier proposal; `likeness` is the share of the text that it has said, from 0 to 1."""

    public_id: UUID
    number: str
    title: str
    submitted_on: date
    enterprise: str
    likeness: float
    words: list[str]
    authors: list[str]


class SimilarProposals(Schema):
    items: list[SimilarProposal]


class ProposalLinkOut(Schema):
    """A link; `is_back` says that the other proposal is the earlier one."""

    public_id: UUID
    kind: ProposalLink.Kind
    other: UUID
    other_title: str
    is_back: bool
    credited: list[str]


class ProposalLinks(Schema):
    items: list[ProposalLinkOut]


class ProposalLinkIn(Schema):
    other: UUID
    kind: ProposalLink.Kind


class ProposalLinkDone(Schema):
    public_id: UUID
    ended: bool


@router.get("/similar", response={200: SimilarProposals, **REFUSALS})
def find_similar_proposals(
    request: HttpRequest,
    text: AskedText = "",
    limit: Annotated[int, Field(ge=1, le=20)] = SHOWN,
) -> dict[str, Any]:
    """Earlier proposals that have said most of a text, the likest first."""
    scope = text_scope_of(_desk(request))
    return {
        "items": [
            {
                "public_id": one.proposal.public_id,
                "number": one.proposal.number,
                "title": one.proposal.title,
                "submitted_on": one.proposal.submitted_on,
                "enterprise": one.proposal.enterprise.name,
                "likeness": round(one.likeness, 4),
                "words": list(one.words),
                "authors": list(one.authors),
            }
            for one in find_similar(text, scope, limit=limit)
        ]
    }


@router.get("/{uuid:public_id}/links", response={200: ProposalLinks, **REFUSALS})
def list_proposal_links(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """What a proposal is linked to, as far as the reader may see it."""
    desk = _desk(request)
    return {
        "items": [
            {
                "public_id": linked.link.public_id,
                "kind": linked.link.kind,
                "other": linked.other.public_id,
                "other_title": linked.other.title,
                "is_back": linked.is_back,
                "credited": list(linked.credited),
            }
            for linked in links_of(_seen(desk, public_id), desk)
        ]
    }


@router.post("/{uuid:public_id}/links", response={200: ProposalLinkDone, **WRITE_REFUSALS})
def link_proposal(
    request: HttpRequest, public_id: UUID, body: ProposalLinkIn, key: IdempotencyKey
) -> Status[Any]:
    """Link a proposal to another one of its enterprise."""
    proposal = _seen(_desk(request), public_id)
    other = get_object_or_404(linkable_to(proposal), public_id=body.other)
    return _done(
        request,
        key,
        lambda: link_proposals(
            one_id=proposal.id,
            other_id=other.id,
            kind=body.kind,
            actor=reader_of(request),
            at=now(),
        ),
    )


@router.post("/links/{uuid:public_id}/end", response={200: ProposalLinkDone, **WRITE_REFUSALS})
def end_proposal_link(request: HttpRequest, public_id: UUID, key: IdempotencyKey) -> Status[Any]:
    """End a link between two proposals of which the reader sees one."""
    desk = _desk(request)
    link = get_object_or_404(ProposalLink, public_id=public_id)
    seen = proposals_visible_to(desk).filter(id__in={link.later_id, link.earlier_id})
    get_object_or_404(seen.order_by("-id")[:1])
    may_unlink(reader_of(request), link, desk.day).require()
    return _done(
        request,
        key,
        lambda: unlink_proposals(link_id=link.id, actor=reader_of(request), at=now()),
    )


def _desk(request: HttpRequest) -> Desk:
    return desk_of(reader_of(request), today())


def _seen(desk: Desk, public_id: UUID) -> Proposal:
    return get_object_or_404(proposals_visible_to(desk), public_id=public_id)


def _done(request: HttpRequest, key: UUID, deed: Any) -> Status[Any]:
    def answer() -> dict[str, Any]:
        link: ProposalLink = deed()
        return {"public_id": str(link.public_id), "ended": link.ended_at is not None}

    return Status(200, answered_once(request, key, answer))
