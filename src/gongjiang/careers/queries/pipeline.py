"""Key positions with their successors, exports, and what a reader may see of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from gongjiang.careers.models import Export, KeyPosition, NewBase, Successor
from gongjiang.careers.rules.echelon import Bench, bench_of
from gongjiang.orgs.models import Enterprise
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Employment
from gongjiang.people.queries.visibility import Scope


@dataclass(frozen=True, slots=True)
class Bank:
    """A key position, and those who could follow on a day, the readiest first."""

    position: KeyPosition
    successors: tuple[Successor, ...]

    @property
    def ready_now(self) -> int:
        return bench_of([[each.readiness for each in self.successors]]).covered

    @property
    def depth(self) -> int:
        return len(self.successors)


def key_positions_visible_to(scope: Scope) -> QuerySet[KeyPosition]:
    """An enterprise's key positions are its HR's to see, and a unit's its leader's."""
    led = ids_under(scope.teams, scope.day)
    return KeyPosition.objects.filter(Q(enterprise_id__in=scope.hr) | Q(unit_id__in=led))


def still_there(day: date) -> Q:
    """The successors who work for the position's enterprise on a day."""
    works = Employment.objects.filter(
        true_on(day),
        person_id=OuterRef("person_id"),
        employer_id=OuterRef("position__enterprise_id"),
    )
    return Q(Exists(works))


def successors_on(day: date) -> QuerySet[Successor]:
    """Who could follow on a day: named, not removed, and still employed."""
    return Successor.objects.filter(true_on(day), still_there(day))


def banks(positions: QuerySet[KeyPosition], day: date) -> list[Bank]:
    """Key positions of a day with their successors; two queries."""
    prepared = successors_on(day).select_related("person").order_by("readiness", "valid_from", "id")
    held = (
        positions.filter(true_on(day))
        .select_related("unit", "enterprise")
        .order_by("enterprise__name_pinyin", "unit__name_pinyin", "title", "id")
        .prefetch_related(Prefetch("successors", prepared, to_attr="prepared"))
    )
    return [Bank(each, tuple(sorted(each.prepared, key=_readiest))) for each in held]


def bench(found: Iterable[Bank]) -> Bench:
    """The coverage and depth of some key positions."""
    return bench_of([each.readiness for each in bank.successors] for bank in found)


def benches_by_enterprise(day: date) -> dict[int, Bench]:
    """The coverage and depth of every enterprise that has key positions; two queries, no names."""
    positions = dict(KeyPosition.objects.filter(true_on(day)).values_list("id", "enterprise_id"))
    ready: dict[int, list[str]] = {position: [] for position in positions}
    for position, readiness in successors_on(day).values_list("position_id", "readiness"):
        if position in ready:
            ready[position].append(readiness)
    found: dict[int, Bench] = {}
    for position, enterprise in positions.items():
        found[enterprise] = found.get(enterprise, Bench()) + bench_of([ready[position]])
    return found


def exports_visible_to(scope: Scope) -> QuerySet[Export]:
    """An enterprise's exports are its HR's to see, those to it also the HR's there."""
    seen = Q(enterprise_id__in=scope.hr) | Q(to_enterprise_id__in=scope.hr)
    return Export.objects.filter(seen).select_related(
        "person", "enterprise", "to_enterprise", "to_base"
    )


def bases_of_group(enterprise_ids: Sequence[int]) -> QuerySet[NewBase]:
    """The new bases to which people of some enterprises can be sent: their groups' own."""
    groups = (
        Enterprise.objects.filter(unit_id__in=enterprise_ids)
        .exclude(group_name="")
        .values("group_name")
    )
    return NewBase.objects.filter(
        Q(enterprise_id__in=enterprise_ids) | Q(enterprise__enterprise__group_name__in=groups)
    ).order_by("name", "id")


def _readiest(successor: Successor) -> tuple[str, date, int]:
    return (successor.echelon, successor.valid_from, successor.id)
