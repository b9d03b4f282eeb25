"""Who may sign in, who holds which role, and who looked at whom."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models.forgotten import Forgets
from gongjiang.people.models.person import Person


class Accounts(BaseUserManager["Account"]):
    """Makes and finds accounts."""


class Account(AbstractBaseUser):
    """A way to sign in, usually one person's. Workers often have no e-mail: none is asked for."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(default=True)

    forgets = Forgets(deletes=True)  # with its passkeys and sessions

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Accounts] = Accounts()

    def __str__(self) -> str:
        return self.username


class Role(models.TextChoices):
    """The roles of domain.md §12. Being a worker is not a role: an employment says it."""

    TEAM_LEADER = "TEAM_LEADER", _("team leader")
    MASTER = "MASTER", _("master")
    LECTURER = "LECTURER", _("lecturer")
    HR = "HR", _("HR")
    UNION_CHAIR = "UNION_CHAIR", _("union chair")
    PARTY_SECRETARY = "PARTY_SECRETARY", _("Party secretary")
    REVIEWER = "REVIEWER", _("reviewer")
    JUDGE = "JUDGE", _("judge")
    FINANCE = "FINANCE", _("finance")
    GRID_WORKER = "GRID_WORKER", _("grid worker")
    INSTRUCTOR = "INSTRUCTOR", _("Party-building instructor")
    STATION_HEAD = "STATION_HEAD", _("station head")
    ZONE_PARTY_OFFICE = "ZONE_PARTY_OFFICE", _("zone Party office")
    ZONE_UNION = "ZONE_UNION", _("zone union office")
    REFORM_OFFICE = "REFORM_OFFICE", _("reform office")
    LEADER = "LEADER", _("zone leader")
    SYSTEM_ADMIN = "SYSTEM_ADMIN", _("system administrator")
    SECURITY_ADMIN = "SECURITY_ADMIN", _("security administrator")
    AUDITOR = "AUDITOR", _("auditor")
    PRIVACY_OFFICER = "PRIVACY_OFFICER", _("personal-information officer")


class Appointment(Dated):
    """A role held by a person at a unit; it reaches down that unit's tree. Personal data."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")

    class Meta:
        constraints = [
            ends_after_it_starts("appointment_ends_after_it_starts"),
            models.UniqueConstraint(
                name="appointment_starts_once", fields=["person", "role", "unit", "valid_from"]
            ),
        ]
        indexes = [models.Index(name="appointment_by_unit", fields=["unit", "role"])]


class AccessBasis(Dated):
    """The recorded ground on which a person may see persons, and not only aggregates, of a unit."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="access_bases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    ground = models.CharField(max_length=300)
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    forgets = Forgets(empties={"ground": ""})

    class Meta:
        constraints = [
            ends_after_it_starts("access_basis_ends_after_it_starts"),
            one_at_a_time("person_id", "unit_id", name="access_basis_one_at_a_time"),
        ]


class Look(models.Model):
    """Somebody looked at a person's data. Kept, and shown to the person. Personal data."""

    class What(models.TextChoices):
        RECORD = "RECORD", _("personal record")
        NATIONAL_ID = "NATIONAL_ID", _("national ID")
        PHONE = "PHONE", _("phone number")
        GROWTH_FILE = "GROWTH_FILE", _("growth file")

    person = models.ForeignKey(Person, models.PROTECT, related_name="looks")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, choices=What)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    on = models.DateField()

    forgets = Forgets(deletes=True)

    class Meta:
        constraints = [
            # Reading a page ten times a day is one look; opening a number is a look each time.
            models.UniqueConstraint(
                name="look_at_a_record_once_a_day",
                fields=["person", "by", "what", "on"],
                condition=Q(what__in=["RECORD", "GROWTH_FILE"]),
            ),
        ]
        indexes = [models.Index(name="look_by_person", fields=["person", "-at"])]


class Submission(models.Model):
    """One write that an account sent, and the answer it got, so that a repeat gets the same."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    key = models.UUIDField()
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="submission_once", fields=["account", "key"]),
        ]
