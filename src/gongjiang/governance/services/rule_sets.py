"""Rules are drafted, approved, and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gongjiang.governance import permissions
from gongjiang.governance.contents import RuleContent, content_class
from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.rule_sets import approved
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.people.actors import Actor, System
from gongjiang.people.models import Person


class AlreadyApproved(CannotDo):
    """An approved rule set never changes."""


class NoProcedure(CannotDo):
    """A rule set needs the democratic procedure it came from (Labour Contract Law, Art. 4)."""


class Overlaps(CannotDo):
    """Another approved set of this rule holds on some of these days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a rule set is to be.

    Attributes:
        scope: a unit, for it and all beneath; None or the zone's own unit: the whole zone.
        content: JSON values; read by the class of the key.
        valid_to: the first day it no longer holds; None: until it is replaced.
        procedure_reference: which democratic procedure it passed; may wait until the approval.
    """

    key: str
    version: str
    content: Any
    valid_from: date
    valid_to: date | None = None
    scope: Unit | None = None
    procedure_reference: str = ""


@transaction.atomic
def draft_rule_set(draft: Draft, *, actor: Actor, at: datetime) -> RuleSet:
    """Write down a rule set that does not hold yet.

    Raises:
        NotAllowed: the actor does not govern the scope.
        WrongContent: nobody knows the key, or the content is not what the key needs.
        CannotDo: the version is taken, or the days are none.
    """
    rule_set = RuleSet(drafted_by=actor if isinstance(actor, Person) else None)
    return _write(rule_set, draft, actor, at)


@transaction.atomic
def revise_draft(*, rule_set_id: int, draft: Draft, actor: Actor, at: datetime) -> RuleSet:
    """Write a draft anew; key and scope stay.

    Raises:
        AlreadyApproved: it is no draft any more.
        NotAllowed, WrongContent, CannotDo: as in `draft_rule_set`.
    """
    rule_set = _locked_draft(rule_set_id)
    if (draft.key, _scope(draft)) != (rule_set.key, rule_set.scope):
        raise CannotDo(_("A draft keeps its rule and its scope; write another draft."))
    return _write(rule_set, draft, actor, at)


@transaction.atomic
def discard_draft(*, rule_set_id: int, actor: Actor, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        AlreadyApproved: it is no draft any more.
        NotAllowed: the actor does not govern the scope.
    """
    rule_set = _locked_draft(rule_set_id)
    permissions.may_govern(actor, rule_set.scope, day_of(at)).require()
    rule_set.delete()


@transaction.atomic
def approve_rule_set(*, rule_set_id: int, actor: Actor, at: datetime) -> RuleSet:
    """Let a draft hold from its first day on; the set that holds then ends the day before.

    Raises:
        NotAllowed: the actor may not approve it.
        AlreadyApproved: somebody approved it first.
        NoProcedure: it names no democratic procedure.
        Overlaps: an approved set begins on one of its days.
        CannotDo: its first day has passed; only the installation itself may look back.
    """
    rule_set = _locked_draft(rule_set_id)
    day = day_of(at)
    permissions.may_approve(actor, rule_set, day).require()
    rule_set.read()
    if not rule_set.procedure_reference.strip():
        raise NoProcedure(
            _("Name the democratic procedure first (Labour Contract Law, Article 4).")
        )
    if rule_set.valid_from < day and not isinstance(actor, System):
        raise CannotDo(
            _("The first day, %(day)s, has passed; a rule does not hold backwards.")
            % {"day": rule_set.valid_from}
        )
    _end_former(rule_set)
    rule_set.approved_by = actor if isinstance(actor, Person) else None
    rule_set.approved_at = at
    try:
        with transaction.atomic():
            rule_set.save(update_fields=["approved_by", "approved_at"])
    except IntegrityError as error:  # another was approved in this very moment
        raise _overlap(rule_set) from error
    return rule_set


@transaction.atomic
def end_rule_set(*, rule_set_id: int, actor: Actor, on: date, at: datetime) -> RuleSet:
    """End an approved set without a successor; `on` is the first day it no longer holds.

    Raises:
        NotAllowed: the actor does not govern the scope.
        CannotDo: it is a draft, ends earlier already, or the day has passed.
    """
    rule_set = _locked(rule_set_id)
    permissions.may_approve(actor, rule_set, day_of(at)).require()
    ends_already = rule_set.valid_to is not None and rule_set.valid_to <= on
    if rule_set.approved_at is None or ends_already or on <= rule_set.valid_from:
        raise CannotDo(_("This rule set cannot end on that day."))
    if on < day_of(at) and not isinstance(actor, System):
        raise CannotDo(_("That day has passed; a rule does not end backwards."))
    rule_set.valid_to = on
    rule_set.save(update_fields=["valid_to"])
    return rule_set


def _locked(rule_set_id: int) -> RuleSet:
    sets = RuleSet.objects.select_for_update(of=("self",)).select_related("scope")
    return sets.get(id=rule_set_id)


def _locked_draft(rule_set_id: int) -> RuleSet:
    rule_set = _locked(rule_set_id)
    if rule_set.approved_at is not None:
        raise AlreadyApproved(_("An approved rule set never changes; draft another one."))
    return rule_set


def _write(rule_set: RuleSet, draft: Draft, actor: Actor, at: datetime) -> RuleSet:
    content: type[RuleContent] = content_class(draft.key)
    scope = _scope(draft)
    permissions.may_draft(actor, content, scope, day_of(at)).require()
    if draft.valid_to is not None and draft.valid_to <= draft.valid_from:
        raise CannotDo(_("The last day must not be before the first."))
    same = RuleSet.objects.filter(key=draft.key, scope=scope, version=draft.version)
    if same.exclude(id=rule_set.id).exists():
        raise CannotDo(
            _("There is a version %(version)s of this rule already.") % {"version": draft.version}
        )
    rule_set.key, rule_set.version, rule_set.scope = draft.key, draft.version, scope
    rule_set.content = content.read(draft.content).as_json()
    rule_set.valid_from, rule_set.valid_to = draft.valid_from, draft.valid_to
    rule_set.procedure_reference = draft.procedure_reference.strip()
    rule_set.save()
    return rule_set


def _scope(draft: Draft) -> Unit | None:
    if draft.scope is not None and draft.scope.kind == UnitKind.ZONE:
        return None
    return draft.scope


def _end_former(rule_set: RuleSet) -> None:
    """End the set that holds on the new one's first day, if one does, the day before."""
    shares_days = Q(valid_to__isnull=True) | Q(valid_to__gt=rule_set.valid_from)
    if rule_set.valid_to is not None:
        shares_days &= Q(valid_from__lt=rule_set.valid_to)
    same = approved().filter(shares_days, key=rule_set.key, scope=rule_set.scope_id)
    for other in same.select_for_update(of=("self",)):
        if other.valid_from >= rule_set.valid_from:
            raise _overlap(other)
        other.valid_to = rule_set.valid_from
        other.save(update_fields=["valid_to"])


def _overlap(other: RuleSet) -> Overlaps:
    return Overlaps(
        _("Version %(version)s is approved from %(day)s on; choose days that it leaves free.")
        % {"version": other.version, "day": other.valid_from}
    )
