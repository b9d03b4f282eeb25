"""Months after days, many at once; the same as `kernel.periods.add_months`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gongjiang.kernel.columns import Days, Ints


def plus_months(days: Days, months: Ints | int) -> Days:
    """The same day so many months on; the month's last day where it has no such day."""
    first = days.astype("datetime64[M]")
    within: NDArray[np.timedelta64] = days - first.astype("datetime64[D]")
    month = first + np.asarray(months, dtype="timedelta64[M]")
    last = (month + 1).astype("datetime64[D]") - month.astype("datetime64[D]") - 1
    landed: Days = month.astype("datetime64[D]") + np.minimum(within, last)
    return landed


def months_between(since: Days, until: Days) -> Ints:
    """How many whole months have passed: the most that can be added without passing `until`."""
    apart = until.astype("datetime64[M]") - since.astype("datetime64[M]")
    months: Ints = apart.astype(np.int64)
    return months - (plus_months(since, months) > until)
