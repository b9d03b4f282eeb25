"""What can be asked of the trees, as of any day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date
from enum import StrEnum

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from gongjiang.orgs.models import (
    Ancestry,
    Enterprise,
    Link,
    OperatingSpell,
    Placement,
    Unit,
    UnitKind,
)
from gongjiang.orgs.rules import PARENTS


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


def enterprises_of(unit_ids: Iterable[int], day: date) -> dict[int, int]:
    """The ids of the enterprises these units are, or stood in, on a day; one query."""
    above = Ancestry.objects.filter(
        true_on(day), descendant_id__in=list(unit_ids), ancestor__kind=UnitKind.ENTERPRISE
    )
    return dict(above.values_list("descendant_id", "ancestor_id"))


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


def searched(units: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """The units whose name, pinyin or pinyin initials hold a text."""
    typed = text.strip().lower()
    return units.filter(
        Q(name__icontains=typed)
        | Q(name_initials__contains=typed.replace(" ", ""))
        | Q(name_pinyin__contains=typed)
    )


def roots_of(tree: str, day: date) -> QuerySet[Unit]:
    """The units of a tree that stood under none on a day."""
    kinds = [kind for kind, parents in PARENTS.items() if not parents]
    return existing_on(day).filter(tree=tree, kind__in=kinds).order_by("name_pinyin", "id")


class Happening(StrEnum):
    """What can have happened to a unit."""

    OPENED = "opened"
    MOVED = "moved"
    CLOSED = "closed"
    OPERATES = "operates"
    STOPPED = "stopped"
    LINKED = "linked"
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a unit on a day.

    Attributes:
        other: the unit it came to stand under, or the other end of the link.
        link_kind: a `Link.Kind`, of a link.
    """

    on: date
    what: Happening
    unit: Unit
    other: Unit | None = None
    link_kind: str = ""


def history_of(unit: Unit, links: Iterable[Link], *, places: bool = True) -> list[Event]:
    """What happened to a unit, the latest first; one query.

    Args:
        links: those to tell of.
        places: whether to tell under which units it stood.
    """
    events = [
        Event(
            place.valid_from,
            Happening.OPENED if place.valid_from == unit.opened_on else Happening.MOVED,
            unit,
            place.parent,
        )
        for place in (unit.placements.select_related("parent") if places else ())
    ] or [Event(unit.opened_on, Happening.OPENED, unit)]
    if unit.closed_on is not None:
        events.append(Event(unit.closed_on, Happening.CLOSED, unit))
    for link in links:
        other = other_end(link, unit.id)
        events.append(Event(link.valid_from, Happening.LINKED, unit, other, link.kind))
        if link.valid_to is not None:
            events.append(Event(link.valid_to, Happening.UNLINKED, unit, other, link.kind))
    return sorted(events, key=lambda event: event.on, reverse=True)


def other_end(link: Link, unit_id: int) -> Unit:
    """The unit at the other end of a link."""
    return link.target if link.source_id == unit_id else link.source


def operation_of(enterprise: Enterprise) -> list[Event]:
    """From when until when an enterprise really operated, the latest first."""
    events = []
    for spell in enterprise.operating_spells.order_by("valid_from"):
        events.append(Event(spell.valid_from, Happening.OPERATES, enterprise.unit))
        if spell.valid_to is not None:
            events.append(Event(spell.valid_to, Happening.STOPPED, enterprise.unit))
    return events[::-1]


@dataclass(frozen=True, slots=True)
class Register:
    """The enterprises of a territory on a day, counted."""

    enterprises: int = 0
    operating: int = 0
    above_scale: int = 0
    chain_masters: int = 0
    non_public: int = 0
    state: int = 0
    foreign: int = 0
    social: int = 0

    def __add__(self, other: Register) -> Register:
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Register(*(mine + theirs for mine, theirs in pairs))

    @property
    def by_ownership(self) -> dict[str, int]:
        kinds = Enterprise.Ownership
        counts = (self.non_public, self.state, self.foreign, self.social)
        return dict(
            zip(
                (kinds.NON_PUBLIC, kinds.STATE, kinds.FOREIGN, kinds.SOCIAL_ORG),
                counts,
                strict=True,
            )
        )


def registers_beneath(unit_id: int, day: date) -> dict[int, Register]:
    """The enterprises under each of the units directly beneath a territory; one query."""
    children = Ancestry.objects.filter(true_on(day), ancestor_id=unit_id, depth=1)
    runs = OperatingSpell.objects.filter(true_on(day), enterprise_id=OuterRef("descendant_id"))
    enterprises = Ancestry.objects.filter(
        true_on(day),
        ancestor_id__in=children.values("descendant_id"),
        descendant__kind=UnitKind.ENTERPRISE,
    ).annotate(runs=Exists(runs))
    owned = "descendant__enterprise__ownership"
    kinds = Enterprise.Ownership
    counted = enterprises.values("ancestor_id").annotate(
        enterprises=Count("descendant_id"),
        operating=Count("descendant_id", filter=Q(runs=True)),
        above_scale=Count("descendant_id", filter=Q(descendant__enterprise__above_scale=True)),
        chain_masters=Count("descendant_id", filter=Q(descendant__enterprise__chain_master=True)),
        non_public=Count("descendant_id", filter=Q(**{owned: kinds.NON_PUBLIC})),
        state=Count("descendant_id", filter=Q(**{owned: kinds.STATE})),
        foreign=Count("descendant_id", filter=Q(**{owned: kinds.FOREIGN})),
        social=Count("descendant_id", filter=Q(**{owned: kinds.SOCIAL_ORG})),
    )
    names = [column.name for column in fields(Register)]
    rows = counted.values_list("ancestor_id", *names)
    return {child: Register(*counts) for child, *counts in rows}


def newest_events(kinds: Collection[str], day: date, *, limit: int) -> list[Event]:
    """The newest openings, moves and closings of units of some kinds up to a day; one query."""
    ended = When(unit__closed_on=F("valid_to"), valid_to__lte=day, then=F("valid_to"))
    places = (
        Placement.objects.filter(unit__kind__in=kinds, valid_from__lte=day)
        .annotate(latest=Case(ended, default=F("valid_from")))
        .select_related("unit", "parent")
        .order_by("-latest", "unit_id")[:limit]
    )
    events = []
    for place in places:
        opened = place.valid_from == place.unit.opened_on
        what = Happening.OPENED if opened else Happening.MOVED
        events.append(Event(place.valid_from, what, place.unit, place.parent))
        if place.latest != place.valid_from:
            events.append(Event(place.latest, Happening.CLOSED, place.unit))
    return sorted(events, key=lambda event: event.on, reverse=True)[:limit]


def enterprise_name(day: date) -> Subquery:
    """For each unit of a queryset, the name of the enterprise it stood in on a day, or null."""
    above = Ancestry.objects.filter(
        true_on(day), descendant=OuterRef("id"), ancestor__kind=UnitKind.ENTERPRISE
    )
    return Subquery(above.values("ancestor__name")[:1])
