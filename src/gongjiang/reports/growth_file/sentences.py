"""Each kind of fact as a sentence for its person. Whoever adds a fact adds its sentence here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.people import (
    Hired,
    InternBecameEmployee,
    Left,
    Moved,
    RoleAppointed,
    RoleEnded,
)
from gongjiang.ledger.queries import Recorded
from gongjiang.people.models import EmploymentKind, EndReason, PostKind, Role
from gongjiang.people.queries.standing import Place


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called, read for all entries at once.

    Attributes:
        places: units with those above them, each as it stood on the day asked for.
        units: names alone, where the place does not matter.
        posts: the name of the post by (employment, day it began).
    """

    places: Mapping[tuple[int, date], Place]
    units: Mapping[int, str]
    posts: Mapping[tuple[int, date], str]

    def place(self, unit_id: int | None, day: date) -> str:
        """A unit from its enterprise down: "甲硅业 · 一车间 · 一班"."""
        place = self.places.get((unit_id or 0, day))
        if place is None or not place.path:
            return self.units.get(unit_id or 0, "")
        if place.enterprise is None or place.enterprise == place.unit:
            return place.unit.name
        return f"{place.enterprise.name} · {place.within}"


@dataclass(frozen=True, slots=True)
class Told:
    """One entry told to a reader: what happened, and the particulars."""

    title: str
    text: str = ""


def told(entry: Recorded, names: Names) -> Told:
    """An entry as a sentence, in the language in use."""
    return SENTENCES[type(entry.fact)](entry.fact, entry, names)


def _hired(fact: Hired, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    title = (
        _("Began an internship at %(unit)s")
        if fact.employment_kind == EmploymentKind.INTERN
        else _("Began to work at %(unit)s")
    )
    return Told(title % {"unit": where}, _terms(fact, entry, names))


def _taken_on(fact: InternBecameEmployee, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("Taken on as an employee at %(unit)s") % {"unit": where}, _terms(fact, entry, names)
    )


def _moved(fact: Moved, entry: Recorded, names: Names) -> Told:
    title = _("Moved to %(unit)s") % {"unit": names.place(entry.unit_id, entry.occurred_on)}
    former = names.place(fact.from_unit_id, entry.occurred_on)
    post = names.posts.get((fact.employment_id, entry.occurred_on), "")
    if fact.from_unit_id == entry.unit_id:
        title = _("Took up another post at %(unit)s") % {"unit": former}
        return Told(title, _post(post, fact.post_kind))
    return Told(
        title, _("; ").join([_("from %(unit)s") % {"unit": former}, _post(post, fact.post_kind)])
    )


def _left(fact: Left, _entry: Recorded, names: Names) -> Told:
    employer = names.units.get(fact.employer_id, "")
    return Told(_("Left %(employer)s") % {"employer": employer}, str(EndReason(fact.reason).label))


def _appointed(fact: RoleAppointed, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("Appointed %(role)s of %(unit)s") % {"role": Role(fact.role).label, "unit": where}
    )


def _role_ended(fact: RoleEnded, entry: Recorded, names: Names) -> Told:
    where = names.place(entry.unit_id, entry.occurred_on)
    return Told(
        _("No longer %(role)s of %(unit)s") % {"role": Role(fact.role).label, "unit": where}
    )


def _terms(fact: Hired | InternBecameEmployee, entry: Recorded, names: Names) -> str:
    """Post, kind of employment, and the employer where it is not the enterprise worked at."""
    post = names.posts.get((fact.employment_id, entry.occurred_on), "")
    parts = [_post(post, fact.post_kind), str(EmploymentKind(fact.employment_kind).label)]
    if fact.employer_id != entry.enterprise_id:
        parts.append(
            _("employed by %(employer)s") % {"employer": names.units.get(fact.employer_id, "")}
        )
    return _("; ").join(parts)


def _post(name: str, kind: str) -> str:
    label = str(PostKind(kind).label)
    return _("%(post)s (%(kind)s)") % {"post": name, "kind": label} if name else label


SENTENCES: dict[type[Fact], Callable[[Any, Recorded, Names], Told]] = {
    Hired: _hired,
    InternBecameEmployee: _taken_on,
    Moved: _moved,
    Left: _left,
    RoleAppointed: _appointed,
    RoleEnded: _role_ended,
}
