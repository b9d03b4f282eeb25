"""What is made, and where: by it an idea finds the teams that could use it too."""

from __future__ import annotations

from django.db import models

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time


class Process(models.Model):
    """A way of making something (工艺), by the same code throughout the zone: crystal pulling."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)  # as the workers call it
    trade = models.CharField(max_length=60, blank=True)  # the branch of industry it belongs to

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class UnitProcess(Dated):
    """A team works by a process, on `[valid_from, valid_to)`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    process = models.ForeignKey(Process, models.PROTECT, related_name="units")

    class Meta:
        constraints = [
            ends_after_it_starts("unit_process_ends_after_it_starts"),
            one_at_a_time("unit_id", "process_id", name="unit_process_once_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.process_id}"
