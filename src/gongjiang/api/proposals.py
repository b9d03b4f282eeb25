"""Proposals: written, listed, and led through their steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from gongjiang.api.proposal_schemas import (
    CodeIn,
    CodeOut,
    DroppedIdeaOut,
    IdeaIn,
    ProposalDone,
    ProposalNumbersOut,
    ProposalOut,
    ProposalPage,
    ProposalWaitingOut,
    WordsIn,
    as_key,
    as_text,
    done,
)
from gongjiang.api.service import (
    REFUSALS,
    WRITE_REFUSALS,
    IdempotencyKey,
    answered_once,
    reader_of,
)
from gongjiang.innovation.models import Proposal, ProposalNote, State
from gongjiang.innovation.permissions import proposals as permissions
from gongjiang.innovation.queries import lists
from gongjiang.innovation.queries.proposal_numbers import cohorts, periods
from gongjiang.innovation.queries.proposals import (
    Desk,
    desk_of,
    may_see_authors,
    proposals_visible_to,
)
from gongjiang.innovation.queries.waiting_times import waiting_by_group
from gongjiang.innovation.rules.proposals import Share
from gongjiang.innovation.services import anonymous, submitting
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now, today, window_of_months
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person

router = Router(tags=["proposals"])

PageSize = Annotated[int, Field(ge=1, le=lists.MOST_A_PAGE)]
Months = Annotated[int, Field(ge=1, le=60)]


class ProposalFilter(Schema):
    """What a list is narrowed to."""

    state: State | None = None
    kind: Proposal.Kind | None = None
    overdue: bool = False
    text: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""
    after: Annotated[str, Field(max_length=40)] = ""
    page_size: PageSize = 50

    def applied(self, proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
        return lists.Filter(
            day=today(),
            states=[self.state] if self.state else [],
            kind=self.kind or "",
            overdue=self.overdue,
            text=self.text,
        ).applied(proposals)


@router.get("", response={200: ProposalPage, **REFUSALS})
def list_proposals(
    request: HttpRequest, wanted: Annotated[ProposalFilter, Query()]
) -> dict[str, Any]:
    """The proposals the reader may see, the latest first."""
    found = wanted.applied(proposals_visible_to(_desk(request)))
    return _page(lists.newest(found, limit=wanted.page_size, after=as_key(wanted.after)))


@router.get("/mine", response={200: ProposalPage, **REFUSALS})
def list_own_proposals(
    request: HttpRequest, wanted: Annotated[ProposalFilter, Query()]
) -> dict[str, Any]:
    """The reader's own, submitted ones; drafts are shown where they are written."""
    found = wanted.applied(lists.mine(reader_of(request).id))
    return _page(lists.newest(found, limit=wanted.page_size, after=as_key(wanted.after)))


@router.get("/queue", response={200: ProposalPage, **REFUSALS})
def list_proposal_queue(
    request: HttpRequest,
    wanted: Annotated[ProposalFilter, Query()],
    which: Annotated[Literal["desk", "review", "decide", "carry_out", "late"], Query()] = "desk",
) -> dict[str, Any]:
    """What waits for the reader, what is due first at its head."""
    desk = _desk(request)
    queues: dict[str, Callable[[], QuerySet[Proposal]]] = {
        "desk": lambda: lists.waiting_at(desk),
        "review": lambda: lists.to_review(desk.reader_id),
        "decide": lambda: lists.to_decide(desk.reader_id),
        "carry_out": lambda: lists.to_carry_out(desk.reader_id),
        "late": lambda: lists.gone_up_to(desk),
    }
    found = wanted.applied(queues[which]())
    return _page(lists.most_urgent(found, limit=wanted.page_size, after=as_key(wanted.after)))


@router.get("/waiting-times", response={200: list[ProposalWaitingOut], **REFUSALS})
def show_waiting_times(
    request: HttpRequest,
    months: Months = 3,
) -> list[dict[str, Any]]:
    """How long each group takes to answer, by the proposals of the last months; for everybody."""
    found = waiting_by_group(window_of_months(today(), months))
    units = Unit.objects.in_bulk(found)
    return [
        {
            "unit": units[unit],
            "count": waiting.count,
            "answered": waiting.answered,
            "overdue": waiting.overdue,
            "median_days": waiting.median_days,
        }
        for unit, waiting in sorted(found.items())
    ]


@router.get("/numbers", response={200: ProposalNumbersOut, **REFUSALS})
def show_proposal_numbers(request: HttpRequest, months: Months = 12) -> dict[str, Any]:
    """Proposals by month of submission, and by month: of the zone for its officers, else of the
    enterprises in which the reader works or holds a role."""
    desk, window = _desk(request), window_of_months(today(), months)
    units = None if desk.zones else desk.enterprises
    return {
        "cohorts": cohorts(window, unit_ids=units),
        "periods": periods(window, unit_ids=units),
    }


