"""Lines addressed to one reader."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets


class Notice(models.Model):
    """Something a person should know, kept as a msgid and its parameters. Personal data.

    So it is read in the language the reader uses then.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)  # room.what_happened
    msgid = models.TextField()
    parameters = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    forgets = Forgets(deletes=True)

    class Meta:
        indexes = [
            models.Index(name="notice_by_person", fields=["person", "-created_at"]),
            models.Index(
                name="notice_unread", fields=["person"], condition=Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        parameters: dict[str, str | int] = self.parameters
        return gettext(self.msgid) % parameters
