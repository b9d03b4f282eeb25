"""What is kept of what people can do."""

from gongjiang.skills.models.assessment import AssessmentPlan, Candidate, CandidateState, PlanState
from gongjiang.skills.models.certificates import (
    HIGHEST_CERTIFIED,
    HIGHLY_SKILLED,
    LOWEST_CERTIFIED,
    AppointmentEnd,
    IssuerKind,
    RevocationReason,
    SkillAppointment,
    SkillCertificate,
    SkillRank,
)
from gongjiang.skills.models.matrix import INDEPENDENT, Skill, SkillAssessment, SkillLevel
from gongjiang.skills.models.occupations import (
    Diploma,
    DiplomaLevel,
    Experience,
    Occupation,
    OccupationChange,
    PostOccupation,
)
from gongjiang.skills.models.operation import (
    OperationCertificate,
    OperationReminder,
    OperationReview,
    OperationSuspension,
)
from gongjiang.skills.models.posts import (
    PostAssignment,
    PostRequirement,
    Refusal,
    RefusalCause,
    ReleaseReason,
)
from gongjiang.skills.models.titles import (
    BridgeApplication,
    BridgeDirection,
    Title,
    TitleField,
    TitleLevel,
    WithdrawalReason,
)

__all__ = [
    "HIGHEST_CERTIFIED",
    "HIGHLY_SKILLED",
    "INDEPENDENT",
    "LOWEST_CERTIFIED",
    "AppointmentEnd",
    "AssessmentPlan",
    "BridgeApplication",
    "BridgeDirection",
    "Candidate",
    "CandidateState",
    "Diploma",
    "DiplomaLevel",
    "Experience",
    "IssuerKind",
    "Occupation",
    "OccupationChange",
    "OperationCertificate",
    "OperationReminder",
    "OperationReview",
    "OperationSuspension",
    "PlanState",
    "PostAssignment",
    "PostOccupation",
    "PostRequirement",
    "Refusal",
    "RefusalCause",
    "ReleaseReason",
    "RevocationReason",
    "Skill",
    "SkillAppointment",
    "SkillAssessment",
    "SkillCertificate",
    "SkillLevel",
    "SkillRank",
    "Title",
    "TitleField",
    "TitleLevel",
    "WithdrawalReason",
]
