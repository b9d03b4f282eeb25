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
from gongjiang.innovation.models.rd_teams import RDTeam, RDTeamMember
from gongjiang.innovation.models.sources import Innovation

__all__ = [
    "Appraiser",
    "Award",
    "AwardShare",
    "BenefitEntry",
    "BudgetLine",
    "Claim",
    "Confidence",
    "Conversion",
    "CostLine",
    "Effect",
    "EffectStep",
    "FiveSmall",
    "FiveSmallAuthor",
    "Innovation",
    "InnovationProject",
    "LinkKind",
    "LoopLink",
    "Milestone",
    "Patent",
    "PatentInventor",
    "Platform",
    "Process",
    "ProjectMember",
    "RDTeam",
    "RDTeamMember",
    "Reading",
    "RuleDocument",
    "Scheme",
    "Source",
    "UnitProcess",
]
