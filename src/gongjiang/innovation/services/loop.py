"""Documents and platforms come and go; innovations get the links that close their loop."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gongjiang.innovation.models import (
    Innovation,
    InnovationProject,
    LinkKind,
    LoopLink,
    Patent,
    Platform,
    RDTeam,
    RuleDocument,
)
from gongjiang.innovation.permissions.projects import may_keep_register
from gongjiang.innovation.queries.innovations import innovation_of
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import Period, day_of
from gongjiang.ledger import queries as ledger_queries
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.projects import LoopLinked
from gongjiang.people.actors import Actor

Target = LoopLink.Target
CHOSEN: dict[LinkKind, tuple[Target, type[RuleDocument | Platform | RDTeam]]] = {
    LinkKind.RULE: (Target.RULE_DOCUMENT, RuleDocument),
    LinkKind.PLATFORM: (Target.PLATFORM, Platform),
    LinkKind.TEAM: (Target.RD_TEAM, RDTeam),
}
"""What somebody may link by hand; results follow from the deeds that bring them."""
Base = RuleDocument | Platform
"""What an enterprise founds its innovation on, for a time."""
TARGET_OF: dict[type[Base], Target] = {
    RuleDocument: Target.RULE_DOCUMENT,
    Platform: Target.PLATFORM,
}
LEAST_MEMBERS = 2
"""From so many members on, with a leader and a target, a project is a team of its own: ours."""


@dataclass(frozen=True, slots=True)
class Named:
    """An innovation by kind and id."""

    innovation: str
    innovation_id: int


@transaction.atomic
def register_document(
    *, enterprise_id: int, title: str, number: str, valid_from: date, actor: Actor, at: datetime
) -> RuleDocument:
    """Register a document by which an enterprise runs its innovation.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: no title or number.
    """
    may_keep_register(actor, enterprise_id=enterprise_id, day=day_of(at)).require()
    if not (title.strip() and number.strip()):
        raise CannotDo(_("A document has a title and a number."))
    return RuleDocument.objects.create(
        enterprise_id=enterprise_id,
        title=title.strip(),
        number=number.strip(),
        valid_from=valid_from,
    )


@transaction.atomic
def register_platform(
    *, enterprise_id: int, kind: str, name: str, valid_from: date, actor: Actor, at: datetime
) -> Platform:
    """Register a place where innovation happens.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: no name.
    """
    may_keep_register(actor, enterprise_id=enterprise_id, day=day_of(at)).require()
    if not name.strip():
        raise CannotDo(_("A platform has a name."))
    return Platform.objects.create(
        enterprise_id=enterprise_id, kind=kind, name=name.strip(), valid_from=valid_from
    )


@transaction.atomic
def close_base(base: Base, *, ends_on: date, actor: Actor, at: datetime) -> None:
    """End a document or a platform; an end that still lies ahead may be moved.

    Args:
        ends_on: the first day without it; from then on it takes no new links.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: it has ended, would end before it began, or was linked to since that day.
    """
    day = day_of(at)
    may_keep_register(actor, enterprise_id=base.enterprise_id, day=day).require()
    base = type(base).objects.select_for_update().get(id=base.id)
    if base.valid_to is not None and base.valid_to <= day:
        raise CannotDo(_("It has ended already."))
    if ends_on <= base.valid_from:
        raise CannotDo(_("It began on %(day)s: it ends on a later day.") % {"day": base.valid_from})
    links = LoopLink.objects.filter(target=TARGET_OF[type(base)], target_id=base.id)
    latest = links.aggregate(day=Max("linked_on"))["day"]
    if latest is not None and ends_on <= latest:
        raise CannotDo(
            _("An innovation was linked to it on %(day)s: it ends on a later day.")
            % {"day": latest}
        )
    base.valid_to = ends_on
    base.save(update_fields=["valid_to"])


@transaction.atomic
def link_innovation(
    named: Named, *, link: str, target_id: int, actor: Actor, at: datetime
) -> LoopLink:
    """Link an innovation to a document, a platform or a team of its enterprise.

    Args:
        link: RULE, PLATFORM or TEAM; results follow from the deeds that bring them.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: it does not count yet, or the target is not in force or another enterprise's.
    """
    day = day_of(at)
    innovation = innovation_of(named.innovation, named.innovation_id)
    may_keep_register(actor, enterprise_id=innovation.enterprise_id, day=day).require()
    if not innovation.counts:
        raise CannotDo(str(innovation.why_not))
    target, model = CHOSEN[LinkKind(link)]
    found = model.objects.filter(id=target_id, enterprise_id=innovation.enterprise_id).first()
    if found is None or day not in Period(found.valid_from, found.valid_to):
        raise CannotDo(_("Choose a document, platform or team of this enterprise, in force today."))
    return _note(
        named,
        link=link,
        target=target,
        target_id=target_id,
        enterprise_id=innovation.enterprise_id,
        actor=actor,
        on=day,
    )


@transaction.atomic
def unlink(*, link_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Take back a link that was wrong; its fact is annulled.

    Raises:
        NotAllowed: the actor does not keep this enterprise's registers.
        CannotDo: no reason is given.
    """
    link = LoopLink.objects.select_for_update().get(id=link_id)
    may_keep_register(actor, enterprise_id=link.enterprise_id, day=day_of(at)).require()
    if not reason.strip():
        raise CannotDo(_("Say why the link is wrong."))
    _remove(link, why="WRONG_LINK", actor=actor)


