"""Posts that need a certificate, who is on them, and who was refused."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person


class PostRequirement(Dated):
    """A post of a unit, and of all beneath it, that needs a valid operation certificate."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="post_requirements")
    post = models.CharField(max_length=60)
    kind_code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            ends_after_it_starts("post_requirement_ends_after_it_starts"),
            models.UniqueConstraint(
                name="post_requirement_one_running",
                fields=["unit", "post", "kind_code"],
                condition=Q(valid_to__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.post


class ReleaseReason(models.TextChoices):
    MOVED = "MOVED", _("moved to another post, or left")
    TAKEN_OFF = "TAKEN_OFF", _("taken off the post")
    NOT_REQUIRED = "NOT_REQUIRED", _("the post needs the certificate no longer")


class PostAssignment(Dated):
    """Somebody is on a post that needs a certificate. Personal data.

    `admitted`: the certificate was asked for first; False: they were found working there.
    """

    requirement = models.ForeignKey(PostRequirement, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="post_assignments")
    admitted = models.BooleanField()
    released_reason = models.CharField(max_length=12, choices=ReleaseReason, blank=True)

    class Meta:
        constraints = [
            ends_after_it_starts("post_assignment_ends_after_it_starts"),
            one_at_a_time("requirement_id", "person_id", name="post_assignment_one_at_a_time"),
            models.CheckConstraint(
                name="post_assignment_has_a_reason_exactly_when_it_ends",
                condition=Q(valid_to__isnull=True, released_reason="")
                | (Q(valid_to__isnull=False) & ~Q(released_reason="")),
            ),
        ]


class RefusalCause(models.TextChoices):
    ABSENT = "ABSENT", _("no such certificate")
    EXPIRED = "EXPIRED", _("expired, or its review was missed")
    SUSPENDED = "SUSPENDED", _("suspended")


class Refusal(models.Model):
    """Somebody was refused for a post, kept for whoever asks later. Personal data."""

    requirement = models.ForeignKey(PostRequirement, models.PROTECT, related_name="refusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="post_refusals")
    certificate = models.ForeignKey(
        "skills.OperationCertificate", models.SET_NULL, null=True, related_name="+"
    )  # the one that was not valid, where there was one
    because = models.CharField(max_length=10, choices=RefusalCause)
    tried_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="refusal_by_requirement", fields=["requirement", "-at"])]
