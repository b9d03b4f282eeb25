"""Successors are named, judged again, and removed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.careers import permissions_pipeline as permissions
from gongjiang.careers.models import KeyPosition, Readiness, Successor
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.pipeline import SuccessorNamed, SuccessorRemoved
from gongjiang.orgs.queries import true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Employment, Person

LEFT = _("left the enterprise")


class AlreadySuccessor(CannotDo):
    """The person is prepared for this position already."""


@transaction.atomic
def name_successor(
    *, position_id: int, person: Person, readiness: str, why: str, actor: Actor, on: date
) -> Successor:
    """Say that somebody is prepared to follow in a key position, and record it.

    Raises:
        NotAllowed: the actor is neither HR nor leads the unit, or is the person.
        AlreadySuccessor: the person is prepared for it already; judge their readiness again.
        CannotDo: the position is not open on that day, the person does not work for the
            enterprise, no reason is given, or there is no such readiness.
    """
    position = _locked_position(position_id)
    permissions.may_choose_successor(actor, position, person, today()).require()
    _check(position, person, readiness, why, on)
    running = position.successors.filter(person=person)
    if running.exclude(valid_to__isnull=False, valid_to__lte=on).exists():
        raise AlreadySuccessor(
            _("This person is a successor here already; judge their readiness again instead.")
        )
    return _begin(position, person, (readiness, why), by=actor.id, on=on)


@transaction.atomic
def judge_again(
    *, successor_id: int, readiness: str, why: str, actor: Actor, on: date
) -> Successor:
    """Give a successor another readiness from a day on, and record it.

    Raises:
        NotAllowed: the actor is neither HR nor leads the unit, or is the person.
        CannotDo: the readiness is the same, they were named on that day or later, or removed.
    """
    former, position = _locked(successor_id)
    permissions.may_choose_successor(actor, position, former.person, today()).require()
    _check(position, former.person, readiness, why, on)
    if former.readiness == readiness:
        raise CannotDo(_("That is the readiness they have."))
    close_succession(former, position, why=why, by=actor.id, on=on)
    return _begin(position, former.person, (readiness, why), by=actor.id, on=on)


@transaction.atomic
def remove_successor(*, successor_id: int, why: str, actor: Actor, on: date) -> Successor:
    """Say that somebody is prepared no longer; `on` is the first day without. Record it.

    Raises:
        NotAllowed: the actor is neither HR nor leads the unit, or is the person.
        CannotDo: they were named on that day or later, removed before, or no reason is given.
    """
    successor, position = _locked(successor_id)
    permissions.may_choose_successor(actor, position, successor.person, today()).require()
    if not why.strip():
        raise CannotDo(_("Say why: those who follow you will ask."))
    close_succession(successor, position, why=why, by=actor.id, on=on)
    return successor


@transaction.atomic
def remove_those_who_left(*, on: date) -> int:
    """Remove the successors whose employment with the enterprise is over; how many that were.

    Each from the first day they no longer worked there, or from the day after they were named.
    """
    running = Successor.objects.filter(valid_to=None).select_for_update(of=("self",))
    removed = 0
    for successor in running.select_related("position").order_by("id"):
        ended = _ended_on(successor, on)
        if ended is not None and ended > successor.valid_from:
            close_succession(successor, successor.position, why=str(LEFT), by=None, on=ended)
            removed += 1
    return removed


def close_succession(
    successor: Successor, position: KeyPosition, *, why: str, by: int | None, on: date
) -> None:
    """End a row and record it, for a deed that has asked who may.

    Raises:
        CannotDo: it has ended, or began on that day or later.
    """
    if successor.valid_to is not None or successor.valid_from >= on:
        raise CannotDo(_("This successor was named on that day or later, or has been removed."))
    successor.valid_to, successor.removed_why = on, why
    successor.save(update_fields=["valid_to", "removed_why"])
    ledger.record(
        SuccessorRemoved(successor_id=successor.id, key_position_id=position.id),
        person=successor.person_id,
        unit=position.unit_id,
        enterprise=position.enterprise_id,
        by=by,
        on=on,
    )


def _begin(
    position: KeyPosition, person: Person, judged: tuple[str, str], *, by: int | None, on: date
) -> Successor:
    readiness, why = judged
    successor = Successor.objects.create(
        position=position, person=person, readiness=readiness, why=why, valid_from=on
    )
    ledger.record(
        SuccessorNamed(successor_id=successor.id, key_position_id=position.id, readiness=readiness),
        person=person.id,
        unit=position.unit_id,
        enterprise=position.enterprise_id,
        by=by,
        on=on,
    )
    return successor


def _check(position: KeyPosition, person: Person, readiness: str, why: str, on: date) -> None:
    if readiness not in Readiness.values:
        raise CannotDo(_("There is no such readiness."))
    if not why.strip():
        raise CannotDo(_("Say why: those who follow you will ask."))
    if position.valid_from > on or position.valid_to is not None:
        raise CannotDo(_("This key position is not open on that day."))
    employed = Employment.objects.filter(
        true_on(on), person=person, employer_id=position.enterprise_id
    )
    if not employed.exists():
        raise CannotDo(_("This person does not work for the enterprise on that day."))


def _locked_position(position_id: int) -> KeyPosition:
    positions = KeyPosition.objects.select_for_update(of=("self",))
    return positions.select_related("enterprise").get(id=position_id)


def _locked(successor_id: int) -> tuple[Successor, KeyPosition]:
    """A successor and its position, the position locked first as everywhere."""
    position_id = Successor.objects.values_list("position_id", flat=True).get(id=successor_id)
    position = _locked_position(position_id)
    successors = Successor.objects.select_for_update(of=("self",)).select_related("person")
    return successors.get(id=successor_id), position


def _ended_on(successor: Successor, on: date) -> date | None:
    """The first day the person no longer worked for the enterprise, when that has passed."""
    works = Employment.objects.filter(
        person_id=successor.person_id, employer_id=successor.position.enterprise_id
    )
    if works.filter(true_on(on)).exists():
        return None
    return (
        works.filter(valid_to__lte=on)
        .order_by("-valid_to")
        .values_list("valid_to", flat=True)
        .first()
    )