@router.get("/{uuid:public_id}", response={200: ProposalOut, **REFUSALS})
def show_proposal(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One proposal, if the reader may see it."""
    desk, proposal = _desk(request), seen(request, public_id)
    shown = {name: getattr(proposal, name) for name in ProposalOut.model_fields if name not in _OWN}
    with_authors = may_see_authors(desk, proposal)
    authors = proposal.authors.select_related("person")
    return {
        **shown,
        "authors": list(authors) if with_authors else [],
        "steps": list(proposal.steps.order_by("id")),
        "notes": _notes(request, proposal),
    }


@router.post("", response={201: ProposalDone, **WRITE_REFUSALS})
def submit_idea(request: HttpRequest, body: IdeaIn, key: IdempotencyKey) -> Status[Any]:
    """Write an idea down and hand it in, or keep it as a draft."""
    actor = reader_of(request)
    deed = submitting.save_draft if body.draft else submitting.submit_idea

    def submitted() -> dict[str, Any]:
        return done(deed(idea=body.idea(_shares(body)), actor=actor, at=now()))

    return Status(201, answered_once(request, key, submitted))


@router.post("/unnamed", response={200: CodeOut, **WRITE_REFUSALS})
def drop_idea(request: HttpRequest, body: WordsIn, key: IdempotencyKey) -> dict[str, str]:
    """Hand in an idea without a name, where one works; the code is told this once.

    The key is never kept: sent again, the same one gets the same code.
    """
    reader = reader_of(request)
    around = desk_of(reader, today()).enterprises
    workplaces = [one for one in around if permissions.works_in(reader.id, one, today())]
    if not workplaces:
        raise CannotDo(_("Ideas are dropped where one works."))
    code = anonymous.drop_idea(
        wording=body.wording(),
        enterprise=Unit.objects.get(id=workplaces[0]),
        reader=reader,
        key=key,
        on=today(),
        process=body.its_process(),
    )
    return {"code": code}


@router.post("/unnamed/found", response={200: DroppedIdeaOut, **WRITE_REFUSALS})
def find_dropped_idea(request: HttpRequest, body: CodeIn) -> dict[str, Any]:
    """Where an idea without a name stands, by its code; in a body, which no history keeps."""
    found = anonymous.find(body.code)
    proposal = found.proposal
    if proposal is None:
        return {**_WAITS, "title": found.title}
    said = proposal.notes.filter(audience=ProposalNote.Audience.AUTHORS)
    return {
        "title": found.title,
        "number": proposal.number,
        "state": proposal.state,
        "due_on": proposal.due_on,
        "steps": list(proposal.steps.order_by("id")),
        "answers": list(said.order_by("id").values_list("text", flat=True)),
    }


def seen(request: HttpRequest, public_id: UUID) -> Proposal:
    """A proposal that the reader may see; others are not there."""
    return get_object_or_404(
        proposals_visible_to(_desk(request)).select_related("enterprise", "unit", "holder_unit"),
        public_id=public_id,
    )


def persons(public_ids: Sequence[UUID]) -> list[Person]:
    """The persons of these ids, in their order.

    Raises:
        Http404: one of them is nobody's.
    """
    found = {person.public_id: person for person in Person.objects.filter(public_id__in=public_ids)}
    if set(found) != set(public_ids):
        raise Http404
    return [found[public_id] for public_id in public_ids]


_OWN = {"authors", "steps", "notes"}
_WAITS: dict[str, Any] = {"number": "", "state": None, "due_on": None, "steps": [], "answers": []}


def _desk(request: HttpRequest) -> Desk:
    return desk_of(reader_of(request), today())


def _page(page: lists.Page) -> dict[str, Any]:
    return {"items": page.rows, "next": as_text(page.next)}


def _shares(body: IdeaIn) -> list[Share]:
    people = persons([share.person for share in body.authors])
    return [
        Share(person.id, share.share_bp) for person, share in zip(people, body.authors, strict=True)
    ]


def _notes(request: HttpRequest, proposal: Proposal) -> list[dict[str, Any]]:
    """The lines the reader may read: to the authors; among those who decide, for those alone."""
    reader, day = reader_of(request), today()
    notes = proposal.notes.select_related("replies_to").order_by("id")
    private = permissions.may_note(reader, proposal, day, private=True)
    if not private:
        notes = notes.filter(audience=ProposalNote.Audience.AUTHORS)
        if not permissions.may_note(reader, proposal, day, private=False):
            return []
    return [
        {
            "public_id": note.public_id,
            "private": note.audience == ProposalNote.Audience.PRIVATE,
            "on": note.on,
            "text": note.text,
            "replies_to": note.replies_to.public_id if note.replies_to else None,
        }
        for note in notes
    ]
