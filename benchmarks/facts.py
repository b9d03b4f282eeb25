"""A lake of many million synthetic facts, written straight into its folder, without PostgreSQL.

    generate(home, facts=30_000_000, persons=80_000, months=60)

The files, the manifest and the census are as a sync would have left them. Every person has one
employment after the other, with moves in between, and holds some role or other for a while.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from gongjiang.kernel.columns import Days, Ints, Moments
from gongjiang.kernel.home import Home
from gongjiang.kernel.periods import add_months, today
from gongjiang.lake.census import last_month_end
from gongjiang.lake.columns import DIGEST
from gongjiang.lake.facts import IN_ORDER, kinds, stored_columns, table_of, write_none
from gongjiang.lake.files import Files, connected, remove_orphans, writing_alone
from gongjiang.lake.manifest import Manifest, Source
from gongjiang.lake.tables import ANCESTRY, CORRECTIONS, ENTERPRISES, PERSONS, UNITS, Copied
from gongjiang.lake.writing import with_census
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.people import Hired, Left, Moved, RoleAppointed, RoleEnded
from gongjiang.orgs.models import Enterprise
from gongjiang.people.models import EmploymentKind, EndReason, Person, PostKind, Role

SEED = 2022
ROWS_AT_ONCE = 1_000_000
SHARE_OF_EMPLOYMENTS = 0.02
SHARE_OF_MOVES = 0.16
SHARE_OF_WRONG = 0.001
"""Of all moves: so many were put right by a later fact."""
SOME = 0.2
LONGEST_DELAY = 20 * 86_400
"""Seconds until a fact is recorded."""

LEVELS = {"ZONE": 1, "AREA": 4, "GRID": 5, "ENTERPRISE": 21, "WORKSHOP": 2, "TEAM": 5}
"""The tree of units: how many of a kind stand under each of the kind before."""
INDUSTRIES = ("C3825", "C2614", "C3311", "D4415", "G5437", "L7263")

Columns: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[Days, int]
"""The first day of all, and how many days there are."""


class Zone:
    """Units by level, each level's under those of the level before, and their teams."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        parents: list[Ints] = []
        level = np.zeros(1, dtype=np.int64)
        for kind, count in LEVELS.items():
            parents.append(np.repeat(level, count))
            level = len(self.kinds) + 1 + np.arange(len(parents[-1]))
            self.kinds += [kind] * len(level)
        self.parents: Ints = np.concatenate(parents)
        self.teams: Ints = level
        self.enterprise_of: Ints = self.parents[self.parents[level - 1] - 1]
        self.teams_each = LEVELS["WORKSHOP"] * LEVELS["TEAM"]

    def ids(self, kind: str) -> Ints:
        return np.flatnonzero(np.asarray(self.kinds) == kind) + 1

    def ancestry(self) -> tuple[Ints, Ints, Ints]:
        """Ancestors, descendants and depths."""
        unit = np.arange(1, len(self.kinds) + 1)
        found, above = [], unit
        for depth in range(len(LEVELS)):
            there = above > 0
            found.append((above[there], unit[there], np.full(there.sum(), depth)))
            above = np.where(there, self.parents[above - 1], 0)
        ancestors, descendants, depths = (np.concatenate(part) for part in zip(*found, strict=True))
        return ancestors, descendants, depths


@dataclass(frozen=True)
class Employments:
    """A row each: its days, half-open, the place of its team in `Zone.teams`, and its person."""

    begin: Days
    end: Days
    team: Ints
    person: Ints


