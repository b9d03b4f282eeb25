"""Who of an enterprise is meant by a name on a day long ago: whoever worked there then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gongjiang.orgs.queries import ids_under
from gongjiang.people.brought.rows import BroughtRow, plain
from gongjiang.people.models import Employment, Person, Posting


@dataclass(frozen=True, slots=True)
class Place:
    """Whose idea it was, and where they worked on its day."""

    person_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class _Spell:
    place: Place
    since: date
    until: date | None


class Authors:
    """Finds authors by name and day, and by staff number where several bear the name; two queries.

    Args:
        today: the day whose tree of units says what belongs to the enterprise.
    """

    def __init__(self, enterprise_id: int, names: Iterable[str], today: date) -> None:
        self._spells: dict[str, list[_Spell]] = defaultdict(list)
        posted = Posting.objects.filter(
            person__name__in={name for name in names if name},
            person__state=Person.State.ACTIVE,
            unit_id__in=ids_under([enterprise_id], today),
        ).values_list("person__name", "person_id", "unit_id", "valid_from", "valid_to")
        for name, person, unit, since, until in posted:
            self._spells[name].append(_Spell(Place(person, unit), since, until))
        found = {spell.place.person_id for spells in self._spells.values() for spell in spells}
        numbered = Employment.objects.filter(employer_id=enterprise_id, person_id__in=found)
        self._numbers: dict[int, set[str]] = defaultdict(set)
        for person, number in numbered.values_list("person_id", "staff_number"):
            self._numbers[person].add(plain(number))

    def of(self, row: BroughtRow) -> Place | None:
        """Whom a row names; None, and why in the row's troubles, where that is nobody for sure."""
        day, number = row.values["submitted_on"], plain(row.text("staff_number"))
        there = {
            spell.place
            for spell in self._spells.get(row.text("author"), ())
            if spell.since <= day and (spell.until is None or day < spell.until)
        }
        meant = {place for place in there if number in self._numbers[place.person_id]}
        found = meant if number else there
        if len({place.person_id for place in found}) == 1:
            return min(found, key=lambda place: place.unit_id)
        _tell(row, some=bool(there), several=len(found) > 1)
        return None


def _tell(row: BroughtRow, *, some: bool, several: bool) -> None:
    if several:
        row.tell(
            "author",
            row.written("author"),
            _("Several people of this name worked here on that day."),
            _("Write the staff number beside the name."),
        )
    elif some:
        row.tell(
            "staff_number",
            row.written("staff_number"),
            _("Nobody of this name has this staff number."),
            _("Mend the number, or leave it out where the name is enough."),
        )
    else:
        row.tell(
            "author",
            row.written("author"),
            _("Nobody of this name worked in this enterprise on the day it was submitted."),
            _("Mend the name or the day, or leave the row out."),
        )
