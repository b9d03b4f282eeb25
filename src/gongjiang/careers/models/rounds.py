"""Promotion rounds, who sits in them, and the vacancies they fill."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.careers.models.spells import in_scale
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person


class PromotionRound(models.Model):
    """One round of an enterprise: who applies by a day is judged as of one day, all alike.

    OPEN while anybody is under way in it, then CLOSED.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", _("open")
        CLOSED = "CLOSED", _("closed")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="promotion_rounds")
    title = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day for applications
    counted_on = models.DateField()  # months, marks and certificates count as of this day
    effect_on = models.DateField()  # the day the new grades begin, unless publicity takes longer
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="promotion_round_days_in_order",
                condition=Q(closes_on__gte=F("opens_on")) & Q(effect_on__gt=F("closes_on")),
            ),
            models.CheckConstraint(
                name="promotion_round_closed_exactly_when_it_has_a_moment",
                condition=Q(state="OPEN") ^ Q(closed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="promotion_round_by_unit", fields=["enterprise", "-opens_on"])]

    def __str__(self) -> str:
        return self.title


class PanelMember(models.Model):
    """Somebody's seat in a round: the panel scores defences, the committee votes. Personal data.

    The chair of the committee writes down what it decided.
    """

    class Seat(models.TextChoices):
        PANEL = "PANEL", _("defence panel")
        COMMITTEE = "COMMITTEE", _("committee")
        CHAIR = "CHAIR", _("chair of the committee")

    round = models.ForeignKey(PromotionRound, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="panel_seats")
    seat = models.CharField(max_length=9, choices=Seat)
    named_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="panel_member_once_a_seat", fields=["round", "person", "seat"]
            ),
            models.UniqueConstraint(
                name="panel_one_chair", fields=["round"], condition=Q(seat="CHAIR")
            ),
        ]


class Vacancy(models.Model):
    """A management post to be filled. OPEN, then FILLED or WITHDRAWN, once."""

    class State(models.TextChoices):
        OPEN = "OPEN", _("open")
        FILLED = "FILLED", _("filled")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    class Origin(models.TextChoices):
        INTERNAL = "INTERNAL", _("from within")
        EXTERNAL = "EXTERNAL", _("from outside")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="vacancies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where the post stands
    title = models.CharField(max_length=120)
    grade = models.SmallIntegerField()
    opened_on = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    filled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=8, choices=Origin, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="vacancy_in_scale", condition=in_scale("grade")),
            models.CheckConstraint(
                name="vacancy_filled_by_somebody_from_somewhere",
                condition=(Q(state="FILLED", filled_by__isnull=False) & ~Q(origin=""))
                | (~Q(state="FILLED") & Q(filled_by__isnull=True, origin="")),
            ),
            models.CheckConstraint(
                name="vacancy_closed_exactly_when_it_has_a_day",
                condition=Q(state="OPEN") ^ Q(closed_on__isnull=False),
            ),
        ]
        indexes = [models.Index(name="vacancy_by_enterprise", fields=["enterprise", "state"])]

    def __str__(self) -> str:
        return self.title
