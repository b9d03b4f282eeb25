"""What HR records about somebody, and promotion looks at: appraisals, discipline, merits."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Mark(models.TextChoices):
    """An annual appraisal's mark, A the best."""

    A = "A", _("A excellent")
    B = "B", _("B good")
    C = "C", _("C fair")
    D = "D", _("D to improve")
    E = "E", _("E not competent")


class Recorded(models.Model):
    """Something HR entered about a person; annulled when it should not have been."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    annulled_at = models.DateTimeField(null=True)
    annulled_because = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Appraisal(Recorded):
    """The appraisal of one calendar year. Personal data."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appraisals")
    year = models.SmallIntegerField()
    mark = models.CharField(max_length=1, choices=Mark)
    decided_on = models.DateField()

    forgets = Forgets(empties={"annulled_because": GONE})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="appraisal_once_a_year",
                fields=["person", "enterprise", "year"],
                condition=Q(annulled_at__isnull=True),
            ),
        ]


class DisciplineEvent(Recorded):
    """A breach of discipline or safety. Sensitive personal data: HR, line and the person alone."""

    class Kind(models.TextChoices):
        DISCIPLINE = "DISCIPLINE", _("discipline")
        SAFETY = "SAFETY", _("safety")

    person = models.ForeignKey(Person, models.PROTECT, related_name="discipline_events")
    kind = models.CharField(max_length=10, choices=Kind)
    serious = models.BooleanField()
    occurred_on = models.DateField()
    description = models.CharField(max_length=300)

    forgets = Forgets(empties=dict.fromkeys(("annulled_because", "description"), GONE))

    class Meta:
        indexes = [models.Index(name="discipline_by_person", fields=["person", "occurred_on"])]


class Merit(Recorded):
    """A contribution or an award that no other room records, with its evidence attached."""

    class Kind(models.TextChoices):
        PROPOSAL = "PROPOSAL", _("adopted proposal")
        APPRENTICE = "APPRENTICE", _("apprentice graduated")
        COURSE = "COURSE", _("course taught")
        CONTEST = "CONTEST", _("contest place")
        AWARD = "AWARD", _("award")

    class Level(models.TextChoices):
        """Who gave it, the lowest first."""

        TEAM = "TEAM", _("team or workshop")
        ENTERPRISE = "ENTERPRISE", pgettext_lazy("award", "enterprise")
        ZONE = "ZONE", _("zone")
        CITY = "CITY", _("city")
        PROVINCE = "PROVINCE", _("province")
        NATION = "NATION", _("nation")

    person = models.ForeignKey(Person, models.PROTECT, related_name="merits")
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.CharField(max_length=10, choices=Level)
    title = models.CharField(max_length=120)
    occurred_on = models.DateField()

    forgets = Forgets(
        empties=dict.fromkeys(("annulled_because", "title"), GONE), subject="careers.merit"
    )

    class Meta:
        indexes = [models.Index(name="merit_by_person", fields=["person", "occurred_on"])]

    def __str__(self) -> str:
        return self.title
