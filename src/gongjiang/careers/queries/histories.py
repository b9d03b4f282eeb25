"""Everything that bears on a promotion, read from the tables into arrays: five queries, however
many persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import Reason
from gongjiang.careers.queries.columns import (
    REASONS,
    GradeSpans,
    as_days,
    day_number,
    grade_spans,
    rows_of,
)
from gongjiang.careers.rules.histories import FOREVER, Events, Histories, Marks, Runs
from gongjiang.careers.rules.ladder import GRADES, LEVELS, MARKS, SEQUENCES
from gongjiang.kernel.columns import Days, Flags, Ints
from gongjiang.ledger.queries import live_sql
from gongjiang.skills.queries.columns import Spans, rank_spans, title_spans

Ids = Sequence[int] | None
HUNDREDTHS = 100


def histories_of(
    on: date, rule: LadderRule, *, persons: Ids = None, enterprises: Ids = None
) -> Histories:
    """The histories of all primary grades that run on a day.

    What happened after that day is in them too, but for the grades themselves and their holders.

    Args:
        rule: says which facts count as training and as contributions.
        persons, enterprises: of these alone; None: of everybody, everywhere.
    """
    spells = grade_spans(persons, enterprises)
    rows = running_on(spells, np.datetime64(on, "D"))
    return gathered(spells, rows, on, rule, persons=persons, enterprises=enterprises)


def gathered(
    spells: GradeSpans,
    rows: Flags,
    on: date,
    rule: LadderRule,
    *,
    persons: Ids = None,
    enterprises: Ids = None,
) -> Histories:
    """The histories of some spells, one row each; holders are those of a day.

    Args:
        rows: which of the spells; of one person and enterprise no more than one.
        persons, enterprises: those whose spells were read.
    """
    place = _Rows(spells.person[rows], spells.enterprise[rows])
    if persons is None and enterprises is not None:
        persons = np.unique(place.person).tolist()
    bearing = _bearing(on, place, persons)
    contributions, training = _facts(rule, place, persons)
    return Histories(
        person=place.person,
        enterprise=place.enterprise,
        sequence=spells.sequence[rows],
        grade=spells.grade[rows],
        since=spells.since[rows],
        probation_until=spells.probation_until[rows],
        place=place.place,
        holders=bearing.holders(),
        marks=bearing.marks(),
        vetoes=bearing.events(VETO),
        contributions=contributions,
        training=training,
        awards=bearing.events(AWARD),
        exceptional=_exceptional(spells, place),
        ranks=_held(rank_spans(persons), place),
        titles=_held(title_spans(persons), place),
        freezes=bearing.runs(FREEZE),
        cool_offs=bearing.runs(COOL_OFF),
        vacancies=bearing.vacancies(),
    )


def running_on(spells: GradeSpans, day: np.datetime64) -> Flags:
    """Which of the spells run on a day."""
    running: Flags = (spells.start <= day) & (np.isnat(spells.end) | (day < spells.end))
    return running


class _Rows:
    """The rows of one `Histories`, by person; several where somebody has several employers."""

    def __init__(self, person: Ints, enterprise: Ints) -> None:
        self.person, self.enterprise = person, enterprise
        self.units, self.place = np.unique(enterprise, return_inverse=True)

    def of_person(self, person: Ints) -> tuple[Ints, Ints]:
        """For values by person: which of them are meant, and the row of each."""
        low = np.searchsorted(self.person, person, "left")
        counts = np.searchsorted(self.person, person, "right") - low
        which = np.repeat(np.arange(len(person)), counts)
        first = np.cumsum(counts) - counts
        row = np.repeat(low, counts) + np.arange(len(which)) - np.repeat(first, counts)
        return which, row

    def of_both(self, person: Ints, enterprise: Ints) -> tuple[Ints, Ints]:
        """The same for values that belong to one enterprise alone: no other learns of them."""
        which, row = self.of_person(person)
        same = self.enterprise[row] == enterprise[which]
        return which[same], row[same]


MARK, VETO, AWARD, FREEZE, COOL_OFF, VACANCY, HOLDERS = range(7)

LEVEL = f"array_position(ARRAY{list(LEVELS)}, level::text) - 1"
REJECTED_ON = """
    (SELECT (max(s.at) AT TIME ZONE 'Asia/Shanghai')::date FROM careers_step s
     WHERE s.promotion_id = p.id AND s.what = 'REJECTED')
"""

OF_PERSONS = f"""
    SELECT {MARK}, person_id, enterprise_id, {day_number("decided_on")}, year,
           strpos('{MARKS}', mark) - 1
    FROM careers_appraisal WHERE annulled_at IS NULL AND %(mine)s
    UNION ALL
    SELECT {VETO}, person_id, enterprise_id, {day_number("occurred_on")}, 0, 0
    FROM careers_disciplineevent WHERE annulled_at IS NULL AND serious AND %(mine)s
    UNION ALL
    SELECT {AWARD}, person_id, enterprise_id, {day_number("occurred_on")}, 0, {LEVEL}
    FROM careers_merit
    WHERE annulled_at IS NULL AND kind IN ('AWARD', 'CONTEST') AND %(mine)s
    UNION ALL
    SELECT {FREEZE}, person_id, enterprise_id, {day_number("starts_on")},
           {day_number("ends_on")}, 0
    FROM careers_measure
    WHERE kind = 'FREEZE' AND state IN ('EFFECTIVE', 'LIFTED') AND %(mine)s
    UNION ALL
    SELECT {COOL_OFF}, person_id, enterprise_id, {day_number(REJECTED_ON)},
           {day_number("cool_off_until")}, 0
    FROM careers_promotion p WHERE state IN ('REJECTED', 'APPEALED') AND %(mine)s
