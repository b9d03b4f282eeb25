"""One person's promotion, from application to effect."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.careers.models.records import Merit
from gongjiang.careers.models.rounds import PanelMember, PromotionRound, Vacancy
from gongjiang.careers.models.spells import GradeSpell, Sequence, in_scale
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Promotion(models.Model):
    """One grade up, asked for in a round (domain.md §4.2). Personal data.

    The state says which step was taken last. `file` is the explained eligibility of the day the
    round counts, kept as it was shown: an appeal is heard on it. From each step before the effect
    it may be REJECTED, with a reason and a time in which the person does not apply again;
    APPEALED, then RE_REVIEWED (it goes on from `rejected_from`) or REJECTED for good.
    """

    class State(models.TextChoices):
        APPLIED = "APPLIED", pgettext_lazy("promotion", "applied")
        NOMINATED = "NOMINATED", _("nominated")
        REVIEWED = "REVIEWED", _("supported by the department")
        QUALIFIED = "QUALIFIED", _("qualified")
        DEFENDED = "DEFENDED", _("defence passed")
        DECIDED = "DECIDED", _("decided by the committee")
        PUBLISHED = "PUBLISHED", _("made public")
        EFFECTIVE = "EFFECTIVE", _("in effect")
        REJECTED = "REJECTED", pgettext_lazy("promotion", "rejected")
        APPEALED = "APPEALED", _("under appeal")
        RE_REVIEWED = "RE_REVIEWED", _("reopened after an appeal")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    OVER = (State.EFFECTIVE, State.REJECTED, State.WITHDRAWN)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    round = models.ForeignKey(PromotionRound, models.PROTECT, related_name="promotions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="promotions")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # whose leader reviews
    from_spell = models.ForeignKey(GradeSpell, models.PROTECT, related_name="promotions")
    sequence = models.CharField(max_length=1, choices=Sequence)
    to_grade = models.SmallIntegerField()
    exceptional = models.BooleanField(default=False)
    award = models.ForeignKey(Merit, models.PROTECT, null=True, related_name="promotions")
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, null=True, related_name="promotions")
    nominated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    statement = models.TextField(blank=True)
    file = models.JSONField()
    state = models.CharField(max_length=12, choices=State)
    rejected_from = models.CharField(max_length=12, choices=State, blank=True)
    reason = models.TextField(blank=True)  # of the rejection
    rejected_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cool_off_until = models.DateField(null=True)  # the first day to apply again
    spell = models.OneToOneField(GradeSpell, models.PROTECT, null=True, related_name="promotion")
    applied_at = models.DateTimeField()

    forgets = Forgets(
        empties={"statement": GONE, "reason": GONE, "file": {}}, subject="careers.promotion"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="promotion_in_scale", condition=in_scale("to_grade")),
            models.UniqueConstraint(
                name="promotion_one_under_way",
                fields=["person", "enterprise"],
                condition=~Q(state__in=["EFFECTIVE", "REJECTED", "WITHDRAWN"]),
            ),
            models.UniqueConstraint(
                name="promotion_exceptional_once",
                fields=["person"],
                condition=Q(exceptional=True) & ~Q(state__in=["REJECTED", "WITHDRAWN"]),
            ),
            models.CheckConstraint(
                name="promotion_exceptional_exactly_with_an_award",
                condition=Q(exceptional=True) ^ Q(award__isnull=True),
            ),
            models.CheckConstraint(
                name="promotion_in_effect_exactly_with_its_grade",
                condition=Q(state="EFFECTIVE") ^ Q(spell__isnull=True),
            ),
            models.CheckConstraint(
                name="promotion_rejected_with_a_reason",
                condition=~Q(state__in=["REJECTED", "APPEALED"])
                | (~Q(reason="") & ~Q(rejected_from="") & Q(cool_off_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="promotion_not_nominated_by_oneself",
                condition=Q(nominated_by__isnull=True) | ~Q(nominated_by=F("person")),
            ),
        ]
        indexes = [models.Index(name="promotion_by_person", fields=["person", "-applied_at"])]

    @property
    def reached(self) -> str:
        """The last step on the way up that was taken, also where it was rejected since."""
        return self.rejected_from if self.state in RESTING else self.state

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER


RESTING = (Promotion.State.REJECTED, Promotion.State.APPEALED, Promotion.State.RE_REVIEWED)


class PanelScore(models.Model):
    """What one member of the panel gave a defence, apart from the others. Personal data."""

    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="scores")
    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="scores")
    score = models.DecimalField(max_digits=5, decimal_places=2)
    remark = models.CharField(max_length=300, blank=True)
    given_at = models.DateTimeField()

    forgets = Forgets(about=("promotion__person",), empties={"remark": GONE})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="panel_score_once", fields=["promotion", "member"]),
            models.CheckConstraint(
                name="panel_score_0_to_100", condition=Q(score__gte=0, score__lte=100)
            ),
        ]


class CommitteeVote(models.Model):
    """One vote of the committee about one candidate. Personal data."""

    class Vote(models.TextChoices):
        YES = "YES", _("for")
        NO = "NO", _("against")
        ABSTAIN = "ABSTAIN", _("abstains")

    promotion = models.ForeignKey(Promotion, models.PROTECT, related_name="votes")
    member = models.ForeignKey(PanelMember, models.PROTECT, related_name="votes")
    vote = models.CharField(max_length=7, choices=Vote)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="committee_vote_once", fields=["promotion", "member"]),
        ]
