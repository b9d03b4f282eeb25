"""Who has been longest where: the people from whom leaders, masters and lecturers are chosen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np

from gongjiang.demo.places import OFFICE, STAFF, TECHNICAL, Places
from gongjiang.demo.postings import Postings
from gongjiang.demo.workforce import REGULAR, Employments
from gongjiang.kernel.columns import Ints

MOST = 4
"""So many of the longest in each team are remembered."""


@dataclass(frozen=True, slots=True)
class Senior:
    """Somebody at work on the last day, and since when in their unit."""

    person: int
    since: date
    employment: int


def by_team(work: Employments, postings: Postings) -> dict[int, list[Senior]]:
    """The regular workers longest in each unit but an office, the longest first."""
    since = _in_unit_since(postings)
    of = postings.employment
    rows = np.flatnonzero(
        np.isnat(postings.end) & (work.kind[of] == REGULAR) & (postings.post_kind < OFFICE)
    )
    rows = rows[np.lexsort((rows, since[rows], postings.unit[rows]))]
    found: dict[int, list[Senior]] = defaultdict(list)
    days = since[rows].tolist()
    units, persons = postings.unit[rows].tolist(), work.person[of[rows]].tolist()
    for unit, day, person, employment in zip(units, days, persons, of[rows].tolist(), strict=True):
        if len(found[unit]) < MOST:
            found[unit].append(Senior(person, day, employment))
    return found


def technicians(work: Employments, places: Places, firms: int) -> list[list[Senior]]:
    """For each firm, its own technical workers on the last day, the longest there first."""
    spells = work.spells
    rows = np.flatnonzero(
        np.isnat(spells.end)
        & (work.kind == REGULAR)
        & (work.employer == work.site)
        & (places.post_kind[spells.place] == TECHNICAL)
        & (spells.beside < 0)
    )
    found: list[list[Senior]] = [[] for _ in range(firms)]
    for row, firm, person in zip(
        rows.tolist(), work.site[rows].tolist(), work.person[rows].tolist(), strict=True
    ):
        found[firm].append(Senior(person, spells.start[row].item(), row))
    return found


def at_desk(work: Employments, places: Places, desk: int, firms: int) -> list[Senior | None]:
    """For each firm, who last sat at a desk of its office."""
    spells = work.spells
    rows = np.flatnonzero(
        (places.sort[spells.place] == STAFF) & (places.desk[spells.place] == desk)
    )
    found: list[Senior | None] = [None] * firms
    for row in rows[np.argsort(spells.start[rows], kind="stable")].tolist():
        found[work.site[row]] = Senior(int(work.person[row]), spells.start[row].item(), row)
    return found


def _in_unit_since(postings: Postings) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """The day each posting's person came to its unit: a better post there changes nothing."""
    before: Ints = np.arange(len(postings)) - 1
    stayed = postings.came_from == postings.unit
    return np.where(stayed, postings.start[before], postings.start)
