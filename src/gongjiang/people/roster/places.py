"""In which unit somebody works, by the names a workbook gives; or which unit is to be opened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.orgs.models import Enterprise, UnitKind
from gongjiang.people.brought.rows import plain
from gongjiang.people.brought.trouble import Trouble
from gongjiang.people.roster.row import Row

PATH = re.compile(r"[/>＞／\\]")
JOINT = "/"

# What stands in the enterprise, and what was closed there; not what moved away.
UNITS = """
    SELECT DISTINCT u.id, u.name, u.kind, u.opened_on, u.closed_on,
           (SELECT p.parent_id FROM orgs_placement p WHERE p.unit_id = u.id
            ORDER BY p.valid_from DESC LIMIT 1) AS parent_id
    FROM orgs_ancestry a JOIN orgs_unit u ON u.id = a.descendant_id
    WHERE a.ancestor_id = %s AND (a.valid_to IS NULL OR a.valid_to = u.closed_on)
    ORDER BY u.id
"""

SAY_WHERE = _("Write the workshop or department as it is called in the system, or open it first.")


@dataclass(slots=True)
class Place:
    """A unit in which people can work; `opens` when it is to be opened by the import itself."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    opened_on: date | None
    closed_on: date | None = None
    opens: bool = False


@dataclass(slots=True)
class Grounds:
    """The units of one enterprise by plain name."""

    root: Place
    units: dict[int, Place]
    by_name: dict[str, list[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in self.units.values():
            if place is not self.root:
                self.by_name.setdefault(plain(place.name), []).append(place)

    def add(self, place: Place) -> Place:
        self.units[place.id] = place
        self.by_name.setdefault(plain(place.name), []).append(place)
        return place

    def is_under(self, place: Place, above: int) -> bool:
        """Whether a unit is the one above it, or stands beneath it."""
        step: Place | None = place
        while step is not None:
            if step.id == above:
                return True
            step = self.units.get(step.parent_id) if step.parent_id else None
        return False

    def names(self, place: Place) -> tuple[str, str]:
        """The workshop, as a path, and the team that name a unit within its enterprise."""
        team = place.name if place.kind == UnitKind.TEAM else ""
        step = self.units.get(place.parent_id or 0) if team else place
        path: list[str] = []
        while step is not None and step is not self.root:
            path.insert(0, step.name)
            step = self.units.get(step.parent_id or 0)
        return JOINT.join(path), team


class Places:
    """Finds the unit that a row names; remembers what it found, and what is to be opened.

    Args:
        enterprise, scope: ids; within the enterprise only the scope and what is beneath it.
    """

    def __init__(self, enterprise: int, scope: int) -> None:
        self.enterprise, self.scope = enterprise, scope
        self.own = grounds_of(enterprise)
        self._others: dict[str, Grounds | None] = {"": self.own}
        self._found: dict[tuple[str, str, str], Place | Trouble] = {}
        self.openings: list[Place] = []

    @property
    def start(self) -> Place:
        """The unit that was chosen for the file."""
        return self.own.units[self.scope]

    def of(self, row: Row) -> Place | Trouble | None:
        """The unit a row names, None when it names none, or what is wrong with the names."""
        if not (row.site or row.workshop or row.team):
            return None
        names = (plain(row.site), plain(row.workshop), plain(row.team))
        if names not in self._found:
            self._found[names] = self._look(row)
        return self._found[names]

    def within(self, place: Place) -> bool:
        """Whether a unit lies in what was chosen for the file; other sites always do."""
        return place.id not in self.own.units or self.own.is_under(place, self.scope)

    def unit(self, unit_id: int) -> Place:
        """A unit that was found, of the own enterprise or of another."""
        grounds = [self.own, *(other for other in self._others.values() if other)]
        return next(each.units[unit_id] for each in grounds if unit_id in each.units)

    def opened_on(self, place: Place) -> date | None:
        """The first day on which somebody can work in a unit; of one to be opened, its parent's."""
        step: Place | None = place
        while step is not None and step.opens:
            step = self.own.units.get(step.parent_id or 0)
        return step.opened_on if step else None

    def needed_on(self, place: Place, day: date) -> None:
        """A unit to be opened, and what is to be opened above it, must be there on a day."""
        step: Place | None = place
        while step is not None and step.opens:
            step.opened_on = min(step.opened_on or day, day)
            step = self.own.units.get(step.parent_id or 0)

    def holds(self, above: Place, unit_id: int) -> bool:
        """Whether a unit stands beneath another one."""
        place = self.own.units.get(unit_id)
        return place is not None and self.own.is_under(place, above.id)

    def is_named(self, unit_id: int, row: Row) -> bool:
        """Whether a row names a unit as an export does: it is meant, whoever shares its name."""
        grounds = self._grounds(row.site)
        place = grounds.units.get(unit_id) if grounds else None
        if grounds is None or place is None:
            return False
        workshop, team = grounds.names(place)
        return (plain(workshop), plain(team)) == (plain(row.workshop), plain(row.team))

    def _look(self, row: Row) -> Place | Trouble:
        grounds = self._grounds(row.site)
        if grounds is None:
            return Trouble(
                "site", row.site, _("No enterprise of the zone is called this."), SAY_WHERE
            )
        above = self._workshop(grounds, row) if row.workshop else grounds.root
        if isinstance(above, Trouble):
            return above
        place = self._team(grounds, above, row) if row.team else above
        if isinstance(place, Place) and not self.within(place):
            key = "team" if row.team else "workshop"
            return Trouble(
                key,
                row.team or row.workshop,
                _("This unit is not within the part of the enterprise chosen for this file."),
                _("Leave the row out, or choose the whole enterprise."),
            )
        return place

    def _grounds(self, site: str) -> Grounds | None:
        name = plain(site)
        if name not in self._others:
            self._others[name] = self._other(site.strip())
        return self._others[name]

    def _other(self, site: str) -> Grounds | None:
        """Another enterprise, by name or code; the own one may be named as well."""
        called = Enterprise.objects.filter(unit__closed_on__isnull=True)
        found = list(
            (called.filter(uscc=site) | called.filter(unit__name=site)).values_list(
                "unit_id", flat=True
            )[:2]
        )
        if len(found) != 1:
            return self.own if plain(self.own.root.name) == plain(site) else None
        return self.own if found[0] == self.enterprise else grounds_of(found[0])

    def _workshop(self, grounds: Grounds, row: Row) -> Place | Trouble:
        found = _standing(grounds.by_name.get(plain(row.workshop), ()), not_kind=UnitKind.TEAM)
        found = found or _standing(grounds.by_name.get(plain(row.workshop), ()))
        steps = [step for step in PATH.split(row.workshop) if step.strip()]
        if not found and len(steps) > 1:
            return self._path(grounds, row, steps)
        found = _nearest(found, grounds.root)
        if len(found) > 1:
            return _ambiguous("workshop", row.workshop, len(found), _SAY_PATH)
        return found[0] if found else self._open(grounds, grounds.root, row, "workshop")

    def _path(self, grounds: Grounds, row: Row, steps: list[str]) -> Place | Trouble:
        step = grounds.root
        for name in steps:
            beneath = [
                place
                for place in _standing(grounds.by_name.get(plain(name), ()))
                if place.parent_id == step.id
            ]
            if len(beneath) != 1:
                return Trouble(
                    "workshop", row.workshop, _("No unit stands at this path."), SAY_WHERE
                )
            step = beneath[0]
        return step

    def _team(self, grounds: Grounds, above: Place, row: Row) -> Place | Trouble:
        named = [
            place
            for place in _standing(grounds.by_name.get(plain(row.team), ()))
            if place is not above and grounds.is_under(place, above.id)
        ]
        named = _nearest(named, above)
        if len(named) > 1:
            return _ambiguous("team", row.team, len(named), _SAY_WORKSHOP)
        if named:
            return named[0]
        if above.kind == UnitKind.TEAM:
            return above if plain(above.name) == plain(row.team) else self._no_place(row)
        if not row.workshop and self.start is grounds.root:
            return self._no_place(row)
        return self._open(grounds, above if row.workshop else self.start, row, "team")

    def _no_place(self, row: Row) -> Trouble:
        return Trouble(
            "team",
            row.team,
            _("No team here is called this, and the row does not say in which workshop it is."),
            _("Write the workshop beside the team; the team is then opened there."),
        )

    def _open(self, grounds: Grounds, parent: Place, row: Row, key: str) -> Place | Trouble:
        """A unit that is to be opened; only in the own enterprise, and not one that was closed."""
        name = row.workshop if key == "workshop" else row.team
        gone = [
            place
            for place in grounds.by_name.get(plain(name), ())
            if place.closed_on is not None and grounds.is_under(place, parent.id)
        ]
        if gone:
            return Trouble(
                key,
                name,
                _("This unit was closed on %(day)s.") % {"day": gone[-1].closed_on},
                _("Write the unit in which the person works now."),
            )
        if grounds is not self.own:
            return Trouble(key, name, _("The other enterprise has no such unit."), SAY_WHERE)
        kind = UnitKind.WORKSHOP if key == "workshop" else UnitKind.TEAM
        place = Place(-len(self.openings) - 1, name.strip(), kind, parent.id, None, opens=True)
        self.openings.append(grounds.add(place))
        return place


_SAY_PATH = _("Write the path, the upper unit first, with a stroke between: 一车间/甲工段.")
_SAY_WORKSHOP = _("Write the workshop beside the team.")


def _ambiguous(key: str, value: str, count: int, remedy: Sentence) -> Trouble:
    return Trouble(key, value, _("%(count)d units are called this.") % {"count": count}, remedy)


def _nearest(places: list[Place], above: Place) -> list[Place]:
    """Of several, the one directly beneath, if there is one."""
    near = [place for place in places if place.parent_id == above.id]
    return near if len(near) == 1 else places


def _standing(places: Iterable[Place], not_kind: str = "") -> list[Place]:
    return [place for place in places if place.closed_on is None and place.kind != not_kind]


def grounds_of(enterprise: int) -> Grounds:
    """An enterprise's units: those that stand there now, and those that were closed."""
    with connection.cursor() as cursor:
        cursor.execute(UNITS, [enterprise])
        units = {
            int(id_): Place(int(id_), name, kind, parent, opened, closed)
            for id_, name, kind, opened, closed, parent in cursor.fetchall()
        }
    return Grounds(units[enterprise], units)


def unit_called(enterprise: int, name: str) -> int:
    """The id of the unit of an enterprise that a name, or a path, means.

    Raises:
        CannotDo: none is called so, or several are.
    """
    found = Places(enterprise, enterprise).of(Row(0, workshop=name))
    if isinstance(found, Trouble):
        raise CannotDo(f"{found.problem} {found.remedy}")
    if found is None or found.opens:
        raise CannotDo(_("No unit of this enterprise is called “%(name)s”.") % {"name": name})
    return found.id
