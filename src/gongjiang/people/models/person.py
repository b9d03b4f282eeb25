"""Who somebody is."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """A person: a worker, or an officer of the zone.

    Personal data: everything but the ids, and of it name, birth, national ID and phone identify.
    An erased person keeps birth year and sex, so that every figure stays as it was.
    """

    class Sex(models.TextChoices):
        FEMALE = "FEMALE", _("female")
        MALE = "MALE", _("male")

    class State(models.TextChoices):
        ACTIVE = "ACTIVE", _("active")
        RESTRICTED = "RESTRICTED", _("restricted")
        ERASED = "ERASED", _("erased")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    name = models.CharField(max_length=60, blank=True)
    name_pinyin = models.CharField(max_length=200, blank=True)
    name_initials = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=10, choices=Sex)
    birth_year = models.SmallIntegerField()
    born_on = models.DateField(null=True)
    national_id_cipher = models.TextField(blank=True)
    national_id_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  (unique unless absent)
    phone_cipher = models.TextField(blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_erased_exactly_when_nothing_identifies",
                condition=(
                    Q(state="ERASED", name="", born_on__isnull=True, national_id_cipher="")
                    & Q(national_id_hash__isnull=True, phone_cipher="", phone_hash="")
                )
                | (~Q(state="ERASED") & ~Q(name="") & Q(born_on__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="person_set_aside", fields=["id"], condition=~Q(state="ACTIVE")),
            models.Index(name="person_by_pinyin", fields=["name_pinyin", "id"]),
            models.Index(
                name="person_by_phone", fields=["phone_hash"], condition=~Q(phone_hash="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.name or _("(erased)"))
