"""The index is computed and published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db import connections, transaction
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from gongjiang.governance.models import RuleSet
from gongjiang.governance.queries.industrial_workers import industrial_worker_definitions
from gongjiang.governance.queries.rule_sets import rule_in_force
from gongjiang.index.framework import FrameworkRule
from gongjiang.index.indicators import INDICATORS, Indicator
from gongjiang.index.models import Run, Snapshot
from gongjiang.index.packed import HEADER, TRAILER, Column, packed
from gongjiang.index.publication import Finding, findings
from gongjiang.index.records import Question, Records
from gongjiang.index.rules.normalise import Flags
from gongjiang.index.whole_numbers import by_width
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.lake.queries import EngineName, Lake, opened

CODE_VERSION = "1"
"""Goes up with whatever makes the same counts into other scores."""


class NothingToCount(CannotDo):
    """Nobody is at work on the day asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A run to make.

    Attributes:
        known_at: as recorded by this moment; None: as the lake knows it now, which is then said.
    """

    days: tuple[date, ...]
    known_at: datetime | None = None
    engine: EngineName = "duckdb"


def run_index(home: Home, asked: Asked, *, at: datetime, using: str = "default") -> list[Run]:
    """Compute the index for each of the days and publish it; a run a day, the earliest first.

    Where nothing has changed since a day was last computed, that run is the answer.

    Args:
        at: now.
        using: the connection that writes.

    Raises:
        NoLake: nothing was synced yet.
        NoRuleInForce: no framework was approved for one of the days.
        NothingToCount: nobody is at work on one of the days.
    """
    frameworks = {day: rule_in_force(FrameworkRule.key, on=day) for day in asked.days}
    with opened(home, asked.engine) as lake:
        known_at = asked.known_at or lake.synced_at
        found = _findings(lake, asked, frameworks)
        of_lake = lake.digests(list(found), known_at=known_at)
        digests = {day: inputs_digest(of_lake[day], day, frameworks[day]) for day in found}
    with transaction.atomic(using=using):
        return [
            _publish(
                found[day],
                frameworks[day],
                digests[day],
                engine=asked.engine,
                known_at=known_at,
                is_new=asked.known_at is None,
                at=at,
                using=using,
            )
            for day in sorted(found)
        ]


def _findings(lake: Lake, asked: Asked, frameworks: dict[date, RuleSet]) -> dict[date, Finding]:
    question = Question(
        tuple(sorted(set(asked.days))), asked.known_at, industrial_worker_definitions()
    )
    rules = {day: FrameworkRule.read(frameworks[day].content) for day in question.days}
    found = findings(Records(lake, question), rules)
    for day in question.days:
        if day not in found:
            raise NothingToCount(_("Nobody is at work on %(day)s.") % {"day": day})
    return found


def inputs_digest(lake_digest: str, day: date, framework: RuleSet) -> str:
    """Tells apart everything a run may rest on: records, rules, and what is made of them."""
    told = {
        "lake": lake_digest,
        "framework": framework.content,
        "definitions": definitions(),
        "industrial": [
            [str(dated.period), repr(_sorted(dated.definition))]
            for dated in industrial_worker_definitions()
            if day in dated.period
        ],
        "code": CODE_VERSION,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def definitions() -> list[dict[str, Any]]:
    """The indicators in the order of the snapshots' arrays."""
    return [_said(indicator) for indicator in INDICATORS.values()]


def _said(indicator: Indicator) -> dict[str, Any]:
    definition = indicator.definition
    return {"id": definition.id, "version": definition.version, "parts": list(indicator.parts)}


def _publish(
    found: Finding,
    framework: RuleSet,
    digest: str,
    *,
    engine: EngineName,
    known_at: datetime,
    is_new: bool,
    at: datetime,
    using: str,
) -> Run:
    """Write a run, unless the newest of the day found the same in the same."""
    outputs = outputs_digest(found.columns())
    # Asked for as known now, the newest run will do if nothing has changed since.
    runs = Run.objects.using(using).filter(day=found.day).order_by("-known_at", "-id")
    there = runs.first() if is_new else runs.filter(known_at=known_at).first()
    if there is not None:
        same = (there.framework_id, there.inputs_digest, there.outputs_digest)
        if same == (framework.id, digest, outputs):
            return there
    run = Run.objects.using(using).create(
        day=found.day,
        known_at=known_at,
        framework=framework,
        definitions=definitions(),
        engine=engine,
        code_version=CODE_VERSION,
        inputs_digest=digest,
        outputs_digest=outputs,
        units=len(found.unit),
        association=found.association,
        run_at=at,
    )
    _write(run.id, found, using)
    return run


def outputs_digest(columns: Sequence[NDArray[Any]]) -> str:
    """Of every number of a finding, bit for bit."""
    digest = hashlib.sha256()
    for column in columns:
        # One NaN has one pattern of bits here, whichever operation it came from.
        plain = np.where(np.isnan(column), np.nan, column) if column.dtype.kind == "f" else column
        digest.update(np.ascontiguousarray(plain).tobytes())
    return digest.hexdigest()


def _write(run_id: int, found: Finding, using: str) -> None:
    fields = [str(field.column) for field in Snapshot._meta.local_concrete_fields]
    names = ", ".join(f'"{field}"' for field in fields)
    sql = f"COPY {Snapshot._meta.db_table} ({names}) FROM STDIN (FORMAT BINARY)"
    with connections[using].cursor() as cursor, cursor.copy(sql) as copy:
        copy.write(HEADER)
        for rows in _chunks(run_id, found, fields):
            copy.write(rows)
        copy.write(TRAILER)


def _chunks(run_id: int, found: Finding, fields: Sequence[str]) -> Iterator[bytes]:
    """Rows that have a score of a dimension or more, then those with none; each of one length."""
    any_part: Flags = np.array(~np.isnan(found.parts).all(axis=1))
    for scored in (np.flatnonzero(any_part), np.flatnonzero(~any_part)):
        for within, sums in by_width(found.sums[scored]):
            rows = scored[within]
            columns: dict[str, Column] = {
                "unit_id": found.unit[rows],
                "run_id": np.full(len(rows), run_id),
                "people": found.people[rows].astype(np.int32),
                "sums": sums,
                "values": found.values[rows],
                "scores": found.scores[rows],
                "parts": found.parts[rows] if any_part[rows[0]] else None,
                "withheld": found.withheld[rows],
            }
            yield packed([columns[field] for field in fields])


def _sorted(definition: Any) -> list[Any]:
    return [
        sorted(value) if isinstance(value, frozenset) else value
        for value in (getattr(definition, name) for name in definition.__slots__)
    ]
