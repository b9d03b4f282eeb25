"""Replays of policy that somebody asked for, each pinned to what it was made from."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import RuleSet
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person


class Simulation(models.Model):
    """A ladder replayed against the one in force: WAITING, then DONE or FAILED.

    Attributes:
        enterprise: whose careers; null: the whole zone's.
        draft: the rule set that is tried; null: `change` says what differs from the one in force.
        base_fen: a month's pay at coefficient 1, as whoever asked stated it.
        inputs_digest: of all that the result follows from; the same gives the same result.
        result: aggregates; for one enterprise also who fares otherwise, as bare ids.
        refusal: why it failed, in the language of who asked.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", _("under way")
        DONE = "DONE", _("done")
        FAILED = "FAILED", _("failed")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    in_force = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    coefficients = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    draft = models.ForeignKey(RuleSet, models.SET_NULL, null=True, related_name="+")
    change = models.JSONField(null=True)
    tried = models.JSONField()  # the content of the ladder that is tried, as it was then
    until = models.DateField()
    months = models.SmallIntegerField()
    base_fen = models.BigIntegerField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    finished_at = models.DateTimeField(null=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True)
    refusal = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="simulation_done_exactly_with_a_result",
                condition=Q(state="DONE") ^ Q(result__isnull=True),
            ),
            models.CheckConstraint(
                name="simulation_done_with_its_inputs",
                condition=~Q(state="DONE") | ~Q(inputs_digest=""),
            ),
            models.CheckConstraint(
                name="simulation_costs_something", condition=Q(base_fen__gt=0, months__gt=0)
            ),
        ]
        indexes = [models.Index(name="simulation_by_moment", fields=["-asked_at"])]
