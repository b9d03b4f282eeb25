"""The agreement between a master and an apprentice, what is to be learned, and who taught when."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.orgs.models import Dated, Unit, ends_after_it_starts, one_at_a_time
from gongjiang.people.models import Person
from gongjiang.skills.models import Occupation


class Agreement(models.Model):
    """A master takes an apprentice (师徒协议). Personal data: who, goal, reasons and dates.

    DRAFT, SIGNED by both, ACTIVE once HR registered it, EXIT_EXAM; then GRADUATED, FAILED, or once
    EXTENDED, which runs on and has another exit examination. TERMINATED: it ended before; a draft
    that nobody went on with is WITHDRAWN. It runs on the days `[starts_on, ends_on)`; until it is
    registered both are the wish of the draft. `master` is who teaches now, or taught last.
    """

    class Kind(models.TextChoices):
        NEW_WORKER = "NEW_WORKER", _("new worker")
        SKILL_MASTER = "SKILL_MASTER", _("skill master")

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("waits for signatures")
        SIGNED = "SIGNED", _("signed, waits for HR")
        ACTIVE = "ACTIVE", pgettext_lazy("apprenticeship", "running")
        EXTENDED = "EXTENDED", _("extended")
        EXIT_EXAM = "EXIT_EXAM", _("exit examination")
        GRADUATED = "GRADUATED", _("graduated")
        FAILED = "FAILED", pgettext_lazy("apprenticeship", "failed")
        TERMINATED = "TERMINATED", _("ended early")
        WITHDRAWN = "WITHDRAWN", _("withdrawn")

    class Result(models.TextChoices):
        EXCELLENT = "EXCELLENT", _("excellent")
        GOOD = "GOOD", _("good")
        PASS = "PASS", pgettext_lazy("apprenticeship", "passed")

    class EndReason(models.TextChoices):
        OBJECTION = "OBJECTION", _("objection upheld")
        DISSOLVED = "DISSOLVED", _("dissolved with approval")
        LEFT = "LEFT", _("the apprentice left")

    RUNNING = (State.ACTIVE, State.EXTENDED, State.EXIT_EXAM)
    OPEN = (State.DRAFT, State.SIGNED, *RUNNING)
    REGISTERED = (*RUNNING, State.GRADUATED, State.FAILED, State.TERMINATED)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    kind = models.CharField(max_length=12, choices=Kind)
    apprentice = models.ForeignKey(Person, models.PROTECT, related_name="apprenticeships")
    master = models.ForeignKey(Person, models.PROTECT, related_name="masterships")
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the site of both
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the apprentice's team then
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, related_name="+")
    goal = models.CharField(max_length=200)
    term_months = models.SmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()  # the first day after it
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    result = models.CharField(max_length=10, choices=Result, blank=True)
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewed_by")
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    master_signed_at = models.DateTimeField(null=True)
    apprentice_signed_at = models.DateTimeField(null=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField(null=True)
    extended_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)  # the day it graduated, failed or was ended
    end_reason = models.CharField(max_length=10, choices=EndReason, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_not_with_oneself", condition=~Q(master=F("apprentice"))
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.UniqueConstraint(
                name="agreement_one_open_an_apprentice",
                fields=["apprentice"],
                condition=Q(
                    state__in=["DRAFT", "SIGNED", "ACTIVE", "EXTENDED", "EXIT_EXAM"],
                ),
            ),
            models.CheckConstraint(
                name="agreement_draft_until_both_signed",
                condition=Q(state__in=["DRAFT", "WITHDRAWN"])
                | Q(master_signed_at__isnull=False, apprentice_signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_runs_exactly_when_registered",
                condition=Q(state__in=["DRAFT", "SIGNED", "WITHDRAWN"])
                ^ Q(registered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_graduated_exactly_with_a_result",
                condition=Q(state="GRADUATED") ^ Q(result=""),
            ),
            models.CheckConstraint(
                name="agreement_over_exactly_when_it_has_a_day",
                condition=Q(
                    state__in=["GRADUATED", "FAILED", "TERMINATED", "WITHDRAWN"],
                    ended_on__isnull=False,
                )
                | (
                    ~Q(state__in=["GRADUATED", "FAILED", "TERMINATED", "WITHDRAWN"])
                    & Q(ended_on__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="agreement_terminated_exactly_with_a_reason",
                condition=Q(state="TERMINATED") ^ Q(end_reason=""),
            ),
        ]
        indexes = [
            models.Index(name="agreement_by_enterprise", fields=["enterprise", "state"]),
            models.Index(name="agreement_by_master", fields=["master", "state"]),
            models.Index(name="agreement_by_apprentice", fields=["apprentice", "starts_on"]),
        ]

    def __str__(self) -> str:
        return self.goal

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING


class Goal(models.Model):
    """One thing to be learned under an agreement, and who saw that it was. Personal data.

    Monthly records name goals by their position.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="goals")
    position = models.SmallIntegerField()  # from 1
    title = models.CharField(max_length=60)
    signed_off_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="goal_position_once", fields=["agreement", "position"]),
        ]

    def __str__(self) -> str:
        return self.title


class Tenure(Dated):
    """Who taught under an agreement, on which days. Personal data.

    The first begins as the agreement does, the last one ends as it does; no day without a master.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="tenures")
    master = models.ForeignKey(Person, models.PROTECT, related_name="tenures")

    class Meta:
        constraints = [
            ends_after_it_starts("tenure_ends_after_it_starts"),
            one_at_a_time("agreement_id", name="tenure_one_master_at_a_time"),
        ]


class MasterChange(models.Model):
    """Another master is to take over, once that master and the apprentice have signed.

    Personal data. Waiting until it has `took_effect_on` or `closed_at` (declined or taken back).
    """

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="changes")
    from_master = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to_master = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    master_signed_at = models.DateTimeField(null=True)
    apprentice_signed_at = models.DateTimeField(null=True)
    took_effect_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="master_change_to_another", condition=~Q(from_master=F("to_master"))
            ),
            models.CheckConstraint(
                name="master_change_took_effect_with_both_signatures",
                condition=Q(took_effect_on__isnull=True)
                | Q(
                    master_signed_at__isnull=False,
                    apprentice_signed_at__isnull=False,
                    closed_at__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                name="master_change_one_waiting",
                fields=["agreement"],
                condition=Q(took_effect_on__isnull=True, closed_at__isnull=True),
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.took_effect_on is None and self.closed_at is None
