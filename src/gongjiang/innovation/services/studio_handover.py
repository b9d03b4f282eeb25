"""A studio goes from one leader to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.services.notices import notify
from gongjiang.innovation.models import Studio, StudioHandover, StudioNaming
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.queries.studio_standing import standing_of
from gongjiang.innovation.rules.studios import missing_in_people
from gongjiang.innovation.services.studio_steps import (
    NotNow,
    address,
    lock_studio,
    terms_for,
    write_down,
)
from gongjiang.innovation.services.studios import OPEN
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.studios import StudioHandedOver
from gongjiang.orgs.queries import true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """Who takes a studio over, under which title, and what it is called then."""

    leader: Person
    name: str
    reason: str
    title: str = ""
    title_level: str = ""


@transaction.atomic
def hand_over_studio(
    *, studio_id: int, to: Succession, actor: Actor, at: datetime
) -> StudioHandover:
    """Give a studio to one of its members; from today they lead it, and who led it stays a member.

    A named studio must meet what its level asks of leader and team under the successor too.

    Raises:
        NotAllowed: the actor is neither the enterprise's union nor its HR, or belongs to it.
        NotNow: it is over, or a declaration waits.
        CannotDo: the successor leads it, is no member, or does not meet the criteria; the name
            still bears the former leader's; no reason is given; it was handed over today.
    """
    day = day_of(at)
    studio = lock_studio(studio_id, *OPEN)
    permissions.may_hand_over(actor, studio, day).require()
    if studio.namings.filter(state__in=StudioNaming.OPEN).exists():
        raise NotNow(
            _("A declaration waits that speaks of its leader: let it be decided, or withdraw it.")
        )
    _check(studio, to)
    if not studio.members.filter(true_on(day), person=to.leader).exists():
        raise CannotDo(_("Only a member of the studio takes it over; add them first."))
    if studio.handovers.filter(on=day).exists():
        raise CannotDo(_("It was handed over today; the next time is tomorrow at the earliest."))
    if studio.level:
        standing = replace(standing_of(studio, day, frozenset()), title_level=to.title_level)
        problems = missing_in_people(standing, studio.level, terms_for(studio.enterprise_id, day))
        if problems:
            raise CannotDo(" ".join(problems))
    handover = StudioHandover.objects.create(
        studio=studio,
        before=studio.leader,
        after=to.leader,
        on=day,
        name_before=studio.name,
        title_before=studio.leader_title,
        title_level_before=studio.title_level,
        reason=to.reason.strip(),
        decided_by_id=actor.id,
    )
    studio.leader, studio.name = to.leader, to.name.strip()
    studio.leader_title, studio.title_level = to.title.strip(), to.title_level
    studio.save(update_fields=["leader", "name", "leader_title", "title_level"])
    fact = StudioHandedOver(studio_handover_id=handover.id, studio_id=studio.id)
    write_down(fact, studio, actor=actor, on=day)
    notify(
        [handover.before_id, handover.after_id],
        kind="innovation.studio.handed_over",
        msgid=gettext_noop("The studio “%(name)s” has another leader from today."),
        at=at,
        link=address(studio),
        name=studio.name,
    )
    return handover


def _check(studio: Studio, to: Succession) -> None:
    if to.leader.id == studio.leader_id:
        raise CannotDo(_("They lead it already."))
    if not to.name.strip() or not to.reason.strip():
        raise CannotDo(_("Say what it is called from now on, and why it is handed over."))
    if studio.leader.name and studio.leader.name in to.name:
        raise CannotDo(_("Its name still bears the former leader's; give it another one."))
    if bool(to.title.strip()) != bool(to.title_level):
        raise CannotDo(_("A title of honour is written as its document says, with who gave it."))
