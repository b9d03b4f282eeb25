"""What happens to units: opened, moved, closed, linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs import rules
from gongjiang.orgs.models import (
    Ancestry,
    Enterprise,
    Link,
    OperatingSpell,
    Placement,
    Unit,
    UnitKind,
)
from gongjiang.orgs.queries import ends_after

DEEPEST = 40
LONGEST_PINYIN, LONGEST_INITIALS = 400, 120


class WrongParent(CannotDo):
    """A unit of this kind cannot stand there, or not on that day."""


class StillInUse(CannotDo):
    """The unit has units beneath it after the day it would close."""


class NotOnThatDay(CannotDo):
    """What has been recorded since stands against this day."""


class AlreadyThere(CannotDo):
    """The code, or the link, is there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseDetails:
    """An enterprise's attributes; see `Enterprise`."""

    uscc: str
    ownership: str
    industry_code: str
    group_name: str = ""
    chain_master: bool = False
    above_scale: bool = False


@transaction.atomic
def open_unit(
    *,
    kind: str,
    name: str,
    parent: Unit | None,
    on: date,
    enterprise: EnterpriseDetails | None = None,
) -> Unit:
    """Open a unit under a parent, or a root without one.

    Args:
        on: its first day.
        enterprise: exactly when the kind is an enterprise.

    Raises:
        WrongParent: this kind cannot stand there, or the parent does not exist on that day.
        AlreadyThere: another enterprise has this code.
        ValueError: an enterprise without its details, or details without an enterprise.
    """
    if (kind == UnitKind.ENTERPRISE) != (enterprise is not None):
        msg = "An enterprise has details, and nothing else has."
        raise ValueError(msg)
    lock_trees()
    _check_parent(kind, parent, on)
    if enterprise is not None and Enterprise.objects.filter(uscc=enterprise.uscc).exists():
        raise AlreadyThere(_("Another enterprise has this unified social credit code."))
    full, initials = rules.spelled(name)
    unit = Unit.objects.create(
        tree=rules.tree_of(kind),
        kind=kind,
        name=name,
        name_pinyin=full,
        name_initials=initials,
        opened_on=on,
    )
    if parent is not None:
        Placement.objects.create(unit=unit, parent=parent, valid_from=on)
    if enterprise is not None:
        details = Enterprise.objects.create(unit=unit, **asdict(enterprise))
        OperatingSpell.objects.create(enterprise=details, valid_from=on)
    rebuild_ancestry([unit.id])
    return unit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A workshop or team that is to be opened under an id reserved for it."""

    id: int
    kind: str
    name: str
    parent_id: int
    on: date


@transaction.atomic
def open_units(new: Sequence[NewUnit]) -> None:
    """Open many units at once, each after the one above it; the queries do not grow with them.

    Raises:
        WrongParent: one cannot stand there, or its parent does not exist on that day.
    """
    if not new:
        return
    lock_trees()
    parents = {unit.id: unit for unit in Unit.objects.filter(id__in={n.parent_id for n in new})}
    for one in new:
        _check_parent_of(one, parents)
        full, initials = rules.spelled(one.name)
        parents[one.id] = Unit(
            id=one.id,
            tree=rules.tree_of(one.kind),
            kind=one.kind,
            name=one.name,
            name_pinyin=full[:LONGEST_PINYIN],
            name_initials=initials[:LONGEST_INITIALS],
            opened_on=one.on,
        )
    Unit.objects.bulk_create(parents[one.id] for one in new)
    Placement.objects.bulk_create(
        Placement(unit_id=one.id, parent_id=one.parent_id, valid_from=one.on) for one in new
    )
    rebuild_ancestry([one.id for one in new])


@transaction.atomic
def move_unit(*, unit_id: int, to: Unit, on: date) -> Unit:
    """Put a unit, with all beneath it, under another parent from a day on.

    Raises:
        WrongParent: it cannot stand there, stands there already, or would stand under itself,
            be it on a later day for which a move is recorded.
        NotOnThatDay: it came to its present place later, or is closed.
    """
    lock_trees()
    unit = Unit.objects.get(id=unit_id)
    _check_parent(unit.kind, to, on)
    _check_open(unit, on)
    under_itself = Ancestry.objects.filter(ends_after(on), ancestor=unit, descendant=to)
    if under_itself.exists():
        raise WrongParent(_("A unit cannot be moved beneath itself."))
    current = Placement.objects.filter(unit=unit).order_by("-valid_from")[0]
    if current.parent_id == to.id:
        raise WrongParent(_("The unit stands there already."))
    if on < current.valid_from:
        raise NotOnThatDay(
            _("The unit came to its present place on %(day)s; move it on that day or later.")
            % {"day": current.valid_from}
        )
    if on == current.valid_from:
        current.parent = to
        current.save(update_fields=["parent"])
    else:
        until, current.valid_to = current.valid_to, on
        current.save(update_fields=["valid_to"])
        Placement.objects.create(unit=unit, parent=to, valid_from=on, valid_to=until)
    rebuild_ancestry(_subtree(unit.id))
    return unit


@transaction.atomic
def close_unit(*, unit_id: int, on: date) -> Unit:
    """Close a unit, and end its links and operation; `on` is the first day it no longer exists.

    Raises:
        StillInUse: units stand under it on that day or later.
        NotOnThatDay: it is closed already, or opened or moved on that day or later.
    """
    lock_trees()
    unit = Unit.objects.get(id=unit_id)
    if unit.closed_on is not None:
        raise NotOnThatDay(_("The unit closes on %(day)s already.") % {"day": unit.closed_on})
    latest = Placement.objects.filter(unit=unit).order_by("-valid_from").first()
    settled = unit.opened_on if latest is None else latest.valid_from
    if on <= settled:
        raise NotOnThatDay(
            _("The unit came to its present place on %(day)s; close it on a later day.")
            % {"day": settled}
        )
    if Placement.objects.filter(ends_after(on), parent=unit).exists():
        raise StillInUse(_("Close or move the units beneath this one first."))
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    Placement.objects.filter(ends_after(on), unit=unit).update(valid_to=on)
    _cut(Link.objects.filter(Q(source=unit) | Q(target=unit)), on)
    _cut(OperatingSpell.objects.filter(enterprise_id=unit.id), on)
    rebuild_ancestry([unit.id])
    return unit


@transaction.atomic
def link_units(*, kind: str, source: Unit, target: Unit, on: date) -> Link:
    """Tie a unit of one tree to a unit of another from a day on.

    Raises:
        WrongParent: both stand in the same tree.
        NotOnThatDay: one of them does not exist on that day.
        AlreadyThere: they are linked on that day, or will be.
    """
    if source.tree == target.tree:
        raise WrongParent(_("A link ties units of two different trees."))
    lock_trees()
    for unit in (source, target):
        _check_open(Unit.objects.get(id=unit.id), on)
    if Link.objects.filter(ends_after(on), source=source, target=target).exists():
        raise AlreadyThere(_("These two units are linked already."))
    return Link.objects.create(kind=kind, source=source, target=target, valid_from=on)


@transaction.atomic
def end_link(*, link_id: int, on: date) -> None:
    """End a link; `on` is the first day without it.

    Raises:
        NotOnThatDay: it has ended, or began on that day or later.
    """
    link = Link.objects.select_for_update().get(id=link_id)
    if link.valid_to is not None or on <= link.valid_from:
        raise NotOnThatDay(_("This link cannot end on that day."))
    link.valid_to = on
    link.save(update_fields=["valid_to"])


@transaction.atomic
def set_operating(*, enterprise_id: int, operating: bool, on: date) -> None:
    """Say that an enterprise really operates, or no longer does, from a day on.

    Said of the very day it began, that it does not takes the beginning back.

    Raises:
        AlreadyThere: it says so already.
        NotOnThatDay: a later change has been recorded, or the enterprise is closed.
    """
    enterprise = Enterprise.objects.select_for_update().get(unit_id=enterprise_id)
    _check_open(enterprise.unit, on)
    last = enterprise.operating_spells.order_by("-valid_from").first()
    if last is not None and on < (last.valid_to or last.valid_from):
        raise NotOnThatDay(_("A later change of operation has been recorded."))
    runs = last is not None and last.valid_to is None
    if operating == runs:
        raise AlreadyThere(_("The operating flag says so already."))
    if operating:
        OperatingSpell.objects.create(enterprise=enterprise, valid_from=on)
    elif last is not None:
        _cut(OperatingSpell.objects.filter(id=last.id), on)


def walk_upwards(only: str = "") -> str:
    """The closure as the placements say it, as SQL: the columns of `Ancestry`, but the id.

    No tree is `DEEPEST`: where a circle was forced in, the walk still ends.

    Args:
        only: a WHERE clause on the units to start from.
    """
    return f"""
        WITH RECURSIVE path (descendant_id, ancestor_id, depth, valid_from, valid_to) AS (
            SELECT id, id, 0, opened_on, closed_on FROM orgs_unit {only}
            UNION ALL
            SELECT path.descendant_id, step.parent_id, path.depth + 1,
                   greatest(path.valid_from, step.valid_from),
                   least(path.valid_to, step.valid_to)
            FROM path JOIN orgs_placement step ON step.unit_id = path.ancestor_id
             AND daterange(path.valid_from, path.valid_to)
              && daterange(step.valid_from, step.valid_to)
            WHERE path.depth < {DEEPEST}
        )
        SELECT descendant_id, ancestor_id, depth, valid_from, valid_to FROM path
    """


def rebuild_ancestry(unit_ids: list[int] | None = None, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Derive the closure anew from the placements, for these descendants or for all units.

    A walk upwards: each step keeps the days that the path so far and the next placement share.
    """
    only = "" if unit_ids is None else "WHERE id = ANY(%(ids)s)"
    ancestry = Ancestry.objects.using(using)
    (ancestry.all() if unit_ids is None else ancestry.filter(descendant__in=unit_ids)).delete()
    sql = (
        "INSERT INTO orgs_ancestry (descendant_id, ancestor_id, depth, valid_from, valid_to) "
        + walk_upwards(only)
    )
    with connections[using].cursor() as cursor:
        cursor.execute(sql, {"ids": unit_ids})


