"""What happens to the lake: it is brought up to date, or made anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.kernel.periods import today
from gongjiang.lake import writing
from gongjiang.lake.census import last_month_end
from gongjiang.lake.facts import kinds, stored_columns, table_of
from gongjiang.lake.files import Files, connected, remove_orphans, writing_alone
from gongjiang.lake.manifest import Manifest
from gongjiang.lake.source import Snapshot, snapshot


class AnotherDatabase(CannotDo):
    """The lake was filled from another database, or from this one before it was restored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync did.

    Attributes:
        entries: facts that were new to the lake; annulments are not facts of their own.
        held_back: entries left for a later sync, because a transaction as old still runs.
        files: Parquet files that the lake now has.
        removed: files that nothing named any more.
        watermark: of each transaction below it, all is in the lake.
    """

    entries: int
    held_back: int
    files: int
    removed: int
    watermark: int


def sync(home: Home, *, on: date | None = None) -> Synced:
    """Bring the lake up to date; make it where there is none. Waits while another does.

    Args:
        on: the day up to which there are month ends; None: today.

    Raises:
        AnotherDatabase: it was filled from another database; `rebuild` makes it anew.
    """
    with writing_alone(home.lake), snapshot() as database:
        manifest = Manifest.read(home.lake)
        if manifest is not None:
            _refuse_another(manifest, database)
            if not _is_current(manifest):
                manifest = None
        return _bring_up_to_date(home, database, manifest, on or today())


def rebuild(home: Home, *, on: date | None = None) -> Synced:
    """Make the lake anew from the database; until it is done, readers have the old one.

    Args:
        on: the day up to which there are month ends; None: today.
    """
    with writing_alone(home.lake), snapshot() as database:
        return _bring_up_to_date(home, database, None, on or today())


def _bring_up_to_date(home: Home, database: Snapshot, before: Manifest | None, day: date) -> Synced:
    """Write what is new beside what is there, and then name it: nothing is there until then."""
    removed = remove_orphans(home.lake, Manifest.read(home.lake))
    old = before or Manifest(database.source)
    with connected(home.lake) as engine:
        files = Files(home.lake, engine)
        new = writing.with_facts(files, database, old)
        new = writing.with_dimensions(files, database, new)
        new = writing.with_census(files, old, new, until=last_month_end(day))
        new = writing.with_fewer_files(files, new)
    new = replace(new, watermark=database.before, synced_at=database.taken_at)
    new.write(home.lake)
    return Synced(
        entries=writing.count_facts(new) - writing.count_facts(old),
        held_back=database.held_back,
        files=len(new.paths()),
        removed=removed,
        watermark=new.watermark,
    )


def _refuse_another(manifest: Manifest, database: Snapshot) -> None:
    # A transaction below the watermark has ended; where it has not begun, time went backwards.
    if manifest.source != database.source or manifest.watermark > database.before:
        raise AnotherDatabase(
            _(
                "The lake was filled from another database, or from this one before it was "
                "restored. Make it anew: gongjiang lake rebuild"
            )
        )


def _is_current(manifest: Manifest) -> bool:
    """Whether the facts it has still have the fields they had when they were written."""
    return all(
        manifest.columns[table_of(kind)] == stored_columns(fact)
        for kind, fact in kinds().items()
        if table_of(kind) in manifest.columns
    )
