"""A brought workbook is read and compared; its lines are kept, and nothing else is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from psycopg.errors import SerializationFailure

from gongjiang.kernel.jobs import defer
from gongjiang.people.actors import Actor
from gongjiang.people.brought.kinds import B, Kind, R
from gongjiang.people.brought.life import NotNow, State, locked, require_open
from gongjiang.people.brought.reading import table_of
from gongjiang.people.brought.sealing import open_file
from gongjiang.people.brought.telling import Tell, quiet
from gongjiang.workbooks.book import Unreadable
from gongjiang.workbooks.tables.table import Table
from gongjiang.workbooks.wrong import shown

LONG_NUMBER = re.compile(r"[\dXx]{7,}")
AT_ONCE = 5000


def check(kind: Kind[B, R], import_id: int, *, actor: Actor, at: datetime, tell: Tell = quiet) -> B:
    """Read and compare a file; afterwards it is CHECKED, at MAPPING, or FAILED with its sentence.

    It may be said again at any time before the import is applied: after what is held has changed,
    after columns were named, after it was interrupted. The latest one counts.

    Args:
        tell: told how many rows are done, and of how many.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied, is kept no longer, or is checked anew by somebody else.
    """
    brought = _begin(kind, import_id, actor)
    with translation.override(brought.language):
        try:
            content = content_of(kind, brought)
            table = table_of(content, brought.file_name, kind.columns, _agreed(kind, brought))
        except Unreadable as refusal:
            return _end(kind, brought, State.FAILED, refusal=str(refusal))
        reading = reading_of(kind, table)
        if reading["missing"] or reading["unsure"]:
            return _end(kind, brought, State.MAPPING, reading=reading)
        rows = _read(kind, brought, table, tell)
        return _compare(kind, brought, reading, rows, at)


def content_of(kind: Kind[B, R], brought: B) -> bytes:
    """The bytes of an import's file, in clear."""
    kept = kind.files._default_manager.get(pk=brought.pk)
    return open_file(bytes(kept.sealed), brought.public_id)


@transaction.atomic
def _begin(kind: Kind[B, R], import_id: int, actor: Actor) -> B:
    brought = locked(kind, import_id)
    kind.may(actor, brought.enterprise).require()
    require_open(brought)
    brought.state = State.CHECKING
    brought.attempt += 1
    brought.done = brought.total = 0
    brought.refusal = ""
    brought.save(update_fields=["state", "attempt", "done", "total", "refusal"])
    return brought


def _agreed(kind: Kind[B, R], brought: B) -> dict[str, str]:
    return {**kind.remembered(brought), **brought.chosen}


def reading_of(kind: Kind[B, R], table: Table) -> dict[str, Any]:
    """How a file was read, as JSON: for the mapping page, and to say what was left out."""
    headings = {key: guess.heading for key, guess in table.mapping.items()}
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "headings": [
            {
                "heading": heading.label,
                "letter": heading.letter,
                "examples": _examples(table, heading.column),
            }
            for heading in table.headings
        ],
        "mapping": headings,
        "reasons": {key: str(guess.reason) for key, guess in table.mapping.items()},
        "unsure": table.unsure,
        "missing": kind.missing(table),
        "left_aside": [headings[key] for key in kind.left_aside if key in headings],
        "unmapped": [heading.label for heading in table.unmapped],
        "dropped": [
            {"row": left.row, "text": left.text, "reason": str(left.reason)}
            for left in table.dropped
        ],
        "unread": [
            {"name": sheet.name, "rows": sheet.rows, "reason": str(sheet.reason)}
            for sheet in table.unread
        ],
    }


def _examples(table: Table, column: int) -> list[str]:
    """The first values of a column, digits that could be somebody's number hidden."""
    return [hide_numbers(value) for value in table.examples(column)]


def hide_numbers(text: str) -> str:
    """A text in which digits that could be somebody's number are hidden."""
    return LONG_NUMBER.sub(_hidden, text)


def _hidden(number: re.Match[str]) -> str:
    return shown(number[0], "national_id")


def _read(kind: Kind[B, R], brought: B, table: Table, tell: Tell) -> list[R]:
    total = len(table.body)
    rows: list[R] = []
    source = kind.rows(table)
    while part := list(islice(source, AT_ONCE)):
        rows += part
        tell(len(rows), total)
        _mine(kind, brought).update(done=len(rows), total=total)
    return rows


def _mine(kind: Kind[B, R], brought: B) -> Any:
    return kind.imports._default_manager.filter(pk=brought.pk, attempt=brought.attempt)


def _compare(
    kind: Kind[B, R], brought: B, reading: dict[str, Any], rows: list[R], at: datetime
) -> B:
    try:
        with _one_snapshot():
            found = kind.compare(brought, reading["mapping"], rows, at)
            _have_annotated(kind, brought, wrong=found["counts"]["WRONG"])
            basis = kind.basis(brought)
            return _end(
                kind,
                brought,
                State.CHECKED,
                reading=reading,
                basis=basis,
                checked_at=at,
                **found,
            )
    except OperationalError as error:
        if isinstance(error.__cause__, SerializationFailure):
            raise _overtaken() from error
        raise


def _have_annotated(kind: Kind[B, R], brought: B, *, wrong: int) -> None:
    """What was annotated of an earlier check goes; of this one it is asked for, if need be."""
    kept = kind.files._default_manager.filter(pk=brought.pk)
    kept.update(annotated=None, rows_done=0, rows_all=0)
    if wrong:
        defer(kind.jobs["annotate"], **kind.job(brought))


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """All that is compared is read as of one moment."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _end(kind: Kind[B, R], brought: B, state: str, **found: Any) -> B:
    """Keep what a check came to, unless a later one has begun."""
    values: Mapping[str, Any] = {"state": state, **found}
    if not _mine(kind, brought).filter(state=State.CHECKING).update(**values):
        raise _overtaken()
    for name, value in values.items():
        setattr(brought, name, value)
    return brought


def _overtaken() -> NotNow:
    return NotNow(_("This file is being checked anew; wait for that to end."))
