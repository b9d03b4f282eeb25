"""R&D teams are formed around a topic, change their members, and are dissolved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.innovation.models import RDTeam, RDTeamMember
from gongjiang.innovation.permissions.projects import may_keep_register
from gongjiang.innovation.services.project_steps import require_at_work
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.projects import RDTeamFormed
from gongjiang.people.actors import Actor

LEAST = 2
MOST = 30


@transaction.atomic
def form_rd_team(
    *,
    enterprise_id: int,
    name: str,
    topic: str,
    member_ids: Sequence[int],
    actor: Actor,
    at: datetime,
) -> RDTeam:
    """Form a team, from today.

    Args:
        member_ids: the leader first.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: no name or topic, too few or too many, somebody twice or from elsewhere.
    """
    day = day_of(at)
    may_keep_register(actor, enterprise_id=enterprise_id, day=day).require()
    if not (name.strip() and topic.strip()):
        raise CannotDo(_("A team has a name and a topic."))
    if not LEAST <= len(set(member_ids)) <= MOST or len(set(member_ids)) < len(member_ids):
        raise CannotDo(
            _("A team has %(least)d to %(most)d members, each of them once.")
            % {"least": LEAST, "most": MOST}
        )
    units = require_at_work(member_ids, enterprise_id, day)
    leader = member_ids[0]
    team = RDTeam.objects.create(
        enterprise_id=enterprise_id,
        name=name.strip(),
        topic=topic.strip(),
        leader_id=leader,
        valid_from=day,
        formed_by_id=actor.id,
    )
    RDTeamMember.objects.bulk_create(
        RDTeamMember(team=team, person_id=person, valid_from=day) for person in member_ids
    )
    ledger.record(
        RDTeamFormed(rd_team_id=team.id),
        person=leader,
        unit=units[leader],
        enterprise=enterprise_id,
        by=actor.id,
        on=day,
    )
    return team


@transaction.atomic
def join_rd_team(*, team_id: int, person_id: int, actor: Actor, at: datetime) -> RDTeamMember:
    """Take somebody into a team, from today.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: the team is dissolved, or they belong to it, or work elsewhere.
    """
    day = day_of(at)
    team = _locked(team_id, actor, day)
    require_at_work([person_id], team.enterprise_id, day)
    if team.members.filter(person_id=person_id, valid_to=None).exists():
        raise CannotDo(_("They belong to the team already."))
    return RDTeamMember.objects.create(team=team, person_id=person_id, valid_from=day)


@transaction.atomic
def leave_rd_team(*, team_id: int, person_id: int, actor: Actor, at: datetime) -> None:
    """End somebody's time in a team; today they no longer belong to it.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: the team is dissolved, they lead it, or do not belong to it.
    """
    day = day_of(at)
    team = _locked(team_id, actor, day)
    if team.leader_id == person_id:
        raise CannotDo(_("The leader leaves when the team is dissolved: form another one then."))
    member = team.members.filter(person_id=person_id, valid_to=None).first()
    if member is None:
        raise CannotDo(_("They do not belong to the team."))
    _end(member, day)


@transaction.atomic
def dissolve_rd_team(*, team_id: int, actor: Actor, at: datetime) -> RDTeam:
    """Dissolve a team: today it no longer is.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: it is dissolved already, or was formed today.
    """
    day = day_of(at)
    team = _locked(team_id, actor, day)
    if team.valid_from >= day:
        raise CannotDo(_("It was formed today; it can be dissolved from tomorrow."))
    for member in team.members.filter(valid_to=None):
        _end(member, day)
    team.valid_to = day
    team.save(update_fields=["valid_to"])
    return team


def _locked(team_id: int, actor: Actor, day: date) -> RDTeam:
    team = RDTeam.objects.select_for_update().get(id=team_id)
    may_keep_register(actor, enterprise_id=team.enterprise_id, day=day).require()
    if team.valid_to is not None:
        raise CannotDo(_("This team is dissolved."))
    return team


def _end(member: RDTeamMember, day: date) -> None:
    """A period holds at least one day: who came today was never there."""
    if member.valid_from >= day:
        member.delete()
        return
    member.valid_to = day
    member.save(update_fields=["valid_to"])
