"""Patents, their inventors, and results put to use."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.innovation.models.projects import InnovationProject
from gongjiang.innovation.models.rd_teams import RDTeam
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Patent(models.Model):
    """A patent or an application for one. Personal data: who keeps it and why it ended.

    FILED, ACCEPTED; an invention is PUBLISHED and EXAMINED; GRANTED, MAINTAINED by its annual
    fees; LAPSED (fee not paid, given up, withdrawn or rejected) or INVALID (declared so).
    Only from `granted_on` does it count, and it has counted even when it lapses later.
    """

    class Kind(models.TextChoices):
        INVENTION = "INVENTION", _("invention")
        UTILITY = "UTILITY", _("utility model")
        DESIGN = "DESIGN", _("design")

    class State(models.TextChoices):
        FILED = "FILED", _("filed")
        ACCEPTED = "ACCEPTED", _("accepted for examination")
        PUBLISHED = "PUBLISHED", _("published")
        EXAMINED = "EXAMINED", _("examined in substance")
        GRANTED = "GRANTED", pgettext_lazy("patent", "granted")
        MAINTAINED = "MAINTAINED", _("maintained")
        LAPSED = "LAPSED", _("lapsed")
        INVALID = "INVALID", _("declared invalid")

    IN_FORCE = (State.GRANTED, State.MAINTAINED)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # first inventor's team then
    kind = models.CharField(max_length=9, choices=Kind)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.FILED)
    # As in 201710601862.3: year, kind, serial, and a check digit. Empty until the office gave it.
    application_number = models.CharField(max_length=14, blank=True)
    filed_on = models.DateField()
    accepted_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    examined_on = models.DateField(null=True)
    granted_on = models.DateField(null=True)
    fee_due_on = models.DateField(null=True)  # of the next annual fee, while it is in force
    fee_reminded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    project = models.ForeignKey(
        InnovationProject, models.PROTECT, null=True, related_name="patents"
    )
    rd_team = models.ForeignKey(RDTeam, models.PROTECT, null=True, related_name="patents")
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    forgets = Forgets(
        about=("registered_by",), empties={"end_reason": GONE}, subject="innovation.patent"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="patent_published_and_examined_only_as_an_invention",
                condition=Q(kind="INVENTION")
                | (
                    Q(published_on__isnull=True, examined_on__isnull=True)
                    & ~Q(state__in=["PUBLISHED", "EXAMINED"])
                ),
            ),
            models.CheckConstraint(
                name="patent_in_force_only_when_granted",
                condition=~Q(state__in=["GRANTED", "MAINTAINED", "INVALID"])
                | Q(granted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="patent_not_granted_before_its_time",
                condition=~Q(state__in=["FILED", "ACCEPTED", "PUBLISHED", "EXAMINED"])
                | Q(granted_on__isnull=True),
            ),
            models.CheckConstraint(
                name="patent_granted_with_a_number",
                condition=Q(granted_on__isnull=True) | ~Q(application_number=""),
            ),
            models.CheckConstraint(
                name="patent_over_exactly_with_a_day_and_a_reason",
                condition=(
                    Q(state__in=["LAPSED", "INVALID"], ended_on__isnull=False) & ~Q(end_reason="")
                )
                | (~Q(state__in=["LAPSED", "INVALID"]) & Q(ended_on__isnull=True)),
            ),
            models.UniqueConstraint(
                name="patent_application_number_once",
                fields=["application_number"],
                condition=~Q(application_number=""),
            ),
        ]
        indexes = [
            models.Index(name="patent_by_enterprise", fields=["enterprise", "state"]),
            models.Index(name="patent_by_fee", fields=["fee_due_on"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def counts(self) -> bool:
        """Whether it has been granted (授权); what was declared invalid never was."""
        return self.granted_on is not None and self.state != self.State.INVALID


class PatentInventor(models.Model):
    """An inventor's share; the shares are together 10,000. Personal data."""

    patent = models.ForeignKey(Patent, models.PROTECT, related_name="inventors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="patents")
    share_bp = models.IntegerField()
    position = models.SmallIntegerField()  # from 1, the first inventor

    class Meta:
        constraints = [
            models.UniqueConstraint(name="patent_inventor_once", fields=["patent", "person"]),
            models.UniqueConstraint(name="patent_position_once", fields=["patent", "position"]),
            models.CheckConstraint(
                name="patent_share_in_range", condition=Q(share_bp__gt=0, share_bp__lte=10_000)
            ),
        ]
        indexes = [models.Index(name="patent_inventor_by_person", fields=["person"])]


class Conversion(models.Model):
    """A patent or a project's result put to use (成果转化), and what it brought."""

    class Kind(models.TextChoices):
        TRANSFER = "TRANSFER", pgettext_lazy("conversion", "transferred")
        LICENCE = "LICENCE", _("licensed")
        SHARES = "SHARES", _("brought in for shares")
        OWN_USE = "OWN_USE", _("used by the enterprise itself")

    WITH_A_CONTRACT = (Kind.TRANSFER, Kind.LICENCE, Kind.SHARES)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    patent = models.ForeignKey(Patent, models.PROTECT, null=True, related_name="conversions")
    project = models.ForeignKey(
        InnovationProject, models.PROTECT, null=True, related_name="conversions"
    )
    counterparty = models.CharField(max_length=120, blank=True)  # an enterprise; none for own use
    income_fen = models.BigIntegerField()  # net income; for own use the operating profit from it
    agreed_on = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    synthetic = models.BooleanField(default=False)

    forgets = Forgets(
        about=("recorded_by",), empties={"counterparty": GONE}, subject="innovation.conversion"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="conversion_of_one_thing",
                condition=Q(patent__isnull=True) ^ Q(project__isnull=True),
            ),
            models.CheckConstraint(
                name="conversion_brings_no_loss", condition=Q(income_fen__gte=0)
            ),
            models.CheckConstraint(
                name="conversion_to_somebody_unless_own_use",
                condition=Q(kind="OWN_USE", counterparty="")
                | (~Q(kind="OWN_USE") & ~Q(counterparty="")),
            ),
        ]
        indexes = [models.Index(name="conversion_by_enterprise", fields=["enterprise"])]
