"""Money for results: by which scheme, for what, and to whom how much of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models.benefits import Source
from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import Forgets


class Scheme(Dated):
    """By what an enterprise pays for results, for those decided on `[valid_from, valid_to)`.

    EACH pays one sum for each result; SCALE grades the first-year effect by the reward scale in
    force; PERCENT pays a share of it; PATENT a sum for each patent granted, and CONVERSION a share
    of what a conversion brought, neither below the floors in force.
    """

    class Kind(models.TextChoices):
        RESULT_BONUS = "RESULT_BONUS", _("result bonus")
        OUTSTANDING_CONTRIBUTION = "OUTSTANDING_CONTRIBUTION", _("outstanding-contribution award")

    class Basis(models.TextChoices):
        EACH = "EACH", _("one sum for each result")
        SCALE = "SCALE", _("by the reward scale")
        PERCENT = "PERCENT", _("share of the confirmed benefit")
        PATENT = "PATENT", _("for each patent granted")
        CONVERSION = "CONVERSION", _("share of a conversion's income")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=Kind)
    basis = models.CharField(max_length=10, choices=Basis)
    name = models.CharField(max_length=60)
    share_bp = models.IntegerField(null=True)  # of the benefit or income
    each_fen = models.BigIntegerField(null=True)  # for a result, or an invention patent
    other_fen = models.BigIntegerField(null=True)  # for a utility model or design
    cap_fen = models.BigIntegerField(null=True)  # the most that one award may be
    # What was agreed instead of the floors; without it nothing is below them.
    agreement = models.CharField(max_length=120, blank=True, db_default="")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            ends_after_it_starts("scheme_ends_after_it_starts"),
            models.CheckConstraint(
                name="scheme_says_what_its_basis_needs",
                condition=Q(
                    basis="SCALE",
                    share_bp__isnull=True,
                    each_fen__isnull=True,
                    other_fen__isnull=True,
                )
                | Q(
                    basis__in=["PERCENT", "CONVERSION"],
                    share_bp__gte=1,
                    share_bp__lte=10_000,
                    each_fen__isnull=True,
                    other_fen__isnull=True,
                )
                | Q(basis="EACH", share_bp__isnull=True, each_fen__gte=1, other_fen__isnull=True)
                | Q(basis="PATENT", share_bp__isnull=True, each_fen__gte=1, other_fen__gte=1),
            ),
            models.CheckConstraint(
                name="scheme_cap_is_something",
                condition=Q(cap_fen__isnull=True) | Q(cap_fen__gte=1),
            ),
        ]
        indexes = [models.Index(name="scheme_by_enterprise", fields=["enterprise", "valid_from"])]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> float | None:
        """The share of the benefit or income, where that is its basis."""
        return None if self.share_bp is None else self.share_bp / 100


class Award(models.Model):
    """What one source earns by one scheme; once. Personal data: who decided and paid.

    PUBLIC until its publicity has passed, then DUE, then PAID under the reference of the payment;
    CANCELLED when an objection was upheld, or before it was due. Its shares sum to it, to the fen.
    `basis_fen` is the confirmed benefit or the income it was worked out from.
    """

    class State(models.TextChoices):
        PUBLIC = "PUBLIC", _("made public")
        DUE = "DUE", _("due")
        PAID = "PAID", _("paid")
        CANCELLED = "CANCELLED", _("cancelled")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="awards")
    source = models.CharField(max_length=10, choices=Source)
    source_id = models.BigIntegerField()
    basis_fen = models.BigIntegerField(default=0)
    grade = models.SmallIntegerField(null=True)
    amount_fen = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PUBLIC)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField()
    due_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    paid_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    payment_reference = models.CharField(max_length=60, blank=True)

    forgets = Forgets(about=("shares__person",), subject="innovation.award")  # its publicity

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="award_once_per_scheme_and_source",
                fields=["scheme", "source", "source_id"],
                condition=~Q(state="CANCELLED"),
            ),
            models.UniqueConstraint(
                name="award_payment_pays_once",
                fields=["scheme", "payment_reference"],
                condition=~Q(payment_reference=""),
            ),
            models.CheckConstraint(name="award_is_something", condition=Q(amount_fen__gte=1)),
            models.CheckConstraint(
                name="award_due_exactly_with_a_day",
                condition=Q(state__in=["DUE", "PAID"]) ^ Q(due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="award_paid_exactly_with_a_reference",
                condition=(Q(state="PAID", paid_on__isnull=False) & ~Q(payment_reference=""))
                | (~Q(state="PAID") & Q(paid_on__isnull=True, payment_reference="")),
            ),
        ]
        indexes = [models.Index(name="award_by_source", fields=["source", "source_id"])]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id} {self.amount_fen}"


class AwardShare(models.Model):
    """One person's part of an award, by the author's share. Personal data."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="shares")
    person = models.ForeignKey(Person, models.PROTECT, related_name="award_shares")
    share_bp = models.IntegerField()
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="award_share_once", fields=["award", "person"]),
            models.CheckConstraint(
                name="award_share_not_negative",
                condition=Q(amount_fen__gte=0, share_bp__gte=0, share_bp__lte=10_000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.amount_fen}"

    @property
    def percent(self) -> float:
        return self.share_bp / 100
