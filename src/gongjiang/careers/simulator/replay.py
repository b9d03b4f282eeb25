"""The replay: each month everybody is judged by one ladder, and whoever may, rises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from gongjiang.careers.rules.eligibility import Assessed, Criterion, assess
from gongjiang.careers.rules.histories import FOREVER, Events, Histories, Runs
from gongjiang.careers.rules.ladder import GRADES, SEQUENCES, Ladder
from gongjiang.careers.simulator.careers import Careers, What
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it.

    Attributes:
        row, month, grade: of each promotion, in order: whose, the number of the month, to where.
        paid: by month, the sum of the coefficients of all who were there, per mille.
        present: who was there at the end; last: the grade they had then.
    """

    row: Ints
    month: Ints
    grade: Ints
    paid: Ints
    present: Flags
    last: Ints

    def rises(self, rows: int) -> Ints:
        """How often each rose."""
        return np.bincount(self.row, minlength=rows).astype(np.int64)

    def first(self, rows: int, never: int) -> Ints:
        """The month in which each first rose; `never` for who did not."""
        first = np.full(rows, never, dtype=np.int64)
        np.minimum.at(first, self.row, self.month)
        return first


def replay(careers: Careers, ladder: Ladder, coefficients: Ints) -> Replayed:
    """Replay all months under one ladder. The same careers and ladder give the same, always.

    Decided on the first day of each month, in effect from it. Where fewer may rise than could,
    those rise who have been longest in their grade, of equals who stands first.

    Args:
        coefficients: by grade, per mille; of grade 0, nothing.
    """
    state = _State(careers, ladder)
    risen: list[tuple[Ints, int, Ints]] = []
    paid = np.zeros(len(careers.months), dtype=np.int64)
    for number, day in enumerate(careers.months):
        state.arrive_at(day)
        rows = state.rise(day)
        risen.append((rows, number, state.grade[rows]))
        paid[number] = coefficients[state.grade[state.present]].sum()
    return Replayed(
        row=np.concatenate([rows for rows, _, _ in risen]),
        month=np.repeat(
            [number for _, number, _ in risen], [len(rows) for rows, _, _ in risen]
        ).astype(np.int64),
        grade=np.concatenate([grades for _, _, grades in risen]),
        paid=paid,
        present=state.present,
        last=np.where(state.present, state.grade, 0),
    )


