"""What a master has earned by teaching."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongjiang.mentoring.models.agreements import Agreement
from gongjiang.people.models import Person


class Allowance(models.Model):
    """A master's allowance (带徒津贴) for one agreement that is over. Personal data.

    amount = months × monthly fen × percent / 100, rounded down to whole fen, and the prize.
    Months are those this master taught that have a confirmed record.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="allowances")
    master = models.ForeignKey(Person, models.PROTECT, related_name="+")
    months = models.SmallIntegerField()
    monthly_fen = models.BigIntegerField()
    percent = models.SmallIntegerField()
    prize_fen = models.BigIntegerField(default=0)
    amount_fen = models.BigIntegerField()
    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="allowance_once", fields=["agreement", "master"]),
            models.CheckConstraint(
                name="allowance_adds_up",
                condition=Q(
                    amount_fen=F("months") * F("monthly_fen") * F("percent") / 100 + F("prize_fen")
                ),
            ),
        ]
        indexes = [models.Index(name="allowance_by_master", fields=["master"])]
