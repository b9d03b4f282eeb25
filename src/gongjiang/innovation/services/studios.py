"""A studio is declared, checked, inspected, made public and named; its members change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Publicity, Subject
from gongjiang.governance.services.publicity import close_publicity, open_publicity
from gongjiang.innovation.models import (
    Studio,
    StudioEvidence,
    StudioLevel,
    StudioMember,
    StudioNaming,
)
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.queries.studio_standing import standing_of
from gongjiang.innovation.rules.studios import NAMED_HERE, may_ask_for, missing, needed
from gongjiang.innovation.services.studio_steps import (
    NotNow,
    insist,
    lock_naming,
    lock_studio,
    tell_studio,
    terms_for,
    write_down,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.studios import (
    StudioDeclared,
    StudioNamed,
    StudioUpgraded,
    StudioVerified,
)
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

State = StudioNaming.State
NAMING = "innovation.studio_naming"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStudio:
    """What is declared of a studio that is not there yet.

    Attributes:
        unit: where it works; its enterprise is the studio's.
        members: the others with what they are there; the leader belongs to it anyway.
    """

    name: str
    unit: Unit
    leader: Person
    leader_group: str
    field: str
    leader_title: str = ""
    title_level: str = ""
    members: Sequence[tuple[Person, str]] = ()


@transaction.atomic
def found_studio(new: NewStudio, *, actor: Actor, on: date) -> Studio:
    """Set a studio up: with its work room, but without a name until it is declared and seen.

    Raises:
        NotAllowed: the actor is neither its leader nor the enterprise's union or HR.
        CannotDo: no name, no field, the unit stands in no enterprise, or somebody is named twice.
    """
    enterprise = enterprise_of(new.unit.id, on)
    if enterprise is None:
        raise CannotDo(_("A studio works within an enterprise; choose one of its units."))
    permissions.may_declare(
        actor, enterprise_id=enterprise, leader_id=new.leader.id, day=on
    ).require()
    if not new.name.strip() or not new.field.strip():
        raise CannotDo(_("Give the studio its name, and say what it works on."))
    people = [person.id for person, _group in new.members]
    if len({new.leader.id, *people}) != len(people) + 1:
        raise CannotDo(_("Somebody is named twice among the members."))
    studio = Studio.objects.create(
        name=new.name.strip(),
        enterprise_id=enterprise,
        unit=new.unit,
        leader=new.leader,
        leader_title=new.leader_title.strip(),
        title_level=new.title_level,
        field=new.field.strip(),
        declared_on=on,
    )
    StudioMember.objects.bulk_create(
        StudioMember(studio=studio, person=person, group=group, valid_from=on)
        for person, group in [(new.leader, new.leader_group), *new.members]
    )
    return studio


@transaction.atomic
def declare(
    *, studio_id: int, level: str, evidence: Mapping[str, str], actor: Actor, at: datetime
) -> StudioNaming:
    """Ask for a level: the first one, or the next above the one the studio bears.

    Args:
        evidence: for each criterion the sentence that says what there is.

    Raises:
        NotAllowed: the actor is neither its leader nor the enterprise's union or HR.
        NotNow: the studio is over, or another declaration waits.
        CannotDo: the level is not the next one, or a criterion is not met; the sentence says all.
    """
    day = day_of(at)
    studio = lock_studio(studio_id, *OPEN)
    permissions.may_lead(actor, studio, day).require()
    if level not in NAMED_HERE:
        raise CannotDo(_("This level is named elsewhere: the zone union records its document."))
    insist(may_ask_for(studio.level, level))
    terms = terms_for(studio.enterprise_id, day)
    said = {criterion: text.strip() for criterion, text in evidence.items() if text.strip()}
    problems = missing(standing_of(studio, day, frozenset(said)), level, terms)
    if problems:
        raise CannotDo(" ".join(problems))
    naming = StudioNaming(studio=studio, level=level, declared_by_id=actor.id, declared_on=day)
    try:
        with transaction.atomic():
            naming.save()
    except IntegrityError as error:
        raise NotNow(_("A declaration of this studio waits already.")) from error
    StudioEvidence.objects.bulk_create(
        StudioEvidence(naming=naming, criterion=criterion, statement=said[criterion])
        for criterion in needed(level, terms)
        if criterion in said
    )
    fact = StudioDeclared(studio_naming_id=naming.id, studio_id=studio.id, level=level)
    write_down(fact, studio, actor=actor, on=day)
    return naming


OPEN = (Studio.State.DECLARED, Studio.State.VERIFIED, Studio.State.NAMED)


@transaction.atomic
def check_at_desk(
    *, naming_id: int, holds: Mapping[str, bool], actor: Actor, at: datetime, remark: str = ""
) -> StudioNaming:
    """Say of each criterion whether its evidence stands on paper; all must, or it is refused.

    Raises:
        NotAllowed: the actor does not judge studios at this level, or belongs to this one.
        NotNow: it waits for something else.
        CannotDo: a criterion was left out.
    """
    naming = lock_naming(naming_id, State.DECLARED)
    permissions.may_name(actor, naming.studio, naming.level, day_of(at)).require()
    if _judge(naming, holds, "desk_holds", remark):
        naming.state = State.CHECKED
        naming.checked_by_id, naming.checked_on = actor.id, day_of(at)
        naming.save(update_fields=["state", "checked_by", "checked_on"])
        return naming
    return _refuse(naming, remark, actor, at)


@transaction.atomic
def inspect(
    *, naming_id: int, holds: Mapping[str, bool], actor: Actor, at: datetime, remark: str = ""
) -> StudioNaming:
    """Say of each criterion whether it was so on the spot; all must, or it is refused.

    Raises:
        NotAllowed: the actor does not judge studios at this level, or belongs to this one.
        NotNow: it waits for something else.
        CannotDo: a criterion was left out, or a refusal has no remark.
    """
    day = day_of(at)
    naming = lock_naming(naming_id, State.CHECKED)
    permissions.may_name(actor, naming.studio, naming.level, day).require()
    if not _judge(naming, holds, "site_holds", remark):
        return _refuse(naming, remark, actor, at)
    naming.state = State.VERIFIED
    naming.inspected_by_id, naming.inspected_on = actor.id, day
    naming.save(update_fields=["state", "inspected_by", "inspected_on"])
    studio = naming.studio
    if studio.state == Studio.State.DECLARED:
        studio.state = Studio.State.VERIFIED
        studio.save(update_fields=["state"])
    fact = StudioVerified(studio_naming_id=naming.id, studio_id=studio.id, level=naming.level)
    write_down(fact, studio, actor=actor, on=day)
    return naming


@transaction.atomic
def publish(*, naming_id: int, actor: Actor, at: datetime) -> Publicity:
    """Make a naming public to all who work in the enterprise, before it holds.

    Raises:
        NotAllowed: the actor does not judge studios at this level, or belongs to this one.
        NotNow: it was not inspected yet, or is public already.
    """
    naming = lock_naming(naming_id, State.VERIFIED)
    studio = naming.studio
    allowed = permissions.may_name(actor, studio, naming.level, day_of(at))
    allowed.require()
    title = _("Studio to be named: %(name)s, %(level)s") % {
        "name": studio.name,
        "level": naming.get_level_display(),
    }
    naming.publicity = open_publicity(
        subject=Subject(NAMING, naming.id),
        unit=studio.enterprise,
        title=title[:120],
        text=studio.field,
        actor=actor,
        from_day=day_of(at),
        at=at,
        allowed=allowed,
    )
    naming.state = State.PUBLIC
    naming.save(update_fields=["publicity", "state"])
    return naming.publicity


@transaction.atomic
def name_studio(*, naming_id: int, actor: Actor, at: datetime, document: str = "") -> StudioNaming:
    """Give the studio its level, once its publicity is over; an upheld objection refuses it.

    Raises:
        NotAllowed: the actor does not judge studios at this level, or belongs to this one.
        NotNow: it is not public.
        CannotDo: the publicity still runs, or an objection waits for its answer.
    """
    naming = lock_naming(naming_id, State.PUBLIC)
    allowed = permissions.may_name(actor, naming.studio, naming.level, day_of(at))
    allowed.require()
    publicity = naming.publicity
    if publicity is not None and publicity.state == Publicity.State.OPEN:
        publicity = close_publicity(publicity_id=publicity.id, actor=actor, at=at, allowed=allowed)
    if publicity is None or publicity.state == Publicity.State.UPHELD:
        return _refuse(naming, _("An objection was upheld during the publicity."), actor, at)
    naming.document = document.strip()
    return _name(naming, actor, at)


@transaction.atomic
def record_higher_level(
    *, studio_id: int, level: str, document: str, authority: str, actor: Actor, at: datetime
) -> StudioNaming:
    """Record a level that the city, the province or the country has given, with its document.

    Raises:
        NotAllowed: the actor is not the zone union office, or belongs to the studio.
        NotNow: the studio bears no name, or a declaration waits.
        CannotDo: the level is not the next one, a criterion is not met, or no document is named.
    """
    day = day_of(at)
    studio = lock_studio(studio_id, Studio.State.NAMED)
    permissions.may_name(actor, studio, level, day).require()
    if level in NAMED_HERE:
        raise CannotDo(_("This level is declared and named here; declare it."))
    insist(may_ask_for(studio.level, level))
    if not document.strip() or not authority.strip():
        raise CannotDo(_("Name the document, and who issued it."))
    terms = terms_for(studio.enterprise_id, day)
    proven = frozenset(StudioEvidence.Criterion.values)
    problems = missing(standing_of(studio, day, proven), level, terms)
    if problems:
        raise CannotDo(" ".join(problems))
    if studio.namings.filter(state__in=State.values).filter(decided_on=None).exists():
        raise NotNow(_("A declaration of this studio waits already."))
    naming = StudioNaming(
        studio=studio,
        level=level,
        state=State.PUBLIC,
        declared_by_id=actor.id,
        declared_on=day,
        document=document.strip(),
        authority=authority.strip(),
    )
    return _name(naming, actor, at)


@transaction.atomic
def withdraw_declaration(*, naming_id: int, actor: Actor, at: datetime) -> StudioNaming:
    """Take a declaration back before it is named.

    Raises:
        NotAllowed: the actor is neither its leader nor the enterprise's union or HR.
        NotNow: it is decided already.
    """
    naming = lock_naming(naming_id, *StudioNaming.OPEN)
    permissions.may_lead(actor, naming.studio, day_of(at)).require()
    _close(naming, State.WITHDRAWN, actor, at)
    _back_to_declared(naming.studio)
    return naming


@transaction.atomic
def add_member(
    *, studio_id: int, person: Person, group: str, actor: Actor, on: date
) -> StudioMember:
    """Somebody joins a studio.

    Raises:
        NotAllowed: the actor is neither its leader nor the enterprise's union or HR.
        CannotDo: they belong to it already.
    """
    studio = lock_studio(studio_id, *OPEN)
    permissions.may_lead(actor, studio, on).require()
    member = StudioMember(studio=studio, person=person, group=group, valid_from=on)
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise CannotDo(_("%(name)s belongs to this studio already.") % {"name": person.name}) from (
            error
        )
    return member


@transaction.atomic
def end_membership(*, member_id: int, actor: Actor, on: date) -> StudioMember:
    """Somebody leaves a studio; the leader cannot, while leading it.

    Args:
        on: the first day without them.

    Raises:
        NotAllowed: the actor is neither its leader nor the enterprise's union or HR.
        CannotDo: it is the leader, or they have left or only just joined.
    """
    member = StudioMember.objects.select_related("studio").get(id=member_id)
    studio = lock_studio(member.studio_id, *OPEN)
    permissions.may_lead(actor, studio, on).require()
    if member.person_id == studio.leader_id:
        raise CannotDo(_("Who leads the studio stays in it; hand it over first."))
    if member.valid_to is not None or member.valid_from >= on:
        raise CannotDo(_("This membership has ended, or began today."))
    member.valid_to = on
    member.save(update_fields=["valid_to"])
    return member


def _judge(naming: StudioNaming, holds: Mapping[str, bool], field: str, remark: str) -> bool:
    evidence = list(naming.evidence.all())
    left_out = [each for each in evidence if each.criterion not in holds]
    if left_out:
        names = _(", ").join(each.get_criterion_display() for each in left_out)
        raise CannotDo(
            _("Say of each criterion whether it holds; left out: %(names)s.") % {"names": names}
        )
    for each in evidence:
        setattr(each, field, holds[each.criterion])
        if not holds[each.criterion]:
            each.remark = remark.strip()
    StudioEvidence.objects.bulk_update(evidence, [field, "remark"])
    return all(holds[each.criterion] for each in evidence)


def _refuse(naming: StudioNaming, reason: str, actor: Actor, at: datetime) -> StudioNaming:
    if not reason.strip():
        raise CannotDo(_("Say why the studio is not named."))
    naming.reason = reason.strip()
    _close(naming, State.REFUSED, actor, at)
    _back_to_declared(naming.studio)
    tell_studio(
        naming.studio,
        what="refused",
        msgid=gettext_noop("Your studio was not named: %(reason)s"),
        reason=naming.reason,
        at=at,
    )
    return naming


def _back_to_declared(studio: Studio) -> None:
    """A studio without a name can be declared again; a named one keeps the name it has."""
    if studio.state == Studio.State.VERIFIED:
        studio.state = Studio.State.DECLARED
        studio.save(update_fields=["state"])


def _close(naming: StudioNaming, state: str, actor: Actor, at: datetime) -> None:
    naming.state = state
    naming.decided_by_id, naming.decided_on = actor.id, day_of(at)
    naming.save()


def _name(naming: StudioNaming, actor: Actor, at: datetime) -> StudioNaming:
    studio, day = naming.studio, day_of(at)
    is_first = not studio.level
    _close(naming, State.NAMED, actor, at)
    studio.level = naming.level
    if is_first:
        studio.state, studio.named_on = Studio.State.NAMED, day
    studio.save(update_fields=["level", "state", "named_on"])
    fact = (
        StudioNamed(studio_id=studio.id, level=studio.level)
        if is_first
        else StudioUpgraded(studio_naming_id=naming.id, studio_id=studio.id, level=studio.level)
    )
    write_down(fact, studio, actor=actor, on=day)
    tell_studio(
        studio,
        what="named",
        msgid=gettext_noop("Your studio “%(name)s” bears its name now: %(level)s."),
        name=studio.name,
        level=str(StudioLevel(studio.level).label),
        at=at,
    )
    return naming
