"""What can be asked of the lake: facts, rolls and what they lead to, as Ibis expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.lake import census, roll, tables
from gongjiang.lake.columns import DIGEST
from gongjiang.lake.digest import digests
from gongjiang.lake.engines import DuckDB, Engine
from gongjiang.lake.facts import table_of
from gongjiang.lake.files import connected, reading, scan
from gongjiang.lake.manifest import Manifest
from gongjiang.lake.spark import Spark
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved

EngineName: TypeAlias = Literal["duckdb", "spark"]
ENGINES: dict[EngineName, Callable[[Path], Engine]] = {
    "duckdb": lambda folder: DuckDB(connected(folder)),
    "spark": lambda _folder: Spark(),
}

ROLL_FACTS: tuple[type[Fact], ...] = (Hired, InternBecameEmployee, Moved, Left)
"""What a roll is worked out from."""

MAKE_ONE = _("There is no lake in this home yet. Make it: gongjiang lake sync")


class NoLake(CannotDo):
    """Nothing was synced yet, or not what is asked for."""


@contextmanager
def opened(home: Home, engine: EngineName = "duckdb") -> Iterator[Lake]:
    """The lake as it is now; a sync meanwhile changes nothing for this reader.

    Raises:
        NoLake: there is none yet.
    """
    if not home.lake.exists():
        raise NoLake(MAKE_ONE)
    with reading(home.lake):
        manifest = Manifest.read(home.lake)
        if manifest is None:
            raise NoLake(MAKE_ONE)
        computing = ENGINES[engine](home.lake)
        try:
            yield Lake(home.lake, manifest, computing)
        finally:
            computing.close()


class Lake:
    """The tables of one manifest. Each question returns an expression; `to_pyarrow` answers it."""

    def __init__(self, folder: Path, manifest: Manifest, engine: Engine) -> None:
        self._folder = folder
        self._manifest = manifest
        self._engine = engine
        self._opened: dict[str, ir.Table] = {}

    @property
    def synced_at(self) -> datetime:
        """When the database was last read, by its own clock."""
        return datetime.fromisoformat(self._manifest.synced_at)

    def live(
        self, fact: type[Fact], *, on: date | None = None, known_at: datetime | None = None
    ) -> ir.Table:
        """The facts of a kind that count: neither corrected nor annulled.

        Args:
            on: what had happened by the end of this day; None: at any time.
            known_at: as recorded by this moment, included; None: by the last sync.

        Returns:
            The columns of `columns.columns_of`.
        """
        facts = self._table(table_of(fact.kind)).drop(DIGEST)
        corrections = self._table(tables.CORRECTIONS.name)
        corrections = corrections.filter(corrections.corrected_kind == fact.kind)
        if known_at is not None:
            facts = facts.filter(facts.recorded_at <= known_at)
            corrections = corrections.filter(corrections.recorded_at <= known_at)
        if on is not None:
            facts = facts.filter(facts.occurred_on <= on)
        return facts.anti_join(corrections, [facts.id == corrections.corrects_id])

    @cached_property
    def units(self) -> ir.Table:
        """unit_id, tree, kind, opened_on, closed_on."""
        return self._table(tables.UNITS.name)

    @cached_property
    def ancestry(self) -> ir.Table:
        """ancestor_id, descendant_id, depth, valid_from, valid_to: half-open."""
        return self._table(tables.ANCESTRY.name)

    @cached_property
    def enterprises(self) -> ir.Table:
        """unit_id, ownership, industry_code, chain_master, above_scale."""
        return self._table(tables.ENTERPRISES.name)

    @cached_property
    def persons(self) -> ir.Table:
        """person_id, birth_year, sex."""
        return self._table(tables.PERSONS.name)

    def postings(self, *, known_at: datetime | None = None) -> ir.Table:
        """Each posting ever, with its days: the columns of a roll, valid_from, valid_to."""
        hired, taken_on, moved, left = (self.live(fact, known_at=known_at) for fact in ROLL_FACTS)
        return roll.postings(hired, taken_on, moved, left)

    def roll(self, *, on: date, known_at: datetime | None = None) -> ir.Table:
        """A row per posting that runs on the day: the columns of `roll.ROLL`."""
        spells = self.postings(known_at=known_at)
        return spells.filter(roll.running(spells, ibis.date(on))).select(*roll.ROLL)

    def census(self, months: Sequence[date]) -> ir.Table:
        """The rolls of some month ends, as known now: the columns of a roll, and `day`.

        Raises:
            NoLake: one of them was not derived: it is no month's last day, or is yet to come.
        """
        derived = self._manifest.census
        if derived is None or not derived.years or not months:
            raise NoLake(_("The lake has no census: nobody was on roll at the end of a month."))
        known = set(census.month_ends(min(months), derived.until))
        if missing := sorted(set(months) - known):
            raise NoLake(
                _("The lake has no census of %(day)s; the last one is of %(last)s.")
                % {"day": missing[0], "last": derived.until}
            )
        # Of the years before the first posting there is no file, and nobody to find in it.
        years = sorted({max(day.year, derived.first.year) for day in months})
        files = [derived.years[year].path for year in years]
        table = self._engine.table(f"census_{'_'.join(map(str, years))}", self._paths(files))
        return table.filter(table.day.isin(sorted(months)))

    def digest(self, *, on: date, known_at: datetime | None = None) -> str:
        """What tells the inputs of a run on this day from those of any other.

        Facts later than the day or the moment do not matter, nor how often the lake was synced.
        """
        return self.digests([on], known_at=known_at)[on]

    def digests(self, days: Sequence[date], *, known_at: datetime | None = None) -> dict[date, str]:
        """The digest of each of some days, all in one reading."""
        relations = {
            name: scan(self._paths(file.path for file in files))
            for name, files in self._manifest.tables.items()
        }
        return digests(self._folder, relations, days, known_at=known_at)

    def kept(self, expression: ir.Table) -> ir.Table:
        """The same rows, worked out once where that is the cheaper way: for what is read often."""
        return self._engine.kept(expression)

    def to_pyarrow(self, expression: ir.Expr) -> pa.Table:
        return self._engine.answer(expression)

    def _table(self, name: str) -> ir.Table:
        if name not in self._manifest.tables:
            raise NoLake(_("The lake is older than this program. Run: gongjiang lake sync"))
        if name not in self._opened:
            paths = self._paths(file.path for file in self._manifest.tables[name])
            self._opened[name] = self._engine.table(_plain(name), paths)
        return self._opened[name]

    def _paths(self, names: Iterable[str]) -> list[Path]:
        return [self._folder / name for name in names]


def _plain(name: str) -> str:
    """A table's name as SQL takes it unquoted."""
    return re.sub(r"\W", "_", name)
