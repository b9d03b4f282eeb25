"""What is kept of ideas and of what comes of them."""

from gongjiang.innovation.models.awards import Award, AwardShare, Scheme
from gongjiang.innovation.models.benefits import (
    BenefitEntry,
    Claim,
    Confidence,
    CostLine,
    Effect,
    EffectStep,
    Reading,
    Source,
)
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
    "Award",
    "AwardShare",
    "BenefitEntry",
    "Claim",
    "Confidence",
    "CostLine",
    "DroppedIdea",
    "Effect",
    "EffectStep",
    "Escalation",
    "Ground",
    "Implementation",
    "NumberGiven",
    "Process",
    "Proposal",
    "ProposalNote",
    "ProposalReview",
    "ProposalStep",
    "Reading",
    "Receipt",
    "Scheme",
    "Source",
    "State",
    "UnitProcess",
]
