"""How a person comes to an account: by a slip of paper, and again after losing every key."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q

from gongjiang.people.models.forgotten import Forgets
from gongjiang.people.models.person import Person


class Recovery(models.Model):
    """HR opened it because a person lost every way to sign in; somebody else must confirm it.

    Opened, then confirmed by the team leader, then used by the slip issued on it. Personal data;
    the person sees it.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="recoveries")
    reason = models.CharField(max_length=200)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    forgets = Forgets(deletes=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="recovery_takes_two_and_neither_is_the_owner",
                condition=~Q(opened_by=F("person"))
                & (
                    Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                    | (
                        Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                        & ~Q(confirmed_by=F("person"))
                        & ~Q(confirmed_by=F("opened_by"))
                    )
                ),
            ),
        ]
        indexes = [models.Index(name="recovery_by_person", fields=["person", "-opened_at"])]


class ActivationSlip(models.Model):
    """A printed QR code with which one person makes their account, once. Personal data.

    The code itself is on the paper alone; here stands its hash.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="slips")
    token_hash = models.CharField(max_length=64, unique=True)
    recovery = models.OneToOneField(Recovery, models.CASCADE, null=True, related_name="slip")
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    failures = models.SmallIntegerField(default=0)  # wrong last digits given
    redeemed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    forgets = Forgets(deletes=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="slip_one_open_for_a_person",
                fields=["person"],
                condition=Q(redeemed_at__isnull=True, voided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="slip_expires_after_it_is_issued", condition=Q(expires_at__gt=F("issued_at"))
            ),
        ]
