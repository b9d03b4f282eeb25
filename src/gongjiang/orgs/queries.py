"""What can be asked of the trees, as of any day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from gongjiang.orgs.models import Ancestry, Enterprise, Link, Unit, UnitKind


def true_on(day: date, prefix: str = "") -> Q:
    """The rows whose half-open period `[valid_from, valid_to)` holds a day."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def ends_after(day: date) -> Q:
    """The rows that are true on a day, or on some day after it."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


def existing_on(day: date) -> QuerySet[Unit]:
    """The units that exist on a day."""
    return Unit.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)


def stands_under(unit_id: int, ancestor_id: int, day: date) -> bool:
    """Whether a unit is the ancestor itself or stood beneath it on a day."""
    return Ancestry.objects.filter(
        true_on(day), descendant_id=unit_id, ancestor_id=ancestor_id
    ).exists()


def ids_under(unit_ids: Iterable[int], day: date) -> QuerySet[Ancestry, int]:
    """The ids of these units and of all that stood beneath them on a day, as a subquery."""
    return Ancestry.objects.filter(true_on(day), ancestor_id__in=list(unit_ids)).values_list(
        "descendant_id", flat=True
    )


def children_of(unit_id: int, day: date) -> QuerySet[Unit]:
    """The units directly beneath a unit on a day, in the order of their names."""
    below = Ancestry.objects.filter(true_on(day), ancestor_id=unit_id, depth=1)
    return Unit.objects.filter(id__in=below.values("descendant_id")).order_by("name_pinyin", "id")


def path_of(unit_id: int, day: date) -> list[Unit]:
    """The units from the root down to a unit, itself included, as they stood on a day."""
    steps = (
        Ancestry.objects.filter(true_on(day), descendant_id=unit_id)
        .select_related("ancestor")
        .order_by("-depth")
    )
    return [step.ancestor for step in steps]


def enterprise_of(unit_id: int, day: date) -> int | None:
    """The id of the enterprise a unit is, or stood in, on a day."""
    return (
        Ancestry.objects.filter(
            true_on(day), descendant_id=unit_id, ancestor__kind=UnitKind.ENTERPRISE
        )
        .values_list("ancestor_id", flat=True)
        .first()
    )


def zone() -> Unit | None:
    """The development zone this installation serves."""
    return Unit.objects.filter(kind=UnitKind.ZONE).order_by("opened_on", "id").first()


def enterprises_on(day: date) -> QuerySet[Enterprise]:
    """The enterprises that exist on a day, with their units."""
    return Enterprise.objects.filter(unit__in=existing_on(day)).select_related("unit")


def operating_on(day: date) -> QuerySet[Enterprise]:
    """The enterprises that really operated on a day (实体运营)."""
    return enterprises_on(day).filter(true_on(day, "operating_spells__"))


def links_of(unit_id: int, day: date) -> QuerySet[Link]:
    """The links that tie a unit, from either end, to the other trees on a day."""
    return (
        Link.objects.filter(true_on(day))
        .filter(Q(source_id=unit_id) | Q(target_id=unit_id))
        .select_related("source", "target")
    )
