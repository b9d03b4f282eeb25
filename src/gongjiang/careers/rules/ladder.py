"""What each grade asks, as arrays: one cell for each sequence and grade that can be entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields

import numpy as np

from gongjiang.kernel.columns import Ints

SEQUENCES = "OTPM"
"""The order in which arrays number the sequences."""

GRADES = 24
"""Grades 1 to 23; 0 is none."""

MARKS = "EDCBA"
"""Appraisal marks, the worst first, as arrays number them."""

LEVELS = ("TEAM", "ENTERPRISE", "ZONE", "CITY", "PROVINCE", "NATION")
"""Who gives an award, the lowest first, as arrays number them."""

NO_TITLE = -1
"""Below the lowest title, which is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one grade asks of whoever would enter it.

    Attributes:
        months, exceptional_months: whole months in the grade below; with award evidence.
        appraisals, mark: how many of the last ones must be at least this mark (index of MARKS).
        rank, title: least skill rank 0-7 and title level -1 to 4; `either`: one of them is enough.
        hours: of training, contributions: how many, since the grade below was entered.
        veto_months: none serious against discipline or safety for so long.
        vacancy: 1: a management post of this grade must be vacant.
        cap: per mille of the sequence that may stand in this grade or above; 0: no cap.
    """

    months: int
    exceptional_months: int
    appraisals: int
    mark: int
    rank: int
    title: int
    either: int
    hours: int
    contributions: int
    veto_months: int
    vacancy: int
    cap: int


COLUMNS = tuple(field.name for field in fields(Asked))


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder as arrays.

    Attributes:
        low, high: by sequence, the first and last grade of its span.
        cells: by column of `Asked`, an array of sequence × grade; 0 where nothing is entered.
        appraisal_month: the month by whose end the appraisal of the year before is decided.
        award_level: index of LEVELS; the least an award must be for an exceptional promotion.
    """

    low: Ints
    high: Ints
    cells: Mapping[str, Ints]
    appraisal_month: int
    award_level: int

    def asked(self, column: str, sequence: Ints, grade: Ints) -> Ints:
        """One column for many persons."""
        found: Ints = self.cells[column][sequence, grade]
        return found

    def target(self, sequence: Ints, grade: Ints) -> Ints:
        """The next grade of each; 0 at the top of a span, or outside of it."""
        inside = (grade >= self.low[sequence]) & (grade < self.high[sequence])
        return np.where(inside, grade + 1, 0)


def ladder_of(
    spans: Mapping[str, tuple[int, int]],
    cells: Mapping[tuple[str, int], Asked],
    *,
    appraisal_month: int,
    award_level: int,
) -> Ladder:
    """Make the arrays of a ladder.

    Args:
        spans: first and last grade of each sequence.
        cells: what each grade asks, for each that can be entered from below.
    """
    tables = np.zeros((len(COLUMNS), len(SEQUENCES), GRADES), dtype=np.int64)
    for (sequence, grade), asked in cells.items():
        tables[:, SEQUENCES.index(sequence), grade] = astuple(asked)
    ends = np.array([spans.get(sequence, (0, 0)) for sequence in SEQUENCES], dtype=np.int64)
    return Ladder(
        low=ends[:, 0],
        high=ends[:, 1],
        cells=dict(zip(COLUMNS, tables, strict=True)),
        appraisal_month=appraisal_month,
        award_level=award_level,
    )
