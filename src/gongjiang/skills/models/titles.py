"""Professional titles, and the bridge between them and the skill ladder."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets
from gongjiang.skills.models.occupations import Occupation


class TitleLevel(models.IntegerChoices):
    """Low to high (domain.md §3.2); the first two are 初级."""

    TECHNICIAN = 0, _("technician level")
    ASSISTANT = 1, _("assistant level")
    INTERMEDIATE = 2, _("intermediate level")
    ASSOCIATE_SENIOR = 3, _("associate senior level")
    FULL_SENIOR = 4, _("full senior level")


class TitleField(models.TextChoices):
    ENGINEERING = "ENGINEERING", _("engineering")
    ECONOMICS = "ECONOMICS", _("economics")
    ACCOUNTING = "ACCOUNTING", _("accounting")
    STATISTICS = "STATISTICS", _("statistics")
    TEACHING = "TEACHING", _("technical-school teaching")
    RESEARCH = "RESEARCH", _("research")
    HEALTH = "HEALTH", _("health")
    OTHER = "OTHER", _("another field")


class WithdrawalReason(models.TextChoices):
    FRAUD = "FRAUD", _("obtained by fraud")
    BY_ISSUER = "BY_ISSUER", _("withdrawn by the issuer")


class Title(models.Model):
    """A professional title (职称); it counts on `[conferred_on, withdrawn_on)`. Personal data."""

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="titles")
    level = models.SmallIntegerField(choices=TitleLevel)
    field = models.CharField(max_length=12, choices=TitleField)
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=40, blank=True)
    issuer = models.CharField(max_length=120)
    conferred_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_reason = models.CharField(max_length=12, choices=WithdrawalReason, blank=True)

    forgets = Forgets(empties={"name": "", "number": "", "issuer": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="title_number_once", fields=["number"], condition=~Q(number="")
            ),
            models.UniqueConstraint(
                name="title_conferred_once", fields=["person", "field", "level", "conferred_on"]
            ),
            models.CheckConstraint(
                name="title_withdrawn_with_a_reason_and_after_conferral",
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_on__gte=F("conferred_on")) & ~Q(withdrawn_reason="")),
            ),
        ]
        indexes = [
            models.Index(
                name="title_by_person",
                fields=["person"],
                include=["level", "conferred_on", "withdrawn_on"],
            )
        ]

    def __str__(self) -> str:
        return self.name


class BridgeDirection(models.TextChoices):
    TO_TITLE = "TO_TITLE", _("from a skill rank to a title")
    TO_RANK = "TO_RANK", _("from a title to a skill rank")


class BridgeApplication(models.Model):
    """Somebody uses the bridge (贯通): a right to apply, never a title. Personal data.

    APPLIED, FORWARDED by the employer, then GRANTED or DECLINED by the body that decides; or
    WITHDRAWN before that. What was granted is recorded as a title or certificate of its own.
    `evidence` is what the rule in force found on the day of the application.
    """

    class State(models.TextChoices):
        APPLIED = "APPLIED", pgettext_lazy("promotion", "applied")
        FORWARDED = "FORWARDED", _("passed on")
        GRANTED = "GRANTED", _("granted")
        DECLINED = "DECLINED", _("declined")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    WAITING = (State.APPLIED, State.FORWARDED)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="bridge_applications")
    direction = models.CharField(max_length=8, choices=BridgeDirection)
    target = models.SmallIntegerField()  # a TitleLevel or a SkillRank, by the direction
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    evidence = models.JSONField()
    rule_version = models.CharField(max_length=20)
    applied_on = models.DateField()
    forwarded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)

    forgets = Forgets(empties={"evidence": {}})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="bridge_one_waiting",
                fields=["person", "direction"],
                condition=Q(state__in=["APPLIED", "FORWARDED"]),
            ),
            models.CheckConstraint(
                name="bridge_ended_exactly_when_it_has_a_day",
                condition=Q(state__in=["APPLIED", "FORWARDED"]) ^ Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="bridge_forwarded_exactly_when_it_has_a_day",
                condition=Q(state="WITHDRAWN")
                | (Q(state="APPLIED") ^ Q(forwarded_on__isnull=False)),
            ),
        ]
