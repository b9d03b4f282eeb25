"""Proposals are counted through, enterprise by enterprise and year by year."""

from __future__ import annotations

from datetime import date

from django.db import connection

from gongjiang.innovation.rules.proposals import numbered


def give_number(enterprise_id: int, day: date) -> str:
    """The next number of an enterprise in the year of a day; no other deed gets it.

    Whoever asks at the same time waits until this transaction has ended.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO innovation_numbergiven AS given (enterprise_id, year, last) "
            "VALUES (%s, %s, 1) "
            "ON CONFLICT (enterprise_id, year) DO UPDATE SET last = given.last + 1 "
            "RETURNING last",
            [enterprise_id, day.year],
        )
        [count] = cursor.fetchone()
    return numbered(day.year, count)
