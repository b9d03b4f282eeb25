"""Files attached to a row of some room."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from gongjiang.governance.models.subjects import About
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets


class Attachment(About):
    """A checked file; its bytes lie under MEDIA_ROOT by their hash. May hold personal data.

    Who may see the subject may open it.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    forgets = Forgets(about=(), deletes=True, with_subject=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="attachment_is_not_empty", condition=Q(size__gt=0)),
        ]
        indexes = [
            models.Index(name="attachment_by_subject", fields=["subject_type", "subject_id"]),
            models.Index(name="attachment_by_hash", fields=["sha256"]),
        ]

    def __str__(self) -> str:
        return self.name
