"""What can have happened to a worker's proposal.

Each entry stands at the proposal's unit and enterprise. An anonymous proposal's have no person, and
no moment of what its author did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class _ProposalFact(Fact):
    subject = "proposal"

    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalSubmitted(_ProposalFact):
    """A proposal was submitted for the first time; nobody's, for its authors have facts each.

    Attributes:
        kind_code: SUGGESTION or KAIZEN.
    """

    kind = "innovation.proposal.submitted"

    kind_code: str
    anonymous: bool


@dataclass(frozen=True, kw_only=True)
class ProposalAuthored(_ProposalFact):
    """The entry's person is one of its authors; of an anonymous one, once they claimed it.

    Attributes:
        share_bp: basis points of the whole.
    """

    kind = "innovation.proposal.authored"

    share_bp: int


@dataclass(frozen=True, kw_only=True)
class ProposalReturned(Fact):
    """It was sent back to its authors, who may mend it and submit it again."""

    kind = "innovation.proposal.returned"
    subject = "proposal_step"

    proposal_step_id: int
    proposal_id: int


@dataclass(frozen=True, kw_only=True)
class ProposalScreened(_ProposalFact):
    """The first look at it is over: OK or REJECTED."""

    kind = "innovation.proposal.screened"

    outcome: str
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class ProposalDecided(_ProposalFact):
    """Its authors have their answer: ADOPTED, NOT_ADOPTED, RESERVED, or REJECTED when screened.

    Attributes:
        in_time: decided by the day on which an answer was promised when it was submitted.
        submitted_on: the day of its first submission, by which cohorts are told.
    """

    kind = "innovation.proposal.decided"

    outcome: str
    in_time: bool
    submitted_on: date


@dataclass(frozen=True, kw_only=True)
class ProposalStarted(_ProposalFact):
    """Somebody began to put it into practice."""

    kind = "innovation.proposal.started"

    pilot: bool


@dataclass(frozen=True, kw_only=True)
class ProposalImplemented(_ProposalFact):
    """It is in practice. After a rework, a later day corrects the first."""

    kind = "innovation.proposal.implemented"

    adopted_on: date


@dataclass(frozen=True, kw_only=True)
class ProposalAccepted(_ProposalFact):
    """Somebody other than its implementer saw that it works."""

    kind = "innovation.proposal.accepted"


@dataclass(frozen=True, kw_only=True)
class ProposalClosed(_ProposalFact):
    """All is done about it, its reward paid where one was due."""

    kind = "innovation.proposal.closed"

    submitted_on: date


@dataclass(frozen=True, kw_only=True)
class ProposalWithdrawn(_ProposalFact):
    """An author took it back after it had been submitted."""

    kind = "innovation.proposal.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ProposalStandardised(_ProposalFact):
    """It became part of a standard operating procedure."""

    kind = "innovation.proposal.standardised"


@dataclass(frozen=True, kw_only=True)
class ProposalEscalated(Fact):
    """Nobody acted in time, and the next unit above was told.

    Attributes:
        state_code: the state in which it waited.
        level: 1 for the first unit above.
    """

    kind = "innovation.proposal.escalated"
    subject = "escalation"

    escalation_id: int
    proposal_id: int
    state_code: str
    level: int


@dataclass(frozen=True, kw_only=True)
class ProposalAppealed(Fact):
    """An author asked that a decision be looked at again. The entry's person is who asked."""

    kind = "innovation.proposal.appealed"
    subject = "appeal"

    appeal_id: int
    proposal_id: int
