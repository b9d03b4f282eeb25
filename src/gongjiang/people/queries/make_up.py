"""How the people of a roll are made up: by kind of employment, sex and age."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db import connection

from gongjiang.kernel.periods import add_months
from gongjiang.people.models import EmploymentKind, Person
from gongjiang.people.queries.roll import Roll
from gongjiang.people.queries.seats import seats


class AgeBand(StrEnum):
    """Full years of age on a day (ours)."""

    UNDER_25 = "UNDER_25"
    FROM_25 = "FROM_25"
    FROM_35 = "FROM_35"
    FROM_45 = "FROM_45"
    FROM_55 = "FROM_55"


KINDS, SEXES, BANDS = EmploymentKind.values, Person.Sex.values, [band.value for band in AgeBand]
GROUPS = (*KINDS, *SEXES, *BANDS)
"""The columns of `make_up_by_unit`: three dimensions, each adding up to everybody."""

BAND_STARTS = (25, 35, 45, 55)

BY_UNIT = """
    SELECT unit_id, {columns} FROM (
        SELECT seat.unit_id, seat.employment_kind, person.sex,
               (born <= %s)::int + (born <= %s)::int + (born <= %s)::int + (born <= %s)::int AS band
        FROM ({seats}) AS seat
        JOIN people_person person ON person.id = seat.person_id,
        LATERAL coalesce(person.born_on, make_date(person.birth_year::int, 1, 1)) AS born
    ) AS counted GROUP BY unit_id
"""


def make_up_by_unit(roll: Roll) -> dict[int, tuple[int, ...]]:
    """For each unit, how many of those in it itself belong to each of GROUPS; one query.

    Each person is counted once, in the unit and kind of employment they came to first. An erased
    person's age is told from the year of birth.
    """
    columns = [
        *(f"count(*) FILTER (WHERE employment_kind = '{kind}')" for kind in KINDS),
        *(f"count(*) FILTER (WHERE sex = '{sex}')" for sex in SEXES),
        *(f"count(*) FILTER (WHERE band = {place})" for place in range(len(BANDS))),
    ]
    sql = BY_UNIT.format(columns=", ".join(columns), seats=seats(roll).sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, (*_band_starts(roll.day), *roll.params))
        return {int(unit): tuple(map(int, counts)) for unit, *counts in cursor.fetchall()}


def _band_starts(day: date) -> list[date]:
    """The last day of birth with which somebody is old enough for each band but the first."""
    return [add_months(day, -12 * years) for years in BAND_STARTS]
