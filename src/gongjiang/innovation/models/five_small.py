"""Five-small items: what workers made better with their own hands."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class FiveSmall(models.Model):
    """A five-small item (五小), declared in the year it was completed or its benefit appeared.

    DECLARED, then ACCEPTED or REFUSED by the union or the department; until then its authors may
    take it back. Personal data: what authors wrote, who decided and why.
    """

    class Kind(models.TextChoices):
        """Six codes, of which the rule in force picks five (domain.md §6.5)."""

        INVENTION = "INVENTION", _("small invention")
        CREATION = "CREATION", _("small creation")
        RENEWAL = "RENEWAL", _("small renewal")
        MODIFICATION = "MODIFICATION", _("small modification")
        DESIGN = "DESIGN", _("small design")
        SUGGESTION = "SUGGESTION", _("small suggestion")

    class State(models.TextChoices):
        DECLARED = "DECLARED", _("declared")
        ACCEPTED = "ACCEPTED", _("accepted")
        REFUSED = "REFUSED", pgettext_lazy("five small", "refused")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    class Exclusion(models.TextChoices):
        """Why an item may not be entered."""

        GOVERNMENT_PLAN = "GOVERNMENT_PLAN", _("it is part of a government science plan")
        REWARDED = "REWARDED", _("the government has already rewarded it")
        SECRET = "SECRET", _("it touches a technical or state secret")
        DISPUTE = "DISPUTE", _("its ownership is in dispute")
        EARLIER_PRIZE = "EARLIER_PRIZE", _("it has won a prize before")
        DECISION_MAKER = "DECISION_MAKER", _("an author decides about such matters")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the first author's team then
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=120)
    # What the form of its kind asks for, by the names of rules/five_small.py.
    particulars = models.JSONField(default=dict)
    effect = models.CharField(max_length=300)  # what it brings, in use
    completed_on = models.DateField()
    benefit_on = models.DateField(null=True)  # when its benefit first appeared, where later
    declared_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DECLARED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True)
    excluded_reason = models.CharField(max_length=16, choices=Exclusion, blank=True)
    proposal_id = models.BigIntegerField(null=True)  # the proposal it grew out of
    synthetic = models.BooleanField(default=False)

    forgets = Forgets(
        about=("authors__person",),
        empties={"particulars": {}, "effect": GONE, "decision_reason": GONE},
        subject="innovation.five_small",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="five_small_decided_exactly_when_it_has_a_day",
                condition=Q(state__in=["ACCEPTED", "REFUSED"]) ^ Q(decided_on__isnull=True),
            ),
            models.CheckConstraint(
                name="five_small_refused_with_a_reason",
                condition=~Q(state="REFUSED") | ~Q(decision_reason=""),
            ),
            models.CheckConstraint(
                name="five_small_excluded_only_when_refused",
                condition=Q(state="REFUSED") | Q(excluded_reason=""),
            ),
        ]
        indexes = [
            models.Index(name="five_small_by_enterprise", fields=["enterprise", "state"]),
            models.Index(name="five_small_by_day", fields=["declared_on"]),
        ]

    def __str__(self) -> str:
        return self.title


class FiveSmallAuthor(models.Model):
    """An author's share of an item; the shares are together 10,000. Personal data."""

    item = models.ForeignKey(FiveSmall, models.PROTECT, related_name="authors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="five_small")
    share_bp = models.IntegerField()
    position = models.SmallIntegerField()  # from 1, the first author

    class Meta:
        constraints = [
            models.UniqueConstraint(name="five_small_author_once", fields=["item", "person"]),
            models.UniqueConstraint(name="five_small_position_once", fields=["item", "position"]),
            models.CheckConstraint(
                name="five_small_share_in_range", condition=Q(share_bp__gt=0, share_bp__lte=10_000)
            ),
        ]
        indexes = [models.Index(name="five_small_author_by_person", fields=["person"])]
