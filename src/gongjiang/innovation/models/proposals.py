"""Proposals: what workers suggest, whose they are, and who must act on them by when."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models.processes import Process
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets

WHOLE = 10_000
"""All of something, in basis points."""


class State(models.TextChoices):
    """Where a proposal stands (domain.md §6.1). Standardised and replicated are dated marks."""

    DRAFT = "DRAFT", _("draft")
    SUBMITTED = "SUBMITTED", _("submitted")
    RETURNED = "RETURNED", _("returned")
    REJECTED = "REJECTED", _("rejected")
    PRELIM_OK = "PRELIM_OK", _("screened")
    REVIEWING = "REVIEWING", _("under review")
    ADOPTED = "ADOPTED", _("adopted")
    NOT_ADOPTED = "NOT_ADOPTED", _("not adopted")
    RESERVED = "RESERVED", _("kept for later")
    IMPLEMENTING = "IMPLEMENTING", _("being implemented")
    IMPLEMENTED = "IMPLEMENTED", _("implemented")
    REWORK = "REWORK", _("to be reworked")
    ACCEPTED = "ACCEPTED", _("accepted")
    BENEFIT_CONFIRMED = "BENEFIT_CONFIRMED", _("benefit confirmed")
    REWARDED = "REWARDED", _("rewarded")
    CLOSED = "CLOSED", _("closed")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class Proposal(models.Model):
    """A worker's suggestion (合理化建议) or improvement (改善提案), and how far it has come.

    `due_on` is the last day on which whoever holds it must act, and `holder_unit` whose desk it
    lies on; both are null when nobody must. `unit` is the first author's team on the day it was
    submitted. An anonymous one stands at the enterprise itself, has no author, and of when it was
    submitted keeps a day alone. Of its words, title, method and expectation say how work is done,
    and stay when an author is forgotten; what was wrong and why is told by somebody, and goes.
    """

    class Kind(models.TextChoices):
        SUGGESTION = "SUGGESTION", _("suggestion")
        KAIZEN = "KAIZEN", _("improvement")

    class Benefit(models.TextChoices):
        MONEY = "MONEY", _("in money")
        POINTS = "POINTS", _("in points")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    number = models.CharField(max_length=16, blank=True)  # a year and a count; none of a draft
    kind = models.CharField(max_length=10, choices=Kind)
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    process = models.ForeignKey(
        Process, models.PROTECT, null=True, related_name="proposals", db_index=False
    )
    title = models.CharField(max_length=120)
    problem = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    method = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    anonymous = models.BooleanField(default=False)
    post_facto = models.BooleanField(default=False)  # in practice before it was submitted
    confidential = models.BooleanField(default=False)  # a secret of the enterprise: stays in it
    submitted_on = models.DateField(null=True)  # the first time; a return does not move it
    submitted_at = models.DateTimeField(null=True)  # never of an anonymous one
    reply_by = models.DateField(null=True)  # the last day on which a decision is in time
    state = models.CharField(max_length=18, choices=State, default=State.DRAFT)
    due_on = models.DateField(null=True)
    holder_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", db_index=False
    )
    panel_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", db_index=False
    )  # at whose level its panel decides, or decided
    chair = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    round = models.SmallIntegerField(default=0)  # 1: the first panel; one more for each next one
    screened_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    implemented_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    benefit = models.CharField(max_length=6, choices=Benefit, blank=True)
    benefit_on = models.DateField(null=True)
    rewarded_on = models.DateField(null=True)
    payment_reference = models.CharField(max_length=60, blank=True)
    closed_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    standardised_on = models.DateField(null=True)
    sop_reference = models.CharField(max_length=120, blank=True)
    replicated_on = models.DateField(null=True)  # of the first verified copy

    forgets = Forgets(
        about=("authors__person",),
        empties=dict.fromkeys(("problem", "cause"), GONE),
        subject="innovation.proposal",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="proposal_number_once",
                fields=["enterprise", "number"],
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                name="proposal_numbered_exactly_when_submitted",
                condition=Q(number="", submitted_on__isnull=True)
                | (~Q(number="") & Q(submitted_on__isnull=False, reply_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_draft_until_submitted",
                condition=Q(state__in=["DRAFT", "WITHDRAWN"]) | Q(submitted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_anonymous_without_a_moment",
                condition=Q(anonymous=False)
                | (Q(submitted_at__isnull=True) & ~Q(state="DRAFT") & Q(unit=F("enterprise"))),
            ),
            models.CheckConstraint(
                name="proposal_due_at_somebodys_desk",
                condition=Q(due_on__isnull=True, holder_unit__isnull=True)
                | Q(due_on__isnull=False, holder_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_waits_exactly_while_somebody_must_act",
                condition=Q(
                    state__in=[
                        "SUBMITTED",
                        "PRELIM_OK",
                        "REVIEWING",
                        "ADOPTED",
                        "IMPLEMENTING",
                        "IMPLEMENTED",
                        "REWORK",
                        "ACCEPTED",
                        "BENEFIT_CONFIRMED",
                        "REWARDED",
                    ]
                )
                ^ Q(due_on__isnull=True),
            ),
            models.CheckConstraint(
                name="proposal_decided_exactly_when_it_has_a_day",
                condition=Q(
                    state__in=["DRAFT", "SUBMITTED", "RETURNED", "PRELIM_OK", "REVIEWING"],
                    decided_on__isnull=True,
                )
                | Q(
                    state__in=[
                        "REJECTED",
                        "ADOPTED",
                        "NOT_ADOPTED",
                        "RESERVED",
                        "IMPLEMENTING",
                        "IMPLEMENTED",
                        "REWORK",
                        "ACCEPTED",
                        "BENEFIT_CONFIRMED",
                        "REWARDED",
                        "CLOSED",
                    ],
                    decided_on__isnull=False,
                )
                | Q(state="WITHDRAWN"),
            ),
            models.CheckConstraint(
                name="proposal_closed_exactly_when_it_has_a_day",
                condition=Q(state="CLOSED") ^ Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="proposal_withdrawn_exactly_when_it_has_a_day",
                condition=Q(state="WITHDRAWN") ^ Q(withdrawn_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                name="proposal_by_desk",
                fields=["holder_unit", "due_on", "id"],
                condition=Q(due_on__isnull=False),
            ),
            models.Index(
                name="proposal_by_due_day", fields=["due_on"], condition=Q(due_on__isnull=False)
            ),
            models.Index(
                name="proposal_by_enterprise", fields=["enterprise", "submitted_on", "id"]
            ),
            models.Index(name="proposal_by_unit", fields=["unit", "submitted_on", "id"]),
            models.Index(
                name="proposal_by_state", fields=["enterprise", "state", "submitted_on", "id"]
            ),
            models.Index(
                name="proposal_by_process",
                fields=["process", "submitted_on", "id"],
                condition=Q(process__isnull=False),
            ),
            # Holds all that months and waiting times count, so that they need not visit the rows.
            models.Index(
                name="proposal_by_day",
                fields=["submitted_on", "id"],
                include=[
                    "enterprise",
                    "unit",
                    "state",
                    "panel_unit",
                    "holder_unit",
                    "reply_by",
                    "screened_on",
                    "decided_on",
                    "implemented_on",
                    "accepted_on",
                    "rewarded_on",
                    "closed_on",
                    "withdrawn_on",
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_overdue(self, day: date) -> bool:
        """Whether the last day to act is over, and nobody has."""
        return self.due_on is not None and day > self.due_on


class Author(models.Model):
    """Whose proposal it is, and how much of it: at most five, shares to the whole. Personal data.

    `share_bp` is in basis points; those of a submitted proposal sum to 10,000 exactly.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="authors", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposal_shares")
    position = models.SmallIntegerField()  # from 1
    share_bp = models.IntegerField()

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(name="author_once", fields=["proposal", "person"]),
            models.UniqueConstraint(name="author_position_once", fields=["proposal", "position"]),
            models.CheckConstraint(
                name="author_is_one_of_five", condition=Q(position__gte=1, position__lte=5)
            ),
            models.CheckConstraint(
                name="author_share_of_the_whole",
                condition=Q(share_bp__gte=1, share_bp__lte=WHOLE),
            ),
        ]


class Implementation(models.Model):
    """Who puts an adopted proposal into practice, how and by when, and who accepted it."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="implementation")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    plan = models.TextField()
    planned_on = models.DateField()  # the last day planned for it
    pilot = models.BooleanField(default=False)  # tried in a small place first: its effect is open
    result = models.TextField(blank=True)  # what its owner says was done
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    evidence = models.TextField(blank=True)  # before and after, as the accepter saw them

    forgets = Forgets(
        about=("owner", "accepted_by"),
        empties=dict.fromkeys(("plan", "result", "evidence"), GONE),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="implementation_accepted_by_another",
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("owner")),
            ),
        ]


class NumberGiven(models.Model):
    """The last number given to a proposal of an enterprise in a year."""

    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="number_given_a_year", fields=["enterprise", "year"]),
        ]
