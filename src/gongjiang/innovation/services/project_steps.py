"""What every deed on a project does first and last: lock it, and write down what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import InnovationProject, ProjectMember
from gongjiang.innovation.permissions.projects import leader_id
from gongjiang.innovation.queries.at_work import units_at_work
from gongjiang.innovation.rules.parts import Part, may_share
from gongjiang.innovation.rules.projects import may_become
from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.orgs.queries import stands_under
from gongjiang.people.actors import Actor

MOST_MEMBERS = 20


class NotNow(CannotDo):
    """The thing is not at a step at which this can be done."""


def locked(project_id: int) -> InnovationProject:
    """A project that nobody else changes until this transaction ends."""
    return (
        InnovationProject.objects.select_for_update(of=("self",))
        .select_related("enterprise", "unit")
        .get(id=project_id)
    )


def locked_for(project_id: int, then: str) -> InnovationProject:
    """As `locked`, where another state may follow on the present one.

    Raises:
        NotNow: it may not.
    """
    project = locked(project_id)
    step = may_become(project.state, then, label=project.get_state_display())
    if not step:
        raise NotNow(str(step.reason))
    return project


def locked_in(project_id: int, states: Collection[str]) -> InnovationProject:
    """As `locked`, in one of some states.

    Raises:
        NotNow: it is in none of them.
    """
    project = locked(project_id)
    if project.state not in states:
        raise NotNow(
            _("The project is “%(state)s” now, so this cannot be done. Load the page anew.")
            % {"state": project.get_state_display()}
        )
    return project


def insist(decision: Decision) -> None:
    """Go on when a rule allows it.

    Raises:
        CannotDo: with the rule's sentence.
    """
    if not decision:
        raise CannotDo(str(decision.reason))


def check_parts(
    parts: Sequence[Part], *, enterprise_id: int, day: date, most: int
) -> dict[int, int]:
    """Shares that come to the whole, of people who work here; the unit each of them works in.

    Raises:
        CannotDo: they do not, or somebody works elsewhere.
    """
    insist(may_share(parts, most=most))
    return require_at_work([part.person_id for part in parts], enterprise_id, day)


def require_at_work(person_ids: Collection[int], enterprise_id: int, day: date) -> dict[int, int]:
    """The unit in which each of these persons works in an enterprise.

    Raises:
        CannotDo: somebody does not.
    """
    units = units_at_work(person_ids, enterprise_id, day)
    if missing := len(set(person_ids) - set(units)):
        raise CannotDo(
            _("%(count)d of those named do not work in this enterprise on %(day)s.")
            % {"count": missing, "day": day}
        )
    return units


def put_members(project: InnovationProject, parts: Sequence[Part]) -> None:
    """The members of a project, the leader first."""
    roles = ProjectMember.Role
    project.members.all().delete()
    ProjectMember.objects.bulk_create(
        ProjectMember(
            project=project,
            person_id=part.person_id,
            role=roles.LEADER if place == 1 else roles.MEMBER,
            share_bp=part.share_bp,
            position=place,
        )
        for place, part in enumerate(parts, 1)
    )


def unit_then(unit_id: int, enterprise_id: int, day: date) -> int:
    """The unit, where it still stands in the enterprise on a day; else the enterprise itself."""
    return unit_id if stands_under(unit_id, enterprise_id, day) else enterprise_id


def write_down(fact: Fact, project: InnovationProject, *, actor: Actor, on: date) -> None:
    """Record a fact of a project; its person is the leader."""
    ledger.record(
        fact,
        person=leader_id(project),
        unit=unit_then(project.unit_id, project.enterprise_id, on),
        enterprise=project.enterprise_id,
        by=actor.id,
        on=on,
    )


def tell(
    persons: Iterable[int],
    project: InnovationProject,
    *,
    what: str,
    msgid: str,
    at: datetime,
    **parameters: str | int,
) -> None:
    """Tell these persons; the notice leads to the project."""
    notify(
        persons,
        kind=f"innovation.project_{what}",
        msgid=msgid,
        at=at,
        link=f"/innovation/projects/{project.public_id}",
        **parameters,
    )
