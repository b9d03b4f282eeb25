"""Everything that bears on a promotion, read from the tables into arrays: few queries, however
many persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from gongjiang.careers.ladder import LadderRule
from gongjiang.careers.models import Reason
from gongjiang.careers.queries.columns import (
    EPOCH,
    REASONS,
    GradeSpans,
    as_days,
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

    What happened after that day is in them too, but for the grades themselves.

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
    reader = _Reader(spells, rows, persons, enterprises)
    ranks = rank_spans(reader.persons)
    titles = title_spans(reader.persons)
    contributions, training = reader.facts(rule)
    return Histories(
        person=reader.person,
        enterprise=reader.enterprise,
        sequence=spells.sequence[rows],
        grade=spells.grade[rows],
        since=spells.since[rows],
        probation_until=spells.probation_until[rows],
        place=reader.place,
        holders=reader.holders(on),
        marks=reader.marks(),
        vetoes=reader.vetoes(),
        contributions=contributions,
        training=training,
        awards=reader.awards(),
        exceptional=reader.exceptional(),
        ranks=reader.runs(ranks),
        titles=reader.runs(titles),
        freezes=reader.freezes(),
        cool_offs=reader.cool_offs(),
        vacancies=reader.vacancies(),
    )


def running_on(spells: GradeSpans, day: np.datetime64) -> Flags:
    """Which of the spells run on a day."""
    running: Flags = (spells.start <= day) & (np.isnat(spells.end) | (day < spells.end))
    return running


class _Reader:
    """Reads what belongs to the rows of one `Histories`."""

    def __init__(self, spells: GradeSpans, rows: Flags, persons: Ids, enterprises: Ids) -> None:
        self.spells, self.persons, self.enterprises = spells, persons, enterprises
        self.person, self.enterprise = spells.person[rows], spells.enterprise[rows]
        self.units, self.place = np.unique(self.enterprise, return_inverse=True)
        if persons is None and enterprises is not None:
            self.persons = np.unique(self.person).tolist()

    def rows_of_person(self, person: Ints) -> tuple[Ints, Ints]:
        """For values by person: which of them are meant, and the row of each; persons sorted."""
        low = np.searchsorted(self.person, person, "left")
        counts = np.searchsorted(self.person, person, "right") - low
        which = np.repeat(np.arange(len(person)), counts)
        first = np.cumsum(counts) - counts
        row = np.repeat(low, counts) + np.arange(len(which)) - np.repeat(first, counts)
        return which, row

    def rows_of_both(self, person: Ints, enterprise: Ints) -> tuple[Ints, Ints]:
        """The same for values that belong to one enterprise alone."""
        which, row = self.rows_of_person(person)
        same = self.enterprise[row] == enterprise[which]
        return which[same], row[same]

    def read(self, select: str, width: int, where: str = "TRUE") -> list[Ints]:
        """Rows of a table of this room that belong to the persons asked for."""
        if self.persons is None:
            return rows_of(f"{select} WHERE {where}", [], width=width)
        sql = f"{select} WHERE {where} AND person_id = ANY(%s)"
        return rows_of(sql, [list(self.persons)], width=width)

    def marks(self) -> Marks:
        person, enterprise, day, year, value = self.read(
            f"SELECT person_id, enterprise_id, decided_on - {EPOCH}, year, "
            f"strpos('{MARKS}', mark) - 1 FROM careers_appraisal",
            5,
            "annulled_at IS NULL",
        )
        which, row = self.rows_of_both(person, enterprise)
        return Marks(row=row, day=as_days(day)[which], year=year[which], value=value[which])

    def vetoes(self) -> Events:
        return self._recorded(
            f"SELECT person_id, enterprise_id, occurred_on - {EPOCH}, 0 "
            "FROM careers_disciplineevent",
            "annulled_at IS NULL AND serious",
        )

    def awards(self) -> Events:
        return self._recorded(
            f"SELECT person_id, enterprise_id, occurred_on - {EPOCH}, "
            f"array_position(ARRAY{list(LEVELS)}, level::text) - 1 FROM careers_merit",
            "annulled_at IS NULL AND kind IN ('AWARD', 'CONTEST')",
        )

    def _recorded(self, select: str, where: str) -> Events:
        person, enterprise, day, value = self.read(select, 4, where)
        which, row = self.rows_of_both(person, enterprise)
        return Events(row=row, day=as_days(day)[which], value=value[which])

    def facts(self, rule: LadderRule) -> tuple[Events, Events]:
        """Contributions, and training with hundredths of hours, as the ledger knows them."""
        kinds = {*rule.contribution_kinds, *rule.training_kinds}
        if not kinds:
            nothing = _events(np.array([], dtype=np.int64))
            return nothing, nothing
        sql, values = live_sql(sorted(kinds))
        chosen = "" if self.persons is None else "AND f.person_id = ANY(%s)"
        more = [] if self.persons is None else [list(self.persons)]
        person, day, contributes, trains, amount = rows_of(
            f"""
            SELECT f.person_id, f.occurred_on - {EPOCH}, (f.kind = ANY(%s))::int,
                   (f.kind = ANY(%s))::int, coalesce(f.quantity * {HUNDREDTHS}, 0)::bigint
            FROM ({sql}) AS f WHERE f.person_id IS NOT NULL {chosen}
            """,
            [list(rule.contribution_kinds), list(rule.training_kinds), *values, *more],
            width=5,
        )
        which, row = self.rows_of_person(person)
        all_facts = Events(row=row, day=as_days(day)[which], value=amount[which])
        return _some(all_facts, contributes[which] > 0), _some(all_facts, trains[which] > 0)

    def exceptional(self) -> Events:
        early = self.spells.reason == REASONS.index(Reason.EXCEPTIONAL)
        person, day = self.spells.person[early], self.spells.start[early]
        which, row = self.rows_of_person(person)
        return Events(row=row, day=day[which], value=np.zeros(len(row), dtype=np.int64))

    def runs(self, spans: Spans) -> Runs:
        which, row = self.rows_of_person(spans.person)
        return Runs(
            row=row,
            value=spans.value[which],
            start=spans.start[which],
            end=_or_forever(spans.end[which]),
        )

    def freezes(self) -> Runs:
        return self._dated(
            f"SELECT person_id, enterprise_id, starts_on - {EPOCH}, ends_on - {EPOCH} "
            "FROM careers_measure",
            "kind = 'FREEZE' AND state IN ('EFFECTIVE', 'LIFTED')",
        )

    def cool_offs(self) -> Runs:
        return self._dated(
            f"""
            SELECT p.person_id, p.enterprise_id,
                   (SELECT (max(s.at) AT TIME ZONE 'Asia/Shanghai')::date - {EPOCH}
                    FROM careers_step s WHERE s.promotion_id = p.id AND s.what = 'REJECTED'),
                   p.cool_off_until - {EPOCH}
            FROM careers_promotion p
            """,
            "p.state IN ('REJECTED', 'APPEALED')",
        )

    def _dated(self, select: str, where: str) -> Runs:
        person, enterprise, start, end = self.read(select, 4, where)
        which, row = self.rows_of_both(person, enterprise)
        days = as_days(start)[which], _or_forever(as_days(end)[which])
        return Runs(row=row, value=np.zeros(len(row), dtype=np.int64), start=days[0], end=days[1])

    def vacancies(self) -> Runs:
        unit, grade, start, end = rows_of(
            f"SELECT enterprise_id, grade, opened_on - {EPOCH}, closed_on - {EPOCH} "
            "FROM careers_vacancy WHERE enterprise_id = ANY(%s)",
            [self.units.tolist()],
            width=4,
        )
        return Runs(
            row=np.searchsorted(self.units, unit),
            value=grade,
            start=as_days(start),
            end=_or_forever(as_days(end)),
        )

    def holders(self, on: date) -> Ints:
        """How many hold each grade of each sequence, in each enterprise of these rows."""
        counts = np.zeros((len(self.units), len(SEQUENCES), GRADES), dtype=np.int64)
        unit, sequence, grade, holders = rows_of(
            f"""
            SELECT enterprise_id, strpos('{SEQUENCES}', sequence) - 1, grade, count(*)
            FROM careers_gradespell
            WHERE track = 'PRIMARY' AND enterprise_id = ANY(%s)
              AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
            GROUP BY 1, 2, 3
            """,
            [self.units.tolist(), on, on],
            width=4,
        )
        counts[np.searchsorted(self.units, unit), sequence, grade] = holders
        return counts


def _events(nothing: Ints) -> Events:
    return Events(row=nothing, day=as_days(nothing), value=nothing)


def _some(events: Events, chosen: Flags) -> Events:
    return Events(row=events.row[chosen], day=events.day[chosen], value=events.value[chosen])


def _or_forever(days: Days) -> Days:
    return np.where(np.isnat(days), FOREVER, days)
