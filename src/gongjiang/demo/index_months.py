"""Five years of the index: what a run on the last day of each month would have published."""

from __future__ import annotations

from datetime import date, timedelta

from gongjiang.demo.seasons import AS_OF
from gongjiang.index.models import Run
from gongjiang.index.services.runs import Asked, run_index
from gongjiang.kernel.home import Home
from gongjiang.kernel.periods import add_months, end_of

MONTHS = 60


def write_months(home: Home, *, months: int = MONTHS) -> list[Run]:
    """Run the index for the demo's day and the ends of the months before it, from its lake.

    What has been run already is not run again, so a build that was killed goes on.
    """
    return run_index(home, Asked(tuple(days(months))), at=end_of(AS_OF))


def days(months: int) -> list[date]:
    first = AS_OF.replace(day=1)
    return [AS_OF, *(add_months(first, -back) - timedelta(days=1) for back in range(months - 1))]
