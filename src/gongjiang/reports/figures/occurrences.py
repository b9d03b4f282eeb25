"""Figures of what happened to persons: each row a person, a day, and where they worked then."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from gongjiang.kernel.columns import Days, Flags, Ints
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting
from gongjiang.people.queries.seats import Seat
from gongjiang.people.queries.visibility import Scope
from gongjiang.reports.figures.base import Groups, PersonFigure, Persons, Row
from gongjiang.reports.figures.headcounts import Headcounts, added_up, groups_beneath

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Rows of equal place; where somebody worked is where they did on the day it happened.

    Attributes:
        said: of a row, what it tells besides, in the reader's language.
        detail: of a row, the same for programs.
    """

    person: Ints
    unit: Ints
    enterprise: Ints
    on: Days
    said: Callable[[int], str]
    detail: Callable[[int], Row]

    def __len__(self) -> int:
        return len(self.person)


class OccurrenceFigure(PersonFigure):
    """A figure whose records are occurrences."""

    @abstractmethod
    def behind(self, on: date, known_at: datetime | None) -> Occurrences | None:
        """What is counted; None where it cannot be."""

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        found = self.behind(on, known_at)
        if found is None:
            return
        units = dict(Unit.objects.values_list("id", "public_id"))
        for start in range(0, len(found), ROWS_AT_ONCE):
            places = range(start, min(start + ROWS_AT_ONCE, len(found)))
            ids = found.person[places.start : places.stop].tolist()
            persons = dict(Person.objects.filter(id__in=ids).values_list("id", "public_id"))
            for place in places:
                yield {
                    "person": str(persons[int(found.person[place])]),
                    "unit": str(units[int(found.unit[place])]),
                    "enterprise": str(units[int(found.enterprise[place])]),
                    "on": str(found.on[place]),
                    **found.detail(place),
                }

    def persons(
        self, on: date, known_at: datetime | None, scope: Scope, *, limit: int, offset: int = 0
    ) -> Persons:
        found = self.behind(on, known_at)
        if found is None:
            return Persons(0, 0, ())
        seen = np.flatnonzero(_visible(found, scope))
        # The newest first; of one day, in the order of the records.
        newest = seen[np.argsort(found.on[seen], kind="stable")[::-1]]
        page = newest[offset : offset + limit].tolist()
        return Persons(total=len(found), visible=len(seen), page=_seats(found, page))

    def groups(
        self, on: date, known_at: datetime | None, unit_id: int | None = None
    ) -> Groups | None:
        found = self.behind(on, known_at)
        return None if found is None else groups_beneath(_by_unit(found, on), unit_id)


def _by_unit(found: Occurrences, day: date) -> Headcounts:
    """The rows by unit, in the tree of a day; what has closed since counts in its enterprise."""
    tree = added_up({}, day)
    if tree.root is None:
        return tree
    stands = np.array([tree.root, *tree.parent], dtype=np.int64)
    above = np.where(np.isin(found.enterprise, stands), found.enterprise, tree.root)
    units, counts = np.unique(
        np.where(np.isin(found.unit, stands), found.unit, above), return_counts=True
    )
    own = dict(zip(units.tolist(), counts.tolist(), strict=True))
    whole: dict[int, int] = {}
    for unit, count in own.items():
        for step in tree.path(unit):
            whole[step] = whole.get(step, 0) + count
    return replace(tree, own=own, whole=whole)


def _visible(found: Occurrences, scope: Scope) -> Flags:
    """The rows whose person the reader may see: own, as employer, or at a site of theirs still."""
    seen: Flags = np.isin(found.enterprise, scope.hr)
    if scope.sites:
        under = np.array(ids_under(scope.sites, scope.day), dtype=np.int64)
        working = Posting.objects.filter(
            true_on(scope.day), unit_id__in=ids_under(scope.sites, scope.day)
        )
        there = np.array(working.values_list("person_id", flat=True), dtype=np.int64)
        seen |= np.isin(found.unit, under) & np.isin(found.person, there)
    closed = Person.objects.exclude(state=Person.State.ACTIVE).values_list("id", flat=True)
    seen &= ~np.isin(found.person, np.array(closed, dtype=np.int64))
    own: Flags = found.person == scope.reader_id
    return seen | own


def _seats(found: Occurrences, places: Sequence[int]) -> list[Seat]:
    """Some rows as seats; three queries."""
    ids = [int(found.person[place]) for place in places]
    persons = Person.objects.in_bulk(ids)
    units = Unit.objects.in_bulk(
        {int(ids[place]) for ids in (found.unit, found.enterprise) for place in places}
    )
    posted: dict[int, list[Posting]] = {}
    for posting in Posting.objects.filter(person_id__in=ids).select_related("employment"):
        posted.setdefault(posting.person_id, []).append(posting)
    return [_seat(found, place, persons, units, posted) for place in places]


def _seat(
    found: Occurrences,
    place: int,
    persons: dict[int, Person],
    units: dict[int, Unit],
    posted: dict[int, list[Posting]],
) -> Seat:
    person = persons[int(found.person[place])]
    unit, site = units[int(found.unit[place])], units[int(found.enterprise[place])]
    post = _nearest(posted.get(person.id, []), found.on[place].item())
    return Seat(
        person_id=person.public_id,
        name=person.name,
        unit_id=unit.public_id,
        unit=unit.name,
        site_id=site.public_id,
        site=site.name,
        post_kind=post.post_kind if post else "",
        employment_kind=post.employment.kind if post else "",
        said=found.said(place),
    )


def _nearest(postings: Sequence[Posting], day: date) -> Posting | None:
    """The posting of a day, else the last one before it, else the first after."""
    before = [posting for posting in postings if posting.valid_from <= day]
    if before:
        return max(before, key=lambda posting: posting.valid_from)
    return min(postings, key=lambda posting: posting.valid_from, default=None)
