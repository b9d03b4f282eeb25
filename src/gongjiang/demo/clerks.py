"""When facts were written down, and by whom in HR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from gongjiang.demo.grounds import Grounds
from gongjiang.demo.places import HR_DESK, MANAGER_DESK, STAFF, TOMORROW, Places
from gongjiang.demo.plan import Plan
from gongjiang.demo.seasons import REFORM
from gongjiang.demo.spells import DAY
from gongjiang.demo.workforce import Employments
from gongjiang.kernel.columns import Days, Ints, Moments

SHARE_OF_FIRMS_WITH_A_NEW_HR = 0.15
LONG_ENOUGH = 300
SECOND = np.timedelta64(1, "s")
HOUR = 3600
OFFICE_OPENS = 1 * HOUR  # 9 o'clock in Shanghai, in UTC
OFFICE_HOURS = 8 * HOUR
LATEST: np.datetime64 = (TOMORROW - 1).astype("datetime64[s]") + (
    OFFICE_OPENS + OFFICE_HOURS
) * SECOND
"""Nothing is recorded after office hours of the demo's last day."""

NOBODY = -1


@dataclass(frozen=True, slots=True)
class HrSeats:
    """Who was HR of each firm: `first` from `since` until `switch`, then `second` until `until`.

    Persons are rows; where nobody changed, `switch` is `since`.
    """

    first: Ints
    second: Ints
    since: Days
    switch: Days
    until: Days

    def on(self, firm: Ints, day: Days) -> Ints:
        """The person in HR of these firms on these days, NOBODY where the seat was empty."""
        seated = (self.since[firm] <= day) & (day < self.until[firm])
        who = np.where(day < self.switch[firm], self.first[firm], self.second[firm])
        return np.where(seated, who, NOBODY)

    def of(self, firm: int, day: date) -> int:
        """The person in HR of one firm on a day, NOBODY where the seat was empty."""
        return int(self.on(np.array([firm]), np.array([day], dtype="datetime64[D]"))[0])


def seat_hr(plan: Plan, grounds: Grounds, places: Places, work: Employments) -> HrSeats:
    """HR is the first desk's person; in some firms the manager did it before."""
    rng = plan.rng("hr")
    count = len(grounds.firms)
    at_desk = [holders(places, work, desk, count) for desk in (MANAGER_DESK, HR_DESK)]
    began = np.array([g.firm.never_began for g in grounds.firms])
    first, second = (np.where(began, NOBODY, work.person[rows]) for rows in at_desk)
    manager_came, clerk_came = (work.spells.start[rows] for rows in at_desk)
    since: Days = (np.maximum(manager_came, clerk_came) + DAY).astype("datetime64[D]")
    ends = np.array([g.firm.ends or TOMORROW for g in grounds.firms], dtype="datetime64[D]")
    until = np.where(began, since, np.where(ends == TOMORROW, TOMORROW + 1, ends))
    begin = np.maximum(since, np.datetime64(REFORM))
    span = np.maximum((np.minimum(until, TOMORROW) - begin).astype(int), 0)
    switch = begin + (span * rng.uniform(0.2, 0.8, size=count)).astype("timedelta64[D]")
    changed = (rng.random(count) < SHARE_OF_FIRMS_WITH_A_NEW_HR) & (span > LONG_ENOUGH)
    switch = np.where(changed, switch, since)
    return HrSeats(first, second, since, switch.astype("datetime64[D]"), until)


def holders(places: Places, work: Employments, desk: int, count: int) -> Ints:
    """For each firm, the row of the employment at one of its key desks."""
    place = work.spells.place
    rows = np.flatnonzero((places.sort[place] == STAFF) & (places.desk[place] == desk))
    found = np.zeros(count, dtype=np.int64)
    found[places.firm[place[rows]]] = rows
    return found


def moments(rng: np.random.Generator, on: Days) -> Moments:
    """When facts of these days were recorded: mostly within two days, some late by weeks."""
    count = len(on)
    chance = rng.random(count)
    delay = rng.integers(0, 3, size=count)
    late, very_late = chance < 0.11, chance < 0.01  # noqa: PLR2004  (ours)
    delay[late] = rng.integers(3, 16, size=count)[late]
    delay[very_late] = rng.integers(16, 60, size=count)[very_late]
    second = OFFICE_OPENS + rng.integers(0, OFFICE_HOURS, size=count)
    moment = (on + delay * DAY).astype("datetime64[s]") + second * SECOND
    # What would have been recorded later is recorded on the last day.
    early = np.minimum(moment, LATEST - rng.integers(0, OFFICE_HOURS, size=count) * SECOND)
    return np.minimum(moment, np.maximum(early, on.astype("datetime64[s]") + OFFICE_OPENS * SECOND))


def seconds_into(on: Days, seconds: Ints | int) -> Moments:
    """The moments so many seconds after these days begin, in UTC."""
    found: Moments = on.astype("datetime64[s]") + np.asarray(seconds).astype("timedelta64[s]")
    return found


def after(moment: Moments, earlier: Moments) -> Moments:
    """These moments, each at least a minute after the one beside it."""
    return np.maximum(moment, earlier + 60 * SECOND)
