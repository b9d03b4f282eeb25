"""The screens that show the zone to everybody in a hall."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from gongjiang.people.models import Person


class Screen(models.Model):
    """A hall screen: a browser that shows the zone's aggregates with nobody signed in.

    An office opens it, somebody types its code at the screen, and from then on that browser
    holds a token; here stands the token's hash. It opens the hall's two addresses, nothing else,
    until an office closes the screen. No personal data but who opened and closed it.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    place = models.CharField(max_length=60)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    code_offered_at = models.DateTimeField(null=True)  # null: its code was used
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  (unique)
    paired_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # to within `services.SEEN_EVERY`
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="screen_closed_by_somebody_at_a_moment",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="screen_has_a_token_exactly_when_it_was_paired",
                condition=Q(token_hash__isnull=True, paired_at__isnull=True)
                | Q(token_hash__isnull=False, paired_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.place
