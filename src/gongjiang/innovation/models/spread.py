"""Ideas taken up elsewhere: to whom an accepted proposal was offered, and what became of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models.proposals import Proposal
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class SpreadOffer(models.Model):
    """An accepted proposal offered to a team that works by the same process (横展).

    OFFERED until `due_on`; ACCEPTED or ADAPTED, then VERIFIED once a copy was seen at work; or
    NOT_APPLICABLE, with a reason. `answer` keeps ACCEPTED or ADAPTED after verification.
    Personal data: who answered, reason, note.
    """

    class State(models.TextChoices):
        OFFERED = "OFFERED", _("waits for an answer")
        ACCEPTED = "ACCEPTED", _("taken over")
        ADAPTED = "ADAPTED", _("adapted")
        NOT_APPLICABLE = "NOT_APPLICABLE", _("does not fit here")
        VERIFIED = "VERIFIED", _("seen at work")

    class Answer(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("taken over")
        ADAPTED = "ADAPTED", _("adapted")
        NOT_APPLICABLE = "NOT_APPLICABLE", _("does not fit here")

    TAKEN = (State.ACCEPTED, State.ADAPTED)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="spread_offers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the unit's
    state = models.CharField(max_length=14, choices=State, default=State.OFFERED)
    offered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    offered_on = models.DateField()
    due_on = models.DateField()  # the last day for an answer
    answer = models.CharField(max_length=14, choices=Answer, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why not, or what was adapted
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)  # what was seen at work
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verified_on = models.DateField(null=True)

    forgets = Forgets(
        about=("answered_by", "verified_by"),
        empties={"reason": GONE, "note": GONE},
        subject="innovation.spread_offer",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="spread_offer_a_team_once", fields=["proposal", "unit"]),
            models.CheckConstraint(
                name="spread_offer_answered_exactly_with_a_day",
                condition=Q(state="OFFERED", answer="", answered_on__isnull=True)
                | ~Q(state="OFFERED") & ~Q(answer="") & Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="spread_offer_not_applicable_with_a_reason",
                condition=~Q(answer__in=["ADAPTED", "NOT_APPLICABLE"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="spread_offer_verified_exactly_with_a_day",
                condition=Q(state="VERIFIED") ^ Q(verified_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="spread_offer_desk", fields=["unit", "state", "due_on"]),
            models.Index(name="spread_offer_by_enterprise", fields=["enterprise", "state"]),
            models.Index(
                name="spread_offer_waiting", fields=["due_on"], condition=Q(state="OFFERED")
            ),
        ]


class SpreadShare(models.Model):
    """What an originator got for one verified copy, in fen. Personal data."""

    offer = models.ForeignKey(SpreadOffer, models.PROTECT, related_name="shares")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="spread_share_once", fields=["offer", "person"]),
            models.CheckConstraint(
                name="spread_share_not_negative", condition=Q(amount_fen__gte=0)
            ),
        ]
