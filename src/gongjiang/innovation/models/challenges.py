"""Challenges: a problem with a prize, sealed bids, a panel, and milestones that release it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models.processes import Process
from gongjiang.innovation.models.seats import Seat, is_left_for_a_reason
from gongjiang.innovation.models.studios import Studio
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets

WHOLE_BP = 10_000


class Challenge(models.Model):
    """An enterprise's problem that anybody in the zone may bid to solve (揭榜挂帅).

    POSTED until the panel awards it; AWARDED while milestones run; SETTLED when the last one was
    released; STOPPED when what was left of the prize returned. The prize is a promise recorded in
    the ledger, in fen; no money is kept here. `secrecy` OPEN: everybody reads the problem;
    PLEDGED: only who has signed the pledge, and the enterprise itself.
    """

    class State(models.TextChoices):
        POSTED = "POSTED", _("posted")
        AWARDED = "AWARDED", _("being solved")
        SETTLED = "SETTLED", _("solved")
        STOPPED = "STOPPED", _("stopped")

    class Secrecy(models.TextChoices):
        OPEN = "OPEN", _("open")
        PLEDGED = "PLEDGED", _("after a pledge of secrecy")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    process = models.ForeignKey(Process, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300)  # what everybody reads, whatever the secrecy
    problem = models.TextField()
    solved_when = models.CharField(max_length=300)
    secrecy = models.CharField(max_length=8, choices=Secrecy, default=Secrecy.OPEN)
    prize_fen = models.BigIntegerField()
    posted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    posted_on = models.DateField()
    bids_until = models.DateTimeField()  # exclusive: sealed before, closed from then on
    opened_at = models.DateTimeField(null=True)  # when the seals were broken
    state = models.CharField(max_length=8, choices=State, default=State.POSTED)
    awarded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    awarded_on = models.DateField(null=True)
    award_reason = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True)
    stop_reason = models.CharField(max_length=300, blank=True)

    forgets = Forgets(
        about=("posted_by",),
        empties={"award_reason": "", "stop_reason": ""},
        subject="innovation.challenge",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="challenge_has_a_prize", condition=Q(prize_fen__gt=0)),
            models.CheckConstraint(
                name="challenge_awarded_once_it_has_a_day",
                condition=Q(state="POSTED", awarded_on__isnull=True)
                | Q(state__in=["AWARDED", "SETTLED"], awarded_on__isnull=False)
                | Q(state="STOPPED"),
            ),
            models.CheckConstraint(
                name="challenge_over_exactly_when_it_has_a_day",
                condition=Q(state__in=["SETTLED", "STOPPED"]) ^ Q(ended_on__isnull=True),
            ),
        ]
        indexes = [models.Index(name="challenge_board", fields=["state", "-posted_on"])]

    def __str__(self) -> str:
        return self.title


class ChallengePledge(models.Model):
    """Somebody promised to keep a challenge's problem secret, and reads it since. Personal data."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="pledges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="challenge_pledge_once", fields=["challenge", "person"]),
        ]