def lock_trees() -> None:
    """One change of the trees at a time: two moves at once could close a circle."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('orgs.trees'))")


def _check_parent_of(one: NewUnit, units: Mapping[int, Unit]) -> None:
    parent = units[one.parent_id]
    if not rules.may_stand_under(one.kind, parent.kind):
        raise WrongParent(
            _("A %(kind)s cannot stand under a %(parent)s.")
            % {"kind": UnitKind(one.kind).label, "parent": UnitKind(parent.kind).label}
        )
    if one.on < parent.opened_on or parent.closed_on is not None:
        raise WrongParent(_("The unit above does not exist on that day, or is to close."))


def _check_parent(kind: str, parent: Unit | None, on: date) -> None:
    if parent is None:
        if rules.PARENTS[kind]:
            raise WrongParent(_("This kind of unit needs a unit above it."))
        return
    if not rules.may_stand_under(kind, parent.kind):
        raise WrongParent(
            _("A %(kind)s cannot stand under a %(parent)s.")
            % {"kind": UnitKind(kind).label, "parent": UnitKind(parent.kind).label}
        )
    parent.refresh_from_db(fields=["opened_on", "closed_on"])
    if on < parent.opened_on or parent.closed_on is not None:
        raise WrongParent(_("The unit above does not exist on that day, or is to close."))


def _check_open(unit: Unit, on: date) -> None:
    if on < unit.opened_on or (unit.closed_on is not None and on >= unit.closed_on):
        raise NotOnThatDay(_("%(unit)s does not exist on that day.") % {"unit": unit.name})


def _cut(rows: QuerySet[Link] | QuerySet[OperatingSpell], on: date) -> None:
    """Let nothing of these rows be true on a day or later."""
    rows.filter(valid_from__gte=on).delete()
    rows.filter(ends_after(on)).update(valid_to=on)


def _subtree(unit_id: int) -> list[int]:
    """The unit and every unit that ever stood beneath it."""
    found = Ancestry.objects.filter(ancestor_id=unit_id).values_list("descendant_id", flat=True)
    return sorted({unit_id, *found})