class _State:
    """Where everybody stands in a replay."""

    def __init__(self, careers: Careers, ladder: Ladder) -> None:
        self.ladder, self.events = ladder, careers.events
        rows = len(careers.histories)
        self.histories = _without_refusals(careers.histories)
        self.vacancies = careers.histories.vacancies
        self.present = np.zeros(rows, dtype=np.bool_)
        self.sequence = np.zeros(rows, dtype=np.int64)
        self.grade = np.zeros(rows, dtype=np.int64)
        self.since = np.full(rows, FOREVER)
        self.probation_until = np.full(rows, NO_DAY)
        self.done = 0

    def arrive_at(self, day: np.datetime64) -> None:
        """Let happen what happened up to a day, day by day."""
        until = int(np.searchsorted(self.events.day, day, "right"))
        days = self.events.day[self.done : until]
        begins = self.done + np.flatnonzero(np.diff(days, prepend=NO_DAY).astype(np.int64))
        for start, end in pairwise([*begins.tolist(), until]):
            self._happen(slice(start, end))
        self.done = until

    def _happen(self, that_day: slice) -> None:
        what, row = self.events.what[that_day], self.events.row[that_day]
        self.present[row[what == What.LEFT]] = False
        came = what == What.CAME
        self.present[row[came]] = True
        self.grade[row[came]] = self.events.grade[that_day][came]
        self.since[row[came]] = self.events.since[that_day][came]
        changed = (what == What.SHIFTED) | (what == What.TURNED)
        self.grade[row[changed]] += self.events.by[that_day][changed]
        shifted = what == What.SHIFTED
        self.since[row[shifted]] = self.events.day[that_day][shifted]
        moved = came | changed
        sequence = self.events.sequence[that_day][moved]
        self.sequence[row[moved]] = sequence
        self.probation_until[row[moved]] = self.events.probation_until[that_day][moved]
        # A recorded step from a grade the replay has not reached stays within the sequence.
        low, high = self.ladder.low[sequence], self.ladder.high[sequence]
        self.grade[row[moved]] = np.clip(self.grade[row[moved]], low, high)

    def rise(self, day: np.datetime64) -> Ints:
        """Who rises on a day, in the order of rows; they have risen."""
        chosen = np.flatnonzero(self.present & self._could_have_months(day))
        if not len(chosen):
            return chosen
        few = np.zeros(len(self.present), dtype=np.bool_)
        few[chosen] = True
        found = assess(self._histories().only(few), self.ladder, date.fromisoformat(str(day)))
        may = chosen[_within_places(found)]
        may = self._within_vacancies(may, day)
        self.grade[may] += 1
        self.since[may] = day
        return may

    def _could_have_months(self, day: np.datetime64) -> Flags:
        """Who can have the months their next grade asks for; nobody else is looked at."""
        asked = self.ladder.cells["months"]
        target = self.ladder.target(self.sequence, self.grade)
        months = asked[self.sequence, target]
        # A month has 28 days at least: nobody who has the months is passed over.
        enough = (day - self.since).astype(np.int64) >= months * 28
        found: Flags = (target > 0) & enough
        return found

    def _histories(self) -> Histories:
        return replace(
            self.histories,
            sequence=self.sequence,
            grade=self.grade,
            since=self.since,
            probation_until=self.probation_until,
            holders=self._holders(),
            vacancies=self.vacancies,
        )

    def _holders(self) -> Ints:
        shape = self.histories.holders.shape
        where = (self.histories.place, self.sequence, self.grade)
        cells = np.ravel_multi_index(tuple(each[self.present] for each in where), shape)
        return np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape)

    def _within_vacancies(self, may: Ints, day: np.datetime64) -> Ints:
        """Of those who may, as many as there are posts; a post that is filled is vacant no more."""
        target = self.grade[may] + 1
        needs = self.ladder.cells["vacancy"][self.sequence[may], target] > 0
        if not needs.any():
            return may
        posts = self.vacancies
        end = posts.end.copy()
        kept = ~needs
        key = self.histories.place[may] * GRADES + target
        for cell in np.unique(key[needs]):
            place, grade = divmod(int(cell), GRADES)
            vacant = np.flatnonzero(
                (posts.row == place) & (posts.value == grade) & (posts.start <= day) & (day < end)
            )
            waiting = _longest_first(np.flatnonzero(needs & (key == cell)), self.since[may])
            chosen = waiting[: len(vacant)]
            kept[chosen] = True
            end[vacant[: len(chosen)]] = day
        self.vacancies = Runs(row=posts.row, value=posts.value, start=posts.start, end=end)
        return may[kept]


def _within_places(found: Assessed) -> Ints:
    """The rows of those who may rise: where places are counted, no more than are free."""
    places = found.criteria[Criterion.PLACES]
    of = found.histories
    kept = found.eligible.copy()
    capped = found.eligible & places.applies
    if capped.any():
        kept &= ~capped
        key = np.ravel_multi_index(
            (of.place, of.sequence, found.target), (int(of.place.max()) + 1, len(SEQUENCES), GRADES)
        )
        for cell in np.unique(key[capped]):
            waiting = _longest_first(np.flatnonzero(capped & (key == cell)), of.since)
            kept[waiting[: int(places.there[waiting[0]])]] = True
    return np.flatnonzero(kept)


def _longest_first(rows: Ints, since: Days) -> Ints:
    return rows[np.argsort(since[rows], kind="stable")]


def _without_refusals(histories: Histories) -> Histories:
    """What was refused under the recorded rule bars nobody under another."""
    nothing = np.empty(0, dtype=np.int64)
    no_days = np.empty(0, dtype="datetime64[D]")
    return replace(
        histories,
        cool_offs=Runs(row=nothing, value=nothing, start=no_days, end=no_days),
        exceptional=Events(row=nothing, day=no_days, value=nothing),
    )
