"""The steps of a proposal as deeds: screened, scored, decided, carried out, accepted, rewarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from gongjiang.api.proposal_schemas import (
    AcceptanceIn,
    AppealDone,
    DecisionIn,
    MarksIn,
    NoteDone,
    NoteIn,
    PanelDone,
    PanelIn,
    ProposalDone,
    PublicityIn,
    ReasonIn,
    ResultIn,
    RewardIn,
    ScreeningIn,
    StandardIn,
    StartIn,
    done,
)
from gongjiang.api.proposals import persons, seen
from gongjiang.api.service import WRITE_REFUSALS, IdempotencyKey, answered_once, reader_of
from gongjiang.innovation.models import Proposal
from gongjiang.innovation.services import (
    deciding,
    finishing,
    implementing,
    panels,
    proposal_appeals,
    proposal_notes,
    screening,
    submitting,
)
from gongjiang.kernel.periods import now, today

router = Router(tags=["proposals"])

ONE = "/{uuid:public_id}"
DONE = {200: ProposalDone, **WRITE_REFUSALS}


@router.post(f"{ONE}/submit", response=DONE)
def submit_proposal(request: HttpRequest, public_id: UUID, key: IdempotencyKey) -> Status[object]:
    """Hand in a draft, or one that was returned and mended."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: submitting.submit_proposal(
            proposal_id=found.id, actor=reader_of(request), at=now()
        ),
    )


@router.post(f"{ONE}/withdraw", response=DONE)
def withdraw_proposal(
    request: HttpRequest, public_id: UUID, body: ReasonIn, key: IdempotencyKey
) -> Status[object]:
    """Take back one's own proposal before it is decided."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: submitting.withdraw_proposal(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            reason=body.reason,
        ),
    )


@router.post(f"{ONE}/screen", response=DONE)
def screen_proposal(
    request: HttpRequest, public_id: UUID, body: ScreeningIn, key: IdempotencyKey
) -> Status[object]:
    """Pass a submitted proposal on, return it, or turn it down."""
    found = seen(request, public_id)

    def screened() -> Proposal:
        which: dict[str, Any] = {"proposal_id": found.id, "actor": reader_of(request), "at": now()}
        if body.outcome == "OK":
            return screening.pass_on(**which, remark=body.reason)
        deed = screening.send_back if body.outcome == "RETURNED" else screening.turn_down
        return deed(**which, ground=body.ground, reason=body.reason)

    return _moved(request, key, screened)


@router.post("/assign", response={200: PanelDone, **WRITE_REFUSALS})
def assign_panel(request: HttpRequest, body: PanelIn, key: IdempotencyKey) -> Status[object]:
    """Give proposals that lie with one unit to a panel: all of them, or none."""
    wanted = [seen(request, public_id).id for public_id in dict.fromkeys(body.proposals)]
    reviewers = [person.id for person in persons(body.reviewers)]
    [chair] = persons([body.chair])

    def assigned() -> dict[str, int]:
        given = panels.assign_panel(
            proposal_ids=wanted,
            reviewer_ids=reviewers,
            chair_id=chair.id,
            actor=reader_of(request),
            at=now(),
        )
        return {"assigned": len(given)}

    return Status(200, answered_once(request, key, assigned))


@router.post(f"{ONE}/score", response=DONE)
def score_proposal(
    request: HttpRequest, public_id: UUID, body: MarksIn, key: IdempotencyKey
) -> Status[object]:
    """Give one's marks, as a member of its panel."""
    found = seen(request, public_id)
    marks = deciding.Marks(body.progress, body.feasibility, body.benefit)

    def scored() -> Proposal:
        review = deciding.score(
            proposal_id=found.id,
            actor=reader_of(request),
            marks=marks,
            comment=body.comment,
            at=now(),
        )
        return review.proposal

    return _moved(request, key, scored)


@router.post(f"{ONE}/decide", response=DONE)
def decide_proposal(
    request: HttpRequest, public_id: UUID, body: DecisionIn, key: IdempotencyKey
) -> Status[object]:
    """Adopt it, do not adopt it, or keep it for later, as the chair of its panel."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: deciding.decide(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            outcome=body.outcome,
            reason=body.reason,
        ),
    )


@router.post(f"{ONE}/pass-up", response=DONE)
def pass_proposal_up(
    request: HttpRequest, public_id: UUID, body: ReasonIn, key: IdempotencyKey
) -> Status[object]:
    """Hand what is not in one's power to the next level."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: deciding.pass_up(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            reason=body.reason,
        ),
    )


