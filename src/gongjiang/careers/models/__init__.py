"""What is kept: grades held, what HR records, promotion rounds, changes of sequence."""

from gongjiang.careers.models.changes import Conversion, Measure, Step
from gongjiang.careers.models.pipeline import (
    Export,
    ExportKind,
    KeyPosition,
    Level,
    NewBase,
    Potential,
    Readiness,
    Successor,
)
from gongjiang.careers.models.promotions import CommitteeVote, PanelScore, Promotion
from gongjiang.careers.models.records import Appraisal, DisciplineEvent, Mark, Merit
from gongjiang.careers.models.rounds import PanelMember, PromotionRound, Vacancy
from gongjiang.careers.models.simulations import Simulation
from gongjiang.careers.models.spells import (
    HIGHEST,
    LOWEST,
    Channel,
    GradeSpell,
    Reason,
    Sequence,
    SpellEnd,
    Track,
)

__all__ = [
    "HIGHEST",
    "LOWEST",
    "Appraisal",
    "Channel",
    "CommitteeVote",
    "Conversion",
    "DisciplineEvent",
    "Export",
    "ExportKind",
    "GradeSpell",
    "KeyPosition",
    "Level",
    "Mark",
    "Measure",
    "Merit",
    "NewBase",
    "PanelMember",
    "PanelScore",
    "Potential",
    "Promotion",
    "PromotionRound",
    "Readiness",
    "Reason",
    "Sequence",
    "Simulation",
    "SpellEnd",
    "Step",
    "Successor",
    "Track",
    "Vacancy",
]
