"""Make an installation from a backup, into an empty home and database, whole or not at all.

While it goes on, the home carries a mark (`restoring`), and no other command uses it. Killed
meanwhile, it is said again: what the mark covers was put there by a restore, and gives way.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops import postgres, preparation
from gongjiang.ops.backup import archive, tables
from gongjiang.ops.backup.archive import Damaged, Reader, Tell
from gongjiang.ops.backup.manifest import Manifest
from gongjiang.ops.postgres.rights import OWNER


class NotEmpty(CannotDo):
    """There is something already where the backup should go."""


class Newer(CannotDo):
    """A newer program made the backup."""


def restore(
    path: Path, *, home: Home, keyring: Keyring, tell: Tell = lambda _part: None
) -> Manifest:
    """Restore a backup, and compare every table with it, byte by byte.

    Raises:
        Damaged, WrongKeys, Newer: before anything is written.
        NotEmpty: the home or its database holds something.
        InUse: pages are served from this home.
    """
    with archive.reading(path, keyring, tell) as reader, postgres.at_rest(home):
        _require_known(reader.manifest)
        _require_empty_home(home)
        if postgres.is_new(home):
            # Before its server is made: a home with an empty database would pass for a new one.
            _mark(home)
        with postgres.running(home, restoring=True):
            _require_empty_database(home)
            _mark(home)
            _begin_with_nothing(home)
            _restore_files(reader, home, tell)
            _restore_tables(reader, tell)
            tell("migrate")
            preparation.migrate()
            _help_the_planner()
            connections.close_all()
        _unmark(home)
    return reader.manifest


def _require_known(manifest: Manifest) -> None:
    known = MigrationLoader(None).disk_migrations or {}
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise Newer(
            _(
                "This backup was made by a newer Gongjiang (%(version)s); this program does not "
                "know %(migrations)s. Restore it with that version or a later one."
            )
            % {"version": manifest.version, "migrations": ", ".join(unknown[:3])}
        )


def _require_empty_home(home: Home) -> None:
    has_files = home.files.exists() and any(home.files.iterdir())
    if (has_files or home.demo_marker.exists()) and not home.restoring.exists():
        raise NotEmpty(_not_empty(home.path))


def _require_empty_database(home: Home) -> None:
    """Pass when there is nothing but what migrations made, or an interrupted restore left."""
    if home.restoring.exists():
        if home.restoring.read_text() in {_database(), ""}:
            return
        raise NotEmpty(
            _("%(home)s holds an interrupted restore into another database.") % {"home": home.path}
        )
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        kept = tables.columns_of_tables(cursor)
        full = {name for name in kept if not tables.is_empty(cursor, name)}
    if full - tables.MADE_BY_MIGRATIONS:
        raise NotEmpty(_not_empty(_database()))


def _not_empty(place: object) -> str:
    return _(
        "%(place)s holds an installation already, and a restore overwrites nothing. Restore into "
        "an empty home (GONGJIANG_HOME) and an empty database."
    ) % {"place": place}


def _mark(home: Home) -> None:
    with home.restoring.open("w") as file:
        file.write(_database())
        file.flush()
        os.fsync(file.fileno())
    _flush(home.path)


def _unmark(home: Home) -> None:
    home.restoring.unlink()
    _flush(home.path)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _database() -> str:
    settings = connections[OWNER].settings_dict
    return f"{settings['NAME']} @ {settings['HOST']}:{settings.get('PORT', '')}"


def _begin_with_nothing(home: Home) -> None:
    """Remove what an interrupted restore left, and tables of another state of the migrations."""
    shutil.rmtree(home.files, ignore_errors=True)
    home.demo_marker.unlink(missing_ok=True)
    with connections[OWNER].cursor() as cursor:
        if not tables.columns_of_tables(cursor):
            return
        try:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        except DatabaseError as error:
            raise NotEmpty(
                _(
                    "There are empty tables in %(database)s that this role may not remove. Drop "
                    "that database, create it again, and say restore again."
                )
                % {"database": _database()}
            ) from error


def _restore_files(reader: Reader, home: Home, tell: Tell) -> None:
    tell("files")
    for name in reader.manifest.files:
        target = home.path / name
        if not target.resolve().is_relative_to(home.path.resolve()):
            raise Damaged(_("This backup names a file outside its home; nothing was restored."))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("wb") as file:
            for piece in reader.pieces_of(name):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())


def _restore_tables(reader: Reader, tell: Tell) -> None:
    """Fill the tables as they stood when the backup was made, in one transaction."""
    manifest = reader.manifest
    tell("migrations")
    _migrate_to(manifest.migrations)
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(tables.SHAPE_OF_TEXT)
        for name in tables.in_loading_order(cursor, manifest.tables):
            tell(name)
            pieces = reader.pieces_of(archive.table_piece(name))
            tables.copy_in(cursor, name, manifest.tables[name], pieces)
        tables.set_sequences(cursor, manifest.sequences)
        for name, table in manifest.tables.items():
            tell(f"{name} =")
            _require_equal(cursor, name, table.columns, table.sha256)


def _migrate_to(applied: tuple[tuple[str, str], ...]) -> None:
    """Bring an empty database to the state in which these migrations had been applied."""
    executor = MigrationExecutor(connections[OWNER])
    node_map = executor.loader.graph.node_map
    wanted = set(applied)
    last_of_their_apps = [
        node
        for node in applied
        if not any(
            child.key[0] == node[0] and child.key in wanted for child in node_map[node].children
        )
    ]
    executor.migrate(last_of_their_apps)


def _require_equal(cursor: Any, name: str, columns: tuple[str, ...], expected: str) -> None:
    if tables.digest_of(cursor, name, columns) != expected:
        raise Damaged(
            _("The restored table %(table)s is not equal to the backup; nothing was kept.")
            % {"table": name}
        )


def _help_the_planner() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
