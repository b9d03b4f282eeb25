"""Studios, the challenge board, and ideas from elsewhere that wait for an answer."""

from __future__ import annotations

from datetime import date, datetime
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
from gongjiang.innovation.models import (
    Challenge,
    SpreadOffer,
    Studio,
    StudioLevel,
    StudioMinutes,
)
from gongjiang.innovation.permissions import challenges as challenge_permissions
from gongjiang.innovation.permissions import spread as spread_permissions
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.queries.challenges import board
from gongjiang.innovation.queries.spread import offers_visible_to, waiting_for
from gongjiang.innovation.queries.studios import reach_of, studios_visible_to
from gongjiang.innovation.services.spread import answer_offer
from gongjiang.innovation.services.work_rooms import NewMinutes, write_minutes
from gongjiang.kernel.periods import now, today
from gongjiang.people.queries.visibility import scope_of

router = Router(tags=["studios"])
challenges_router = Router(tags=["challenges"])
spread_router = Router(tags=["spread"])

Page = Annotated[int, Field(ge=1, le=100_000)]
PageSize = Annotated[int, Field(ge=1, le=200)]
PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
Text = Annotated[str, Field(min_length=1, max_length=5000, pattern=PRINTABLE)]
Reason = Annotated[str, Field(max_length=300, pattern=PRINTABLE)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]


class StudioSummary(Schema):
    public_id: UUID
    name: str
    field: str
    enterprise: str
    level: StudioLevel | None
    state: Studio.State
    standing: Studio.Standing
    named_on: date | None


class StudioPage(Schema):
    count: int
    items: list[StudioSummary]


class StudioTopicOut(Schema):
    title: str
    state: str
    due_on: date


class StudioOut(StudioSummary):
    """One studio; its topics for those who see its room."""

    results: int
    topics: list[StudioTopicOut]


class MinutesIn(Schema):
    """A meeting, a trial with its outcome, or a training; `present` counts heads."""

    kind: StudioMinutes.Kind
    held_on: Day
    present: Annotated[int, Field(ge=1, le=500)]
    text: Text
    outcome: StudioMinutes.Outcome | None = None


class MinutesDone(Schema):
    minutes: UUID


class ChallengeSummary(Schema):
    public_id: UUID
    title: str
    summary: str
    enterprise: str
    prize_fen: int
    state: Challenge.State
    secrecy: Challenge.Secrecy
    bids_until: datetime


class ChallengePage(Schema):
    count: int
    items: list[ChallengeSummary]


class MilestoneOut(Schema):
    position: int
    title: str
    due_on: date
    amount_fen: int
    state: str


class ChallengeOut(ChallengeSummary):
    """One challenge; the problem itself is empty for those who have not pledged secrecy."""

    problem: str
    solved_when: str
    milestones: list[MilestoneOut]


class OfferedIdeaOut(Schema):
    public_id: UUID
    title: str
    method: str
    process: str
    origin: str
    team: str
    due_on: date


class AnswerIn(Schema):
    """An answer to an offered idea; taking it over as it is needs no reason."""

    answer: SpreadOffer.Answer
    reason: Reason = ""


class AnswerDone(Schema):
    offer: UUID
    state: SpreadOffer.State


