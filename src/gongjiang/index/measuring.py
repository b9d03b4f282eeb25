"""Every indicator of every unit: counts from the lake, added up the trees, made into values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gongjiang.index.indicators import INDICATORS, LEVEL_OF, Indicator
from gongjiang.index.indicators.base import FEWEST, FEWEST_ELSEWHERE, Level, Reach, Tally
from gongjiang.index.records import Records, days_table, month_ends, windows
from gongjiang.index.rules.normalise import Flags, Floats
from gongjiang.kernel.periods import Window

Ints = NDArray[np.int64]

KEYS = {"at", "upto", "unit_id"}
"""The columns of a tally that are no counts."""


@dataclass(frozen=True, slots=True)
class Places:
    """The units in which somebody was at work at the end of a day, a row per unit and day.

    Attributes:
        at: the day, as days since 1970; ascending, and unit ids within it.
        people: how many persons, in the unit and all beneath it.
        parent: the row of the unit above it on that day; -1: none.
    """

    at: Ints
    unit: Ints
    kind: NDArray[np.str_]
    people: Ints
    parent: Ints

    def rows_of(self, at: Ints, unit: Ints) -> Ints:
        """The row of each day and unit; -1 where nobody is at work there."""
        keys, wanted = _keys(self.at, self.unit), _keys(at, unit)
        if not keys.size:
            return np.full(wanted.shape, -1)
        found = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
        return np.where(keys[found] == wanted, found, -1)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one indicator counted, a row per row of the places of the days asked for.

    Attributes:
        told: whether it is told of such a unit at all.
        values: NaN where it is not, or where too few stand behind it.
    """

    indicator: Indicator
    sums: Ints
    values: Floats
    told: Flags


