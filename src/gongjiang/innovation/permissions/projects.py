"""Who may do what with projects, five-small items, patents and teams, and why not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Appraiser, InnovationProject, ProjectMember
from gongjiang.kernel.decision import ALLOWED, Decision, refused
from gongjiang.orgs.models import Link, UnitKind
from gongjiang.orgs.queries import true_on
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Appointment, Role
from gongjiang.people.queries.roles import holds_role

RUNS_INNOVATION = (Role.HR, Role.REVIEWER)
"""The department's side; the union's is the chair of a union that covers the enterprise."""

OWN = refused(_("You have a part in this yourself; somebody else has to decide."))
RUN_BY_OTHERS = refused(
    _("Only the reviewers, the HR and the union of this enterprise can do this.")
)
PANEL_ONLY = refused(_("Only the panel that was named gives a score."))


def may_run(actor: Actor, *, enterprise_id: int, unit_id: int, day: date) -> Decision:
    """HR and reviewers at the unit or above it, and the chair of the enterprise's union."""
    if isinstance(actor, System) or is_union_chair_of(actor.id, enterprise_id, day):
        return ALLOWED
    if any(holds_role(actor, role, unit_id=unit_id, on=day) for role in RUNS_INNOVATION):
        return ALLOWED
    return RUN_BY_OTHERS


def may_keep_register(actor: Actor, *, enterprise_id: int, day: date) -> Decision:
    """The same, for what belongs to the enterprise as a whole: patents, teams, documents."""
    return may_run(actor, enterprise_id=enterprise_id, unit_id=enterprise_id, day=day)


def may_record_conversion(actor: Actor, *, enterprise_id: int, day: date) -> Decision:
    """Whoever keeps the register, and finance."""
    if not isinstance(actor, System) and holds_role(
        actor, Role.FINANCE, unit_id=enterprise_id, on=day
    ):
        return ALLOWED
    return may_keep_register(actor, enterprise_id=enterprise_id, day=day)


def may_decide(
    actor: Actor, *, enterprise_id: int, unit_id: int, parties: Collection[int], day: date
) -> Decision:
    """Whoever runs innovation here, but nobody about what is their own."""
    if actor.id in parties:
        return OWN
    return may_run(actor, enterprise_id=enterprise_id, unit_id=unit_id, day=day)


def may_decide_project(actor: Actor, project: InnovationProject, day: date) -> Decision:
    return may_decide(
        actor,
        enterprise_id=project.enterprise_id,
        unit_id=project.unit_id,
        parties=member_ids(project),
        day=day,
    )


def may_lead(actor: Actor, project: InnovationProject) -> Decision:
    """The leader of a project books, reports and writes for its team."""
    if leader_id(project) == actor.id:
        return ALLOWED
    return refused(_("The leader of the project does this."))


def may_work(actor: Actor, project: InnovationProject) -> Decision:
    if actor.id in member_ids(project):
        return ALLOWED
    return refused(_("Only members of the project can do this."))


def may_opine(actor: Actor, project: InnovationProject) -> Decision:
    if (
        actor.id is not None
        and Appraiser.objects.sitting().filter(project=project, person_id=actor.id).exists()
    ):
        return ALLOWED
    return PANEL_ONLY


def is_union_chair_of(person_id: int, enterprise_id: int, day: date) -> bool:
    """Whether somebody chairs a union that stands in the enterprise or covers it."""
    covering = Link.objects.filter(
        true_on(day), target_id=enterprise_id, target__kind=UnitKind.ENTERPRISE
    )
    return Appointment.objects.filter(
        true_on(day),
        role=Role.UNION_CHAIR,
        person_id=person_id,
        unit_id__in=covering.values("source_id"),
    ).exists()


def member_ids(project: InnovationProject) -> set[int]:
    return set(ProjectMember.objects.filter(project=project).values_list("person_id", flat=True))


def leader_id(project: InnovationProject) -> int | None:
    leaders = ProjectMember.objects.filter(project=project, role=ProjectMember.Role.LEADER)
    return leaders.values_list("person_id", flat=True).first()
