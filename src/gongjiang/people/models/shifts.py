"""Which shift a team works in: whom one meets at work is no accident of the organisation chart."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time


class Shift(models.TextChoices):
    """Day work, or one of up to four crews that take turns (四班三倒): one crew, the same hours."""

    DAY = "DAY", _("day work")
    A = "A", _("crew A")
    B = "B", _("crew B")
    C = "C", _("crew C")
    D = "D", _("crew D")


class TeamShift(Dated):
    """The shift of a team from a day on. Teams of one enterprise and shift work the same hours."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shifts")
    shift = models.CharField(max_length=4, choices=Shift)

    class Meta:
        constraints = [
            ends_after_it_starts("team_shift_ends_after_it_starts"),
            one_at_a_time("unit_id", name="team_shift_one_at_a_time"),
        ]
