"""Where persons stand: their present posts, and the path of units above each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongjiang.kernel.periods import Period
from gongjiang.orgs.models import Ancestry, Unit, UnitKind
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Appointment, Person, Posting, Role
from gongjiang.people.queries.visibility import Scope


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with those above it, from the zone down, as they stood on one day."""

    path: tuple[Unit, ...]

    @property
    def unit(self) -> Unit:
        return self.path[-1]

    @property
    def enterprise(self) -> Unit | None:
        return next((unit for unit in self.path if unit.kind == UnitKind.ENTERPRISE), None)

    @property
    def within(self) -> str:
        """The units from the enterprise down, without it: "一车间 · 一班"."""
        inner = [unit.name for unit in self.path if unit.kind in {"WORKSHOP", "TEAM"}]
        return " · ".join(inner) or str(self.unit.name)


def places_of(wanted: Iterable[tuple[int, date]]) -> dict[tuple[int, date], Place]:
    """Where units stood, each on its own day; one query for all of them."""
    keys = set(wanted)
    steps: dict[int, list[Ancestry]] = defaultdict(list)
    found = Ancestry.objects.filter(descendant_id__in={unit_id for unit_id, _day in keys})
    for step in found.select_related("ancestor").order_by("-depth"):
        steps[step.descendant_id].append(step)
    return {
        (unit_id, day): Place(
            tuple(
                step.ancestor
                for step in steps[unit_id]
                if day in Period(step.valid_from, step.valid_to)
            )
        )
        for unit_id, day in keys
    }


def postings_now(person_id: int, day: date) -> list[Posting]:
    """A person's postings on a day, the longest first."""
    now = Posting.objects.filter(true_on(day), person_id=person_id)
    return list(now.select_related("unit", "employment__employer").order_by("valid_from", "id"))


def leaders_of(unit_ids: Iterable[int], day: date) -> dict[int, list[Person]]:
    """Who leads each of these teams on a day."""
    leaders: dict[int, list[Person]] = defaultdict(list)
    seats = Appointment.objects.filter(
        true_on(day), role=Role.TEAM_LEADER, unit_id__in=list(unit_ids)
    )
    for seat in seats.select_related("person").order_by("valid_from", "id"):
        leaders[seat.unit_id].append(seat.person)
    return leaders


def postings_seen_now(scope: Scope, person_ids: Iterable[int]) -> dict[int, Posting]:
    """For each person one posting of today that the reader may see; one query."""
    seen = Q(employment__employer_id__in=scope.hr) | Q(
        unit_id__in=ids_under(scope.sites, scope.day)
    )
    now = Posting.objects.filter(seen, true_on(scope.day), person_id__in=list(person_ids))
    return {posting.person_id: posting for posting in now.select_related("unit")}