class Writer:
    """The lake as far as it is written."""

    def __init__(self, files: Files, manifest: Manifest, rng: np.random.Generator) -> None:
        self.files = files
        self.manifest = manifest
        self.rng = rng
        self.written = 0

    def add(self, fact: type[Fact], columns: Columns) -> Ints:
        """Write facts of one kind, some hundred thousand a file, and return their ids."""
        count = len(columns["occurred_on"])
        ids = self.written + 1 + np.arange(count)
        self.written += count
        delay = self.rng.integers(1, LONGEST_DELAY, size=count).astype("timedelta64[s]")
        recorded_at = columns["occurred_on"].astype("datetime64[us]") + delay
        columns = {**columns, "id": ids, "recorded_at": _utc(recorded_at)}
        stored = stored_columns(fact)
        values = ", ".join(
            f"{name if name in columns else 'NULL'}::{type_} AS {name}"
            for name, type_ in stored.items()
            if name != DIGEST
        )
        table = table_of(fact.kind)
        parts = [part for part in self.manifest.tables[table] if part.rows]
        for start in range(0, count, ROWS_AT_ONCE):
            with self.files.holding(pa.table(columns).slice(start, ROWS_AT_ONCE)) as held:
                sql = f"SELECT {values}, (hash(id) >> 1)::BIGINT AS {DIGEST} FROM {held}"
                parts.append(self.files.write(table, f"{sql} ORDER BY {IN_ORDER}"))
        self.manifest = self.manifest.with_table(table, parts, stored)
        return ids

    def set(self, table: Copied, columns: Columns) -> None:
        file = self.files.write_rows(table, pa.table(columns))
        self.manifest = self.manifest.with_table(table.name, [file], table.columns)

    def picked(self, words: Sequence[str], count: int) -> pa.DictionaryArray:
        """Some of these words, the first most often."""
        place = (self.rng.random(count) ** 2 * len(words)).astype(np.int32)
        return pa.DictionaryArray.from_arrays(place, list(words))


def generate(
    home: Home, facts: int = 30_000_000, persons: int = 80_000, months: int = 60
) -> Manifest:
    """Write a lake in the place of the one that is there: exactly so many facts."""
    until = last_month_end(today())
    first = last_month_end(add_months(until.replace(day=1), 1 - months) - timedelta(days=1))
    span = np.datetime64(first) + np.timedelta64(1, "D"), (until - first).days
    nothing = Manifest(Source(0, 0), synced_at=f"{until} 23:59:59+08")
    with writing_alone(home.lake), connected(home.lake) as engine:
        rng = np.random.default_rng([SEED, facts, persons, months])
        writer = Writer(Files(home.lake, engine), nothing, rng)
        for fact in kinds().values():
            none = [write_none(writer.files, fact)]
            table = table_of(fact.kind)
            writer.manifest = writer.manifest.with_table(table, none, stored_columns(fact))
        zone = Zone()
        _write_dimensions(writer, zone, persons, first)
        work = _write_employments(writer, zone, persons, facts, span)
        _write_moves(writer, zone, work, facts)
        _write_roles(writer, zone, persons, facts - writer.written, span)
        manifest = with_census(writer.files, nothing, writer.manifest, until=until)
        manifest.write(home.lake)
        remove_orphans(home.lake, manifest)
    return manifest


def _write_dimensions(writer: Writer, zone: Zone, persons: int, first: date) -> None:
    rng, count = writer.rng, len(zone.kinds)
    ancestors, descendants, depths = zone.ancestry()
    writer.set(
        UNITS,
        {
            "unit_id": np.arange(1, count + 1),
            "tree": ["ADMINISTRATIVE"] * count,
            "kind": zone.kinds,
            "opened_on": [first] * count,
            "closed_on": pa.nulls(count),
        },
    )
    writer.set(
        ANCESTRY,
        {
            "ancestor_id": ancestors,
            "descendant_id": descendants,
            "depth": depths,
            "valid_from": [first] * len(depths),
            "valid_to": pa.nulls(len(depths)),
        },
    )
    enterprises = zone.ids("ENTERPRISE")
    writer.set(
        ENTERPRISES,
        {
            "unit_id": enterprises,
            "ownership": writer.picked(Enterprise.Ownership.values, len(enterprises)),
            "industry_code": writer.picked(INDUSTRIES, len(enterprises)),
            "chain_master": rng.random(len(enterprises)) < SOME / 10,
            "above_scale": rng.random(len(enterprises)) < 2 * SOME,
        },
    )
    writer.set(
        PERSONS,
        {
            "person_id": np.arange(1, persons + 1),
            "birth_year": rng.integers(1962, 2004, size=persons),
            "sex": writer.picked(Person.Sex.values, persons),
        },
    )


