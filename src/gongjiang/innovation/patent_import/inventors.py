"""Whom the cells of a list name as inventors, with their shares."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from gongjiang.innovation.queries.at_work import units_at_work
from gongjiang.innovation.rules.parts import Part, equal_parts
from gongjiang.people.brought.rows import plain
from gongjiang.people.models import Employment, Person
from gongjiang.people.models.forgotten import GONE

BETWEEN = re.compile(r"[、,，;；/\n]")
NAMED = re.compile(r"([^()（）]+?)\s*(?:[(（]\s*([^()（）]+?)\s*[)）])?")
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in the cell, with the staff number behind it, or ""."""

    name: str
    staff_number: str

    def __str__(self) -> str:
        return f"{self.name}({self.staff_number})" if self.staff_number else self.name


class NobodyFor(Exception):  # noqa: N818  (named for what stood in the way)
    """A name that names nobody, or several people.

    Attributes:
        named: as written. remedy: how its owner mends it.
    """

    def __init__(self, named: Named, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.named, self.remedy = named, remedy


def names_in(text: str) -> list[Named]:
    """张三(A001)、李四: the first inventor first."""
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    found = [NAMED.fullmatch(part) for part in parts]
    return [
        Named(match[1], match[2] or "") if match else Named(part, "")
        for part, match in zip(parts, found, strict=True)
    ]


def shares_in(text: str) -> list[int] | None:
    """60、40 or 60%、40% in basis points; None when that is not what stands there."""
    try:
        points = [
            Decimal(part.strip().rstrip("%％")) * HUNDREDTHS
            for part in BETWEEN.split(text)
            if part.strip()
        ]
    except InvalidOperation:
        return None
    whole = all(each.is_finite() and each == int(each) for each in points)
    return [int(each) for each in points] if whole else None


def parts_of(person_ids: Sequence[int], shares: Sequence[int]) -> list[Part]:
    """Each with their share; without shares all have equal ones."""
    if not shares:
        return equal_parts(person_ids)
    return [Part(person, bp) for person, bp in zip(person_ids, shares, strict=True)]


class Workforce:
    """Finds who bore a name in an enterprise on a day; two queries, and one for each day asked.

    Args:
        names: every name that will be asked for.
    """

    def __init__(self, enterprise: int, names: Iterable[str]) -> None:
        self.enterprise = enterprise
        self._known: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._spells: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
        self._units: dict[date, dict[int, int]] = {}
        rows = Employment.objects.filter(
            employer_id=enterprise, person__name__in=set(names), person__state=Person.State.ACTIVE
        ).order_by("person_id", "valid_from")
        for name, person, number, start, end in rows.values_list(
            "person__name", "person_id", "staff_number", "valid_from", "valid_to"
        ):
            self._known[plain(name)].append((person, plain(number)))
            self._spells[person].append((start, end))

    def of(self, named: Named, day: date) -> tuple[int, int]:
        """The person and the unit in which they worked that day.

        Raises:
            NobodyFor: nobody, or several.
        """
        wanted = plain(named.staff_number)
        there = {
            person
            for person, number in self._known[plain(named.name)]
            if (not wanted or number == wanted) and self._employed(person, day)
        } & set(self._at_work(day))
        if len(there) > 1:
            raise NobodyFor(
                named,
                _("Several people of this name worked here on that day."),
                _("Write the staff number behind the name: 张三(A001)."),
            )
        if not there:
            raise NobodyFor(
                named,
                _("Nobody of this name worked in this enterprise on the day of filing."),
                _("Mend the name or the day, with a “、” between names, or leave the row out."),
            )
        [person] = there
        return person, self._units[day][person]

    def _employed(self, person: int, day: date) -> bool:
        spells = self._spells[person]
        return any(start <= day and (end is None or day < end) for start, end in spells)

    def _at_work(self, day: date) -> dict[int, int]:
        if day not in self._units:
            self._units[day] = units_at_work(list(self._spells), self.enterprise, day)
        return self._units[day]


def written(people: Iterable[tuple[str, str]]) -> str:
    """Names with staff numbers as an export writes them, and as `names_in` reads them."""
    return "、".join(str(Named(name, number)) for name, number in people)


def same_people(text: str, held: Sequence[str]) -> bool:
    """Whether a cell names exactly those who are held, in their order; the forgotten are any."""
    told = [plain(named.name) for named in names_in(text)]
    names = [plain(name) for name in held]
    return len(told) == len(names) and all(
        one == other or other == plain(GONE) for one, other in zip(told, names, strict=True)
    )
