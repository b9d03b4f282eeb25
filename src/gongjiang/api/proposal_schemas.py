"""What the API takes and answers about proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from gongjiang.api.service import Day
from gongjiang.innovation.models import WHOLE, Ground, Process, Proposal, State
from gongjiang.innovation.queries.lists import Key
from gongjiang.innovation.rules.proposals import Share, Wording
from gongjiang.innovation.services.submitting import Idea

Line = Annotated[str, Field(max_length=120)]
Text = Annotated[str, Field(max_length=4_000)]
Mark = Annotated[int, Field(ge=1, le=10)]


class ProposalPersonOut(Schema):
    public_id: UUID
    name: str


class ProposalUnitOut(Schema):
    public_id: UUID
    name: str


class ProposalSummary(Schema):
    public_id: UUID
    number: str
    kind: Proposal.Kind
    title: str
    state: State
    anonymous: bool
    enterprise: ProposalUnitOut
    unit: ProposalUnitOut
    submitted_on: date | None
    due_on: date | None
    holder_unit: ProposalUnitOut | None


class ProposalPage(Schema):
    """Rows of a list; `next` is sent as `after` to get those after them."""

    items: list[ProposalSummary]
    next: str | None


class ProposalAuthorOut(Schema):
    person: ProposalPersonOut
    share_bp: int


class ProposalStepOut(Schema):
    to_state: State
    on: date
    ground: str
    reason: str


class ProposalNoteOut(Schema):
    public_id: UUID
    private: bool
    on: date
    text: str
    replies_to: UUID | None


class ProposalOut(ProposalSummary):
    """One proposal; `authors` is empty where the reader may not see whose it is."""

    problem: str
    cause: str
    method: str
    expected: str
    reply_by: date | None
    screened_on: date | None
    decided_on: date | None
    implemented_on: date | None
    accepted_on: date | None
    closed_on: date | None
    authors: list[ProposalAuthorOut]
    steps: list[ProposalStepOut]
    notes: list[ProposalNoteOut]


class ProposalWaitingOut(Schema):
    """How long the proposals of one group waited for their answer; null: too few to tell."""

    unit: ProposalUnitOut
    count: int
    answered: int
    overdue: int
    median_days: float | None


class ProposalCohortOut(Schema):
    """What became of the proposals of one month, up to now."""

    month: date
    submitted: int
    decided: int
    in_time: int
    adopted: int
    implemented: int
    accepted: int
    closed: int
    withdrawn: int


class ProposalPeriodOut(Schema):
    """What happened in one month."""

    month: date
    submitted: int
    authors: int
    screened: int
    decided: int
    adopted: int
    implemented: int
    accepted: int
    rewarded: int
    closed: int


class ProposalNumbersOut(Schema):
    cohorts: list[ProposalCohortOut]
    periods: list[ProposalPeriodOut]


class ShareIn(Schema):
    person: UUID
    share_bp: Annotated[int, Field(ge=1, le=WHOLE)]


class WordsIn(Schema):
    kind: Proposal.Kind
    title: Line
    problem: Text = ""
    cause: Text = ""
    method: Text = ""
    expected: Text = ""
    process: Annotated[str, Field(max_length=40)] = ""

    def wording(self) -> Wording:
        return Wording(self.kind, self.title, self.problem, self.cause, self.method, self.expected)

    def its_process(self) -> Process | None:
        return Process.objects.filter(code=self.process).first() if self.process else None


class IdeaIn(WordsIn):
    """An idea; without authors it is the sender's alone. As a draft it may be unfinished."""

    authors: Annotated[list[ShareIn], Field(max_length=5)] = []
    post_facto: bool = False
    confidential: bool = False
    draft: bool = False

    def idea(self, shares: Sequence[Share]) -> Idea:
        return Idea(
            self.wording(),
            shares,
            process=self.its_process(),
            post_facto=self.post_facto,
            confidential=self.confidential,
        )


class ReasonIn(Schema):
    reason: Text = ""


class ScreeningIn(ReasonIn):
    """OK passes it on; RETURNED and REJECTED need a reason."""

    outcome: Annotated[str, Field(pattern="^(OK|RETURNED|REJECTED)$")]
    ground: Ground = Ground.OTHER


class PanelIn(Schema):
    proposals: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    reviewers: Annotated[list[UUID], Field(min_length=1, max_length=15)]
    chair: UUID


class MarksIn(Schema):
    progress: Mark
    feasibility: Mark
    benefit: Mark
    comment: Text = ""


class DecisionIn(ReasonIn):
    outcome: Annotated[str, Field(pattern="^(ADOPTED|NOT_ADOPTED|RESERVED)$")]


class StartIn(Schema):
    owner: UUID
    plan: Text
    planned_on: Day
    pilot: bool = False


class ResultIn(Schema):
    result: Text


class AcceptanceIn(Schema):
    """What was seen before and after; or, not accepted, what is missing and by when."""

    accepted: bool
    evidence: Text = ""
    reason: Text = ""
    again_on: Day | None = None


class NoteIn(Schema):
    text: Text
    private: bool = True
    replies_to: UUID | None = None


class RewardIn(Schema):
    payment_reference: Annotated[str, Field(max_length=60)]


class PublicityIn(Schema):
    text: Text = ""
    from_day: Day


class StandardIn(Schema):
    sop_reference: Line


class CodeIn(Schema):
    code: Annotated[str, Field(min_length=1, max_length=40)]


class CodeOut(Schema):
    """The only time the code is told: whoever loses it cannot find the idea again."""

    code: str


class DroppedIdeaOut(Schema):
    """Where an idea without a name stands; `state` is null until it has its number."""

    title: str
    number: str
    state: State | None
    due_on: date | None
    steps: list[ProposalStepOut]
    answers: list[str]


class ProposalDone(Schema):
    proposal: UUID
    number: str
    state: State
    due_on: date | None


class PanelDone(Schema):
    assigned: int


class NoteDone(Schema):
    note: UUID


class AppealDone(Schema):
    appeal: UUID
    reply_by: date


def as_text(key: Key | None) -> str | None:
    """The place of a row as it is sent: the day and the id."""
    return None if key is None else f"{key.day.isoformat()}_{key.id}"


def as_key(text: str) -> Key | None:
    """The place that a reader sent; None where it is none."""
    day, _, number = text.partition("_")
    try:
        return Key(datetime.strptime(day, "%Y-%m-%d").date(), int(number))  # noqa: DTZ007  (a day)
    except ValueError:
        return None


def done(proposal: Proposal) -> dict[str, Any]:
    """What a deed is answered with, as JSON can hold it."""
    return {
        "proposal": str(proposal.public_id),
        "number": proposal.number,
        "state": str(proposal.state),
        "due_on": proposal.due_on.isoformat() if proposal.due_on else None,
    }
