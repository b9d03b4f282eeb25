"""What master and apprentice may ask of HR while an agreement runs."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.mentoring.models.agreements import Agreement
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class AgreementRequest(models.Model):
    """An objection in the first month, or a wish for another master or for an early end.

    Granted or declined by HR, with an answer; an objection or an early end that is granted ends
    the agreement. Personal data.
    """

    class Kind(models.TextChoices):
        OBJECTION = "OBJECTION", _("objection")
        NEW_MASTER = "NEW_MASTER", _("another master")
        EARLY_END = "EARLY_END", _("early end")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=12, choices=Kind)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    forgets = Forgets(
        about=("agreement__apprentice", "asked_by"),
        empties=dict.fromkeys(("reason", "answer"), GONE),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_request_decided_in_full_or_not_at_all",
                condition=Q(
                    granted__isnull=True, answer="", decided_by=None, decided_on__isnull=True
                )
                | (Q(granted__isnull=False, decided_on__isnull=False) & ~Q(answer="")),
            ),
            models.UniqueConstraint(
                name="agreement_request_one_waiting_a_person",
                fields=["agreement", "asked_by"],
                condition=Q(granted__isnull=True),
            ),
        ]
