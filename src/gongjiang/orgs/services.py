"""What happens to units: opened, moved, closed, linked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs import queries, rules
from gongjiang.orgs.models import (
    Ancestry,
    Enterprise,
    Link,
    OperatingSpell,
    Placement,
    Unit,
    UnitKind,
)


class WrongParent(CannotDo):
    """A unit of this kind cannot stand there, or not on that day."""


class NotOnThatDay(CannotDo):
    """What is asked for does not fit what is known of that day, or of the days after it."""


class AlreadyThere(CannotDo):
    """It is so already."""


class StillInUse(CannotDo):
    """The unit has units beneath it after the day it would close."""


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
        AlreadyThere: another enterprise has this credit code.
    """
    _check_parent(kind, parent, on)
    if enterprise is not None and Enterprise.objects.filter(uscc=enterprise.uscc).exists():
        raise AlreadyThere(_("Another enterprise is registered under this credit code."))
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


@transaction.atomic
def move_unit(*, unit_id: int, to: Unit, on: date) -> Unit:
    """Put a unit, with all beneath it, under another parent from a day on.

    Raises:
        WrongParent: it cannot stand there, stands there already, or would stand under itself.
        NotOnThatDay: it is closed, or came to its present place later.
    """
    unit = _still_open(unit_id)
    _check_parent(unit.kind, to, on)
    if queries.stands_under(to.id, unit.id, on):
        raise WrongParent(_("A unit cannot be moved beneath itself."))
    current = Placement.objects.select_for_update().filter(unit=unit).order_by("-valid_from")[0]
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
        current.valid_to = on
        current.save(update_fields=["valid_to"])
        Placement.objects.create(unit=unit, parent=to, valid_from=on)
    rebuild_ancestry(_subtree(unit.id))
    return unit


@transaction.atomic
def close_unit(*, unit_id: int, on: date) -> Unit:
    """Close a unit, with its links and operation; `on` is the first day it no longer exists.

    Raises:
        StillInUse: units stand under it on that day or later.
        NotOnThatDay: it is closed, or it opened or was moved on that day or later.
    """
    unit = _still_open(unit_id)
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    if Placement.objects.filter(later, parent=unit).exists():
        raise StillInUse(_("Close or move the units beneath this one first."))
    if unit.opened_on >= on or Placement.objects.filter(unit=unit, valid_from__gte=on).exists():
        raise NotOnThatDay(_("The unit came to its present place on that day or later."))
    Placement.objects.filter(later, unit=unit).update(valid_to=on)
    Link.objects.filter(later, Q(source=unit) | Q(target=unit), valid_from__lt=on).update(
        valid_to=on
    )
    OperatingSpell.objects.filter(later, enterprise_id=unit.id, valid_from__lt=on).update(
        valid_to=on
    )
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    rebuild_ancestry([unit.id])
    return unit


@transaction.atomic
def link_units(*, kind: str, source: Unit, target: Unit, on: date) -> Link:
    """Tie a unit of one tree to a unit of another from a day on.

    Raises:
        WrongParent: both stand in the same tree.
        AlreadyThere: they are tied on that day or later.
        NotOnThatDay: one of them does not exist on that day.
    """
    if source.tree == target.tree:
        raise WrongParent(_("A link ties units of two different trees."))
    for unit in Unit.objects.select_for_update().filter(id__in=(source.id, target.id)):
        if not rules.exists_on(unit.opened_on, unit.closed_on, on):
            raise NotOnThatDay(_("One of the two units does not exist on that day."))
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    if Link.objects.filter(later, source=source, target=target).exists():
        raise AlreadyThere(_("These two units are tied on that day already."))
    return Link.objects.create(kind=kind, source=source, target=target, valid_from=on)


@transaction.atomic
def end_link(*, link_id: int, on: date) -> None:
    """End a link; `on` is the first day without it.

    Raises:
        NotOnThatDay: it began on that day or later, or has ended.
    """
    ended = Link.objects.filter(id=link_id, valid_from__lt=on, valid_to__isnull=True)
    if not ended.update(valid_to=on):
        raise NotOnThatDay(_("This link cannot end on that day."))


@transaction.atomic
def set_operating(*, enterprise_id: int, operating: bool, on: date) -> None:
    """Say that an enterprise really operates, or no longer does, from a day on.

    Raises:
        AlreadyThere: it says so already.
        NotOnThatDay: the flag changed on that day or later, or the enterprise is closed then.
    """
    unit = _still_open(enterprise_id)
    spells = OperatingSpell.objects.select_for_update().filter(enterprise_id=enterprise_id)
    last = spells.order_by("-valid_from").first()
    runs = last is not None and last.valid_to is None
    if operating is runs:
        raise AlreadyThere(_("The operating flag says so already."))
    changed_on = last and (last.valid_to or last.valid_from)
    if on < unit.opened_on or (changed_on and on < changed_on) or (runs and on == changed_on):
        raise NotOnThatDay(_("The operating flag last changed on that day or later."))
    if last is not None and runs:
        last.valid_to = on
        last.save(update_fields=["valid_to"])
    elif last is not None and last.valid_to == on:
        last.valid_to = None
        last.save(update_fields=["valid_to"])
    else:
        OperatingSpell.objects.create(enterprise_id=enterprise_id, valid_from=on)


def rebuild_ancestry(unit_ids: list[int] | None = None, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Derive the closure anew from the placements, for these descendants or for all units.

    A walk upwards: each step keeps the days that the path so far and the next placement share.
    """
    only = "" if unit_ids is None else "WHERE id = ANY(%(ids)s)"
    ancestry = Ancestry.objects.using(using)
    (ancestry.all() if unit_ids is None else ancestry.filter(descendant__in=unit_ids)).delete()
    sql = f"""
        INSERT INTO orgs_ancestry (descendant_id, ancestor_id, depth, valid_from, valid_to)
        WITH RECURSIVE path (descendant_id, ancestor_id, depth, valid_from, valid_to) AS (
            SELECT id, id, 0, opened_on, closed_on FROM orgs_unit {only}
            UNION ALL
            SELECT path.descendant_id, step.parent_id, path.depth + 1,
                   greatest(path.valid_from, step.valid_from),
                   least(path.valid_to, step.valid_to)
            FROM path JOIN orgs_placement step ON step.unit_id = path.ancestor_id
             AND daterange(path.valid_from, path.valid_to)
              && daterange(step.valid_from, step.valid_to)
        )
        SELECT * FROM path
    """
    with connections[using].cursor() as cursor:
        cursor.execute(sql, {"ids": unit_ids})


def _still_open(unit_id: int) -> Unit:
    unit = Unit.objects.select_for_update().get(id=unit_id)
    if unit.closed_on is not None:
        raise NotOnThatDay(_("This unit is closed."))
    return unit


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
    if not rules.exists_on(parent.opened_on, parent.closed_on, on):
        raise WrongParent(_("The unit above does not exist on that day."))


def _subtree(unit_id: int) -> list[int]:
    """The unit and every unit that ever stood beneath it."""
    found = Ancestry.objects.filter(ancestor_id=unit_id).values_list("descendant_id", flat=True)
    return sorted({unit_id, *found})