class ChallengeJudge(Seat):
    """Who sits or sat on a challenge's panel; one of them is in the chair. Personal data."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="judges")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    chairs = models.BooleanField(default=False)

    forgets = Forgets(empties={"left_because": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="challenge_judge_once",
                fields=["challenge", "person"],
                condition=Q(left_on__isnull=True),
            ),
            models.UniqueConstraint(
                name="challenge_one_in_the_chair",
                fields=["challenge"],
                condition=Q(chairs=True, left_on__isnull=True),
            ),
            is_left_for_a_reason("challenge_judge_left_for_a_reason"),
        ]


class Bid(models.Model):
    """A team's or studio's offer to solve a challenge. Personal data: who, plan.

    SEALED: `sealed` is the plan, encrypted; `digest` is its SHA-256 with a nonce that stands in the
    sealed text, shown to everybody, so that nobody changes it unseen. OPENED after the deadline:
    `plan` is readable. Then AWARDED or LOST. WITHDRAWN before the deadline.
    """

    class State(models.TextChoices):
        SEALED = "SEALED", _("sealed")
        OPENED = "OPENED", _("opened")
        AWARDED = "AWARDED", _("awarded")
        LOST = "LOST", _("not awarded")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="bids")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the bidder's
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the bidding team
    studio = models.ForeignKey(Studio, models.PROTECT, null=True, related_name="bids")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    shown_as = models.CharField(max_length=60)  # the name other enterprises read
    shows_enterprise = models.BooleanField(default=False)
    shows_names = models.BooleanField(default=False)
    sealed = models.TextField()
    digest = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32, blank=True)  # known once opened
    plan = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SEALED)
    made_at = models.DateTimeField()

    forgets = Forgets(
        about=("by",),
        empties={"sealed": "", "plan": "", "shown_as": GONE},
        subject="innovation.bid",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bid_unread_while_sealed",
                condition=~Q(state="SEALED") | Q(plan="", nonce=""),
            ),
            models.UniqueConstraint(
                name="bid_one_a_team",
                fields=["challenge", "unit"],
                condition=~Q(state="WITHDRAWN") & Q(studio__isnull=True),
            ),
            models.UniqueConstraint(
                name="bid_one_a_studio",
                fields=["challenge", "studio"],
                condition=~Q(state="WITHDRAWN") & Q(studio__isnull=False),
            ),
            models.UniqueConstraint(
                name="bid_one_awarded", fields=["challenge"], condition=Q(state="AWARDED")
            ),
        ]


class BidShare(models.Model):
    """What part of a bid's prize somebody would earn, in basis points. Personal data."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="shares")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    share_bp = models.SmallIntegerField()
    position = models.SmallIntegerField()  # from 1; the leftover fen go by it

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bid_share_once", fields=["bid", "person"]),
            models.UniqueConstraint(name="bid_share_position_once", fields=["bid", "position"]),
            models.CheckConstraint(
                name="bid_share_in_range", condition=Q(share_bp__range=(1, WHOLE_BP))
            ),
        ]


class BidScore(models.Model):
    """What one judge thinks of one bid. Personal data: who, remark."""

    bid = models.ForeignKey(Bid, models.PROTECT, related_name="scores")
    judge = models.ForeignKey(Person, models.PROTECT, related_name="+")
    points = models.SmallIntegerField()
    remark = models.CharField(max_length=300)
    given_at = models.DateTimeField()

    forgets = Forgets(about=("judge",), empties={"remark": GONE})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bid_score_once", fields=["bid", "judge"]),
            models.CheckConstraint(name="bid_score_in_range", condition=Q(points__range=(0, 100))),
        ]


class ChallengeMilestone(models.Model):
    """A step of a challenge with its part of the prize; the parts sum to it.

    OPEN, CLAIMED with evidence by the bidder, then RELEASED by the enterprise or sent back OPEN
    with a remark; RETURNED when the challenge stopped.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", _("not reached yet")
        CLAIMED = "CLAIMED", _("waits for acceptance")
        RELEASED = "RELEASED", _("released")
        RETURNED = "RETURNED", _("returned")

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="milestones")
    position = models.SmallIntegerField()  # from 1
    title = models.CharField(max_length=120)
    due_on = models.DateField()
    amount_fen = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    evidence = models.TextField(blank=True)
    claimed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    claimed_on = models.DateField(null=True)
    remark = models.CharField(max_length=300, blank=True)  # why it was sent back
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)

    forgets = Forgets(
        about=("claimed_by",),
        empties={"evidence": GONE, "remark": GONE},
        subject="innovation.challenge_milestone",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="challenge_milestone_position_once", fields=["challenge", "position"]
            ),
            models.CheckConstraint(
                name="challenge_milestone_has_an_amount", condition=Q(amount_fen__gt=0)
            ),
            models.CheckConstraint(
                name="challenge_milestone_released_with_evidence_and_a_day",
                condition=~Q(state="RELEASED")
                | (Q(decided_on__isnull=False, claimed_on__isnull=False) & ~Q(evidence="")),
            ),
        ]


class ChallengeShare(models.Model):
    """What somebody earned by a released milestone; the shares sum to its amount. Personal data."""

    milestone = models.ForeignKey(ChallengeMilestone, models.PROTECT, related_name="shares")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="challenge_share_once", fields=["milestone", "person"]),
            models.CheckConstraint(
                name="challenge_share_not_negative", condition=Q(amount_fen__gte=0)
            ),
        ]
