"""The columns of everybody's growth, a row a grade, a certificate, a title, an agreement."""

from __future__ import annotations

from dataclasses import dataclass, fields

from gongjiang.kernel.columns import Days, Flags, Ints


@dataclass(frozen=True, slots=True)
class Climbers:
    """Columns, a row a regular employment that lasted long enough for a grade.

    Attributes:
        employment: row in `Employments`; `firm`: place in `Grounds.firms`.
        until: the day the employment ended, the day after tomorrow of the demo while it runs.
    """

    employment: Ints
    person: Ints
    firm: Ints
    sequence: Ints
    grade: Ints
    start: Days
    until: Days

    def __len__(self) -> int:
        return len(self.employment)


@dataclass(frozen=True, slots=True)
class Grades:
    """Columns, a row a grade held, those of one employment together and in order of days.

    Attributes:
        climber: row in `Climbers`; `from_sequence`: -1 where nothing was before on the track.
        end_reason: place in `ladder.ENDS`.
    """

    climber: Ints
    sequence: Ints
    grade: Ints
    reason: Ints
    from_sequence: Ints
    from_grade: Ints
    start: Days
    end: Days
    end_reason: Ints

    def __len__(self) -> int:
        return len(self.climber)

    def at(self, rows: Ints | Flags) -> Grades:
        return Grades(*(getattr(self, field.name)[rows] for field in fields(Grades)))


@dataclass(frozen=True, slots=True)
class Certified:
    """Columns, a row a certificate: who rose to which rank, when, in which employment's time."""

    employment: Ints
    person: Ints
    rank: Ints
    on: Days

    def __len__(self) -> int:
        return len(self.person)

    def at(self, rows: Ints | Flags) -> Certified:
        return Certified(*(getattr(self, field.name)[rows] for field in fields(Certified)))


@dataclass(frozen=True, slots=True)
class Titled:
    """Columns, a row a title; `field`: a place in FIELDS."""

    employment: Ints
    person: Ints
    level: Ints
    field: Ints
    on: Days

    def __len__(self) -> int:
        return len(self.person)

    def at(self, rows: Ints | Flags) -> Titled:
        return Titled(*(getattr(self, field.name)[rows] for field in fields(Titled)))


@dataclass(frozen=True, slots=True)
class Agreements:
    """Columns, a row an agreement, in the order of their signatures.

    Attributes:
        employment: the apprentice's row in `Employments`; `unit`: their team's id then.
        master: row in `Persons`; `end`: as agreed, an extension included.
        over: the day it graduated, failed or ended early; NaT while it runs.
    """

    employment: Ints
    person: Ints
    master: Ints
    unit: Ints
    kind: Ints
    months: Ints
    signed: Days
    start: Days
    end: Days
    over: Days
    state: Ints
    result: Ints
    extended: Flags

    def __len__(self) -> int:
        return len(self.person)

    def at(self, rows: Ints | Flags) -> Agreements:
        return Agreements(*(getattr(self, each.name)[rows] for each in fields(Agreements)))


@dataclass(frozen=True, slots=True)
class Growth:
    """Everybody's growth, in columns; `schooled`: the rows of `certified` that a diploma opened."""

    climbers: Climbers
    grades: Grades
    certified: Certified
    titled: Titled
    agreements: Agreements
    schooled: Flags
