"""Operation certificates: without a valid one, nobody does the job (特种作业 and the like)."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from gongjiang.orgs.models import Dated, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets
from gongjiang.skills.models.numbers import ANONYMOUS


class OperationCertificate(models.Model):
    """A certificate for special operations, special equipment or construction. Personal data.

    `kind_code` is a kind of the rule `skills.operation_certificates`. `valid_until` and
    `review_due` are the days as they stand after the last review, both excluded; what they were
    at first is in the ledger.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="operation_certificates")
    kind_code = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    valid_until = models.DateField()
    review_due = models.DateField(null=True)
    verify_url = models.URLField(max_length=300, blank=True)

    forgets = Forgets(empties={"number": ANONYMOUS, "issuer": "", "verify_url": ""})

    class Meta:
        constraints = [
            # The number of a special-operation certificate is often the holder's own: one a kind.
            models.UniqueConstraint(
                name="operation_certificate_number_once_a_kind",
                fields=["kind_code", "number", "issued_on"],
            ),
            models.CheckConstraint(
                name="operation_certificate_days_in_order",
                condition=Q(valid_until__gt=F("issued_on"))
                & (
                    Q(review_due__isnull=True)
                    | Q(review_due__gt=F("issued_on"), review_due__lte=F("valid_until"))
                ),
            ),
        ]
        indexes = [
            models.Index(name="operation_by_person", fields=["person", "kind_code"]),
            models.Index(name="operation_by_end", fields=["valid_until"]),
            models.Index(name="operation_by_review", fields=["review_due"]),
        ]

    def __str__(self) -> str:
        return self.number


class OperationReview(models.Model):
    """A re-review (复审) or renewal: from its day on the certificate has these days."""

    certificate = models.ForeignKey(OperationCertificate, models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    valid_until = models.DateField()
    review_due = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="operation_review_once_a_day", fields=["certificate", "reviewed_on"]
            )
        ]


class OperationSuspension(Dated):
    """Days on which a certificate must not be used (暂扣). Personal data: reason."""

    certificate = models.ForeignKey(
        OperationCertificate, models.PROTECT, related_name="suspensions"
    )
    reason = models.CharField(max_length=200)

    forgets = Forgets(about=("certificate__person",), empties={"reason": ""})

    class Meta:
        constraints = [
            ends_after_it_starts("operation_suspension_ends_after_it_starts"),
            one_at_a_time("certificate_id", name="operation_suspension_one_at_a_time"),
        ]


class OperationReminder(models.Model):
    """Somebody was told that a certificate's review or end comes: once a distance and day."""

    certificate = models.ForeignKey(OperationCertificate, models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    days_before = models.SmallIntegerField()
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="operation_reminder_once", fields=["certificate", "due_on", "days_before"]
            )
        ]