@router.post(f"{ONE}/take-up", response=DONE)
def take_proposal_up(
    request: HttpRequest, public_id: UUID, body: ReasonIn, key: IdempotencyKey
) -> Status[object]:
    """Bring a proposal that was kept for later before a panel again."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: deciding.take_up_again(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            reason=body.reason,
        ),
    )


@router.post(f"{ONE}/start", response=DONE)
def start_proposal(
    request: HttpRequest, public_id: UUID, body: StartIn, key: IdempotencyKey
) -> Status[object]:
    """Name who carries an adopted proposal out, how, and by when."""
    found = seen(request, public_id)
    [owner] = persons([body.owner])
    return _moved(
        request,
        key,
        lambda: implementing.start(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            owner_id=owner.id,
            plan=body.plan,
            planned_on=body.planned_on,
            pilot=body.pilot,
        ),
    )


@router.post(f"{ONE}/implemented", response=DONE)
def report_proposal(
    request: HttpRequest, public_id: UUID, body: ResultIn, key: IdempotencyKey
) -> Status[object]:
    """Say, as the one who carried it out, that it is in practice."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: implementing.report_implemented(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            result=body.result,
        ),
    )


@router.post(f"{ONE}/accept", response=DONE)
def accept_proposal(
    request: HttpRequest, public_id: UUID, body: AcceptanceIn, key: IdempotencyKey
) -> Status[object]:
    """Find that it works, with evidence; or that it does not yet, with a reason and a day."""
    found = seen(request, public_id)

    def looked_at() -> Proposal:
        which: dict[str, Any] = {"proposal_id": found.id, "actor": reader_of(request), "at": now()}
        if body.accepted:
            return implementing.accept(**which, evidence=body.evidence)
        return implementing.ask_for_rework(
            **which, reason=body.reason, again_on=body.again_on or today()
        )

    return _moved(request, key, looked_at)


@router.post(f"{ONE}/publicise", response=DONE)
def publicise_reward(
    request: HttpRequest, public_id: UUID, body: PublicityIn, key: IdempotencyKey
) -> Status[object]:
    """Make a reward public before it is paid."""
    found = seen(request, public_id)

    def publicised() -> Proposal:
        finishing.publicise(
            proposal_id=found.id,
            actor=reader_of(request),
            text=body.text,
            from_day=body.from_day,
            at=now(),
        )
        return Proposal.objects.get(id=found.id)

    return _moved(request, key, publicised)


@router.post(f"{ONE}/reward", response=DONE)
def reward_proposal(
    request: HttpRequest, public_id: UUID, body: RewardIn, key: IdempotencyKey
) -> Status[object]:
    """Write down that its authors were rewarded, and by which payment."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: finishing.reward(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            payment_reference=body.payment_reference,
        ),
    )


@router.post(f"{ONE}/close", response=DONE)
def close_proposal(request: HttpRequest, public_id: UUID, key: IdempotencyKey) -> Status[object]:
    """Close what was rewarded."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: finishing.close(proposal_id=found.id, actor=reader_of(request), at=now()),
    )


@router.post(f"{ONE}/standardise", response=DONE)
def standardise_proposal(
    request: HttpRequest, public_id: UUID, body: StandardIn, key: IdempotencyKey
) -> Status[object]:
    """Write down in which procedure it lives on."""
    found = seen(request, public_id)
    return _moved(
        request,
        key,
        lambda: finishing.standardise(
            proposal_id=found.id,
            actor=reader_of(request),
            at=now(),
            sop_reference=body.sop_reference,
        ),
    )


@router.post(f"{ONE}/appeal", response={200: AppealDone, **WRITE_REFUSALS})
def appeal_against_decision(
    request: HttpRequest, public_id: UUID, body: ReasonIn, key: IdempotencyKey
) -> Status[object]:
    """Ask, as an author, that a refusal be looked at again."""
    found = seen(request, public_id)

    def appealed() -> dict[str, str]:
        made = proposal_appeals.appeal(
            proposal_id=found.id, actor=reader_of(request), reason=body.reason, at=now()
        )
        return {"appeal": str(made.public_id), "reply_by": made.reply_by.isoformat()}

    return Status(200, answered_once(request, key, appealed))


@router.post(f"{ONE}/notes", response={200: NoteDone, **WRITE_REFUSALS})
def write_proposal_note(
    request: HttpRequest, public_id: UUID, body: NoteIn, key: IdempotencyKey
) -> Status[object]:
    """Write a line among those who decide, or to the authors; or answer one."""
    found = seen(request, public_id)
    answered = (
        get_object_or_404(found.notes, public_id=body.replies_to) if body.replies_to else None
    )

    def noted() -> dict[str, str]:
        note = proposal_notes.add_note(
            proposal_id=found.id,
            actor=reader_of(request),
            text=body.text,
            private=body.private,
            replies_to=answered.id if answered else None,
            at=now(),
        )
        return {"note": str(note.public_id)}

    return Status(200, answered_once(request, key, noted))


def _moved(request: HttpRequest, key: UUID, deed: Callable[[], Proposal]) -> Status[object]:
    return Status(200, answered_once(request, key, lambda: done(deed())))
