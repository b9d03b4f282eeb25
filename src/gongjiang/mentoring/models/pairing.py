"""Proposals of pairs, for HR to accept line by line."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.mentoring.models.agreements import Agreement
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets


class PairingRun(models.Model):
    """One proposal for an enterprise: who might teach whom, as of one moment.

    Goal, goals and term are those of the agreements that its lines become.
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Agreement.Kind)
    goal = models.CharField(max_length=200)
    goals = models.JSONField()  # titles, in order
    term_months = models.SmallIntegerField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="pairing_run_latest", fields=["enterprise", "-made_at"])]


class PairingLine(models.Model):
    """One apprentice with the master proposed, the points and why. Personal data.

    `reasons` are points by what gives them; each of `others`, the next best, holds its master's id,
    points, reasons and whether that master's places went to others. Without a master: nobody who
    may teach this apprentice has a place left.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", _("waits for a decision")
        ACCEPTED = "ACCEPTED", _("accepted")
        DECLINED = "DECLINED", _("left aside")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    run = models.ForeignKey(PairingRun, models.CASCADE, related_name="lines")
    apprentice = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    master = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    points = models.SmallIntegerField()
    reasons = models.JSONField(default=dict)
    others = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")

    forgets = Forgets(about=("apprentice", "master"), empties={"reasons": {}, "others": []})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="pairing_line_once", fields=["run", "apprentice"]),
            models.CheckConstraint(
                name="pairing_line_not_with_oneself",
                condition=Q(master__isnull=True) | ~Q(master=F("apprentice")),
            ),
            models.CheckConstraint(
                name="pairing_line_accepted_exactly_with_an_agreement",
                condition=Q(state="ACCEPTED") ^ Q(agreement__isnull=True),
            ),
        ]
