"""The assessment cycle (职业技能等级认定), from the plan to the certificate."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets
from gongjiang.skills.models.certificates import IssuerKind, SkillCertificate, SkillRank
from gongjiang.skills.models.occupations import Occupation


class PlanState(models.TextChoices):
    """In order; REVIEW is for ranks 4 and 5 alone (`rules.cycle`)."""

    PLAN_FILED = "PLAN_FILED", _("plan filed")
    ENROLLING = "ENROLLING", _("enrolling")
    QUALIFIED = "QUALIFIED", _("prerequisites checked")
    THEORY = "THEORY", _("theory held")
    PRACTICAL = "PRACTICAL", _("practical held")
    REVIEW = "REVIEW", _("overall review held")
    PUBLICITY = "PUBLICITY", _("results public")
    RESULT_FILED = "RESULT_FILED", _("results filed")
    ISSUED = "ISSUED", _("certificates issued")
    REVOKED = "REVOKED", _("revoked")


class AssessmentPlan(models.Model):
    """One assessment for one occupation and rank, run by or for an enterprise."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="assessment_plans")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    rank = models.SmallIntegerField(choices=SkillRank)
    title = models.CharField(max_length=120)
    issuer_kind = models.CharField(max_length=12, choices=IssuerKind)
    issuer = models.CharField(max_length=120)
    filing_reference = models.CharField(max_length=120)
    filed_on = models.DateField()
    enrol_until = models.DateField()  # the last day for enrolment
    result_reference = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.PLAN_FILED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assessment_plan_rank_is_certified", condition=Q(rank__gte=1, rank__lte=5)
            ),
            models.CheckConstraint(
                name="assessment_plan_filed_result_has_a_reference",
                condition=~Q(state__in=["RESULT_FILED", "ISSUED", "REVOKED"])
                | ~Q(result_reference=""),
            ),
        ]
        indexes = [models.Index(name="assessment_plan_recent", fields=["enterprise", "-filed_on"])]

    def __str__(self) -> str:
        return self.title


class CandidateState(models.TextChoices):
    ENROLLED = "ENROLLED", _("enrolled")
    QUALIFIED = "QUALIFIED", _("admitted")
    NOT_QUALIFIED = "NOT_QUALIFIED", _("prerequisites not met")
    PASSED = "PASSED", pgettext_lazy("assessment", "passed")
    FAILED = "FAILED", _("not passed")


class Candidate(models.Model):
    """A worker in an assessment: prerequisites, marks in hundredths of a point, certificate.

    `evidence` is what the prerequisite rule in force said on the day they were checked; it is
    also what an appeal is decided by. Personal data.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    plan = models.ForeignKey(AssessmentPlan, models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="candidacies")
    state = models.CharField(max_length=14, choices=CandidateState, default=CandidateState.ENROLLED)
    enrolled_on = models.DateField()
    evidence = models.JSONField(null=True)
    theory = models.SmallIntegerField(null=True)  # hundredths of a point, 0 to 10,000
    practical = models.SmallIntegerField(null=True)
    review = models.SmallIntegerField(null=True)
    certificate = models.OneToOneField(
        SkillCertificate, models.SET_NULL, null=True, related_name="candidate"
    )

    forgets = Forgets(empties={"evidence": None})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="candidate_once", fields=["plan", "person"]),
            models.CheckConstraint(
                name="candidate_marks_on_scale",
                condition=(Q(theory__isnull=True) | Q(theory__gte=0, theory__lte=10000))
                & (Q(practical__isnull=True) | Q(practical__gte=0, practical__lte=10000))
                & (Q(review__isnull=True) | Q(review__gte=0, review__lte=10000)),
            ),
            models.CheckConstraint(
                name="candidate_certified_only_when_passed",
                condition=Q(certificate__isnull=True) | Q(state="PASSED"),
            ),
        ]
        indexes = [models.Index(name="candidate_by_person", fields=["person"])]
