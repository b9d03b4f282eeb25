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
from gongjiang.innovation.models.similarity import (
    ChangedText,
    ProposalLink,
    SegmentGram,
    TextSegment,
)

__all__ = [
    "WHOLE",
    "Author",
    "ChangedText",
    "DroppedIdea",
    "Escalation",
    "Ground",
    "Implementation",
    "NumberGiven",
    "Process",
    "Proposal",
    "ProposalLink",
    "ProposalNote",
    "ProposalReview",
    "ProposalStep",
    "Receipt",
    "SegmentGram",
    "State",
    "TextSegment",
    "UnitProcess",
]
