"""Publicity periods and the objections made during them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models.subjects import About
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Publicity(About):
    """Something shown to those it concerns before it holds (公示), on `[starts_on, ends_on)`.

    OPEN, then PASSED or UPHELD (an objection was), once. Who is concerned: whoever works in the
    unit or beneath it. Personal data: text.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", _("running")
        PASSED = "PASSED", _("passed")
        UPHELD = "UPHELD", _("an objection was upheld")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    working_days = models.SmallIntegerField()
    holidays_known = models.BooleanField()  # False: some days were counted by weekends alone
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    forgets = Forgets(about=(), empties=dict.fromkeys(("title", "text"), GONE), with_subject=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="publicity_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="publicity_closed_exactly_when_it_has_a_moment",
                condition=Q(state="OPEN") ^ Q(closed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="publicity_one_open_per_subject",
                fields=["subject_type", "subject_id"],
                condition=Q(state="OPEN"),
            ),
        ]
        indexes = [models.Index(name="publicity_by_unit", fields=["unit", "-starts_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        return self.ends_on - timedelta(days=1)

    def runs_on(self, day: date) -> bool:
        return self.state == self.State.OPEN and self.starts_on <= day < self.ends_on


class Objection(models.Model):
    """What somebody says against a publicity, and what they were answered. Personal data.

    `named` False: whoever decides is not shown who made it.
    """

    publicity = models.ForeignKey(Publicity, models.PROTECT, related_name="objections")
    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named = models.BooleanField(default=True)
    text = models.TextField()
    made_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    forgets = Forgets(about=("by",), empties=dict.fromkeys(("text", "answer"), GONE))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="objection_once", fields=["publicity", "by"]),
            models.CheckConstraint(
                name="objection_answered_in_full_or_not_at_all",
                condition=Q(
                    upheld__isnull=True, answer="", answered_by=None, answered_at__isnull=True
                )
                | (
                    Q(upheld__isnull=False, answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answer="")
                ),
            ),
        ]
