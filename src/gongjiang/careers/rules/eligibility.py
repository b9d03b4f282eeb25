"""Who may rise to the next grade: all criteria of many persons at once (domain.md §4.2).

`assess` decides; `explanation.explain` puts one row of what it found into an object for a reader.
Both read the same arrays, so that a decision and its explanation cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from gongjiang.careers.rules.histories import FOREVER, Events, Histories
from gongjiang.careers.rules.ladder import NO_TITLE, Ladder
from gongjiang.careers.rules.months import months_between, plus_months
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints

ALL_OF_IT = 1000
HUNDREDTHS = 100


class Criterion(StrEnum):
    """What is looked at, in the order in which it is told."""

    MONTHS = "MONTHS"
    APPRAISALS = "APPRAISALS"
    RANK = "RANK"
    TITLE = "TITLE"
    TRAINING = "TRAINING"
    CONTRIBUTION = "CONTRIBUTION"
    VETO = "VETO"
    VACANCY = "VACANCY"
    PLACES = "PLACES"
    PROBATION = "PROBATION"
    FREEZE = "FREEZE"
    COOL_OFF = "COOL_OFF"


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion for n persons.

    Attributes:
        applies: whether the next grade asks for it at all.
        asked, there: in the criterion's own unit (months, marks, rank, title, hours, items).
        satisfied: true where it does not apply.
        day: where it is not satisfied, the first day on which it will be by itself; NaT where
            somebody has to do something first, and where it is satisfied.
    """

    applies: Flags
    asked: Ints
    there: Ints
    satisfied: Flags
    day: Days


@dataclass(frozen=True, slots=True)
class Assessed:
    """What `assess` found.

    Attributes:
        target: the next grade; 0: there is none in this sequence.
        eligible: every criterion is satisfied.
        may_be_exceptional: not yet eligible by months, but with award evidence, and for the
            first time; every other criterion is satisfied.
        exceptional_day: the first day with enough months for an exceptional promotion.
        awards: how many awards that count were received in the present grade.
        had_exceptional: whether the one exceptional promotion of a career was used.
        earliest: the first day on which all that comes by itself will be there; today where all
            of it is. NaT without a next grade.
    """

    on: date
    histories: Histories
    ladder: Ladder
    target: Ints
    criteria: Mapping[Criterion, Judged]
    eligible: Flags
    may_be_exceptional: Flags
    exceptional_day: Days
    awards: Ints
    had_exceptional: Flags
    earliest: Days


def assess(histories: Histories, ladder: Ladder, on: date) -> Assessed:
    """Judge everybody's next grade as of the end of a day, by one ladder."""
    judging = _Judging(histories, ladder, np.datetime64(on, "D"))
    criteria = judging.criteria()
    others = np.logical_and.reduce(
        [judged.satisfied for name, judged in criteria.items() if name != Criterion.MONTHS]
    )
    has_next = judging.target > 0
    months = criteria[Criterion.MONTHS].satisfied
    awards = judging.counted(histories.awards, at_least=ladder.award_level)
    had = np.isin(judging.rows, histories.exceptional.row[histories.exceptional.day <= judging.on])
    exceptional_day = plus_months(histories.since, judging.asked("exceptional_months"))
    early = ~months & (exceptional_day <= judging.on) & (awards > 0) & ~had
    return Assessed(
        on=on,
        histories=histories,
        ladder=ladder,
        target=judging.target,
        criteria=criteria,
        eligible=has_next & months & others,
        may_be_exceptional=has_next & early & others,
        exceptional_day=exceptional_day,
        awards=awards,
        had_exceptional=had,
        earliest=_earliest(criteria, judging.on, has_next),
    )


def _earliest(criteria: Mapping[Criterion, Judged], on: np.datetime64, has_next: Flags) -> Days:
    latest = np.full(len(has_next), on)
    for judged in criteria.values():
        latest = np.fmax(latest, judged.day)
    return np.where(has_next, latest, NO_DAY)


