"""Technical innovation projects: who does what until when, for how much, and what came of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongjiang.innovation.models.rd_teams import RDTeam
from gongjiang.innovation.models.seats import Seat, is_left_for_a_reason
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.people.models.forgotten import GONE, Forgets


class InnovationProject(models.Model):
    """A technical innovation project (技术革新). Personal data: who decided, and the name giver.

    PROPOSED, APPROVED with a budget (立项), RUNNING, ACCEPTED (验收), APPRAISED by a panel (鉴定),
    PROMOTED to other units (推广); STOPPED at any time before it is accepted, with a reason.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", pgettext_lazy("project", "proposed")
        APPROVED = "APPROVED", pgettext_lazy("project", "approved")
        RUNNING = "RUNNING", pgettext_lazy("project", "running")
        ACCEPTED = "ACCEPTED", pgettext_lazy("project", "accepted")
        APPRAISED = "APPRAISED", pgettext_lazy("project", "appraised")
        PROMOTED = "PROMOTED", pgettext_lazy("project", "promoted")
        STOPPED = "STOPPED", pgettext_lazy("project", "stopped")

    OPEN = (State.PROPOSED, State.APPROVED, State.RUNNING)
    DONE = (State.ACCEPTED, State.APPRAISED, State.PROMOTED)

    public_id: models.UUIDField[UUID, UUID] = models.UUIDField(
        unique=True, default=uuid4, editable=False
    )
    enterprise = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # where it is carried out
    title = models.CharField(max_length=120)
    object = models.CharField(max_length=200)  # the equipment, process or product
    baseline = models.CharField(max_length=300)  # how it stands before
    target = models.CharField(max_length=300)
    results = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    budget_fen = models.BigIntegerField(default=0)  # granted and raised
    spent_fen = models.BigIntegerField(default=0)
    proposal_id = models.BigIntegerField(null=True)  # the proposal it grew out of
    rd_team = models.ForeignKey(RDTeam, models.PROTECT, null=True, related_name="projects")
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_on = models.DateField()
    due_on = models.DateField()  # by when it is to be ready for acceptance
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_on = models.DateField(null=True)
    acceptance = models.TextField(blank=True, max_length=1000)  # what the accepter saw
    appraised_on = models.DateField(null=True)
    appraisal_score = models.DecimalField(max_digits=5, decimal_places=2, null=True)  # 0 to 100
    promoted_on = models.DateField(null=True)
    promotion = models.CharField(max_length=300, blank=True)  # where it is used now
    stopped_on = models.DateField(null=True)
    stop_reason = models.CharField(max_length=300, blank=True)
    # The named operating method (先进操作法), such as "Wang's seal test", and whose name it bears.
    method_name = models.CharField(max_length=60, blank=True)
    method_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    method_consented_at = models.DateTimeField(null=True)
    synthetic = models.BooleanField(default=False)

    forgets = Forgets(
        about=("proposed_by", "method_person"),
        empties={"acceptance": "", "stop_reason": GONE, "method_name": GONE},
        subject="innovation.project",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="project_never_spends_over_its_budget",
                condition=Q(spent_fen__gte=0, spent_fen__lte=F("budget_fen")),
            ),
            models.CheckConstraint(
                name="project_approved_once_it_goes_on",
                condition=Q(state__in=["PROPOSED", "STOPPED"]) | Q(approved_on__isnull=False),
            ),
            models.CheckConstraint(
                name="project_started_once_it_runs",
                condition=Q(state__in=["PROPOSED", "APPROVED", "STOPPED"])
                | Q(started_on__isnull=False),
            ),
            models.CheckConstraint(
                name="project_accepted_exactly_with_a_day",
                condition=Q(state__in=["ACCEPTED", "APPRAISED", "PROMOTED"])
                ^ Q(accepted_on__isnull=True),
            ),
            models.CheckConstraint(
                name="project_appraised_exactly_with_a_day",
                condition=Q(state__in=["APPRAISED", "PROMOTED"]) ^ Q(appraised_on__isnull=True),
            ),
            models.CheckConstraint(
                name="project_promoted_exactly_with_a_day",
                condition=Q(state="PROMOTED") ^ Q(promoted_on__isnull=True),
            ),
            models.CheckConstraint(
                name="project_stopped_exactly_with_a_day_and_a_reason",
                condition=(Q(state="STOPPED", stopped_on__isnull=False) & ~Q(stop_reason=""))
                | (~Q(state="STOPPED") & Q(stopped_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="project_method_bears_the_name_of_somebody",
                condition=Q(method_person__isnull=True, method_consented_at__isnull=True)
                | (Q(method_person__isnull=False) & ~Q(method_name="")),
            ),
        ]
        indexes = [
            models.Index(name="project_by_enterprise", fields=["enterprise", "state", "due_on"]),
            models.Index(name="project_by_proposal", fields=["proposal_id"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def left_fen(self) -> int:
        """What may still be spent."""
        return self.budget_fen - self.spent_fen


class ProjectMember(models.Model):
    """Somebody's part in a project; the parts of its members are together 10,000. Personal data."""

    class Role(models.TextChoices):
        LEADER = "LEADER", _("leader")
        MEMBER = "MEMBER", _("member")

    project = models.ForeignKey(InnovationProject, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="innovation_projects")
    role = models.CharField(max_length=8, choices=Role, default=Role.MEMBER)
    task = models.CharField(max_length=60, blank=True)
    share_bp = models.IntegerField()  # hundredths of a percent
    position = models.SmallIntegerField()  # from 1, the leader

    forgets = Forgets(empties={"task": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="project_member_once", fields=["project", "person"]),
            models.UniqueConstraint(
                name="project_one_leader", fields=["project"], condition=Q(role="LEADER")
            ),
            models.CheckConstraint(
                name="project_share_in_range", condition=Q(share_bp__gt=0, share_bp__lte=10_000)
            ),
        ]
        indexes = [models.Index(name="project_member_by_person", fields=["person"])]


class Milestone(models.Model):
    """A step of a project: by when it is to be done, when it was, and what shows it."""

    project = models.ForeignKey(InnovationProject, models.PROTECT, related_name="milestones")
    position = models.SmallIntegerField()  # from 1
    title = models.CharField(max_length=80)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    evidence = models.CharField(max_length=300, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    forgets = Forgets(about=("done_by",), empties={"evidence": GONE})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="milestone_position_once", fields=["project", "position"]),
            models.CheckConstraint(
                name="milestone_done_exactly_with_evidence",
                condition=Q(done_on__isnull=True, evidence="")
                | (Q(done_on__isnull=False) & ~Q(evidence="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """A line of a project's budget book. Never changed: a wrong spend is given back by a REFUND.

    budget = GRANT + RAISEs, spent = SPENDs - REFUNDs; both stand on the project too.
    """

    class Kind(models.TextChoices):
        GRANT = "GRANT", pgettext_lazy("budget", "granted")
        RAISE = "RAISE", _("raised")
        SPEND = "SPEND", _("spent")
        REFUND = "REFUND", _("given back")

    project = models.ForeignKey(InnovationProject, models.PROTECT, related_name="budget_lines")
    kind = models.CharField(max_length=6, choices=Kind)
    amount_fen = models.BigIntegerField()
    booked_on = models.DateField()
    what = models.CharField(max_length=120)  # what for; of a raise, the reason
    booked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    forgets = Forgets(about=("booked_by",), empties={"what": GONE})

    class Meta:
        constraints = [
            models.CheckConstraint(name="budget_line_is_positive", condition=Q(amount_fen__gt=0)),
            models.UniqueConstraint(
                name="budget_granted_once", fields=["project"], condition=Q(kind="GRANT")
            ),
        ]
        indexes = [models.Index(name="budget_line_by_project", fields=["project", "booked_on"])]


class Appraiser(Seat):
    """Somebody asked to appraise a project, and what they said of it. Personal data.

    A vote counts while they sit there; it stays on record when somebody else takes their place.
    """

    project = models.ForeignKey(InnovationProject, models.PROTECT, related_name="appraisers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    score = models.SmallIntegerField(null=True)  # 0 to 100
    opinion = models.CharField(max_length=300, blank=True)
    opined_on = models.DateField(null=True)

    forgets = Forgets(empties={"opinion": GONE, "left_because": ""})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="appraiser_once",
                fields=["project", "person"],
                condition=Q(left_on__isnull=True),
            ),
            is_left_for_a_reason("appraiser_left_for_a_reason"),
            models.CheckConstraint(
                name="appraiser_opined_exactly_with_a_score",
                condition=Q(score__isnull=True, opined_on__isnull=True)
                | Q(score__gte=0, score__lte=100, opined_on__isnull=False),
            ),
        ]
