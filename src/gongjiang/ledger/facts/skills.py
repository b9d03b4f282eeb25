"""What can have happened to what people can do: certificates, titles, posts, the skill matrix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class SkillCertified(Fact):
    """A skill-level certificate was issued to the person; the day is the one it bears.

    The entry's unit is the team the holder worked in on that day, none where they did not.
    """

    kind = "skills.certificate.issued"
    subject = "certificate"

    certificate_id: int
    occupation: str
    rank: int
    issuer_kind: str


@dataclass(frozen=True, kw_only=True)
class SkillCertificateRevoked(Fact):
    """A skill-level certificate counts no longer, from the entry's day on."""

    kind = "skills.certificate.revoked"
    subject = "certificate"

    certificate_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class SkillAppointed(Fact):
    """An employer appointed a master of rank 6 or 7 for a term; `until` is excluded."""

    kind = "skills.appointment.made"
    subject = "appointment"

    appointment_id: int
    occupation: str
    rank: int
    until: date


@dataclass(frozen=True, kw_only=True)
class SkillAppointmentEnded(Fact):
    """An appointment ended: its term was over, the holder left, or it was taken back."""

    kind = "skills.appointment.ended"
    subject = "appointment"

    appointment_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TitleConferred(Fact):
    """A professional title (职称) was conferred, level 0 to 4, in a field (a code)."""

    kind = "skills.title.conferred"
    subject = "title"

    title_id: int
    level: int
    field: str


@dataclass(frozen=True, kw_only=True)
class TitleWithdrawn(Fact):
    """A professional title counts no longer, from the entry's day on."""

    kind = "skills.title.withdrawn"
    subject = "title"

    title_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class BridgeApplied(Fact):
    """Somebody used their right to apply for a title by rank, or for a rank by title."""

    kind = "skills.bridge.applied"
    subject = "application"

    application_id: int
    direction: str
    target: int


@dataclass(frozen=True, kw_only=True)
class BridgeForwarded(Fact):
    """The employer passed an application on to the body that decides it."""

    kind = "skills.bridge.forwarded"
    subject = "application"

    application_id: int


@dataclass(frozen=True, kw_only=True)
class BridgeDecided(Fact):
    """The body decided an application; a title or certificate it led to has a fact of its own."""

    kind = "skills.bridge.decided"
    subject = "application"

    application_id: int
    granted: bool


@dataclass(frozen=True, kw_only=True)
class BridgeWithdrawn(Fact):
    """The applicant took an application back."""

    kind = "skills.bridge.withdrawn"
    subject = "application"

    application_id: int


@dataclass(frozen=True, kw_only=True)
class OperationCertified(Fact):
    """An operation certificate was issued; `valid_until` and `review_due` are excluded."""

    kind = "skills.operation_certificate.issued"
    subject = "certificate"

    certificate_id: int
    kind_code: str
    valid_until: date
    review_due: date | None


@dataclass(frozen=True, kw_only=True)
class OperationReviewed(Fact):
    """An operation certificate was reviewed or renewed: its days from now on."""

    kind = "skills.operation_certificate.reviewed"
    subject = "review"

    review_id: int
    certificate_id: int
    kind_code: str
    valid_until: date
    review_due: date | None


@dataclass(frozen=True, kw_only=True)
class OperationSuspended(Fact):
    """An operation certificate is not valid until it is restored."""

    kind = "skills.operation_certificate.suspended"
    subject = "suspension"

    suspension_id: int
    certificate_id: int
    kind_code: str
    valid_until: date
    review_due: date | None


@dataclass(frozen=True, kw_only=True)
class OperationRestored(Fact):
    """A suspension is over; the certificate's own days were not changed by it."""

    kind = "skills.operation_certificate.restored"
    subject = "suspension"

    suspension_id: int
    certificate_id: int
    kind_code: str
    valid_until: date
    review_due: date | None


@dataclass(frozen=True, kw_only=True)
class PostRequired(Fact):
    """A post of the entry's unit needs a valid operation certificate of a kind from now on."""

    kind = "skills.post.required"
    subject = "requirement"

    requirement_id: int
    kind_code: str


@dataclass(frozen=True, kw_only=True)
class PostRequirementEnded(Fact):
    """A post needs the certificate no longer."""

    kind = "skills.post.requirement_ended"
    subject = "requirement"

    requirement_id: int
    kind_code: str


