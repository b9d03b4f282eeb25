"""Proposals are counted through, enterprise by enterprise and year by year."""

from __future__ import annotations

from datetime import date

from django.db import connection

from gongjiang.innovation.rules.proposals import numbered


def give_number(enterprise_id: int, day: date) -> str:
    """The next number of an enterprise in the year of a day; no other deed gets it.

    Whoever asks at the same time waits until this transaction has ended.
    """
    [number] = give_numbers(enterprise_id, day.year, 1)
    return number


def give_numbers(enterprise_id: int, year: int, count: int) -> list[str]:
    """As `give_number`, so many in a row; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO innovation_numbergiven AS given (enterprise_id, year, last) "
            "VALUES (%(enterprise)s, %(year)s, %(count)s) "
            "ON CONFLICT (enterprise_id, year) DO UPDATE SET last = given.last + excluded.last "
            "RETURNING last",
            {"enterprise": enterprise_id, "year": year, "count": count},
        )
        [last] = cursor.fetchone()
    return [numbered(year, place) for place in range(last - count + 1, last + 1)]
