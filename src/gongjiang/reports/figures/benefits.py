"""Figure #28, the direct benefit: every confirmed month of every claim, once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from gongjiang.innovation.models import Source
from gongjiang.kernel.periods import window_of_months
from gongjiang.ledger.facts.benefits import BenefitConfirmed
from gongjiang.ledger.queries import live_sql
from gongjiang.orgs.models import Unit
from gongjiang.reports.figures.amounts import AmountEntry, AmountFigure, Asked, Slice, Sum
from gongjiang.reports.figures.base import Definition, Row, Value
from gongjiang.reports.figures.kept import kept

FIVE_YEARS = 60
KINDS = (BenefitConfirmed.kind,)
ROWS_AT_ONCE = 5_000

BY_UNIT = """
    SELECT coalesce(unit_id, 0), coalesce(enterprise_id, 0), detail->>'source',
           sum(amount_fen), count(*), count(DISTINCT detail->>'claim_id')
    FROM ({facts}) AS fact GROUP BY 1, 2, 3
"""
BY_MONTH = """
    SELECT date_trunc('month', occurred_on)::date, detail->>'source',
           sum(amount_fen), count(*), count(DISTINCT detail->>'claim_id')
    FROM ({facts}) AS fact GROUP BY 1, 2 ORDER BY 1, 2
"""
ENTRIES = """
    SELECT subject_id, occurred_on, coalesce(unit_id, 0), coalesce(enterprise_id, 0),
           detail->>'source', detail->>'confidence', amount_fen
    FROM ({facts}) AS fact ORDER BY occurred_on DESC, id DESC
"""
BY_DAY = """
    SELECT occurred_on, sum(amount_fen) FROM ({facts}) AS fact GROUP BY 1 ORDER BY 1
"""
TOTAL = """
    SELECT coalesce(sum(amount_fen), 0), count(*), count(DISTINCT detail->>'claim_id')
    FROM ({facts}) AS fact
"""


@dataclass(frozen=True, slots=True)
class DirectBenefit(AmountFigure):
    """Net benefit confirmed by finance, of all sources, in the five years up to the day."""

    definition: Definition

    def derive(self, on: date, known_at: datetime | None = None) -> Value:
        whole = sum((each.sum for each in self.slices(on, known_at)), Sum())
        if not whole.entries:
            why = _("Finance has confirmed no benefit yet.")
            return Value(None, 0, self.definition.version, self.definition.window(on), why=why)
        return Value(
            whole.yuan,
            whole.entries,
            self.definition.version,
            self.definition.window(on),
            remark=_("proposals, projects and conversions; contests join when their room opens"),
        )

    def rows(self, on: date, known_at: datetime | None = None) -> Iterator[Row]:
        units = dict(Unit.objects.values_list("id", "public_id"))
        sql, params = _facts(Asked(on, known_at))
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(ENTRIES.format(facts=sql), params)
            while found := cursor.fetchmany(ROWS_AT_ONCE):
                for entry in (AmountEntry(*row) for row in found):
                    yield {
                        "entry": entry.entry_id,
                        "on": entry.on.isoformat(),
                        "unit": str(units.get(entry.unit_id, "")),
                        "enterprise": str(units.get(entry.enterprise_id, "")),
                        "source": entry.source,
                        "confidence": entry.confidence,
                        "amount_fen": entry.fen,
                    }

    def slices(self, on: date, known_at: datetime | None) -> tuple[Slice, ...]:
        return _slices(on, known_at)

    def months(self, on: date, known_at: datetime | None) -> tuple[tuple[date, str, Sum], ...]:
        return _months(on, known_at)

    def trend(
        self, days: Sequence[date], known_at: datetime | None = None
    ) -> Mapping[date, int | float]:
        confirmed = _by_day(max(days), min(days), known_at)
        dated = [on for on, _fen in confirmed]
        sums = [0, *accumulate(fen for _on, fen in confirmed)]

        def until(day: date) -> int:
            return sums[bisect_right(dated, day)]

        windows = {day: window_of_months(day, FIVE_YEARS) for day in days}
        return {day: Sum(until(w.until) - until(w.after)).yuan for day, w in windows.items()}

    def total(self, asked: Asked) -> Sum:
        [row] = _ask(TOTAL, asked)
        return Sum(*map(int, row))

    def page(self, asked: Asked, *, limit: int, offset: int = 0) -> list[AmountEntry]:
        rows = _ask(f"{ENTRIES} LIMIT %s OFFSET %s", asked, limit, offset)
        return [AmountEntry(*row) for row in rows]


@kept
def _slices(on: date, known_at: datetime | None) -> tuple[Slice, ...]:
    return tuple(
        Slice(unit, enterprise, source, Sum(int(fen), entries, claims))
        for unit, enterprise, source, fen, entries, claims in _ask(BY_UNIT, Asked(on, known_at))
    )


@kept
def _months(on: date, known_at: datetime | None) -> tuple[tuple[date, str, Sum], ...]:
    return tuple(
        (month, source, Sum(int(fen), entries, claims))
        for month, source, fen, entries, claims in _ask(BY_MONTH, Asked(on, known_at))
    )


@kept
def _by_day(until: date, since: date, known_at: datetime | None) -> tuple[tuple[date, int], ...]:
    """The sums of all days that count on some day from `since` until the last."""
    facts, params = _within(Asked(until, known_at), window_of_months(since, FIVE_YEARS).after)
    with connection.cursor() as cursor:
        cursor.execute(BY_DAY.format(facts=facts), params)
        return tuple((on, int(fen)) for on, fen in cursor.fetchall())


def _ask(sql: str, asked: Asked, *more: Any) -> list[tuple[Any, ...]]:
    facts, params = _facts(asked)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(facts=facts), (*params, *more))
        return list(cursor.fetchall())


def _facts(asked: Asked) -> tuple[str, tuple[Any, ...]]:
    """The facts that count within the window, of some units and enterprises."""
    return _within(asked, window_of_months(asked.on, FIVE_YEARS).after)


def _within(asked: Asked, after: date) -> tuple[str, tuple[Any, ...]]:
    live, params = live_sql(KINDS, on=asked.on, known_at=asked.known_at)
    conditions = ["occurred_on > %s"]
    more: list[Any] = [after]
    for column, ids in (("unit_id", asked.units), ("enterprise_id", asked.enterprises)):
        if ids is not None:
            conditions.append(f"{column} = ANY(%s)")
            more.append(list(ids))
    return f"SELECT * FROM ({live}) AS live WHERE {' AND '.join(conditions)}", (*params, *more)


SOURCE_NAMES = dict(Source.choices)

FIGURES = (
    DirectBenefit(
        Definition(
            id=28,
            label=_("Direct benefit"),
            unit=_("yuan"),
            counts=_("Confirmed benefit of contests, key-technology projects and proposals"),
            distinct_by=_("benefit record"),
            months=FIVE_YEARS,
            room="innovation",
        )
    ),
)