@dataclass(frozen=True, kw_only=True)
class PostAssigned(Fact):
    """A person came to a post that needs a certificate.

    `admitted` False: they were found working there, whether or not they hold one.
    """

    kind = "skills.post.assigned"
    subject = "assignment"

    assignment_id: int
    requirement_id: int
    kind_code: str
    admitted: bool


@dataclass(frozen=True, kw_only=True)
class PostReleased(Fact):
    """A person is on such a post no longer."""

    kind = "skills.post.released"
    subject = "assignment"

    assignment_id: int
    kind_code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PostRefused(Fact):
    """A person was refused for a post, because the certificate it needs was not valid."""

    kind = "skills.post.refused"
    subject = "refusal"

    refusal_id: int
    requirement: int
    kind_code: str
    because: str


@dataclass(frozen=True, kw_only=True)
class SkillAssessed(Fact):
    """Somebody's level (0 to 4) in a skill of the matrix was assessed; it holds until the next."""

    kind = "skills.matrix.assessed"
    subject = "assessment"

    assessment_id: int
    skill_id: int
    level: int


@dataclass(frozen=True, kw_only=True)
class OccupationChanged(Fact):
    """An occupation was ADDED to the classification, or NAMED as that of a post of the entry's
    unit."""

    kind = "skills.occupation.changed"
    subject = "occupation_change"

    occupation_change_id: int
    what: str
    occupation: str


@dataclass(frozen=True, kw_only=True)
class ExperienceRecorded(Fact):
    """Work in an occupation elsewhere was proven; the entry's day is its first day."""

    kind = "skills.experience.recorded"
    subject = "experience"

    experience_id: int
    occupation: str
    until: date | None


@dataclass(frozen=True, kw_only=True)
class DiplomaRecorded(Fact):
    """A diploma was recorded; the entry's day is the one it bears."""

    kind = "skills.diploma.recorded"
    subject = "diploma"

    diploma_id: int
    level: str


@dataclass(frozen=True, kw_only=True)
class PlanFiled(Fact):
    """An enterprise filed the plan of a skill-level assessment (认定)."""

    kind = "skills.assessment.plan_filed"
    subject = "plan"

    plan_id: int
    occupation: str
    rank: int


@dataclass(frozen=True, kw_only=True)
class EnrolmentOpened(Fact):
    """Workers can enrol for the assessment."""

    kind = "skills.assessment.enrolment_opened"
    subject = "plan"

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class CandidatesQualified(Fact):
    """Every enrolled candidate's prerequisites were checked."""

    kind = "skills.assessment.qualified"
    subject = "plan"

    plan_id: int
    qualified: int


@dataclass(frozen=True, kw_only=True)
class TheoryHeld(Fact):
    """The theory part was held and marked."""

    kind = "skills.assessment.theory_held"
    subject = "plan"

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class PracticalHeld(Fact):
    """The practical part was held and marked."""

    kind = "skills.assessment.practical_held"
    subject = "plan"

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class OverallReviewHeld(Fact):
    """The overall review (综合评审) of ranks 4 and 5 was held and marked."""

    kind = "skills.assessment.reviewed"
    subject = "plan"

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class ResultsMadePublic(Fact):
    """The results are public, and can be objected to."""

    kind = "skills.assessment.made_public"
    subject = "plan"

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class ResultsFiled(Fact):
    """The results were filed with the authority."""

    kind = "skills.assessment.result_filed"
    subject = "plan"

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class CertificatesIssued(Fact):
    """Those who passed got their certificates, each with a fact of its own."""

    kind = "skills.assessment.issued"
    subject = "plan"

    plan_id: int
    certificates: int


@dataclass(frozen=True, kw_only=True)
class AssessmentRevoked(Fact):
    """The assessment was void; each of its certificates was revoked."""

    kind = "skills.assessment.revoked"
    subject = "plan"

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateEnrolled(Fact):
    """A worker enrolled for an assessment."""

    kind = "skills.candidate.enrolled"
    subject = "candidate"

    candidate_id: int
    plan_id: int


@dataclass(frozen=True, kw_only=True)
class CandidateChecked(Fact):
    """A candidate's prerequisites were checked, and held or not."""

    kind = "skills.candidate.checked"
    subject = "candidate"

    candidate_id: int
    plan_id: int
    qualified: bool


@dataclass(frozen=True, kw_only=True)
class CandidateMarked(Fact):
    """A candidate passed or failed: every part of the assessment counts."""

    kind = "skills.candidate.marked"
    subject = "candidate"

    candidate_id: int
    plan_id: int
    passed: bool
