"""What was recorded wrongly is put right: by a later fact, never by changing the earlier one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, RoleEnded
from gongjiang.ledger.queries import Recorded, facts_of
from gongjiang.orgs.queries import enterprise_of, true_on
from gongjiang.people import permissions, rules
from gongjiang.people.actors import Actor
from gongjiang.people.models import Employment, EndReason, Person, Posting

CLOSING = frozenset({Left.kind, RoleEnded.kind})
"""Facts dated on the first day something no longer was; they need no work on that day."""


class RestsOnIt(CannotDo):
    """Something recorded later would lose its ground."""


@transaction.atomic
def correct_start(*, employment_id: int, start: date, actor: Actor, at: datetime) -> Employment:
    """Say that an employment began on another day than was recorded.

    The rows change; in the ledger a later entry takes the place of the first one, which stays, so
    that what was known before can still be asked. Where the employment followed an internship,
    the internship's end moves with it.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        RestsOnIt: something is recorded on a day that would no longer be worked.
        CannotDo: the day does not fit: age, unit, another employment, or the first posting's end.
    """
    employment = _lock(employment_id)
    permissions.may_manage_employment(actor, employment.employer, day_of(at)).require()
    first = _posting(employment, "valid_from")
    entry = _started(employment)
    if start == employment.valid_from:
        raise CannotDo(_("This is the day on record."))
    if first.valid_to is not None and start >= first.valid_to:
        raise CannotDo(_("The new first day must be before the end of the first post."))
    _check_age(employment.person, start)
    site = _site(first, start)
    internship = _lock(employment.follows.id) if employment.follows is not None else None
    before = employment.valid_from
    # The two never overlap, not even between two statements: whoever gives way goes first.
    if internship is not None and start < before:
        _move_end(internship, start)
    _require_free(employment, start, employment.valid_to)
    first.valid_from = employment.valid_from = start
    first.save(update_fields=["valid_from"])
    employment.save(update_fields=["valid_from"])
    if internship is not None and start > before:
        _move_end(internship, start)
    _require_nothing(employment, entry, before, start)
    _correct(entry, site=site, on=start, actor=actor)
    return employment


@transaction.atomic
def correct_end(*, employment_id: int, end: date, actor: Actor, at: datetime) -> Employment:
    """Say that an employment ended on another day than was recorded.

    Args:
        end: the first day no longer worked.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        RestsOnIt: something is recorded on a day that would no longer be worked.
        CannotDo: it has not ended, it ended by taking an intern on, or the day does not fit.
    """
    employment = _lock(employment_id)
    permissions.may_manage_employment(actor, employment.employer, day_of(at)).require()
    if employment.valid_to is None:
        raise CannotDo(_("This employment has not ended."))
    if employment.end_reason == EndReason.TAKEN_ON:
        raise CannotDo(
            _("The internship ended when the employment began: correct that one's first day.")
        )
    if end == employment.valid_to:
        raise CannotDo(_("This is the day on record."))
    entry = _standing(employment, (Left.kind,))
    _require_free(employment, employment.valid_from, end)
    _require_nothing(employment, entry, end, employment.valid_to)
    _move_end(employment, end)
    _correct(entry, site=entry.enterprise_id, on=end, actor=actor)
    return employment


@transaction.atomic
def annul_hire(*, employment_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Say that somebody was never hired: the record should not have been made.

    Raises:
        NotAllowed: the actor is not HR of the employer.
        RestsOnIt: a move, an end, a role or anything else rests on it.
        CannotDo: no reason was given.
    """
    employment = _lock(employment_id)
    permissions.may_manage_employment(actor, employment.employer, day_of(at)).require()
    if not reason.strip():
        raise CannotDo(_("Say why this record should not have been made."))
    entry = _started(employment)
    if (
        entry.kind != Hired.kind
        or employment.valid_to is not None
        or employment.postings.count() != 1
        or Employment.objects.filter(follows=employment).exists()
    ):
        raise RestsOnIt(_("This employment went on after the hire; correct its days instead."))
    _require_nothing(employment, entry, employment.valid_from, None)
    try:
        employment.postings.all().delete()
        employment.delete()
    except ProtectedError as error:
        raise RestsOnIt(_("Other records rest on this employment; correct them first.")) from error
    ledger.annul(entry.entry_id, reason=reason, by=actor.id)


def _lock(employment_id: int) -> Employment:
    employments = Employment.objects.select_for_update(of=("self",))
    return employments.select_related("person", "employer", "follows").get(id=employment_id)


def _posting(employment: Employment, order: str) -> Posting:
    posting = employment.postings.order_by(order).first()
    if posting is None:
        raise CannotDo(_("This employment has no post on record."))
    return posting


def _started(employment: Employment) -> Recorded:
    return _standing(employment, (Hired.kind, InternBecameEmployee.kind))


def _standing(employment: Employment, kinds: tuple[str, ...]) -> Recorded:
    """The entry of one of these kinds that counts for an employment."""
    for entry in facts_of(employment.person_id):
        if entry.kind in kinds and entry.fact.subject_id == employment.id:
            return entry
    raise CannotDo(_("The ledger does not hold the record that would be corrected."))


def _correct(entry: Recorded, *, site: int | None, on: date, actor: Actor) -> None:
    ledger.correct(
        entry.entry_id,
        entry.fact,
        by=actor.id,
        person=entry.person_id,
        unit=entry.unit_id,
        enterprise=site,
        on=on,
    )


def _check_age(person: Person, on: date) -> None:
    if person.born_on is not None:
        decision = rules.may_be_employed(person.born_on, on)
        if not decision:
            raise CannotDo(decision.reason)


def _site(posting: Posting, on: date) -> int:
    site = enterprise_of(posting.unit_id, on)
    if site is None:
        raise CannotDo(_("This unit does not stand in an enterprise on that day."))
    return site


def _move_end(employment: Employment, end: date) -> None:
    last = _posting(employment, "-valid_from")
    if last.valid_from >= end:
        raise CannotDo(
            _("The person came to the last post on %(day)s; the end must be later.")
            % {"day": last.valid_from}
        )
    last.valid_to = employment.valid_to = end
    last.save(update_fields=["valid_to"])
    employment.save(update_fields=["valid_to"])


def _require_free(employment: Employment, start: date, end: date | None) -> None:
    """No other employment with the same employer on one of these days."""
    others = Employment.objects.filter(person=employment.person_id, employer=employment.employer_id)
    clash = others.exclude(id=employment.id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=start)
    )
    if end is not None:
        clash = clash.filter(valid_from__lt=end)
    if clash.exists():
        raise CannotDo(_("This person already works for this enterprise on one of these days."))


def _require_nothing(
    employment: Employment, entry: Recorded, start: date, end: date | None
) -> None:
    """Nothing else is recorded of the person on days that only this employment covers.

    Args:
        start, end: the days `[start, end)` that would no longer be worked; no end: all after.
    """
    for other in facts_of(employment.person_id):
        day = other.occurred_on
        if other.entry_id == entry.entry_id or other.kind in CLOSING:
            continue
        if start <= day and (end is None or day < end) and not _elsewhere(employment, day):
            raise RestsOnIt(
                _("Something is recorded on %(day)s, which would no longer be a day of work.")
                % {"day": day}
            )


def _elsewhere(employment: Employment, day: date) -> bool:
    others = Employment.objects.filter(true_on(day), person=employment.person_id)
    return others.exclude(id=employment.id).exists()
