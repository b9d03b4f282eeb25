"""Somebody applies over the bridge between ranks and titles, and is answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.governance.queries.rule_sets import rule_in_force
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.skills import (
    BridgeApplied,
    BridgeDecided,
    BridgeForwarded,
    BridgeWithdrawn,
)
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.skills import permissions
from gongjiang.skills.contents import BridgeRule, Related
from gongjiang.skills.models import BridgeApplication, BridgeDirection, Occupation
from gongjiang.skills.queries.holders import holder_of
from gongjiang.skills.queries.places import place_of
from gongjiang.skills.rules.bridge import Right, rights

State = BridgeApplication.State


class NoRight(CannotDo):
    """The rule in force gives no right to apply on that day."""


@transaction.atomic
def apply_over_bridge(
    *, person: Person, direction: str, target: int, occupation: Occupation, actor: Actor, on: date
) -> BridgeApplication:
    """Apply for a title by one's rank, or for a rank by one's title. It confers nothing.

    Args:
        target: a `TitleLevel` or a `SkillRank`, by the direction.

    Raises:
        NotAllowed: somebody else's application.
        NoRight: the rule in force does not let them apply yet, or not at all.
        CannotDo: an application waits already.
    """
    permissions.is_own(actor, person.id).require()
    Person.objects.select_for_update().get(id=person.id)
    waiting = BridgeApplication.objects.filter(
        person=person, direction=direction, state__in=BridgeApplication.WAITING
    )
    if waiting.exists():
        raise CannotDo(_("An application of yours waits for its answer already."))
    place = place_of(person.id, on)
    rule = rule_in_force(BridgeRule.key, on=on, unit_id=place.unit)
    found = rights(
        holder_of(person, on=on),
        occupation.code,
        BridgeRule.read(rule.content),
        on,
        Related.SMALL_CLASS,
    )
    right = _right(found, direction, target, on)
    application = BridgeApplication.objects.create(
        person=person,
        direction=direction,
        target=target,
        occupation=occupation,
        evidence=_evidence(right),
        rule_version=rule.version,
        applied_on=on,
    )
    fact = BridgeApplied(application_id=application.id, direction=direction, target=target)
    _record(application, fact, actor, on)
    return application


@transaction.atomic
def forward_application(*, application_id: int, actor: Actor, on: date) -> BridgeApplication:
    """Pass an application on to the body that decides it.

    Raises:
        NotAllowed: the actor is not HR of the applicant's employer.
        CannotDo: it is not waiting for this.
    """
    application = _locked(application_id)
    permissions.may_record(actor, application.person_id, on).require()
    _require_state(application, State.APPLIED)
    application.state, application.forwarded_on = State.FORWARDED, on
    application.save(update_fields=["state", "forwarded_on"])
    _record(application, BridgeForwarded(application_id=application.id), actor, on)
    return application


@transaction.atomic
def decide_application(
    *, application_id: int, granted: bool, actor: Actor, on: date
) -> BridgeApplication:
    """Record what the body decided; the title or certificate itself is recorded by its own deed.

    Raises:
        NotAllowed: the actor is not HR of the applicant's employer.
        CannotDo: it was not passed on.
    """
    application = _locked(application_id)
    permissions.may_record(actor, application.person_id, on).require()
    _require_state(application, State.FORWARDED)
    application.state = State.GRANTED if granted else State.DECLINED
    application.ended_on = on
    application.save(update_fields=["state", "ended_on"])
    fact = BridgeDecided(application_id=application.id, granted=granted)
    _record(application, fact, actor, on)
    return application


@transaction.atomic
def withdraw_application(*, application_id: int, actor: Actor, on: date) -> BridgeApplication:
    """Take one's own application back while it waits.

    Raises:
        NotAllowed: it is somebody else's.
        CannotDo: it has ended.
    """
    application = _locked(application_id)
    permissions.is_own(actor, application.person_id).require()
    _require_state(application, *BridgeApplication.WAITING)
    application.state, application.ended_on = State.WITHDRAWN, on
    application.save(update_fields=["state", "ended_on"])
    _record(application, BridgeWithdrawn(application_id=application.id), actor, on)
    return application


def _locked(application_id: int) -> BridgeApplication:
    return BridgeApplication.objects.select_for_update().get(id=application_id)


def _require_state(application: BridgeApplication, *states: str) -> None:
    if application.state not in states:
        raise CannotDo(
            _("This application is %(state)s; this cannot be done any more, or not yet.")
            % {"state": State(application.state).label}
        )


def _right(found: Collection[Right], direction: str, target: int, on: date) -> Right:
    wanted = [right for right in found if right.direction == direction and right.target == target]
    if not wanted:
        raise NoRight(_("The bridge does not lead there, or you hold it already."))
    [right] = wanted
    if right.held_since is None:
        raise NoRight(
            _("This asks for a title that you do not hold.")
            if direction == BridgeDirection.TO_RANK
            else _("This asks for a rank in this occupation that you do not hold.")
        )
    if not right.holds(on):
        raise NoRight(
            _("You may apply from %(day)s on.") % {"day": right.earliest}
            if right.earliest
            else _("This asks for %(years)d years of work in the occupation.")
            % {"years": right.years}
        )
    return right


def _evidence(right: Right) -> dict[str, str | int | None]:
    return {
        "source": right.source,
        "years": right.years,
        "held_since": right.held_since.isoformat() if right.held_since else None,
        "earliest": right.earliest.isoformat() if right.earliest else None,
        "evidence": right.evidence,
    }


def _record(application: BridgeApplication, fact: Fact, actor: Actor, on: date) -> None:
    place = place_of(application.person_id, on)
    ledger.record(
        fact,
        person=application.person_id,
        unit=place.unit,
        enterprise=place.enterprise,
        by=actor.id,
        on=on,
    )
