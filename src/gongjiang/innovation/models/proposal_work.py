"""What is done about a proposal: steps, reviews, notes, and what went up a level unanswered."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models.proposals import Proposal, State
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Ground(models.TextChoices):
    """Why a proposal is turned down or sent back (domain.md §6.1)."""

    NO_METHOD = "NO_METHOD", _("a wish or a complaint without a method")
    SIMILAR = "SIMILAR", _("similar to an earlier one")
    PERSONNEL_OR_PAY = "PERSONNEL_OR_PAY", _("about personnel or pay")
    ATTACK = "ATTACK", _("a personal attack")
    UNREALISTIC = "UNREALISTIC", _("cannot be carried out")
    KNOWN = "KNOWN", _("known already, or being done")
    HARMS = "HARMS", _("harms others")
    DONE_BEFORE = "DONE_BEFORE", _("implemented before it was submitted")
    RESOLUTION = "RESOLUTION", _("decided by a meeting before")
    INCOMPLETE = "INCOMPLETE", _("incomplete")
    NO_PROGRESS = "NO_PROGRESS", _("no better than the present state")
    NO_BENEFIT = "NO_BENEFIT", _("no benefit to be seen")
    OTHER = "OTHER", _("another reason")


class ProposalStep(models.Model):
    """One step of a proposal: from where to where, by whom, and why. Personal data.

    What an anonymous author does has neither a person nor a moment. A step that keeps its state is
    a change of desk: another panel, one level up.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=18, choices=State, blank=True)
    to_state = models.CharField(max_length=18, choices=State)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=16, choices=Ground, blank=True)
    reason = models.TextField(blank=True)  # for the authors to read

    forgets = Forgets(about=("by", "proposal__authors__person"), empties={"reason": GONE})


class ProposalReview(models.Model):
    """What one member of a panel thinks of a proposal, in marks of 1 to 10 each. Personal data.

    `score` is their sum, 3 to 30; null until it is given. One panel a `round`.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="reviews", db_index=False)
    round = models.SmallIntegerField()
    reviewer = models.ForeignKey(
        Person, models.PROTECT, related_name="proposal_reviews", db_index=False
    )
    assigned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    assigned_on = models.DateField()
    progress = models.SmallIntegerField(null=True)
    feasibility = models.SmallIntegerField(null=True)
    benefit = models.SmallIntegerField(null=True)
    score = models.SmallIntegerField(null=True)
    comment = models.TextField(blank=True)
    scored_at = models.DateTimeField(null=True)

    forgets = Forgets(about=("reviewer", "proposal__authors__person"), empties={"comment": GONE})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="proposal_review_once_a_round", fields=["proposal", "round", "reviewer"]
            ),
            models.CheckConstraint(
                name="proposal_review_scored_in_full_or_not_at_all",
                condition=Q(
                    progress__isnull=True,
                    feasibility__isnull=True,
                    benefit__isnull=True,
                    score__isnull=True,
                    scored_at__isnull=True,
                )
                | Q(
                    progress__range=(1, 10),
                    feasibility__range=(1, 10),
                    benefit__range=(1, 10),
                    score=models.F("progress") + models.F("feasibility") + models.F("benefit"),
                    scored_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                name="proposal_review_queue",
                fields=["reviewer", "proposal"],
                condition=Q(score__isnull=True),
            ),
            models.Index(name="proposal_review_by_reviewer", fields=["reviewer", "proposal"]),
        ]


class ProposalNote(models.Model):
    """A line about a proposal: private to those who decide, or said to and by its authors.

    Personal data. An anonymous author's has neither a person nor a moment.
    """

    class Audience(models.TextChoices):
        PRIVATE = "PRIVATE", _("those who decide")
        AUTHORS = "AUTHORS", _("the authors too")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="notes")
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PRIVATE)
    replies_to = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    on = models.DateField()
    at = models.DateTimeField(null=True)

    forgets = Forgets(about=("by", "proposal__authors__person"), empties={"text": GONE})

    def __str__(self) -> str:
        return self.text


class Escalation(models.Model):
    """Nobody acted by the day a proposal was due, and the next unit above was told, once.

    A lapse is told by the proposal and the day it was due; `level` counts the units told of it.
    """

    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="escalations", db_index=False
    )
    state = models.CharField(max_length=18, choices=State)  # in which it was left waiting
    lapsed_on = models.DateField()  # the day it was due
    level = models.SmallIntegerField()  # 1: the first unit above
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    escalated_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="escalation_each_level_once_a_lapse",
                fields=["proposal", "lapsed_on", "level"],
            ),
        ]
        indexes = [
            models.Index(name="escalation_by_unit", fields=["to_unit", "escalated_on"]),
        ]


class Receipt(models.Model):
    """By what an anonymous author finds their proposal again: a code, kept as its hash alone.

    Nothing here says who, nor when. `claimed_on` is the day somebody showed the code to be named.
    """

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="receipt")
    code_hash = models.CharField(max_length=64, unique=True)
    claimed_on = models.DateField(null=True)


class DroppedIdea(models.Model):
    """An anonymous proposal on its day, before the night gives it a number.

    Rows of a day get their numbers in no order of theirs, and their facts at the same moment; so
    neither an id, a number nor the moment of a record says when one of them was written.
    """

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=uuid4)
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Proposal.Kind)
    process = models.ForeignKey("innovation.Process", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    problem = models.TextField()
    cause = models.TextField()
    method = models.TextField()
    expected = models.TextField()
    dropped_on = models.DateField()
    code_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.title