def forget_results(target: str, target_ids: Collection[int], *, actor: Actor) -> None:
    """In the transaction that takes results back: the loops that they closed are open again."""
    for link in LoopLink.objects.select_for_update().filter(
        link=LinkKind.RESULT, target=target, target_id__in=target_ids
    ):
        _remove(link, why="RESULT_TAKEN_BACK", actor=actor)


def _remove(link: LoopLink, *, why: str, actor: Actor) -> None:
    entry = ledger_queries.standing_entry(kind=LoopLinked.kind, subject_id=link.id)
    if entry is not None:
        ledger.annul(entry, reason=why, by=actor.id)
    link.delete()


def note_result(
    innovation: str,
    innovation_id: int,
    *,
    target: str,
    target_id: int,
    enterprise_id: int,
    actor: Actor,
    on: date,
) -> LoopLink:
    """Note, in the transaction of the deed that brought it, that an innovation has a result.

    The first result closes the loop; a later one changes nothing.

    Args:
        target: BENEFIT, AWARD, CONVERSION or PROMOTION, with the id of its row.
    """
    return _note(
        Named(innovation, innovation_id),
        link=LinkKind.RESULT,
        target=target,
        target_id=target_id,
        enterprise_id=enterprise_id,
        actor=actor,
        on=on,
    )


def note_own_team(project: InnovationProject, *, actor: Actor, on: date) -> LoopLink | None:
    """Link a project to its R&D team, or else to its own members where they are a team."""
    if project.rd_team_id is None and project.members.count() < LEAST_MEMBERS:
        return None
    return _note(
        Named(Innovation.PROJECT, project.id),
        link=LinkKind.TEAM,
        target=Target.RD_TEAM if project.rd_team_id else Target.TEAM,
        target_id=project.rd_team_id or project.id,
        enterprise_id=project.enterprise_id,
        actor=actor,
        on=on,
    )


def note_team_of_patent(patent: Patent, *, actor: Actor, on: date) -> LoopLink | None:
    """Link a granted patent to the R&D team it was registered with."""
    if patent.rd_team_id is None:
        return None
    return _note(
        Named(Innovation.PATENT, patent.id),
        link=LinkKind.TEAM,
        target=Target.RD_TEAM,
        target_id=patent.rd_team_id,
        enterprise_id=patent.enterprise_id,
        actor=actor,
        on=on,
    )


def _note(
    named: Named,
    *,
    link: str,
    target: str,
    target_id: int,
    enterprise_id: int,
    actor: Actor,
    on: date,
) -> LoopLink:
    row, is_new = LoopLink.objects.get_or_create(
        innovation=named.innovation,
        innovation_id=named.innovation_id,
        link=link,
        defaults={
            "target": target,
            "target_id": target_id,
            "enterprise_id": enterprise_id,
            "linked_on": on,
            "linked_by_id": actor.id,
        },
    )
    if is_new:
        ledger.record(
            LoopLinked(
                loop_link_id=row.id,
                innovation=named.innovation,
                innovation_row=named.innovation_id,
                link=link,
            ),
            enterprise=enterprise_id,
            by=actor.id,
            on=on,
        )
    return row
