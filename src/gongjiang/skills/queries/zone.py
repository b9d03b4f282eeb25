"""What the zone sees of what people can do: how many, of each rank and title."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from gongjiang.kernel.disclosure import Shown, withhold_small
from gongjiang.people.queries.roll import roll_on
from gongjiang.people.queries.seats import seats
from gongjiang.skills.queries.held import ranks_held, titles_held

HIGHEST = """
    SELECT value, count(*) FROM (
        SELECT seat.person_id, max(held.value) AS value
        FROM ({seats}) AS seat JOIN ({held}) AS held
          ON held.person_id = seat.person_id AND held.days @> %s::date
        GROUP BY 1
    ) AS person GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """People at work by their highest rank and by their highest title; small groups withheld."""

    persons: int
    ranks: Shown[int]
    titles: Shown[int]


def standing_on(day: date) -> Standing:
    """Everybody at work in the zone on a day; three queries."""
    roll = seats(roll_on(day))
    found = []
    for held in (ranks_held(), titles_held()):
        sql = HIGHEST.format(seats=roll.sql, held=held.sql)
        with connection.cursor() as cursor:
            cursor.execute(sql, (*roll.params, *held.params, day))
            found.append({int(value): int(count) for value, count in cursor.fetchall()})
    return Standing(roll.headcount(), withhold_small(found[0]), withhold_small(found[1]))