def _write_employments(
    writer: Writer, zone: Zone, persons: int, facts: int, span: Span
) -> Employments:
    """Hirings and leavings: so many for each person, one employment after the other."""
    rng, (first, days) = writer.rng, span
    count = max(persons, round(facts * SHARE_OF_EMPLOYMENTS))
    row = np.arange(count)
    turn = days // -(-count // persons)
    slack = turn // 4
    team = rng.integers(0, len(zone.teams), size=count)
    work = Employments(
        begin=first + row // persons * turn + rng.integers(0, slack, size=count),
        end=first + (row // persons + 1) * turn - rng.integers(0, slack, size=count),
        team=team,
        person=row % persons + 1,
    )
    columns = {
        "person_id": work.person,
        "unit_id": zone.teams[team],
        "enterprise_id": zone.enterprise_of[team],
        "employment_id": row + 1,
        "employer_id": zone.enterprise_of[team],
    }
    how = {
        "occurred_on": work.begin,
        "employment_kind": writer.picked(EmploymentKind.values, count),
        "post_kind": writer.picked(PostKind.values, count),
    }
    writer.add(Hired, columns | how)
    gone = (row + persons < count) | (rng.random(count) < SOME)
    why = {
        "occurred_on": work.end[gone],
        "reason": writer.picked(EndReason.values, int(gone.sum())),
        "voluntary": rng.random(gone.sum()) > SOME,
    }
    writer.add(Left, {name: values[gone] for name, values in columns.items()} | why)
    return work


def _write_moves(writer: Writer, zone: Zone, work: Employments, facts: int) -> None:
    """Moves within an enterprise, and a few corrections of them."""
    rng, count = writer.rng, round(facts * SHARE_OF_MOVES)
    of = rng.integers(0, len(work.person), size=count)
    days_worked = (work.end[of] - work.begin[of]).astype(np.int64)
    to = work.team[of] // zone.teams_each * zone.teams_each
    to += rng.integers(0, zone.teams_each, size=count)
    columns = {
        "person_id": work.person[of],
        "unit_id": zone.teams[to],
        "enterprise_id": zone.enterprise_of[to],
        "occurred_on": work.begin[of] + 1 + (rng.random(count) * (days_worked - 1)).astype(int),
        "posting_id": len(work.person) + 1 + np.arange(count),
        "employment_id": of + 1,
        "from_unit_id": zone.teams[work.team[of]],
        "post_kind": writer.picked(PostKind.values, count),
    }
    ids = writer.add(Moved, columns)
    wrong = {name: values[: round(count * SHARE_OF_WRONG)] for name, values in columns.items()}
    day = wrong["occurred_on"]
    right = writer.add(Moved, {**wrong, "occurred_on": day + 1})
    writer.set(
        CORRECTIONS,
        {
            "id": right,
            "corrects_id": ids[: len(right)],
            "corrected_kind": [Moved.kind] * len(right),
            "corrected_on": day,
            "recorded_at": _utc(day.astype("datetime64[us]") + np.timedelta64(40, "D")),
        },
    )


def _write_roles(writer: Writer, zone: Zone, persons: int, facts: int, span: Span) -> None:
    """Roles given and, but for one or none of them all, taken back: all the facts still wanted."""
    first, days = span
    for start in range(0, facts, 2 * ROWS_AT_ONCE):
        here = min(facts - start, 2 * ROWS_AT_ONCE)
        given, ended = here - here // 2, here // 2
        rng = writer.rng
        team = rng.integers(0, len(zone.teams), size=given)
        begin = rng.integers(0, days - 1, size=given)
        columns = {
            "person_id": rng.integers(1, persons + 1, size=given),
            "unit_id": zone.teams[team],
            "enterprise_id": zone.enterprise_of[team],
            "occurred_on": first + begin,
            "appointment_id": start + 1 + np.arange(given),
            "role": writer.picked(Role.values, given),
        }
        writer.add(RoleAppointed, columns)
        end = first + np.minimum(begin + rng.integers(1, 400, size=given), days - 1)
        columns = {name: values[:ended] for name, values in columns.items()}
        writer.add(RoleEnded, {**columns, "occurred_on": end[:ended]})


def _utc(moments: Moments) -> pa.Array:
    return pa.array(moments).cast(pa.timestamp("us", tz="UTC"))