"""

OF_ENTERPRISES = f"""
    SELECT {VACANCY}, 0, enterprise_id, {day_number("opened_on")}, {day_number("closed_on")}, grade
    FROM careers_vacancy WHERE enterprise_id = ANY(%s)
    UNION ALL
    SELECT {HOLDERS}, 0, enterprise_id, strpos('{SEQUENCES}', sequence) - 1, grade, count(*)
    FROM careers_gradespell
    WHERE track = 'PRIMARY' AND enterprise_id = ANY(%s)
      AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
    GROUP BY enterprise_id, sequence, grade
"""
"""Rows of (what, person, enterprise, and three numbers that each kind names its own way)."""


def _bearing(on: date, rows: _Rows, persons: Ids) -> _Bearing:
    mine = "TRUE" if persons is None else "person_id = ANY(%s)"
    sql = OF_PERSONS % {"mine": mine}
    ids = [] if persons is None else [list(persons)] * sql.count("ANY(%s)")
    units = rows.units.tolist()
    found = rows_of(f"{sql} UNION ALL {OF_ENTERPRISES}", [*ids, units, units, on, on], width=6)
    return _Bearing(rows, found)


class _Bearing:
    """What the tables of this room say, told apart by kind."""

    def __init__(self, rows: _Rows, found: Sequence[Ints]) -> None:
        self.rows = rows
        self.found = found

    def of(self, kind: int) -> list[Ints]:
        """Person, enterprise and the three numbers of one kind."""
        chosen = self.found[0] == kind
        return [column[chosen] for column in self.found[1:]]

    def marks(self) -> Marks:
        person, enterprise, day, year, value = self.of(MARK)
        which, row = self.rows.of_both(person, enterprise)
        return Marks(row=row, day=as_days(day)[which], year=year[which], value=value[which])

    def events(self, kind: int) -> Events:
        person, enterprise, day, _none, value = self.of(kind)
        which, row = self.rows.of_both(person, enterprise)
        return Events(row=row, day=as_days(day)[which], value=value[which])

    def runs(self, kind: int) -> Runs:
        person, enterprise, start, end, value = self.of(kind)
        which, row = self.rows.of_both(person, enterprise)
        return Runs(
            row=row,
            value=value[which],
            start=as_days(start)[which],
            end=_or_forever(as_days(end)[which]),
        )

    def vacancies(self) -> Runs:
        _nobody, unit, start, end, grade = self.of(VACANCY)
        return Runs(
            row=np.searchsorted(self.rows.units, unit),
            value=grade,
            start=as_days(start),
            end=_or_forever(as_days(end)),
        )

    def holders(self) -> Ints:
        """How many hold each grade of each sequence, in each enterprise of these rows."""
        counts = np.zeros((len(self.rows.units), len(SEQUENCES), GRADES), dtype=np.int64)
        _nobody, unit, sequence, grade, holders = self.of(HOLDERS)
        counts[np.searchsorted(self.rows.units, unit), sequence, grade] = holders
        return counts


def _facts(rule: LadderRule, rows: _Rows, persons: Ids) -> tuple[Events, Events]:
    """Contributions, and training with hundredths of hours, as the ledger knows them."""
    sql, values = live_sql(sorted({*rule.contribution_kinds, *rule.training_kinds}) or [""])
    chosen = "" if persons is None else "AND f.person_id = ANY(%s)"
    person, day, contributes, trains, amount = rows_of(
        f"""
        SELECT f.person_id, {day_number("f.occurred_on")}, (f.kind = ANY(%s))::int,
               (f.kind = ANY(%s))::int, coalesce(f.quantity * {HUNDREDTHS}, 0)::bigint
        FROM ({sql}) AS f WHERE f.person_id IS NOT NULL {chosen}
        """,
        [
            list(rule.contribution_kinds),
            list(rule.training_kinds),
            *values,
            *([] if persons is None else [list(persons)]),
        ],
        width=5,
    )
    which, row = rows.of_person(person)
    found = Events(row=row, day=as_days(day)[which], value=amount[which])
    return _some(found, contributes[which] > 0), _some(found, trains[which] > 0)


def _exceptional(spells: GradeSpans, rows: _Rows) -> Events:
    early = spells.reason == REASONS.index(Reason.EXCEPTIONAL)
    day = spells.start[early]
    which, row = rows.of_person(spells.person[early])
    return Events(row=row, day=day[which], value=np.zeros(len(row), dtype=np.int64))


def _held(spans: Spans, rows: _Rows) -> Runs:
    which, row = rows.of_person(spans.person)
    return Runs(
        row=row,
        value=spans.value[which],
        start=spans.start[which],
        end=_or_forever(spans.end[which]),
    )


def _some(events: Events, chosen: Flags) -> Events:
    return Events(row=events.row[chosen], day=events.day[chosen], value=events.value[chosen])


def _or_forever(days: Days) -> Days:
    return np.where(np.isnat(days), FOREVER, days)
