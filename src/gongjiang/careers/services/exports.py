"""People are sent to other enterprises and new bases, and come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.careers import permissions_pipeline as permissions
from gongjiang.careers.models import Export, ExportKind, GradeSpell, NewBase, Track
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.pipeline import Exported, ExportReturned, NewBaseRegistered
from gongjiang.orgs.models import Enterprise, Unit
from gongjiang.orgs.queries import enterprise_of, true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Employment, EndReason, Person, Posting


class AlreadyAway(CannotDo):
    """The person has been sent elsewhere and not come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Who is sent where, and how: to a unit of kind enterprise, or to a new base.

    Attributes:
        kind: an `ExportKind`.
        is_backbone: named a backbone whatever the grade.
    """

    person: Person
    kind: str
    why: str
    to_enterprise: Unit | None = None
    to_base: NewBase | None = None
    is_backbone: bool = False


@transaction.atomic
def register_new_base(
    *, enterprise: Unit, name: str, place: str, actor: Actor, on: date
) -> NewBase:
    """Register a new base of an enterprise outside the zone, and record it.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the enterprise has one of this name, or name or place is missing.
    """
    permissions.may_keep_pipeline(actor, enterprise, today()).require()
    if not name.strip() or not place.strip():
        raise CannotDo(_("A new base needs its name and where it is."))
    Unit.objects.select_for_update().get(id=enterprise.id)
    if NewBase.objects.filter(enterprise=enterprise, name=name).exists():
        raise CannotDo(_("A new base of this name is registered already."))
    base = NewBase.objects.create(enterprise=enterprise, name=name, place=place, registered_on=on)
    ledger.record(
        NewBaseRegistered(new_base_id=base.id),
        unit=enterprise.id,
        enterprise=enterprise.id,
        by=actor.id,
        on=on,
    )
    return base


@transaction.atomic
def record_export(*, enterprise: Unit, sending: Sending, actor: Actor, on: date) -> Export:
    """Record that somebody is sent elsewhere from a day on.

    It may lead anywhere; whether it counts as a backbone's is worked out by rule. It changes no
    employment: a transfer's end is a deed of its own.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        AlreadyAway: they were sent before and have not returned.
        CannotDo: they do not work for the enterprise, the destination is none or itself, or no
            reason is given.
    """
    permissions.may_keep_pipeline(actor, enterprise, today()).require()
    _check(enterprise, sending, on)
    person = Person.objects.select_for_update().get(id=sending.person.id)
    posting = _posting_before(person, enterprise, on)
    exports = Export.objects.filter(person=person, enterprise=enterprise)
    if exports.exclude(valid_to__isnull=False, valid_to__lte=on).exists():
        raise AlreadyAway(
            _("They have been sent elsewhere on that day; record their return first.")
        )
    export = Export.objects.create(
        person=person,
        enterprise=enterprise,
        to_enterprise=sending.to_enterprise,
        to_base=sending.to_base,
        kind=sending.kind,
        grade=_grade(person, enterprise, on),
        is_backbone=sending.is_backbone,
        within_group=_is_within_group(enterprise, sending),
        why=sending.why,
        valid_from=on,
    )
    ledger.record(
        _fact(export), person=person.id, unit=posting, enterprise=enterprise.id, by=actor.id, on=on
    )
    return export


@transaction.atomic
def record_return(*, export_id: int, actor: Actor, on: date) -> Export:
    """Record that somebody is back; `on` is the first day back.

    Raises:
        NotAllowed: the actor is not HR of the enterprise that sent them.
        CannotDo: they are back already, or went on that day or later.
    """
    export = (
        Export.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .get(id=export_id)
    )
    permissions.may_keep_pipeline(actor, export.enterprise, today()).require()
    if export.valid_to is not None or export.valid_from >= on:
        raise CannotDo(_("They are back already, or went on that day or later."))
    export.valid_to = on
    export.save(update_fields=["valid_to"])
    ledger.record(
        ExportReturned(export_id=export.id),
        person=export.person_id,
        unit=export.enterprise_id,
        enterprise=export.enterprise_id,
        by=actor.id,
        on=on,
    )
    return export


def _fact(export: Export) -> Exported:
    return Exported(
        export_id=export.id,
        to_enterprise_id=export.to_enterprise_id,
        to_base_id=export.to_base_id,
        export_kind=export.kind,
        grade=export.grade,
        is_backbone=export.is_backbone,
        within_group=export.within_group,
    )


def _check(enterprise: Unit, sending: Sending, on: date) -> None:
    if sending.kind not in ExportKind.values:
        raise CannotDo(_("There is no such way of sending somebody."))
    if not sending.why.strip():
        raise CannotDo(_("Say why: those who follow you will ask."))
    if (sending.to_enterprise is None) == (sending.to_base is None):
        raise CannotDo(_("Name one destination: an enterprise of the zone, or a new base."))
    if sending.to_enterprise == enterprise:
        raise CannotDo(_("Nobody is sent to their own enterprise."))
    if sending.to_base is not None:
        if sending.to_base.enterprise_id not in _group_of(enterprise.id):
            raise CannotDo(_("This base is none of your own group's; register it first."))
        if sending.to_base.registered_on > on:
            raise CannotDo(_("This base was registered after that day."))


def _posting_before(person: Person, enterprise: Unit, on: date) -> int:
    """The unit in which somebody works, or worked until they were transferred on that day.

    Raises:
        CannotDo: they do not work for the enterprise.
    """
    works = Employment.objects.filter(person=person, employer=enterprise)
    employment = works.filter(
        true_on(on) | Q(valid_to=on, end_reason=EndReason.TRANSFERRED)
    ).first()
    if employment is None:
        raise CannotDo(_("This person does not work for the enterprise on that day."))
    postings = Posting.objects.filter(employment=employment, valid_from__lte=on)
    unit = postings.order_by("-valid_from").values_list("unit_id", flat=True)[0]
    # Who works on another's site is sent by the employer, where the fact then stands.
    return unit if enterprise_of(unit, on) == enterprise.id else enterprise.id


def _grade(person: Person, enterprise: Unit, on: date) -> int | None:
    """The grade held with the enterprise on a day, or until that day."""
    spells = GradeSpell.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        person=person,
        enterprise=enterprise,
        track=Track.PRIMARY,
        valid_from__lte=on,
    )
    return spells.order_by("-valid_from").values_list("grade", flat=True).first()


def _is_within_group(enterprise: Unit, sending: Sending) -> bool:
    if sending.to_base is not None:
        return True
    return sending.to_enterprise is not None and sending.to_enterprise.id in _group_of(
        enterprise.id
    )


def _group_of(enterprise_id: int) -> set[int]:
    """The enterprises of the same group (集团), itself included."""
    name = Enterprise.objects.values_list("group_name", flat=True).get(unit_id=enterprise_id)
    if not name:
        return {enterprise_id}
    return set(Enterprise.objects.filter(group_name=name).values_list("unit_id", flat=True))
