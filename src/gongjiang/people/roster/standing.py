"""What is held of an enterprise's people, and of others its file names, when it is compared."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from gongjiang.people import identity
from gongjiang.people.models import Person

# Every employment there ever was; of one that runs, with its present posting.
EMPLOYED = """
    SELECT e.person_id, e.id, e.kind, e.valid_from, e.valid_to,
           p.id, p.unit_id, p.post, p.post_kind, p.valid_from,
           n.public_id, n.name, n.sex, n.born_on, n.state, n.national_id_hash, n.phone_hash,
           e.staff_number
    FROM people_employment e
    JOIN people_person n ON n.id = e.person_id
    LEFT JOIN people_posting p ON p.employment_id = e.id AND p.valid_to IS NULL
         AND e.valid_to IS NULL
    WHERE e.employer_id = %s AND n.state <> 'ERASED'
    ORDER BY e.person_id, e.valid_from
"""

NAMED = """
    SELECT n.id, n.national_id_hash, n.state, n.name, n.born_on
    FROM people_person n WHERE n.national_id_hash = ANY(%s)
"""

ELSEWHERE = """
    SELECT e.person_id, max(coalesce(e.valid_to, 'infinity'::date)) = 'infinity'::date,
           max(e.valid_to)
    FROM people_employment e
    WHERE e.person_id = ANY(%s) AND e.employer_id <> %s
    GROUP BY e.person_id
"""

ON_THE_GROUNDS = """
    SELECT DISTINCT p.person_id
    FROM people_posting p JOIN people_employment e ON e.id = p.employment_id
    JOIN orgs_ancestry a ON a.descendant_id = p.unit_id AND a.ancestor_id = %s
         AND a.valid_to IS NULL
    WHERE p.person_id = ANY(%s) AND e.employer_id <> %s
      AND p.valid_to IS NULL AND e.valid_to IS NULL
"""

AT_ONCE = 20_000
OPENED_AT_ONCE = 2_000


@dataclass(slots=True)
class Own:
    """One of the enterprise's own people, past ones included.

    Attributes:
        employment_id, posting_id: of what runs now; None of somebody who has left.
        starts: the first days of all employments here.
        left_on: the end of the last employment that has ended.
    """

    person_id: int
    public_id: UUID
    name: str
    sex: str
    born_on: date
    state: str
    id_hash: str | None
    phone_hash: str
    employment_id: int | None = None
    kind: str = ""
    start: date | None = None
    posting_id: int | None = None
    unit_id: int = 0
    post: str = ""
    post_kind: str = ""
    posted_on: date | None = None
    staff_number: str = ""
    starts: list[date] = field(default_factory=list)
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register who never worked for this enterprise."""

    person_id: int
    state: str
    name: str
    born_on: date


@dataclass(slots=True)
class Standing:
    """What a comparison rests on.

    Attributes:
        own: the enterprise's people by person.
        known: of the numbers in the file, whoever else they belong to.
        elsewhere: for persons employed elsewhere, until when: None, to this day.
        guests: persons who work on the enterprise's own grounds for another employer.
    """

    own: dict[int, Own]
    by_hash: dict[str, Own]
    by_public_id: dict[UUID, Own]
    known: dict[str, Known] = field(default_factory=dict)
    elsewhere: dict[int, date | None] = field(default_factory=dict)
    guests: set[int] = field(default_factory=set)

    def is_elsewhere(self, person_id: int, day: date) -> bool:
        """Whether another employer has somebody on a day, or on some day after it."""
        if person_id not in self.elsewhere:
            return False
        until = self.elsewhere[person_id]
        return until is None or until > day

    def look_up(self, enterprise: int, hashes: Collection[str]) -> None:
        """Read of whom else the file's numbers are, and who of all is employed elsewhere."""
        for part in _parts(sorted(hashes)):
            for id_, hash_, state, name, born_on in _rows(NAMED, [part]):
                if id_ not in self.own:
                    self.known[hash_] = Known(id_, state, name, born_on)
        persons = [known.person_id for known in self.known.values()]
        persons += [own.person_id for own in self.own.values() if own.employment_id is None]
        for part in _parts(persons):
            for person_id, runs, until in _rows(ELSEWHERE, [part, enterprise]):
                self.elsewhere[person_id] = None if runs else until
            guests = _rows(ON_THE_GROUNDS, [enterprise, part, enterprise])
            self.guests.update(person_id for (person_id,) in guests)


def standing_of(enterprise: int) -> Standing:
    """An enterprise's own people; one query."""
    own: dict[int, Own] = {}
    for row in _rows(EMPLOYED, [enterprise]):
        person_id, employment_id, kind, start, end = row[:5]
        person = own.get(person_id)
        if person is None:
            person = own[person_id] = Own(person_id, *row[10:17])
        person.starts.append(start)
        if end is None:
            person.employment_id, person.kind, person.start = employment_id, kind, start
            person.staff_number = row[17]
            (
                person.posting_id,
                person.unit_id,
                person.post,
                person.post_kind,
                person.posted_on,
            ) = row[5:10]
        else:
            person.left_on = end
    return Standing(
        own,
        {person.id_hash: person for person in own.values() if person.id_hash},
        {person.public_id: person for person in own.values()},
    )


def numbers_of(person_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """National ID and phone of some people, in clear, to be compared with what a row shows."""
    found = {}
    for first in range(0, len(person_ids), OPENED_AT_ONCE):
        persons = Person.objects.filter(id__in=person_ids[first : first + OPENED_AT_ONCE])
        for id_, owner, number, phone in persons.values_list(
            "id", "public_id", "national_id_cipher", "phone_cipher"
        ):
            found[id_] = (
                identity.open_sealed("national_id", number, owner=owner),
                identity.open_sealed("phone", phone, owner=owner),
            )
    return found


def is_open(state: str) -> bool:
    """Whether a record is one that an employer may see."""
    return state == Person.State.ACTIVE


def _parts(values: list[Any]) -> Iterator[list[Any]]:
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]


def _rows(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
