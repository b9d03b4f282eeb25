"""What can be asked of the lake: facts, rolls and what they lead to, as Ibis expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from typing import Literal, TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.lake import roll, tables
from gongjiang.lake.engines import DuckDB, Engine
from gongjiang.lake.facts import DIGEST, table_of
from gongjiang.lake.files import reading
from gongjiang.lake.manifest import Manifest
from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved

EngineName: TypeAlias = Literal["duckdb"]
ENGINES: dict[str, Callable[[], Engine]] = {"duckdb": DuckDB}

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
        computing = ENGINES[engine]()
        try:
            yield Lake(home, manifest, computing)
        finally:
            computing.close()


class Lake:
    """The tables of one manifest. Each question returns an expression; `to_pyarrow` answers it."""

    def __init__(self, home: Home, manifest: Manifest, engine: Engine) -> None:
        self._home = home
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
        hired, taken_on, moved, left = (
            self.live(fact, known_at=known_at)
            for fact in (Hired, InternBecameEmployee, Moved, Left)
        )
        return roll.postings(hired, taken_on, moved, left)

    def roll(self, *, on: date, known_at: datetime | None = None) -> ir.Table:
        """A row per posting that runs on the day: the columns of `roll.ROLL`."""
        spells = self.postings(known_at=known_at)
        return spells.filter(roll.running(spells, ibis.date(on))).select(*roll.ROLL)

    def to_pyarrow(self, expression: ir.Expr) -> pa.Table:
        return self._engine.answer(expression)

    def _table(self, name: str) -> ir.Table:
        if name not in self._manifest.tables:
            raise NoLake(_("The lake is older than this program. Run: gongjiang lake sync"))
        if name not in self._opened:
            files = [self._home.lake / file.path for file in self._manifest.tables[name]]
            self._opened[name] = self._engine.table(name, files)
        return self._opened[name]
