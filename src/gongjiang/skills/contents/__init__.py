"""The rules of this room that an office may change."""

from gongjiang.skills.contents.assessment import AssessmentRule
from gongjiang.skills.contents.bridge import BridgeRule, Crossing
from gongjiang.skills.contents.operation import Family, OperationKind, OperationRule
from gongjiang.skills.contents.prerequisites import Alternative, ForRank, PrerequisitesRule, Related

__all__ = [
    "Alternative",
    "AssessmentRule",
    "BridgeRule",
    "Crossing",
    "Family",
    "ForRank",
    "OperationKind",
    "OperationRule",
    "PrerequisitesRule",
    "Related",
]
