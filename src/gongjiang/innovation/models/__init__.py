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

__all__ = [
    "Award",
    "AwardShare",
    "BenefitEntry",
    "Claim",
    "Confidence",
    "CostLine",
    "Effect",
    "EffectStep",
    "Process",
    "Reading",
    "Scheme",
    "Source",
    "UnitProcess",
]
