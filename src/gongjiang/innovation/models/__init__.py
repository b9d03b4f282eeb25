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
from gongjiang.innovation.models.processes import Process, UnitProcess
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
    "Bid",
    "BidScore",
    "BidShare",
    "Challenge",
    "ChallengeJudge",
    "ChallengeMilestone",
    "ChallengePledge",
    "ChallengeShare",
    "Process",
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