def places(records: Records) -> Places:
    """Headcounts on all `roll_days` of the records."""
    seats = records.seats
    heads = seats.group_by("at", "unit_id").agg(people=seats.count())
    added = _added_up(heads, records.lake.ancestry)
    units = records.lake.units
    table = added.join(units, "unit_id").select("at", "unit_id", "people", "kind")
    rows = records.lake.to_pyarrow(table.order_by("at", "unit_id"))
    at, unit = _days(rows["at"]), _whole(rows["unit_id"])
    found = Places(
        at=at,
        unit=unit,
        kind=np.array(rows["kind"].to_pylist(), dtype=np.str_),
        people=_whole(rows["people"]),
        parent=np.full(len(at), -1),
    )
    _put_under(found, records)
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A tally of an indicator, to be added up for the days asked for.

    Attributes:
        months: the length of its window; None: it is told without one.
        levels: of the units of which it is wanted; None: of all.
    """

    tally: Tally
    months: int | None
    levels: frozenset[Level] | None

    @property
    def key(self) -> Hashable:
        """The same for tallies that count the same."""
        return self.tally.table.op(), self.tally.reach, self.months, self.levels


@dataclass(frozen=True, slots=True)
class Answer:
    """The sums of a tally by name, each at its row of the places."""

    row: Ints
    sums: Mapping[str, Ints]


def all_counted(records: Records, there: Places) -> list[Counted]:
    """Every indicator at every place; `there` holds the rows of the days asked for alone."""
    asked = {name: _tallies(indicator, records) for name, indicator in INDICATORS.items()}
    left = Counter(each.key for tallies in asked.values() for each in tallies)
    answers: dict[Hashable, Answer] = {}
    found = []
    for name, indicator in INDICATORS.items():
        for each in asked[name]:
            if each.key not in answers:
                answers[each.key] = _answer(each, records, there)
        found.append(_counted(indicator, [answers[each.key] for each in asked[name]], there))
        # What nobody will ask again is let go.
        left.subtract(each.key for each in asked[name])
        answers = {key: answer for key, answer in answers.items() if left[key]}
    return found


def _tallies(indicator: Indicator, records: Records) -> list[Asked]:
    return [
        Asked(
            tally,
            indicator.definition.months if tally.reach == Reach.WINDOW else None,
            _wanted_of(indicator, tally),
        )
        for tally in indicator.tallies(records)
    ]


def _wanted_of(indicator: Indicator, tally: Tally) -> frozenset[Level] | None:
    """None for a group, which every unit may withhold, and for what several indicators ask."""
    if indicator.group is not None or tally.reach == Reach.MONTH_ENDS:
        return None
    return indicator.definition.levels


def _answer(asked: Asked, records: Records, there: Places) -> Answer:
    rows = records.lake.to_pyarrow(_for_days(asked, records))
    place = there.rows_of(_days(rows["day"]), _whole(rows["unit_id"]))
    seen = place >= 0
    parts = [name for name in rows.column_names if name not in {"day", "unit_id"}]
    return Answer(place[seen], {part: _whole(rows[part])[seen] for part in parts})


def _counted(indicator: Indicator, answers: Sequence[Answer], there: Places) -> Counted:
    sums = np.zeros((len(there.at), len(indicator.parts)), dtype=np.int64)
    for answer in answers:
        for part in answer.sums.keys() & set(indicator.parts):
            sums[answer.row, indicator.parts.index(part)] += answer.sums[part]
    values, told = told_values(indicator, sums, there.kind), _is_told(indicator, there.kind)
    return Counted(indicator, sums, values, told)


def told_values(indicator: Indicator, sums: Ints, kinds: NDArray[np.str_]) -> Floats:
    """The values of units of some kinds; NaN where it is not told of them, or of too few."""
    measured = indicator.measure(sums)
    enough = _is_told(indicator, kinds) & (measured.n >= _fewest(kinds))
    return np.where(enough, measured.values, np.nan)


def of_days(found: Places, days: Sequence[date]) -> Places:
    """The places of some of the days; a parent stands among them as its children do."""
    asked = np.isin(found.at, np.array(days, dtype="datetime64[D]").astype(np.int64))
    new = np.full(len(found.at) + 1, -1)
    new[:-1][asked] = np.arange(asked.sum())
    return Places(
        found.at[asked],
        found.unit[asked],
        found.kind[asked],
        found.people[asked],
        new[found.parent[asked]],
    )


def _for_days(asked: Asked, records: Records) -> ir.Table:
    """The sums of a tally for each day asked for: (day, unit_id, its parts)."""
    tally, days, above = asked.tally, records.question.days, _above(asked, records)
    if tally.reach == Reach.DAY:
        added = _added_up(tally.table, above)
        return added.filter(added["at"].isin(list(days))).rename(day="at")
    if tally.reach == Reach.MONTH_ENDS:
        added = _added_up(tally.table, above)
        pairs = [(day, at) for day in days for at in month_ends(day)]
        wanted = ibis.memtable(_dates(day=[d for d, _ in pairs], end=[a for _, a in pairs]))
        joined = added.join(wanted, added["at"] == wanted["end"])
    else:
        spans = windows(days, asked.months or 0)
        stretch = _stretches([window for _, window in spans])
        added = _added_up(tally.table.join(stretch, "at"), above, by="upto")
        wanted = ibis.memtable(
            _dates(
                day=[day for day, _ in spans],
                after=[window.after for _, window in spans],
            )
        )
        within = (added["upto"] > wanted["after"]) & (added["upto"] <= wanted["day"])
        joined = added.join(wanted, within)
    parts = [name for name in tally.table.columns if name not in KEYS]
    return joined.group_by("day", "unit_id").agg(**{part: joined[part].sum() for part in parts})


def _stretches(spans: Sequence[Window]) -> ir.Table:
    """(at, upto): each day in a window, and the last day that lies in the same windows with it.

    What happened in between is added up once, and not again for each window it lies in.
    """
    ends = {span.after for span in spans} | {span.until for span in spans}
    days, uptos = [], []
    for after, upto in pairwise(sorted(ends)):
        within = [after + timedelta(days=back) for back in range(1, (upto - after).days + 1)]
        days += within
        uptos += [upto] * len(within)
    return ibis.memtable(_dates(at=days, upto=uptos))


def _above(asked: Asked, records: Records) -> ir.Table:
    """What stands above what, of the units of which a tally is wanted."""
    ancestry, units = records.lake.ancestry, records.lake.units
    if asked.levels is None:
        return ancestry
    kinds = [kind for kind, level in LEVEL_OF.items() if level in asked.levels]
    wanted = units.filter(units.kind.isin(kinds))
    return ancestry.semi_join(wanted, ancestry.ancestor_id == wanted.unit_id)


def _added_up(counts: ir.Table, ancestry: ir.Table, *, by: str = "at") -> ir.Table:
    """Counts of units, and of all that stood beneath them on the counts' own day.

    On their own day, so that nobody is lost from an enterprise when a team of it closes.

    Args:
        by: the column of the days that are kept apart in the sums.
    """
    stood = (ancestry.valid_from <= counts["at"]) & (
        ancestry.valid_to.isnull() | (ancestry.valid_to > counts["at"])
    )
    joined = counts.join(ancestry, [counts["unit_id"] == ancestry.descendant_id, stood])
    parts = [name for name in counts.columns if name not in KEYS]
    sums = joined.group_by(by, "ancestor_id").agg(**{part: joined[part].sum() for part in parts})
    return sums.rename(unit_id="ancestor_id")


def _put_under(found: Places, records: Records) -> None:
    """Fill in the rows of the parents."""
    ancestry = records.lake.ancestry
    steps = ancestry.filter(ancestry.depth == 1)
    days = days_table("at", records.roll_days)
    stood = (steps.valid_from <= days["at"]) & (
        steps.valid_to.isnull() | (steps.valid_to > days["at"])
    )
    rows = records.lake.to_pyarrow(
        steps.join(days, stood).select("at", "descendant_id", "ancestor_id")
    )
    at = _days(rows["at"])
    child = found.rows_of(at, _whole(rows["descendant_id"]))
    above = found.rows_of(at, _whole(rows["ancestor_id"]))
    seen = child >= 0
    found.parent[child[seen]] = above[seen]


def _is_told(indicator: Indicator, kinds: NDArray[np.str_]) -> Flags:
    told = indicator.definition.levels
    return np.isin(kinds, [kind for kind, level in LEVEL_OF.items() if level in told])


def _fewest(kinds: NDArray[np.str_]) -> Ints:
    fewest = np.full(len(kinds), FEWEST_ELSEWHERE)
    for kind, level in LEVEL_OF.items():
        fewest[kinds == kind] = FEWEST.get(level, FEWEST_ELSEWHERE)
    return fewest


def _keys(at: Ints, unit: Ints) -> Ints:
    return (at << 40) | unit


def _dates(**columns: Sequence[date]) -> pa.Table:
    return pa.table({name: pa.array(days, pa.date32()) for name, days in columns.items()})


def _days(column: pa.ChunkedArray) -> Ints:
    """Days since 1970."""
    days: Ints = column.cast(pa.date32()).cast(pa.int32()).to_numpy().astype(np.int64)
    return days


def _whole(column: pa.ChunkedArray) -> Ints:
    whole: Ints = column.cast(pa.int64()).to_numpy()
    return whole
