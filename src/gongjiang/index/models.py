"""What is kept of the index: runs, and what each found for each unit."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models import RuleSet
from gongjiang.index.framework import FrameworkRule
from gongjiang.index.whole_numbers import WholeNumbersField


class Run(models.Model):
    """The index of the whole zone as of the end of a day, as it was known at a moment.

    Never changed once written (a trigger refuses it): what is learnt later makes another run.

    `definitions` says, in the order of every array of its snapshots, which indicators were
    measured: their id, version and the names of their parts. `inputs_digest` is of all that was
    read, `outputs_digest` of all that was found, so that a recomputation can be compared.
    """

    class Engine(models.TextChoices):
        DUCKDB = "duckdb", "DuckDB"
        SPARK = "spark", "Spark"

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    day = models.DateField()
    known_at = models.DateTimeField()
    framework = models.ForeignKey(RuleSet, models.PROTECT, related_name="+")
    definitions = models.JSONField()
    engine = models.CharField(max_length=10, choices=Engine)
    code_version = models.CharField(max_length=40)
    inputs_digest = models.CharField(max_length=64)
    outputs_digest = models.CharField(max_length=64)
    units = models.IntegerField()
    association = models.JSONField(null=True)  # a row per dimension, a column per force, of r
    run_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="index_run_once",
                fields=["day", "known_at", "framework", "inputs_digest", "outputs_digest"],
            ),
        ]
        indexes = [models.Index(name="index_run_newest", fields=["day", "-known_at", "-id"])]

    def __str__(self) -> str:
        return str(_("Index of %(day)s") % {"day": self.day})

    def rule(self) -> FrameworkRule:
        """What the framework says."""
        return FrameworkRule.read(self.framework.content)

    @property
    def indicators(self) -> list[str]:
        """The ids of those measured, in the order of the snapshots' arrays."""
        return [each["id"] for each in self.definitions]


class Snapshot(models.Model):
    """What a run found for one unit and all beneath it. Personal data: none, these are sums.

    Each array is in the order of the run's `definitions`; `sums` has their parts one after the
    other, and may have 0 for what is not told of such a unit. NaN: there is no value, or no score.
    `parts` has the scores of the framework's dimensions and forces in their order, then the two
    composites; null where none has a score. `withheld` says which values only those may see who
    may name everybody in the unit.

    Both ids are bare: a constraint would cost a look-up for each of some 7,000 rows a month. The
    run is written in the same transaction, and fsck follows both.
    """

    pk: Any = models.CompositePrimaryKey("unit_id", "run_id")
    unit_id = models.BigIntegerField()
    run_id = models.BigIntegerField()
    people = models.IntegerField()
    sums = WholeNumbersField()
    values = ArrayField(models.FloatField())
    scores = ArrayField(models.FloatField())
    parts = ArrayField(models.FloatField(), null=True)
    withheld = ArrayField(models.BooleanField())

    def __str__(self) -> str:
        return f"{self.run_id} {self.unit_id}"
