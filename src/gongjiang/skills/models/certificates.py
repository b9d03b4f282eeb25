"""The new eight-level ladder: certificates of ranks 1 to 5, appointments of ranks 6 and 7."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets
from gongjiang.skills.models.numbers import ANONYMOUS
from gongjiang.skills.models.occupations import Occupation


class SkillRank(models.IntegerChoices):
    """The ladder, low to high (domain.md §3.1). 五级 is rank 1 and 一级 rank 5: compare ranks."""

    APPRENTICE = 0, _("apprentice")
    JUNIOR = 1, _("junior worker (grade five)")
    INTERMEDIATE = 2, _("intermediate worker (grade four)")
    SENIOR = 3, _("senior worker (grade three)")
    TECHNICIAN = 4, _("technician (grade two)")
    SENIOR_TECHNICIAN = 5, _("senior technician (grade one)")
    SPECIAL_TECHNICIAN = 6, _("special-grade technician")
    CHIEF_TECHNICIAN = 7, _("chief technician")


LOWEST_CERTIFIED, HIGHEST_CERTIFIED = SkillRank.JUNIOR, SkillRank.SENIOR_TECHNICIAN
HIGHLY_SKILLED = SkillRank.SENIOR
"""From this rank on somebody is highly skilled talent (高技能人才)."""


class IssuerKind(models.TextChoices):
    ENTERPRISE = "ENTERPRISE", _("employer's own assessment")
    SOCIAL = "SOCIAL", _("social assessor")
    AUTHORITY = "AUTHORITY", _("labour authority")
    CONTEST = "CONTEST", _("conferred by contest")


class RevocationReason(models.TextChoices):
    FRAUD = "FRAUD", _("obtained by fraud")
    ASSESSMENT_VOID = "ASSESSMENT_VOID", _("the assessment was void")
    BY_ISSUER = "BY_ISSUER", _("withdrawn by the issuer")


class SkillCertificate(models.Model):
    """A skill-level certificate of rank 1 to 5; it counts on `[issued_on, revoked_on)`.

    It is the holder's and goes with them from employer to employer. Personal data.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="skill_certificates")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    rank = models.SmallIntegerField(choices=SkillRank)
    number = models.CharField(max_length=40, unique=True)
    issuer_kind = models.CharField(max_length=12, choices=IssuerKind)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    verify_url = models.URLField(max_length=300, blank=True)
    revoked_on = models.DateField(null=True)
    revoked_reason = models.CharField(max_length=16, choices=RevocationReason, blank=True)

    forgets = Forgets(empties={"number": ANONYMOUS, "issuer": "", "verify_url": ""})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="skill_certificate_rank_is_certified", condition=Q(rank__gte=1, rank__lte=5)
            ),
            models.CheckConstraint(
                name="skill_certificate_revoked_with_a_reason_and_after_issue",
                condition=Q(revoked_on__isnull=True, revoked_reason="")
                | (Q(revoked_on__gte=F("issued_on")) & ~Q(revoked_reason="")),
            ),
        ]
        indexes = [
            models.Index(
                name="skill_certificate_by_person",
                fields=["person"],
                include=["rank", "issued_on", "revoked_on"],
            ),
            models.Index(name="skill_certificate_by_day", fields=["-issued_on", "id"]),
        ]

    def __str__(self) -> str:
        return self.number

    def counts_on(self, day: date) -> bool:
        return self.issued_on <= day and (self.revoked_on is None or day < self.revoked_on)


class AppointmentEnd(models.TextChoices):
    TERM_OVER = "TERM_OVER", _("term over")
    LEFT = "LEFT", _("left the employer")
    TAKEN_BACK = "TAKEN_BACK", _("taken back")


class SkillAppointment(Dated):
    """An employer's special-grade or chief technician (特级/首席技师), for a term. Personal data.

    It ends with the term or with the employment: it holds on the days `[valid_from, valid_to)`
    that are before `until`. `review` names the review it rests on, `listing` the province's list.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="skill_appointments")
    employer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    rank = models.SmallIntegerField(choices=SkillRank)
    until = models.DateField()  # the first day after the term
    review = models.CharField(max_length=200)
    listing = models.CharField(max_length=200, blank=True)
    end_reason = models.CharField(max_length=12, choices=AppointmentEnd, blank=True)

    forgets = Forgets(empties={"review": "", "listing": ""})

    class Meta:
        constraints = [
            ends_after_it_starts("skill_appointment_ends_after_it_starts"),
            one_at_a_time("person_id", "employer_id", name="skill_appointment_one_at_a_time"),
            models.CheckConstraint(
                name="skill_appointment_rank_is_appointed", condition=Q(rank__gte=6, rank__lte=7)
            ),
            models.CheckConstraint(
                name="skill_appointment_term_after_start",
                condition=Q(until__gt=F("valid_from"))
                & (Q(valid_to__isnull=True) | Q(valid_to__lte=F("until"))),
            ),
            models.CheckConstraint(
                name="skill_appointment_has_a_reason_exactly_when_it_ends",
                condition=Q(valid_to__isnull=True, end_reason="")
                | (Q(valid_to__isnull=False) & ~Q(end_reason="")),
            ),
        ]

    def runs_on(self, day: date) -> bool:
        return self.valid_from <= day < (self.valid_to or self.until)
