"""What is kept of ideas and of what comes of them."""

from gongjiang.innovation.models.challenges import (
    Bid,
    BidScore,
    BidShare,
    Challenge,
    ChallengeJudge,
    ChallengeMilestone,
    ChallengePledge,
    ChallengeShare,
)
from gongjiang.innovation.models.five_small import FiveSmall, FiveSmallAuthor
from gongjiang.innovation.models.loop import LinkKind, LoopLink, Platform, RuleDocument
from gongjiang.innovation.models.patents import Conversion, Patent, PatentInventor
from gongjiang.innovation.models.processes import Process, UnitProcess
from gongjiang.innovation.models.projects import (
    Appraiser,
    BudgetLine,
    InnovationProject,
    Milestone,
    ProjectMember,
)
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
from gongjiang.innovation.models.rd_teams import RDTeam, RDTeamMember
from gongjiang.innovation.models.sources import Innovation
from gongjiang.innovation.models.spread import SpreadOffer, SpreadShare
from gongjiang.innovation.models.studios import (
    Studio,
    StudioEvidence,
    StudioLevel,
    StudioMeasure,
    StudioMember,
    StudioNaming,
    StudioReview,
)
from gongjiang.innovation.models.work_rooms import (
    StudioApprentice,
    StudioBudgetLine,
    StudioEquipment,
    StudioMinutes,
    StudioReport,
    StudioResult,
    StudioTopic,
)

__all__ = [
    "WHOLE",
    "Appraiser",
    "Author",
    "Bid",
    "BidScore",
    "BidShare",
    "BudgetLine",
    "Challenge",
    "ChallengeJudge",
    "ChallengeMilestone",
    "ChallengePledge",
    "ChallengeShare",
    "Conversion",
    "DroppedIdea",
    "Escalation",
    "FiveSmall",
    "FiveSmallAuthor",
    "Ground",
    "Implementation",
    "Innovation",
    "InnovationProject",
    "LinkKind",
    "LoopLink",
    "Milestone",
    "NumberGiven",
    "Patent",
    "PatentInventor",
    "Platform",
    "Process",
    "ProjectMember",
    "Proposal",
    "ProposalNote",
    "ProposalReview",
    "ProposalStep",
    "RDTeam",
    "RDTeamMember",
    "Receipt",
    "RuleDocument",
    "SpreadOffer",
    "SpreadShare",
    "State",
    "Studio",
    "StudioApprentice",
    "StudioBudgetLine",
    "StudioEquipment",
    "StudioEvidence",
    "StudioLevel",
    "StudioMeasure",
    "StudioMember",
    "StudioMinutes",
    "StudioNaming",
    "StudioReport",
    "StudioResult",
    "StudioReview",
    "StudioTopic",
    "UnitProcess",
]
