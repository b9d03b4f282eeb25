"""Seats on panels: who sits there, and who sat there until somebody else took over."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q

from gongjiang.people.models import Person


class Seats(models.QuerySet[Any]):
    """Rows of a panel."""

    def sitting(self) -> Seats:
        """Those whose vote counts: nobody has taken their place."""
        return self.filter(left_on=None)


class Seat(models.Model):
    """A seat of a panel, kept with whatever vote was given on it when somebody else takes it."""

    left_on = models.DateField(null=True)
    left_because = models.CharField(max_length=200, blank=True, db_default="")
    replaced_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # decided

    objects = Seats.as_manager()

    class Meta:
        abstract = True


def is_left_for_a_reason(name: str) -> CheckConstraint:
    """Nobody is said why they left while they sit there."""
    return CheckConstraint(name=name, condition=Q(left_on__isnull=False) | Q(left_because=""))