class _Judging:
    """One reading of all histories as of one day."""

    def __init__(self, histories: Histories, ladder: Ladder, on: np.datetime64) -> None:
        self.of, self.ladder, self.on = histories, ladder, on
        self.rows = np.arange(len(histories))
        self.target = ladder.target(histories.sequence, histories.grade)
        self.has_next = self.target > 0

    def criteria(self) -> dict[Criterion, Judged]:
        rank, title = self._rank_and_title()
        return {
            Criterion.MONTHS: self._months(),
            Criterion.APPRAISALS: self._appraisals(),
            Criterion.RANK: rank,
            Criterion.TITLE: title,
            Criterion.TRAINING: self._at_least("hours", self._hours()),
            Criterion.CONTRIBUTION: self._at_least(
                "contributions", self.counted(self.of.contributions)
            ),
            Criterion.VETO: self._veto(),
            Criterion.VACANCY: self._at_least("vacancy", self._vacancies()),
            Criterion.PLACES: self._places(),
            Criterion.PROBATION: self._over(self._probation()),
            Criterion.FREEZE: self._over(self.of.freezes.until(self.on, len(self.of))),
            Criterion.COOL_OFF: self._over(self.of.cool_offs.until(self.on, len(self.of))),
        }

    def asked(self, column: str) -> Ints:
        return self.ladder.asked(column, self.of.sequence, self.target)

    def counted(self, events: Events, *, at_least: int = 0) -> Ints:
        """How many events of each fell into the present grade."""
        counts = np.bincount(
            events.row[self._in_grade(events) & (events.value >= at_least)],
            minlength=len(self.of),
        )
        return counts.astype(np.int64)

    def _in_grade(self, events: Events) -> Flags:
        since: Flags = (events.day <= self.on) & (events.day >= self.of.since[events.row])
        return since

    def _judged(self, asked: Ints, there: Ints, met: Flags, day: Days | None = None) -> Judged:
        applies = self.has_next & (asked > 0)
        satisfied = ~applies | met
        none = np.full(len(self.of), NO_DAY)
        return Judged(
            applies=applies,
            asked=asked,
            there=there,
            satisfied=satisfied,
            day=none if day is None else np.where(satisfied, NO_DAY, day),
        )

    def _at_least(self, column: str, there: Ints) -> Judged:
        asked = self.asked(column)
        return self._judged(asked, there, there >= asked)

    def _months(self) -> Judged:
        asked = self.asked("months")
        day = plus_months(self.of.since, asked)
        there = months_between(self.of.since, np.full(len(self.of), self.on))
        return self._judged(asked, there, day <= self.on, day)

    def _appraisals(self) -> Judged:
        """Of the last ones, how many in a row are good; the next ones fall due year by year."""
        marks, rows = self.of.marks, len(self.of)
        known = np.flatnonzero(marks.day <= self.on)
        known = known[np.lexsort((marks.year[known], marks.row[known]))]
        row = marks.row[known]
        counts = np.bincount(row, minlength=rows)
        from_last = np.cumsum(counts)[row] - 1 - np.arange(len(row))
        bad = marks.value[known] < self.asked("mark")[row]
        good = counts.astype(np.int64)
        np.minimum.at(good, row[bad], from_last[bad])
        asked = self.asked("appraisals")
        latest = np.full(rows, -1, dtype=np.int64)
        np.maximum.at(latest, row, marks.year[known])
        day = self._appraised_on(np.maximum(latest, self._last_due()) + np.maximum(asked - good, 0))
        return self._judged(asked, good, good >= asked, day)

    def _appraised_on(self, year: Ints) -> Days:
        """By which day the appraisal of a year is decided."""
        months = (year + 1 - 1970) * 12 + self.ladder.appraisal_month
        return months.astype("datetime64[M]").astype("datetime64[D]") - 1

    def _last_due(self) -> int:
        """The last year whose appraisal was due on the day or before."""
        year = int(self.on.astype("datetime64[Y]").astype(np.int64)) + 1970
        due = self._appraised_on(np.array([year - 1]))[0]
        return year - 1 if due <= self.on else year - 2

    def _rank_and_title(self) -> tuple[Judged, Judged]:
        ranks, titles = self.asked("rank"), self.asked("title")
        rank = self.of.ranks.most(self.on, len(self.of), 0)
        title = self.of.titles.most(self.on, len(self.of), NO_TITLE)
        # The lowest title is 0, and a cell that nothing enters is 0 too: told apart by the target.
        asks_title = self.has_next & (titles > NO_TITLE)
        with_rank, with_title = rank >= ranks, title >= titles
        enough = (self.asked("either") > 0) & asks_title & (ranks > 0) & (with_rank | with_title)
        met = ~asks_title | with_title | enough
        none = np.full(len(self.of), NO_DAY)
        return (
            self._judged(ranks, rank, with_rank | enough),
            Judged(applies=asks_title, asked=titles, there=title, satisfied=met, day=none),
        )

    def _hours(self) -> Ints:
        hours = np.zeros(len(self.of), dtype=np.int64)
        counts = self._in_grade(self.of.training)
        np.add.at(hours, self.of.training.row[counts], self.of.training.value[counts])
        return hours // HUNDREDTHS

    def _veto(self) -> Judged:
        asked = self.asked("veto_months")
        events = self.of.vetoes
        known = events.day <= self.on
        clear = np.full(len(self.of), np.datetime64("0001-01-01", "D"))
        row = events.row[known]
        np.maximum.at(clear, row, plus_months(events.day[known], asked[row]))
        met = clear <= self.on
        return self._judged(asked, met.astype(np.int64), met, clear)

    def _vacancies(self) -> Ints:
        posts, vacant = self.of.vacancies, np.zeros(self.of.holders.shape[::2], dtype=np.int64)
        running = (posts.start <= self.on) & (self.on < posts.end)
        np.add.at(vacant, (posts.row[running], posts.value[running]), 1)
        found: Ints = vacant[self.of.place, self.target]
        return found

    def _places(self) -> Judged:
        """Whether one more may stand so high: of a sequence's holders, a share; at least one."""
        asked = self.asked("cap")
        above = np.cumsum(self.of.holders[:, :, ::-1], axis=2)[:, :, ::-1]
        all_of_them = above[self.of.place, self.of.sequence, 0]
        may = np.maximum(1, all_of_them * asked // ALL_OF_IT)
        free = may - above[self.of.place, self.of.sequence, self.target]
        return self._judged(asked, free, free > 0)

    def _probation(self) -> Days:
        until = self.of.probation_until
        return np.where(until > self.on, until, NO_DAY)

    def _over(self, until: Days) -> Judged:
        """Something that must be over: a probation, a freeze, the time after a rejection."""
        runs = ~np.isnat(until)
        asked = np.ones(len(self.of), dtype=np.int64)
        day = np.where(until == FOREVER, NO_DAY, until)
        return self._judged(asked, (~runs).astype(np.int64), ~runs, day)
