"""The benefit ledger: physical effects, who claims how much of them, and their confirmed months."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets

WHOLE_BP = 10_000
"""All of an effect, in basis points."""

MONTHS = 12
"""How many months from adoption count."""


def same(column: str) -> tuple[Func, str]:
    """For an exclusion constraint: an id compared as a range of one, without an extension."""
    one = Func(F(column), F(column), Value("[]"), function="int8range")
    return one, RangeOperators.OVERLAPS


class Source(models.TextChoices):
    """What a benefit, or an award, comes from; the id beside it is one in that noun's table."""

    PROPOSAL = "PROPOSAL", _("rationalisation proposal")
    PROJECT = "PROJECT", _("innovation project")
    PATENT = "PATENT", _("patent")
    CONVERSION = "CONVERSION", _("result conversion")
    FIVE_SMALL = "FIVE_SMALL", _("five-small item")
    CHALLENGE = "CHALLENGE", _("challenge")
    CONTEST = "CONTEST", _("contest")


class Confidence(models.TextChoices):
    """How an amount is known, the best first."""

    MEASURED_WITH_CONTROL = "MEASURED_WITH_CONTROL", _("measured with a comparison line")
    MEASURED = "MEASURED", _("measured")
    ESTIMATED = "ESTIMATED", _("estimated")
    ASSERTED = "ASSERTED", _("asserted")


