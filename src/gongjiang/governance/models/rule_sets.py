"""Rules with dates."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.contents import RuleContent, content_class
from gongjiang.kernel.decision import Sentence
from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person


class RuleSet(Dated):
    """One version of a rule, for the zone or for a unit and all beneath it.

    A draft until it is approved; what it is after that its days say. Approved, it never changes
    but for the day it ends (a trigger refuses it), and for one key and scope no two approved
    ones share a day. Approved by nobody in particular: it came with the software.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("draft")
        APPROVED = "APPROVED", _("approved, not yet in force")
        IN_FORCE = "IN_FORCE", _("in force")
        RETIRED = "RETIRED", _("no longer in force")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    scope = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")  # null: the zone
    content = models.JSONField()
    procedure_reference = models.CharField(max_length=300, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    # An exclusion constraint compares numbers only (see `one_at_a_time`), and none of them null.
    key_number = models.GeneratedField(
        expression=Func(F("key"), Value(0), function="hashtextextended"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    scope_number = models.GeneratedField(
        expression=Coalesce(F("scope_id"), Value(0)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            ends_after_it_starts("rule_set_ends_after_it_starts"),
            one_at_a_time(
                "key_number",
                "scope_number",
                name="rule_set_one_approved_at_a_time",
                condition=Q(approved_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="rule_set_version_once",
                fields=["key", "scope", "version"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="rule_set_approved_only_with_a_procedure",
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | (Q(approved_at__isnull=False) & ~Q(procedure_reference="")),
            ),
        ]
        indexes = [models.Index(name="rule_set_by_key", fields=["key", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def title(self) -> Sentence:
        return content_class(self.key).title

    @property
    def procedure(self) -> str:
        """The procedure reference; the software's own one in the reader's language."""
        return gettext(self.procedure_reference) if self.procedure_reference else ""

    def read(self) -> RuleContent:
        """The content, as its room's class."""
        return content_class(self.key).read(self.content)

    def state_on(self, day: date) -> State:
        if self.approved_at is None:
            return self.State.DRAFT
        if day < self.valid_from:
            return self.State.APPROVED
        ended = self.valid_to is not None and self.valid_to <= day
        return self.State.RETIRED if ended else self.State.IN_FORCE
