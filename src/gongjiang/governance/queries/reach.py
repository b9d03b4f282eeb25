"""Which units' matters concern a reader, and which are in their charge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongjiang.orgs.models import Ancestry, UnitKind
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Appointment, Person, Posting, Role

TERRITORY = frozenset({UnitKind.ZONE, UnitKind.AREA, UnitKind.GRID})
"""The zone's own units; what lies in an enterprise is the enterprise's."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one reader stands on one day; lists of unit ids.

    Attributes:
        places: units they work in, their employers, units at which they hold a role.
        enterprises: enterprises of which they are HR.
        territories: zones of which they are the reform office.
        leads: whether they lead the zone.
    """

    reader_id: int
    day: date
    places: tuple[int, ...] = ()
    enterprises: tuple[int, ...] = ()
    territories: tuple[int, ...] = ()
    leads: bool = False

    def concerning(self, unit: str) -> Q:
        """The rows whose unit concerns the reader: above or at a place of theirs, or in charge.

        Args:
            unit: the name of the rows' foreign key to a unit.
        """
        return Q(**{f"{unit}_id__in": self._around()}) | self.in_charge(unit)

    def in_charge(self, unit: str, *, zone_is_null: bool = False) -> Q:
        """The rows whose unit is in the reader's charge: an enterprise to its HR, with all beneath
        it; the zone, its areas and grids to the reform office.

        Args:
            zone_is_null: whether no unit means the whole zone.
        """
        charge = Q(**{f"{unit}_id__in": ids_under(self.enterprises, self.day)})
        if self.territories:
            under = ids_under(self.territories, self.day)
            charge |= Q(**{f"{unit}_id__in": under, f"{unit}__kind__in": TERRITORY})
            if zone_is_null:
                charge |= Q(**{f"{unit}__isnull": True})
        return charge

    @property
    def is_in_charge(self) -> bool:
        """Whether anything at all is in the reader's charge."""
        return bool(self.enterprises or self.territories)

    def _around(self) -> QuerySet[Ancestry, int]:
        above = Ancestry.objects.filter(true_on(self.day), descendant_id__in=self.places)
        return above.values_list("ancestor_id", flat=True)


def reach_of(reader: Person, day: date) -> Reach:
    """Read once where a reader stands; two queries."""
    seats = list(
        Appointment.objects.filter(true_on(day), person=reader).values_list("role", "unit_id")
    )
    work = Posting.objects.filter(true_on(day), person=reader).values_list(
        "unit_id", "employment__employer_id"
    )
    places = {unit for pair in work for unit in pair} | {unit for _, unit in seats}
    return Reach(
        reader_id=reader.id,
        day=day,
        places=tuple(sorted(places)),
        enterprises=tuple(unit for role, unit in seats if role == Role.HR),
        territories=tuple(unit for role, unit in seats if role == Role.REFORM_OFFICE),
        leads=any(role == Role.LEADER for role, _ in seats),
    )
