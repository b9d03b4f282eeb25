"""The rolls of all month ends, derived from the postings: never stamped, always as known now."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from gongjiang.lake.files import Files
from gongjiang.lake.manifest import File
from gongjiang.lake.roll import ROLL

TABLE = "census"

IN_YEAR = f"""
    SELECT month_end AS day, {", ".join(ROLL)} FROM {{spells}} AS spell
    JOIN (SELECT unnest([{{days}}]) AS month_end) AS month
      ON valid_from <= month_end AND (valid_to IS NULL OR valid_to > month_end)
    ORDER BY day, {", ".join(ROLL)}
"""


def last_month_end(day: date) -> date:
    """The last month end there has been by a day, the day itself included."""
    return (day + timedelta(days=1)).replace(day=1) - timedelta(days=1)


def month_ends(first: date, last: date) -> list[date]:
    """The last day of each month from one day to another, both included."""
    ends = (
        date(year, month, calendar.monthrange(year, month)[1])
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
    )
    return [end for end in ends if first <= end <= last]


def write_years(
    files: Files, spells: str, years: Iterable[int], days: Sequence[date]
) -> dict[int, File]:
    """Write a file for each of some years.

    Args:
        spells: the name of a table with the columns of `roll.postings`.
        days: the month ends to choose from.
    """
    written = {}
    for year in years:
        listed = ", ".join(f"DATE '{day}'" for day in days if day.year == year)
        sql = IN_YEAR.format(spells=spells, days=listed or "NULL::DATE")
        written[year] = files.write(TABLE, sql)
    return written
