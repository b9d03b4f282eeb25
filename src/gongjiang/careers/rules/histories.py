"""What is known of many careers, as arrays: the one thing that judging a promotion looks at."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np

from gongjiang.kernel.columns import Days, Flags, Ints

FOREVER = np.datetime64("9999-12-31", "D")
"""The end of what has none."""


@dataclass(frozen=True, slots=True)
class Events:
    """What happened to whom on which day, with a value of its own kind.

    Attributes:
        row: the row of `Histories` it belongs to.
    """

    row: Ints
    day: Days
    value: Ints


@dataclass(frozen=True, slots=True)
class Marks:
    """Annual appraisals.

    Attributes:
        value: index of `ladder.MARKS`; day: when it was decided.
    """

    row: Ints
    day: Days
    year: Ints
    value: Ints


@dataclass(frozen=True, slots=True)
class Runs:
    """What was true of whom on the days [start, end); `FOREVER` while it still is."""

    row: Ints
    value: Ints
    start: Days
    end: Days

    def most(self, on: np.datetime64, rows: int, none: int) -> Ints:
        """By row, the greatest value that runs on a day; `none` where nothing does."""
        most = np.full(rows, none, dtype=np.int64)
        running = (self.start <= on) & (on < self.end)
        np.maximum.at(most, self.row[running], self.value[running])
        return most

    def until(self, on: np.datetime64, rows: int) -> Days:
        """By row, the latest end of what runs on a day; NaT where nothing does."""
        latest = np.full(rows, np.datetime64("0001-01-01", "D"))
        running = (self.start <= on) & (on < self.end)
        np.maximum.at(latest, self.row[running], self.end[running])
        latest[~np.isin(np.arange(rows), self.row[running])] = np.datetime64("NaT", "D")
        return latest


Of = TypeVar("Of", Events, Marks, Runs)


@dataclass(frozen=True, slots=True)
class Histories:
    """n primary grades that run, one a row, and all that bears on the next one.

    Everything later than the day one asks about may be in here: `assess` leaves it out, so that
    one reading of the tables serves a replay of years (with `sequence`, `grade` and `since`
    replaced by where each stood then).

    Attributes:
        person, enterprise: ids. sequence: index of `ladder.SEQUENCES`. since: grade's first day.
        probation_until: NaT: not on probation after a change of sequence.
        place: of each row, its enterprise's place in `holders` and in `vacancies.row`.
        holders: enterprise × sequence × grade: how many hold it as their primary grade.
        vetoes: serious events. contributions. training: value is hundredths of hours.
        awards: value is an index of `ladder.LEVELS`. exceptional: promotions made or under way.
        ranks, titles, freezes, cool_offs: by row. vacancies: by place; value is the grade.
    """

    person: Ints
    enterprise: Ints
    sequence: Ints
    grade: Ints
    since: Days
    probation_until: Days
    place: Ints
    holders: Ints
    marks: Marks
    vetoes: Events
    contributions: Events
    training: Events
    awards: Events
    exceptional: Events
    ranks: Runs
    titles: Runs
    freezes: Runs
    cool_offs: Runs
    vacancies: Runs

    def __len__(self) -> int:
        return len(self.person)

    def only(self, rows: Flags) -> Histories:
        """The histories of some rows; holders and vacancies stay whole."""
        number = np.cumsum(rows) - 1
        alike = {
            name: getattr(self, name)[rows]
            for name in (
                "person",
                "enterprise",
                "sequence",
                "grade",
                "since",
                "probation_until",
                "place",
            )
        }
        events = {name: _of_rows(getattr(self, name), rows, number) for name in OF_ROWS}
        return replace(self, **alike, **events)


OF_ROWS = (
    "marks",
    "vetoes",
    "contributions",
    "training",
    "awards",
    "exceptional",
    "ranks",
    "titles",
    "freezes",
    "cool_offs",
)


def _of_rows(events: Of, rows: Flags, number: Ints) -> Of:
    kept = rows[events.row]
    values = {each.name: getattr(events, each.name)[kept] for each in fields(events)}
    return type(events)(**{**values, "row": number[values["row"]]})