@router.get("", response={200: StudioPage, **REFUSALS})
def list_studios(
    request: HttpRequest,
    level: Annotated[StudioLevel | None, Query()] = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """The studios the reader may know of, by name."""
    found = studios_visible_to(reach_of(scope_of(reader_of(request), today())))
    if level is not None:
        found = found.filter(level=level)
    start = (page - 1) * page_size
    rows = found.order_by("name", "id")[start : start + page_size]
    return {"count": found.count(), "items": [_studio(row) for row in rows]}


@router.get("/{uuid:public_id}", response={200: StudioOut, **REFUSALS})
def show_studio(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One studio, if the reader may know of it."""
    reach = reach_of(scope_of(reader_of(request), today()))
    studio = get_object_or_404(studios_visible_to(reach), public_id=public_id)
    topics = studio.topics.order_by("due_on", "id") if reach.sees_room(studio) else []
    return {
        **_studio(studio),
        "results": studio.results.count(),
        "topics": [
            {"title": topic.title, "state": topic.state, "due_on": topic.due_on} for topic in topics
        ],
    }


@router.post("/{uuid:public_id}/minutes", response={200: MinutesDone, **WRITE_REFUSALS})
def write_studio_minutes(
    request: HttpRequest, public_id: UUID, body: MinutesIn, key: IdempotencyKey
) -> Status[Any]:
    """Write down what was done, as a member."""
    reader, day = reader_of(request), today()
    reach = reach_of(scope_of(reader, day))
    studio = get_object_or_404(studios_visible_to(reach), public_id=public_id)
    permissions.may_work(reader, studio, day).require()
    new = NewMinutes(
        kind=body.kind,
        held_on=body.held_on,
        present=body.present,
        text=body.text,
        outcome=body.outcome or "",
    )

    def deed() -> dict[str, Any]:
        written = write_minutes(studio_id=studio.id, new=new, actor=reader, at=now())
        return {"minutes": str(written.public_id)}

    return Status(200, answered_once(request, key, deed))


@challenges_router.get("", response={200: ChallengePage, **REFUSALS})
def list_challenges(
    request: HttpRequest,
    state: Annotated[Challenge.State | None, Query()] = None,
    page: Page = 1,
    page_size: PageSize = 50,
) -> dict[str, Any]:
    """Every challenge of the zone, the latest first; nothing of the bids."""
    reader_of(request)
    found = board()
    if state is not None:
        found = found.filter(state=state)
    start = (page - 1) * page_size
    rows = found.order_by("-posted_on", "-id")[start : start + page_size]
    return {"count": found.count(), "items": [_challenge(row) for row in rows]}


@challenges_router.get("/{uuid:public_id}", response={200: ChallengeOut, **REFUSALS})
def show_challenge(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    """One challenge with its milestones; the problem to those who may read it."""
    reader = reader_of(request)
    challenge = get_object_or_404(board(), public_id=public_id)
    reads = challenge_permissions.may_read_problem(reader, challenge, today())
    return {
        **_challenge(challenge),
        "problem": challenge.problem if reads else "",
        "solved_when": challenge.solved_when,
        "milestones": [
            {
                "position": step.position,
                "title": step.title,
                "due_on": step.due_on,
                "amount_fen": step.amount_fen,
                "state": step.state,
            }
            for step in challenge.milestones.order_by("position")
        ],
    }


@spread_router.get("/waiting", response={200: list[OfferedIdeaOut], **REFUSALS})
def list_offered_ideas(request: HttpRequest) -> list[dict[str, Any]]:
    """The ideas from elsewhere that wait for the reader's answer, the most urgent first."""
    return [
        {
            "public_id": offer.public_id,
            "title": offer.proposal.title,
            "method": offer.proposal.method,
            "process": offer.proposal.process.name if offer.proposal.process else "",
            "origin": offer.proposal.enterprise.name,
            "team": offer.unit.name,
            "due_on": offer.due_on,
        }
        for offer in waiting_for(scope_of(reader_of(request), today()))[:200]
    ]


@spread_router.post("/{uuid:public_id}/answer", response={200: AnswerDone, **WRITE_REFUSALS})
def answer_offered_idea(
    request: HttpRequest, public_id: UUID, body: AnswerIn, key: IdempotencyKey
) -> Status[Any]:
    """Take an offered idea over, adapt it, or say why it does not fit."""
    reader, day = reader_of(request), today()
    offer = get_object_or_404(offers_visible_to(scope_of(reader, day)), public_id=public_id)
    spread_permissions.may_answer(reader, offer, day).require()

    def deed() -> dict[str, Any]:
        answered = answer_offer(
            offer_id=offer.id, answer=body.answer, reason=body.reason, actor=reader, at=now()
        )
        return {"offer": str(answered.public_id), "state": answered.state}

    return Status(200, answered_once(request, key, deed))


def _studio(studio: Studio) -> dict[str, Any]:
    return {
        "public_id": studio.public_id,
        "name": studio.name,
        "field": studio.field,
        "enterprise": studio.enterprise.name,
        "level": studio.level or None,
        "state": studio.state,
        "standing": studio.standing,
        "named_on": studio.named_on,
    }


def _challenge(challenge: Challenge) -> dict[str, Any]:
    names = ("public_id", "title", "summary", "prize_fen", "state", "secrecy", "bids_until")
    return {
        **{name: getattr(challenge, name) for name in names},
        "enterprise": challenge.enterprise.name,
    }
