"""Who works where: employments and postings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models.forgotten import Forgets
from gongjiang.people.models.person import Person


class EmploymentKind(models.TextChoices):
    REGULAR = "REGULAR", _("regular")
    DISPATCHED = "DISPATCHED", _("dispatched")
    OUTSOURCED = "OUTSOURCED", _("outsourced")
    INTERN = "INTERN", _("intern")


class PostKind(models.TextChoices):
    PRODUCTION = "PRODUCTION", _("production")
    TECHNICAL = "TECHNICAL", _("technical")
    LOGISTICS = "LOGISTICS", _("storage and transport")
    SERVICE = "SERVICE", _("service")
    OFFICE = "OFFICE", _("office")
    MANAGEMENT = "MANAGEMENT", _("management")


class EndReason(models.TextChoices):
    RESIGNED = "RESIGNED", _("resigned")
    CONTRACT_ENDED = "CONTRACT_ENDED", _("contract ended")
    DISMISSED = "DISMISSED", _("dismissed")
    RETIRED = "RETIRED", _("retired")
    DIED = "DIED", _("died")
    TRANSFERRED = "TRANSFERRED", _("transferred within the group")
    TAKEN_ON = "TAKEN_ON", _("taken on as an employee")


class Employment(Dated):
    """A spell with one employer. Personal data.

    The employer may differ from the site, which is where the postings are (labour dispatch), and
    a person may have employments with several employers at once, never two with the same one.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="employments")
    employer = models.ForeignKey(Unit, models.PROTECT, related_name="employments")
    kind = models.CharField(max_length=12, choices=EmploymentKind)
    end_reason = models.CharField(max_length=16, choices=EndReason, blank=True)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="followed_by"
    )  # the internship this employment grew out of
    staff_number = models.CharField(max_length=30, blank=True, db_default="")  # the employer's own

    forgets = Forgets(empties={"staff_number": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="employment_staff_number_once_at_a_time",
                fields=["employer", "staff_number"],
                condition=Q(valid_to__isnull=True) & ~Q(staff_number=""),
            ),
            ends_after_it_starts("employment_ends_after_it_starts"),
            one_at_a_time("person_id", "employer_id", name="employment_once_per_employer"),
            models.CheckConstraint(
                name="employment_has_a_reason_exactly_when_it_ends",
                condition=Q(valid_to__isnull=True, end_reason="")
                | (Q(valid_to__isnull=False) & ~Q(end_reason="")),
            ),
        ]
        indexes = [models.Index(name="employment_by_employer", fields=["employer", "valid_from"])]


class Posting(Dated):
    """Where somebody works within an employment: a unit and a post. Personal data."""

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="postings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", db_index=False)
    post = models.CharField(max_length=60)
    post_kind = models.CharField(max_length=12, choices=PostKind)

    class Meta:
        constraints = [
            ends_after_it_starts("posting_ends_after_it_starts"),
            one_at_a_time("employment_id", name="posting_one_at_a_time"),
        ]
        indexes = [
            # Holds all that a headcount reads, so that it need not visit the rows themselves.
            models.Index(
                name="posting_by_unit",
                fields=["unit", "valid_from"],
                include=["valid_to", "person", "employment", "post_kind"],
            )
        ]
