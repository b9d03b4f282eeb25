"""What is kept of ideas and of what comes of them."""

from gongjiang.innovation.models.processes import Process, UnitProcess
from gongjiang.innovation.models.proposal_work import (
    DroppedIdea,
    Escalation,
    Ground,
    ProposalNote,
    ProposalReview,
    ProposalStep,
    Receipt,
)
from gongjiang.innovation.models.proposals import (
    WHOLE,
    Author,
    Implementation,
    NumberGiven,
    Proposal,
    State,
)

__all__ = [
    "WHOLE",
    "Author",
    "DroppedIdea",
    "Escalation",
    "Ground",
    "Implementation",
    "NumberGiven",
    "Process",
    "Proposal",
    "ProposalNote",
    "ProposalReview",
    "ProposalStep",
    "Receipt",
    "State",
    "UnitProcess",
]
