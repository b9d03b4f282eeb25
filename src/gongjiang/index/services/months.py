"""The index of each month: computed in the night after its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gongjiang.index.models import Run
from gongjiang.index.queries.runs import run_of
from gongjiang.index.services.runs import Asked, NothingToCount, run_index
from gongjiang.kernel.home import Home
from gongjiang.lake import services as lake


def run_month_end(home: Home, *, on: date, at: datetime) -> Run | None:
    """Publish the index of the last month that has ended, unless there is a run for it.

    So each night may ask: the first of a month does it, or the first on which a worker is awake.
    The lake is brought up to date first, whenever it last was.

    Args:
        on: today. A month ends with its last day, so on that day itself it has not.

    Returns:
        The run, be it an earlier one; None while nobody is at work here.

    Raises:
        AnotherDatabase: the lake is another database's.
        NoRuleInForce: no framework was approved for the day.
    """
    day = on.replace(day=1) - timedelta(days=1)
    there = run_of(day)
    if there is not None:
        return there
    lake.sync(home, on=on)
    try:
        [run] = run_index(home, Asked((day,)), at=at)
    except NothingToCount:
        return None
    return run
