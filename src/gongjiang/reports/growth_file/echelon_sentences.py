"""The echelon's facts as sentences. A nine-box review is no fact, and has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.careers.models import ExportKind, Readiness
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.pipeline import (
    Exported,
    ExportReturned,
    KeyPositionClosed,
    KeyPositionNamed,
    NewBaseRegistered,
    SuccessorNamed,
    SuccessorRemoved,
)
from gongjiang.ledger.queries import Recorded
from gongjiang.reports.growth_file.telling import Names, Told


def _position_named(_fact: KeyPositionNamed, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(_("A key position was named at %(unit)s") % {"unit": where})


def _position_closed(_fact: KeyPositionClosed, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(_("A key position was closed at %(unit)s") % {"unit": where})


def _successor_named(fact: SuccessorNamed, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("Prepared to follow in a key position of %(unit)s") % {"unit": where},
        str(Readiness(fact.readiness).label),
    )


def _successor_removed(_fact: SuccessorRemoved, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(_("No longer prepared for a key position of %(unit)s") % {"unit": where})


def _base_registered(_fact: NewBaseRegistered, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(_("%(enterprise)s registered a new base") % {"enterprise": where})


def _exported(fact: Exported, _entry: Recorded, names: Names) -> Told:
    to = names.units.get(fact.to_enterprise_id or 0, "")
    title = _("Sent to %(enterprise)s") % {"enterprise": to} if to else _("Sent to a new base")
    parts = [str(ExportKind(fact.export_kind).label)]
    if fact.grade is not None:
        parts.append(_("at grade %(grade)d") % {"grade": fact.grade})
    if fact.is_backbone:
        parts.append(_("as a backbone"))
    return Told(title, _("; ").join(parts))


def _returned(_fact: ExportReturned, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.enterprise_id, entry.occurred_on)
    return Told(_("Came back to %(unit)s") % {"unit": where})


ECHELON: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    KeyPositionNamed: _position_named,
    KeyPositionClosed: _position_closed,
    SuccessorNamed: _successor_named,
    SuccessorRemoved: _successor_removed,
    NewBaseRegistered: _base_registered,
    Exported: _exported,
    ExportReturned: _returned,
}
