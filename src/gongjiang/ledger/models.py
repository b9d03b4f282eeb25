"""What is kept: one row a fact, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:
    Integer = models.BigIntegerField[int, int]
else:
    Integer = models.BigIntegerField


class Xid8Field(Integer):
    """PostgreSQL's 64-bit transaction id."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002  (Django's signature)
        return "xid8"

    def from_db_value(self, value: Any, *_: Any) -> int | None:
        return None if value is None else int(value)


class CurrentTransaction(models.Func):
    """The id of the transaction that is writing."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = Xid8Field()


class Entry(models.Model):
    """One fact, as it was recorded. Personal data: none but bare ids.

    `unit_id` is the person's team, or the unit, at that moment; `enterprise_id` is the enterprise
    that unit stood in. `occurred_at` is null where only the day is known.
    """

    kind = models.CharField(max_length=80)
    occurred_on = models.DateField()
    occurred_at = models.DateTimeField(null=True)
    person_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    enterprise_id = models.BigIntegerField(null=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    amount_fen = models.BigIntegerField(null=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    detail = models.JSONField(default=dict)
    actor_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())
    corrects_id = models.BigIntegerField(null=True)
    recorded_xid = Xid8Field(db_default=CurrentTransaction())

    class Meta:
        constraints = [
            # The kind says of what type the subject is.
            models.UniqueConstraint(
                name="entry_once",
                fields=["kind", "subject_id", "person_id", "corrects_id"],
                nulls_distinct=False,
            ),
            # Of the few that correct, so that the index is small.
            models.UniqueConstraint(
                name="entry_corrected_once",
                fields=["corrects_id"],
                condition=models.Q(corrects_id__isnull=False),
            ),
        ]
        indexes = [
            BrinIndex(name="entry_day", fields=["occurred_on"]),
            models.Index(name="entry_person_day", fields=["person_id", "occurred_on"]),
            models.Index(name="entry_transaction", fields=["recorded_xid"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_type} {self.subject_id} on {self.occurred_on}"
