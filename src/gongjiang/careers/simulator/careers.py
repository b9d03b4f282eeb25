"""Recorded careers as a replay reads them: who came, changed sequence or grade, and left, when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gongjiang.careers.rules.histories import Histories
from gongjiang.kernel.columns import NO_DAY, Days, Flags, Ints


class What(IntEnum):
    """What happened to a career, besides promotion, which a replay decides anew."""

    CAME = 0
    """With the sequence, grade and first day recorded."""
    SHIFTED = 1
    """To a sequence, by so many grades from where the replay has them; the months start anew."""
    TURNED = 2
    """To a sequence at the same grade, or a new table: the months go on."""
    LEFT = 3


@dataclass(frozen=True, slots=True)
class Events:
    """By day.

    Attributes:
        row: the row of `Histories`. grade: of who CAME; by: of who SHIFTED or TURNED.
        since: of who CAME, from when the months in the grade count.
        probation_until: NaT: none.
    """

    row: Ints
    day: Days
    what: Ints
    sequence: Ints
    grade: Ints
    by: Ints
    since: Days
    probation_until: Days


@dataclass(frozen=True, slots=True)
class Careers:
    """All careers of a window: a row a person and enterprise.

    Attributes:
        histories: what bears on promotion; sequence, grade and since are the replay's own.
        months: the first days of the months replayed, ascending.
        recorded: how many promotions were recorded in each of them.
    """

    histories: Histories
    events: Events
    months: Days
    recorded: Ints


@dataclass(frozen=True, slots=True)
class Held:
    """Recorded grades by person, enterprise and day: what `events_of` reads.

    Attributes:
        row: the career of each.
        rises: entered by promotion. goes_on: without starting the months anew.
    """

    row: Ints
    sequence: Ints
    grade: Ints
    start: Days
    end: Days
    since: Days
    probation_until: Days
    rises: Flags
    goes_on: Flags


def events_of(held: Held, first: np.datetime64) -> Events:
    """What happened from a day on; who was there already came on that day.

    Grades that ended on the day or before are none of a replay's.
    """
    held = _some(held, np.isnat(held.end) | (held.end > first))
    follows = np.r_[False, (held.row[1:] == held.row[:-1]) & (held.start[1:] == held.end[:-1])]
    by = np.where(follows, held.grade - np.r_[0, held.grade[:-1]], 0)
    stays = held.goes_on | (by == 0)
    what = np.where(follows, np.where(stays, What.TURNED, What.SHIFTED), What.CAME)
    told = ~(follows & held.rises)
    leaves = ~np.r_[follows[1:], False] & ~np.isnat(held.end)
    begun = Events(
        row=held.row[told],
        day=np.maximum(held.start, first)[told],
        what=what[told].astype(np.int64),
        sequence=held.sequence[told],
        grade=held.grade[told],
        by=by[told],
        since=held.since[told],
        probation_until=held.probation_until[told],
    )
    return _by_day(_joined(begun, _left(held, leaves)))


def _left(held: Held, leaves: Flags) -> Events:
    nothing = np.zeros(int(leaves.sum()), dtype=np.int64)
    no_day = np.full(len(nothing), NO_DAY)
    return Events(
        row=held.row[leaves],
        day=held.end[leaves],
        what=nothing + What.LEFT,
        sequence=nothing,
        grade=nothing,
        by=nothing,
        since=no_day,
        probation_until=no_day,
    )


def _some(held: Held, chosen: Flags) -> Held:
    return Held(*(getattr(held, name)[chosen] for name in Held.__slots__))


def _joined(one: Events, other: Events) -> Events:
    return Events(*(np.concatenate([getattr(one, n), getattr(other, n)]) for n in Events.__slots__))


def _by_day(events: Events) -> Events:
    """Of one day, who leaves before who comes: somebody may come back on the day they left."""
    order = np.lexsort((events.row, events.what != What.LEFT, events.day))
    return Events(*(getattr(events, name)[order] for name in Events.__slots__))
