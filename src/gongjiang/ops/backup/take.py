"""Make a backup while the zone is in use: everything in it is of one and the same moment."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.home import Home
from gongjiang.kernel.keyring import Keyring
from gongjiang.ops.backup import archive, tables
from gongjiang.ops.backup.archive import Tell, Writer
from gongjiang.ops.backup.manifest import FORMAT, Content, Manifest, Table
from gongjiang.ops.postgres.rights import OWNER


class CannotWrite(CannotDo):
    """The backup's file cannot be written."""


def take(
    path: Path, *, home: Home, keyring: Keyring, at: datetime, tell: Tell = lambda _part: None
) -> Manifest:
    """Write a backup of a home whose database runs.

    Args:
        at: the moment that is noted in it.
        tell: called with the name of each part, to show how far it has come.

    Raises:
        CannotWrite: there is such a file already, or the disk does not take it.
    """
    if path.exists():
        raise CannotWrite(
            _("%(file)s exists already; a backup never overwrites another.") % {"file": path}
        )
    try:
        with archive.writing(path) as writer:
            manifest = _write(writer, home=home, keyring=keyring, at=at, tell=tell)
            writer.finish(manifest, keyring)
    except OSError as error:
        raise CannotWrite(
            _("%(file)s could not be written: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error
    return manifest


def _write(writer: Writer, *, home: Home, keyring: Keyring, at: datetime, tell: Tell) -> Manifest:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(tables.SHAPE_OF_TEXT)
        kept = {
            name: _write_table(writer, cursor, name, columns, tell)
            for name, columns in tables.columns_of_tables(cursor).items()
        }
        return Manifest(
            format=FORMAT,
            version=version("gongjiang"),
            made_at=at.isoformat(timespec="seconds"),
            postgresql=_server_version(cursor),
            migrations=tuple(sorted(MigrationRecorder(connections[OWNER]).applied_migrations())),
            tables=kept,
            sequences=tables.sequences(cursor),
            # After the tables: a file is on the disk before a row speaks of it.
            files=_write_files(writer, home, tell),
            keys=keyring.fingerprints(),
        )


def _write_table(
    writer: Writer, cursor: Any, name: str, columns: tuple[str, ...], tell: Tell
) -> Table:
    tell(name)
    with writer.piece(archive.table_piece(name)) as out:
        rows = tables.copy_out(cursor, name, columns, out.write)
    return Table(columns, rows, out.content.sha256)


def _write_files(writer: Writer, home: Home, tell: Tell) -> dict[str, Content]:
    tell("files")
    found = sorted(path for path in home.files.rglob("*") if path.is_file())
    paths = [path for path in found if not path.name.startswith("draft-")]
    if home.demo_marker.exists():
        paths.append(home.demo_marker)
    return {
        name: _write_file(writer, name, path)
        for path, name in ((path, path.relative_to(home.path).as_posix()) for path in paths)
    }


def _write_file(writer: Writer, name: str, path: Path) -> Content:
    with path.open("rb") as file, writer.piece(name) as out:
        copy: Callable[[Any, Any, int], None] = shutil.copyfileobj
        copy(file, out, archive.PIECE)
    return out.content


def _server_version(cursor: Any) -> str:
    cursor.execute("SHOW server_version")
    [text] = cursor.fetchone()
    return str(text)
