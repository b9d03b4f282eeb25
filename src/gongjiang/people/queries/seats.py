"""The list behind a headcount: each person on a roll once, in one seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from gongjiang.orgs.models import UnitKind
from gongjiang.people.models import Person
from gongjiang.people.queries.roll import UNDER, Roll
from gongjiang.people.queries.visibility import Scope

ROWS_AT_ONCE = 2_000

SEATS = """
    SELECT DISTINCT ON (person_id) * FROM ({roll}) AS roll
    ORDER BY person_id, employment_id, unit_id
"""

PAGE = """
    SELECT seat.* FROM ({seats}) AS seat JOIN people_person named ON named.id = seat.person_id
    ORDER BY named.name_pinyin, named.id LIMIT %s OFFSET %s
"""
"""Cut before anything else is looked up."""

DETAILS = """
    SELECT person.public_id, person.name, person.name_pinyin,
           unit.public_id, unit.name, site.public_id, site.name,
           seat.post_kind, seat.employment_kind, seat.person_id
    FROM ({seats}) AS seat
    JOIN people_person person ON person.id = seat.person_id
    JOIN orgs_unit unit ON unit.id = seat.unit_id
    LEFT JOIN (
        SELECT a.descendant_id, u.public_id, u.name
        FROM orgs_ancestry a JOIN orgs_unit u ON u.id = a.ancestor_id AND u.kind = %s
        WHERE a.valid_from <= %s AND (a.valid_to IS NULL OR a.valid_to > %s)
    ) AS site ON site.descendant_id = seat.unit_id
"""

CANDIDATES = f"""
    SELECT id FROM people_employment WHERE person_id = %s
    UNION ALL SELECT id FROM people_employment WHERE employer_id = ANY(%s)
    UNION ALL
    SELECT post.employment_id FROM people_posting post
    WHERE post.valid_from <= %s AND (post.valid_to IS NULL OR post.valid_to > %s) AND {UNDER}
"""
"""The employments of which some row may be seen: few, and found by indexes."""

STILL_THERE = f"""
    EXISTS (
        SELECT FROM people_posting post
        WHERE post.employment_id = roll.employment_id AND post.unit_id = roll.unit_id
          AND post.valid_from <= %s AND (post.valid_to IS NULL OR post.valid_to > %s)
    ) AND {UNDER}
"""

OPEN = """
    EXISTS (SELECT FROM people_person known WHERE known.id = roll.person_id AND known.state = %s)
"""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person on a roll works. Personal data: name.

    Attributes:
        site_id, site: public id and name of the enterprise the unit stands in.
        post_kind, employment_kind: "" where they are not known.
        said: what the list tells of this row besides.
    """

    person_id: UUID
    name: str
    unit_id: UUID
    unit: str
    site_id: UUID | None
    site: str
    post_kind: str
    employment_kind: str
    said: str = ""


def seats(roll: Roll) -> Roll:
    """A roll with one row a person: who works in two units counts where they worked first."""
    return Roll(roll.day, SEATS.format(roll=roll.sql), roll.params)


def visible(roll: Roll, scope: Scope) -> Roll:
    """Only the rows a reader may see as persons: own, as employer, or still at a site of theirs.

    A site that somebody has left since, or not yet come to, is none of the reader's business;
    nor is a record that is restricted or erased.
    """
    return roll.where(
        f"employment_id = ANY(ARRAY({CANDIDATES})) AND "
        f"(person_id = %s OR (employer_id = ANY(%s) OR ({STILL_THERE})) AND {OPEN})",
        scope.reader_id,
        list(scope.hr),
        scope.day,
        scope.day,
        list(scope.sites),
        scope.day,
        scope.day,
        scope.reader_id,
        list(scope.hr),
        scope.day,
        scope.day,
        list(scope.sites),
        scope.day,
        scope.day,
        Person.State.ACTIVE,
    )


def count_by_unit(roll: Roll) -> dict[int, int]:
    """Persons by the unit of their seat; they add up to the roll's headcount."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, count(*) FROM ({seats(roll).sql}) AS seat GROUP BY 1",
            roll.params,
        )
        return {int(unit_id): int(count) for unit_id, count in cursor.fetchall()}


def page_of_seats(roll: Roll, *, limit: int, offset: int = 0) -> list[Seat]:
    """Some of the seats, in the order of the persons' names."""
    sql = DETAILS.format(seats=PAGE.format(seats=seats(roll).sql))
    params = (*roll.params, limit, offset, *_sites(roll))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY person.name_pinyin, person.id", params)
        return [_seat(row) for row in cursor.fetchall()]


def all_seats(roll: Roll) -> Iterator[Seat]:
    """Every seat in the order of the persons' ids, read in portions: the zone fits in no page."""
    sql = DETAILS.format(seats=seats(roll).sql)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY seat.person_id", (*roll.params, *_sites(roll)))
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from map(_seat, rows)


def _sites(roll: Roll) -> tuple[Any, ...]:
    """What DETAILS needs beside the seats."""
    return (UnitKind.ENTERPRISE, roll.day, roll.day)


def _seat(row: Sequence[Any]) -> Seat:
    person_id, name, _, unit_id, unit, site_id, site, post_kind, employment_kind, _ = row
    return Seat(
        person_id=person_id,
        name=name,
        unit_id=unit_id,
        unit=unit,
        site_id=site_id,
        site=site or "",
        post_kind=post_kind,
        employment_kind=employment_kind,
    )