class CostLine(models.Model):
    """A line of an enterprise's cost accounts on which effects show: argon, electricity."""

    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)  # NFKC, without blanks around it

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cost_line_once", fields=["enterprise", "name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Effect(models.Model):
    """One physical effect, which may be claimed once, whatever it came from (效益).

    WAITING for finance, RETURNED to whoever entered it, CONFIRMED once all its months are;
    WITHDRAWN before any month was, REVERSED when its confirmed months were taken back. It counts
    in the twelve months `[window_from, window_to)` from its adoption. Two on one cost line of one
    unit do not overlap, unless the later one says why they are distinct. What cannot be counted in
    money has points instead. Personal data: who entered and confirmed.

    `confirmed_fen` is the sum of its entries; `inputs` are what the formula of its kind takes, as
    `rules.benefit` reads them.
    """

    class Kind(models.TextChoices):
        MATERIAL = "MATERIAL", _("material saved")
        ENERGY = "ENERGY", _("energy saved")
        LABOUR = "LABOUR", _("labour saved")
        QUALITY = "QUALITY", _("quality loss avoided")
        OUTPUT = "OUTPUT", _("more output")
        INTANGIBLE = "INTANGIBLE", _("intangible")

    class State(models.TextChoices):
        WAITING = "WAITING", _("waits for finance")
        RETURNED = "RETURNED", _("sent back")
        CONFIRMED = "CONFIRMED", _("confirmed")
        REVERSED = "REVERSED", _("reversed")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    OPEN = (State.WAITING, State.RETURNED)
    STANDING = (*OPEN, State.CONFIRMED)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where the effect shows
    what = models.CharField(max_length=120)
    cost_line = models.ForeignKey(CostLine, models.PROTECT, related_name="effects")
    distinct_reason = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    window_from = models.DateField()  # the day of adoption
    window_to = models.DateField()  # twelve months on, excluded
    inputs = models.JSONField(default=dict)
    evidence = models.CharField(max_length=200, blank=True)  # where the figures come from
    confidence = models.CharField(max_length=21, choices=Confidence)
    estimated_fen = models.BigIntegerField(default=0)
    confirmed_fen = models.BigIntegerField(default=0)
    points = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="effect_once_on_a_cost_line",
                expressions=[
                    same("unit_id"),
                    same("cost_line_id"),
                    (
                        Func(F("window_from"), F("window_to"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(distinct_reason="", state__in=["WAITING", "RETURNED", "CONFIRMED"]),
            ),
            models.CheckConstraint(
                name="effect_ends_after_it_starts", condition=Q(window_to__gt=F("window_from"))
            ),
            models.CheckConstraint(
                name="effect_intangible_has_points_and_never_money",
                condition=Q(kind="INTANGIBLE", estimated_fen=0, confirmed_fen=0, points__gte=0)
                | (~Q(kind="INTANGIBLE") & Q(points=0)),
            ),
            models.CheckConstraint(
                name="effect_confirmed_by_somebody_on_a_day",
                condition=Q(state="REVERSED")
                | Q(state="CONFIRMED", confirmed_by__isnull=False, confirmed_on__isnull=False)
                | (
                    Q(state__in=["WAITING", "RETURNED", "WITHDRAWN"])
                    & Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="effect_nobody_confirms_what_they_entered",
                condition=Q(confirmed_by__isnull=True)
                | Q(entered_by__isnull=True)
                | ~Q(confirmed_by=F("entered_by")),
            ),
        ]
        indexes = [
            models.Index(name="effect_by_enterprise", fields=["enterprise", "state", "entered_at"]),
            models.Index(name="effect_by_unit", fields=["unit", "window_from"]),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Claim(models.Model):
    """A share of an effect is claimed for one source; a source claims an effect once.

    The share is a stretch `[starts_bp, starts_bp + share_bp)` of the effect's ten thousand basis
    points, and two stretches never overlap: so the database itself keeps the shares to 100 %.
    """

    effect = models.ForeignKey(Effect, models.PROTECT, related_name="claims")
    source = models.CharField(max_length=10, choices=Source)
    source_id = models.BigIntegerField()
    starts_bp = models.IntegerField(default=0)
    share_bp = models.IntegerField(default=WHOLE_BP)
    claimed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="claim_shares_do_not_overlap",
                expressions=[
                    same("effect_id"),
                    (
                        Func(F("starts_bp"), F("starts_bp") + F("share_bp"), function="int4range"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_within_the_whole",
                condition=Q(
                    starts_bp__gte=0, share_bp__gte=1, share_bp__lte=WHOLE_BP - F("starts_bp")
                ),
            ),
            models.UniqueConstraint(
                name="claim_once_per_source",
                fields=["effect", "source", "source_id"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]
        indexes = [models.Index(name="claim_by_source", fields=["source", "source_id"])]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id} {self.share_bp}"


class BenefitEntry(models.Model):
    """One claim's confirmed net benefit of one month, signed by finance. Never changed.

    `month` is the first day of the calendar month in which the month of the effect begins, so an
    effect has twelve. A mistake is mended by an entry that `reverses` it, amount negated, and
    where another amount stands in its place, by one of the next `revision`. Personal data: by
    whom.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="entries")
    month = models.DateField()
    revision = models.SmallIntegerField(default=0)
    amount_fen = models.BigIntegerField()
    confidence = models.CharField(max_length=21, choices=Confidence)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    reason = models.CharField(max_length=200, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="benefit_entry_once_a_month",
                fields=["claim", "month", "revision"],
                condition=Q(reverses__isnull=True),
            ),
            models.CheckConstraint(
                name="benefit_entry_month_is_a_first_day", condition=Q(month__day=1)
            ),
            models.CheckConstraint(
                name="benefit_entry_reversed_with_a_reason",
                condition=Q(reverses__isnull=True) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.month:%Y-%m} {self.amount_fen}"


class EffectStep(models.Model):
    """What was done with an effect, by whom and why. Personal data: by whom, and the reason."""

    class What(models.TextChoices):
        ENTERED = "ENTERED", _("entered")
        CHANGED = "CHANGED", _("changed")
        CLAIMED = "CLAIMED", _("share claimed")
        UNCLAIMED = "UNCLAIMED", _("claim withdrawn")
        MEASURED = "MEASURED", _("readings uploaded")
        RETURNED = "RETURNED", _("sent back")
        CONFIRMED = "CONFIRMED", _("months confirmed")
        POINTS = "POINTS", _("points given")
        CORRECTED = "CORRECTED", _("month corrected")
        REVERSED = "REVERSED", _("reversed")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    effect = models.ForeignKey(Effect, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    forgets = Forgets(about=("by",), empties={"reason": GONE})

    class Meta:
        ordering = ("at", "id")


class Reading(models.Model):
    """What a meter or the shop-floor system said of one period, before and after an adoption.

    Unit consumption, hours or losses, as the effect's formula takes them; `comparison` is the same
    of a line that did not change.
    """

    effect = models.ForeignKey(Effect, models.CASCADE, related_name="readings")
    on = models.DateField()  # the first day of the period
    value = models.DecimalField(max_digits=18, decimal_places=6)
    comparison = models.DecimalField(max_digits=18, decimal_places=6, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="reading_once", fields=["effect", "on"])]
        ordering = ("on",)
