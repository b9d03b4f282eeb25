"""On whose desk something lies: the units an idea rises through, and who sits there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Q

from gongjiang.innovation.rules.levels import Level
from gongjiang.orgs.models import Ancestry, Link, Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Appointment, Role

COVERS = (Link.Kind.SEATED_AT, Link.Kind.COVERS_SINGLE, Link.Kind.COVERS_JOINT)
AT_UNIT = (Role.TEAM_LEADER, Role.REVIEWER, Role.HR, Role.REFORM_OFFICE)
"""The roles that sit at a desk of their own unit; a reviewer also at those beneath it."""


def ladders_of(unit_ids: Collection[int], day: date) -> dict[int, list[Unit]]:
    """For each unit those it rises through, itself first; one query for all of them.

    A unit that no longer exists on that day has none.
    """
    steps = (
        Ancestry.objects.filter(
            true_on(day), descendant_id__in=set(unit_ids), ancestor__kind__in=list(Level)
        )
        .select_related("ancestor")
        .order_by("depth")
    )
    ladders: dict[int, list[Unit]] = defaultdict(list)
    for step in steps:
        ladders[step.descendant_id].append(step.ancestor)
    return ladders


def ladder_of(unit_id: int, enterprise_id: int, day: date) -> list[Unit]:
    """The units an idea of this one rises through; the enterprise's, where it has been closed."""
    ladders = ladders_of({unit_id, enterprise_id}, day)
    return ladders[unit_id] or ladders[enterprise_id]


def holders_of(units: Iterable[Unit], day: date) -> dict[int, list[int]]:
    """Who sits at the desks of these units themselves on a day: ids of persons, by unit.

    A team's leader; reviewers; of an enterprise HR and the chair of its union; of the zone the
    reform office and the zone union's.
    """
    kinds = {unit.id: unit.kind for unit in units}
    seats = Appointment.objects.filter(true_on(day), role__in=AT_UNIT, unit_id__in=kinds)
    found: dict[int, list[int]] = defaultdict(list)
    for unit_id, person_id in seats.order_by("id").values_list("unit_id", "person_id"):
        found[unit_id].append(person_id)
    enterprises = [unit for unit, kind in kinds.items() if kind == Level.ENTERPRISE]
    for unit_id, person_id in _chairs(enterprises, day):
        found[unit_id].append(person_id)
    zones = [unit for unit, kind in kinds.items() if kind == Level.ZONE]
    if zones:
        officers = Appointment.objects.filter(true_on(day), role=Role.ZONE_UNION)
        found[zones[0]] += officers.order_by("id").values_list("person_id", flat=True)
    return found


def first_desk(ladder: Sequence[Unit], authors: Collection[int], day: date) -> Unit:
    """The lowest unit of a ladder at which somebody sits who is no author; else the enterprise.

    So the idea of a team leader, or of a team without one, goes to the workshop.
    """
    return first_desk_held(ladder, authors, day)[0]


def first_desk_held(
    ladder: Sequence[Unit], authors: Collection[int], day: date
) -> tuple[Unit, set[int]]:
    """The same, with those who sit there, authors left out; three queries."""
    holders = holders_of(ladder, day)
    for unit in ladder:
        if others := set(holders[unit.id]) - set(authors):
            return unit, others
    last = next((unit for unit in ladder if unit.kind == Level.ENTERPRISE), ladder[-1])
    return last, set()


def held(person_id: int, day: date) -> list[tuple[str, int]]:
    """Somebody's roles with the administrative units they are held at, or reach by a link."""
    seats = Appointment.objects.filter(true_on(day), person_id=person_id)
    linked = Q(unit__links_out__kind__in=COVERS) & true_on(day, "unit__links_out__")
    own = list(seats.values_list("role", "unit_id"))
    chaired = seats.filter(linked, role=Role.UNION_CHAIR)
    return own + list(chaired.values_list("role", "unit__links_out__target_id"))


def seats_reaching(person_id: int, unit_ids: Collection[int], day: date) -> dict[int, set[str]]:
    """The roles somebody holds at each of these units, or above it in the enterprise; two queries.

    The chair of a union holds theirs at the enterprises the union covers, an officer of the zone
    union at the zone.
    """
    found: dict[int, set[str]] = defaultdict(set)
    above = Ancestry.objects.filter(true_on(day), descendant_id__in=unit_ids)
    steps = list(above.values_list("descendant_id", "ancestor_id", "ancestor__kind"))
    for role, unit_id in held(person_id, day):
        for unit, ancestor, kind in steps:
            if ancestor == unit_id or (role == Role.ZONE_UNION and kind == Level.ZONE):
                found[unit].add(role)
    return found


def _chairs(enterprise_ids: Collection[int], day: date) -> Iterable[tuple[int, int]]:
    """Pairs of an enterprise and the chair of a union that covers it."""
    if not enterprise_ids:
        return []
    covering = true_on(day, "unit__links_out__") & Q(
        unit__links_out__kind__in=COVERS, unit__links_out__target_id__in=enterprise_ids
    )
    seats = Appointment.objects.filter(true_on(day), covering, role=Role.UNION_CHAIR)
    return seats.order_by("id").values_list("unit__links_out__target_id", "person_id")
