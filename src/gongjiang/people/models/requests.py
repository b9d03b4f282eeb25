"""What people ask about their own data: put it right, forget it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.people.models.forgotten import Forgets
from gongjiang.people.models.person import Person
from gongjiang.people.models.work import Employment

REFERENCE = 8


class CorrectionRequest(models.Model):
    """A person says that something recorded about them is wrong; HR decides.

    OPEN, then ACCEPTED, REFUSED or WITHDRAWN, once. Personal data: all of it; the wanted value is
    encrypted, whatever it is.
    """

    class Field(models.TextChoices):
        NAME = "NAME", _("personal name")
        SEX = "SEX", _("sex")
        BORN_ON = "BORN_ON", _("day of birth")
        NATIONAL_ID = "NATIONAL_ID", _("national ID")
        PHONE = "PHONE", _("phone number")
        EMPLOYMENT_START = "EMPLOYMENT_START", _("first day of an employment")
        EMPLOYMENT_END = "EMPLOYMENT_END", _("first day after an employment")

    class State(models.TextChoices):
        OPEN = "OPEN", _("waiting")
        ACCEPTED = "ACCEPTED", _("put right")
        REFUSED = "REFUSED", _("refused")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="correction_requests")
    field = models.CharField(max_length=20, choices=Field)
    employment = models.ForeignKey(Employment, models.PROTECT, null=True, related_name="+")
    wanted_cipher = models.TextField()
    reason = models.CharField(max_length=400)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=400, blank=True)

    forgets = Forgets(deletes=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="correction_names_an_employment_exactly_when_it_is_about_one",
                condition=Q(field__startswith="EMPLOYMENT") ^ Q(employment__isnull=True),
            ),
            models.CheckConstraint(
                name="correction_decided_exactly_when_it_has_a_moment",
                condition=Q(state="OPEN") ^ Q(decided_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="correction_by_state", fields=["state", "due_on"])]


class ErasureRequest(models.Model):
    """Somebody's record is to be forgotten; the personal-information officer decides.

    OPEN, then RESTRICTED (kept, and shown to nobody) and at last ERASED, or REFUSED or WITHDRAWN.
    Personal data until erased.
    """

    class Ground(models.TextChoices):
        ASKED = "ASKED", _("the person asked")
        RETENTION = "RETENTION", _("the time to keep it is over")

    class State(models.TextChoices):
        OPEN = "OPEN", _("waiting")
        RESTRICTED = "RESTRICTED", _("restricted")
        ERASED = "ERASED", _("erased")
        REFUSED = "REFUSED", _("refused")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="erasure_requests")
    ground = models.CharField(max_length=12, choices=Ground)
    reason = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=400, blank=True)

    forgets = Forgets(empties={"reason": "", "answer": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="erasure_one_running_for_a_person",
                fields=["person"],
                condition=Q(state__in=["OPEN", "RESTRICTED"]),
            ),
            models.CheckConstraint(
                name="erasure_decided_exactly_when_it_has_a_moment",
                condition=Q(state="OPEN") ^ Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="erasure_erased_exactly_when_it_has_a_moment",
                condition=Q(state="ERASED") ^ Q(erased_at__isnull=True),
            ),
        ]
        indexes = [models.Index(name="erasure_by_state", fields=["state", "due_on"])]

    @property
    def reference(self) -> str:
        """What the officer calls the request by, who decides without learning the name."""
        return self.public_id.hex[:REFERENCE].upper()
