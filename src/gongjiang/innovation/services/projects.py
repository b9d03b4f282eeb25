"""A technical innovation project is proposed, approved with a budget, started, or stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.innovation.models import (
    BudgetLine,
    InnovationProject,
    Milestone,
    RDTeam,
)
from gongjiang.innovation.permissions.projects import (
    may_decide_project,
    may_keep_register,
    may_lead,
    member_ids,
)
from gongjiang.innovation.rules import projects as rules
from gongjiang.innovation.rules.parts import Part
from gongjiang.innovation.services.project_steps import (
    MOST_MEMBERS,
    check_parts,
    insist,
    locked_for,
    locked_in,
    put_members,
    tell,
    write_down,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.projects import ProjectApproved, ProjectStopped
from gongjiang.people.actors import Actor

State = InnovationProject.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is put forward.

    Attributes:
        members: the leader first; shares together 10,000.
        steps: milestones in the order of their days.
        proposal_id: the proposal it grew out of.
    """

    enterprise_id: int
    title: str
    object: str
    baseline: str
    target: str
    due_on: date
    members: Sequence[Part]
    steps: Sequence[rules.Step]
    rd_team_id: int | None = None
    proposal_id: int | None = None


@transaction.atomic
def propose_project(plan: Plan, *, actor: Actor, at: datetime) -> InnovationProject:
    """Put a project forward, as its leader or for somebody else from the office.

    Raises:
        NotAllowed: the actor is neither.
        CannotDo: members, shares or milestones do not fit; or the proposal has a project already.
    """
    day = day_of(at)
    units = check_parts(plan.members, enterprise_id=plan.enterprise_id, day=day, most=MOST_MEMBERS)
    leader = plan.members[0].person_id
    if actor.id != leader:
        may_keep_register(actor, enterprise_id=plan.enterprise_id, day=day).require()
    insist(rules.may_plan(plan.steps, starts=day, due_on=plan.due_on))
    _check_origin(plan)
    project = InnovationProject.objects.create(
        enterprise_id=plan.enterprise_id,
        unit_id=units[leader],
        title=plan.title.strip(),
        object=plan.object.strip(),
        baseline=plan.baseline.strip(),
        target=plan.target.strip(),
        rd_team_id=plan.rd_team_id,
        proposal_id=plan.proposal_id,
        proposed_by_id=actor.id,
        proposed_on=day,
        due_on=plan.due_on,
    )
    put_members(project, plan.members)
    Milestone.objects.bulk_create(
        Milestone(project=project, position=place, title=step.title.strip(), due_on=step.due_on)
        for place, step in enumerate(plan.steps, 1)
    )
    return project


@transaction.atomic
def approve_project(
    *, project_id: int, budget_fen: int, actor: Actor, at: datetime
) -> InnovationProject:
    """Approve a project (立项) and grant its budget; nothing is a budget too.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: it is not waiting for approval.
    """
    day = day_of(at)
    project = locked_for(project_id, State.APPROVED)
    may_decide_project(actor, project, day).require()
    if budget_fen < 0:
        raise CannotDo(_("A budget is not less than nothing."))
    project.state, project.approved_on, project.approved_by_id = State.APPROVED, day, actor.id
    project.budget_fen = budget_fen
    project.save(update_fields=["state", "approved_on", "approved_by", "budget_fen"])
    if budget_fen:
        BudgetLine.objects.create(
            project=project,
            kind=BudgetLine.Kind.GRANT,
            amount_fen=budget_fen,
            booked_on=day,
            what=_("Granted with the approval"),
            booked_by_id=actor.id,
        )
    fact = ProjectApproved(project_id=project.id, amount_fen=budget_fen)
    write_down(fact, project, actor=actor, on=day)
    tell(
        member_ids(project),
        project,
        what="approved",
        msgid=gettext_noop("Your project has been approved: it can begin."),
        at=at,
    )
    return project


@transaction.atomic
def start_project(*, project_id: int, actor: Actor, at: datetime) -> InnovationProject:
    """Begin an approved project, as its leader.

    Raises:
        NotAllowed: the actor does not lead it.
        NotNow: it is not approved, or has begun.
    """
    project = locked_for(project_id, State.RUNNING)
    may_lead(actor, project).require()
    project.state, project.started_on = State.RUNNING, day_of(at)
    project.save(update_fields=["state", "started_on"])
    return project


@transaction.atomic
def stop_project(*, project_id: int, reason: str, actor: Actor, at: datetime) -> InnovationProject:
    """Stop a project that has not been accepted, or do not approve it; with a reason.

    Raises:
        NotAllowed: the actor does not run innovation here, or is a member.
        NotNow: it has been accepted, or stopped before.
        CannotDo: no reason is given.
    """
    day = day_of(at)
    project = locked_for(project_id, State.STOPPED)
    may_decide_project(actor, project, day).require()
    if not reason.strip():
        raise CannotDo(_("Say why the project ends: its team reads it."))
    project.state, project.stopped_on, project.stop_reason = State.STOPPED, day, reason.strip()
    project.save(update_fields=["state", "stopped_on", "stop_reason"])
    write_down(ProjectStopped(project_id=project.id), project, actor=actor, on=day)
    tell(
        member_ids(project),
        project,
        what="stopped",
        msgid=gettext_noop("Your project has been stopped: %(reason)s"),
        at=at,
        reason=project.stop_reason,
    )
    return project


@transaction.atomic
def change_members(
    *, project_id: int, members: Sequence[Part], actor: Actor, at: datetime
) -> InnovationProject:
    """Change who has which part, until the project is accepted.

    Args:
        members: the leader first; shares together 10,000.

    Raises:
        NotAllowed: the actor does not lead it.
        NotNow: it is over.
        CannotDo: the shares do not fit, or somebody works elsewhere.
    """
    project = locked_in(project_id, InnovationProject.OPEN)
    may_lead(actor, project).require()
    if members and members[0].person_id != actor.id:
        raise CannotDo(_("The leader stays the leader: name yourself first."))
    day = day_of(at)
    check_parts(members, enterprise_id=project.enterprise_id, day=day, most=MOST_MEMBERS)
    if {part.person_id for part in members} & {each.person_id for each in project.appraisers.all()}:
        raise CannotDo(_("Somebody on the panel cannot become a member."))
    put_members(project, members)
    return project


def _check_origin(plan: Plan) -> None:
    """One project a proposal, and the team is the enterprise's own."""
    if plan.proposal_id is not None and (
        InnovationProject.objects.filter(proposal_id=plan.proposal_id)
        .exclude(state=State.STOPPED)
        .exists()
    ):
        raise CannotDo(_("This proposal has grown into a project already: join that one."))
    if (
        plan.rd_team_id is not None
        and not RDTeam.objects.filter(id=plan.rd_team_id, enterprise_id=plan.enterprise_id).exists()
    ):
        raise CannotDo(_("This R&D team belongs to another enterprise."))
