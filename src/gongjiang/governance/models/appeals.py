"""Appeals against what somebody decided."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.models.subjects import About
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class Appeal(About):
    """A person asks that something decided about them be looked at again (申诉). Personal data.

    SUBMITTED, UNDER_REVIEW, then UPHELD or REJECTED by a named person; or WITHDRAWN by the
    appellant before that. `heard_at` is the unit whose officers decide it: the enterprise, or the
    zone where the enterprise's own officer is the one appealed against.
    """

    class State(models.TextChoices):
        SUBMITTED = "SUBMITTED", _("submitted")
        UNDER_REVIEW = "UNDER_REVIEW", _("under review")
        UPHELD = "UPHELD", _("upheld")
        REJECTED = "REJECTED", _("rejected")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    WAITING = (State.SUBMITTED, State.UNDER_REVIEW)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    title = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    heard_at = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    appellant = models.ForeignKey(Person, models.PROTECT, related_name="appeals")
    against = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    state = models.CharField(max_length=12, choices=State, default=State.SUBMITTED)
    submitted_at = models.DateTimeField()
    reply_by = models.DateField()  # the last day for an answer
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    forgets = Forgets(
        about=("appellant",),
        empties=dict.fromkeys(("title", "reason", "answer"), GONE),
        subject="governance.appeal",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="appeal_decided_by_somebody_with_an_answer",
                condition=~Q(state__in=["UPHELD", "REJECTED"])
                | (Q(reviewer__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="appeal_ended_exactly_when_it_has_a_moment",
                condition=Q(state__in=["SUBMITTED", "UNDER_REVIEW"]) ^ Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="appeal_not_reviewed_by_those_concerned",
                condition=Q(reviewer__isnull=True)
                | (
                    ~Q(reviewer=F("appellant"))
                    & (Q(against__isnull=True) | ~Q(reviewer=F("against")))
                ),
            ),
            models.UniqueConstraint(
                name="appeal_one_waiting_per_subject",
                fields=["appellant", "subject_type", "subject_id"],
                condition=Q(state__in=["SUBMITTED", "UNDER_REVIEW"]),
            ),
        ]
        indexes = [models.Index(name="appeal_queue", fields=["heard_at", "state", "reply_by"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.state in self.WAITING

    def is_late(self, day: date) -> bool:
        """Whether it still waits after the last day for an answer."""
        return self.is_waiting and day > self.reply_by
