"""The career ladder as the demo lives it: sequences, spans, and what each grade rests on.

Ours, by the table of domain.md §4.1; the rule itself is the careers room's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gongjiang.careers.models import Reason, Sequence, SpellEnd, Track
from gongjiang.kernel.columns import Ints

SEQUENCES = tuple(str(value) for value in Sequence.values)
O, T, P, M = range(len(SEQUENCES))  # noqa: E741  (the field's own letters)
LOWEST: Ints = np.array([1, 5, 4, 7])
HIGHEST: Ints = np.array([14, 21, 18, 23])
GRADES = 24

REASONS = tuple(str(value) for value in Reason.values)
INITIAL, PROMOTION, EXCEPTIONAL, CONVERSION, RETURN, DEMOTION, TABLE_CHANGE = range(len(REASONS))
TRACKS = tuple(str(value) for value in Track.values)
PRIMARY, SECONDARY = range(len(TRACKS))
ENDS = ("", *(str(value) for value in SpellEnd.values))
RUNNING, NEXT, EMPLOYMENT_ENDED, LAID_DOWN = range(len(ENDS))

NO_TITLE = -1

RANK_OF: Ints = np.array([0, 0, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7] + [7] * 9)
"""The skill rank that each grade of O rests on."""
TITLE_OF: Ints = np.array([-1] * 5 + [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4])
"""The level of title that each grade of T rests on; P asks for none."""
CONTRIBUTION_FROM = 6
"""From this grade upward a promotion rests on a contribution."""

LIKELY_AT_A_ROUND: NDArray[np.float64] = np.array(
    [
        # How likely somebody whose months are over rises at one of the two rounds of a year.
        [0, 0.52, 0.46, 0.42, 0.40, 0.36, 0.33, 0.28, 0.24, 0.22, 0.17, 0.14, 0.1, 0.06] + [0] * 10,
        [0] * 5 + [0.52, 0.48, 0.44, 0.42, 0.36, 0.3, 0.28, 0.24, 0.2] + [0.14] * 7 + [0] * 3,
        [0] * 4 + [0.5, 0.46, 0.42, 0.38, 0.34, 0.3, 0.26, 0.22] + [0.15] * 6 + [0] * 6,
        [0] * 7 + [0.4, 0.34, 0.3, 0.26, 0.22] + [0.15] * 11 + [0],
    ]
)
