"""A brought workbook is read and compared; its lines are kept, and nothing else is changed."""

from __future__ import annotations

import re
from collections import Counter
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
from gongjiang.kernel.periods import day_of, today
from gongjiang.people import permissions
from gongjiang.people.actors import Actor
from gongjiang.people.models import RosterFile, RosterHabits, RosterImport, RosterLine
from gongjiang.people.roster.basis import basis_of
from gongjiang.people.roster.columns import LEFT_ASIDE
from gongjiang.people.roster.keeping import keep_lines
from gongjiang.people.roster.proposal import Proposal, Terms, propose
from gongjiang.people.roster.reading import rows_of, table_of
from gongjiang.people.roster.row import Row, plain
from gongjiang.people.roster.sealing import open_file
from gongjiang.people.roster.telling import Tell, quiet
from gongjiang.people.services.rosters import NotNow, locked_roster, require_open
from gongjiang.workbooks.book import Unreadable
from gongjiang.workbooks.tables.table import Table
from gongjiang.workbooks.wrong import shown

State = RosterImport.State
LONG_NUMBER = re.compile(r"[\dXx]{7,}")
AT_ONCE = 5000


def check(roster_id: int, *, actor: Actor, at: datetime, tell: Tell = quiet) -> RosterImport:
    """Read and compare a file; afterwards it is CHECKED, at MAPPING, or FAILED with its sentence.

    It may be said again at any time before the import is applied: after the roll has changed,
    after columns were named, after it was interrupted. The latest one counts.

    Args:
        tell: told how many rows are done, and of how many.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        NotNow: it was applied, is kept no longer, or is checked anew by somebody else.
    """
    roster = _begin(roster_id, actor)
    with translation.override(roster.language):
        try:
            table = table_of(_content(roster), roster.file_name, _remembered(roster))
        except Unreadable as refusal:
            return _end(roster, State.FAILED, refusal=str(refusal))
        reading = reading_of(table)
        if reading["missing"] or reading["unsure"]:
            return _end(roster, State.MAPPING, reading=reading)
        rows = _read(roster, table, tell)
        return _compare(roster, reading, rows, at)


@transaction.atomic
def _begin(roster_id: int, actor: Actor) -> RosterImport:
    roster = locked_roster(roster_id)
    permissions.may_manage_employment(actor, roster.enterprise, today()).require()
    require_open(roster)
    roster.state = State.CHECKING
    roster.attempt += 1
    roster.done = roster.total = 0
    roster.refusal = ""
    roster.save(update_fields=["state", "attempt", "done", "total", "refusal"])
    return roster


def _content(roster: RosterImport) -> bytes:
    return open_file(bytes(roster.file.sealed), roster.public_id)


def _remembered(roster: RosterImport) -> dict[str, str]:
    habits = RosterHabits.objects.filter(enterprise=roster.enterprise_id).first()
    return {**(habits.columns if habits else {}), **roster.chosen}


def reading_of(table: Table) -> dict[str, Any]:
    """How a file was read, as JSON: for the mapping page, and to say what was left out."""
    headings = {key: guess.heading for key, guess in table.mapping.items()}
    missing = [
        column.key
        for column in table.missing
        if not (column.key == "national_id" and "person" in headings)
    ]
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
        "missing": missing,
        "left_aside": [headings[key] for key in LEFT_ASIDE if key in headings],
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
    return [LONG_NUMBER.sub(_hidden, value) for value in table.examples(column)]


def _hidden(number: re.Match[str]) -> str:
    return shown(number[0], "national_id")


def _read(roster: RosterImport, table: Table, tell: Tell) -> list[Row]:
    total = len(table.body)
    rows: list[Row] = []
    source = rows_of(table)
    while part := list(islice(source, AT_ONCE)):
        rows += part
        tell(len(rows), total)
        RosterImport.objects.filter(id=roster.id, attempt=roster.attempt).update(
            done=len(rows), total=total
        )
    return rows


def _compare(
    roster: RosterImport, reading: dict[str, Any], rows: list[Row], at: datetime
) -> RosterImport:
    try:
        with _one_snapshot():
            proposal = propose(_terms(roster, at), rows)
            openings = keep_lines(roster, proposal, reading["mapping"])
            counts = proposal.counts()
            _have_annotated(roster, wrong=counts[RosterLine.Verdict.WRONG])
            return _end(
                roster,
                State.CHECKED,
                reading=reading,
                assumed=_assumed(proposal),
                openings=openings,
                counts=counts,
                basis=basis_of(roster),
                checked_at=at,
            )
    except OperationalError as error:
        if isinstance(error.__cause__, SerializationFailure):
            raise _overtaken() from error
        raise


def _have_annotated(roster: RosterImport, *, wrong: int) -> None:
    """What was annotated of an earlier check goes; of this one it is asked for, if need be."""
    RosterFile.objects.filter(roster=roster).update(annotated=None, rows_done=0, rows_all=0)
    if wrong:
        defer("people.annotate_roster", roster_id=roster.id)


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """All that is compared is read as of one moment."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if is_outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _terms(roster: RosterImport, at: datetime) -> Terms:
    habits = RosterHabits.objects.filter(enterprise=roster.enterprise_id).first()
    return Terms(
        enterprise=roster.enterprise_id,
        scope=roster.scope_id,
        today=day_of(at),
        changes_on=roster.changes_on,
        leaving_on=roster.leaving_on,
        post_kinds={**(habits.post_kinds if habits else {}), **roster.post_kinds},
    )


def _assumed(proposal: Proposal) -> dict[str, Any]:
    """What the file left open and was taken so: said before it is applied, and then remembered."""
    guessed = proposal.guessed.most_common()
    notes = Counter(note for line in proposal.lines for note in line.notes)
    return {
        "post_kinds": {plain(post): kind for (post, kind), _rows in guessed},
        "posts": [{"post": post, "kind": kind, "rows": rows} for (post, kind), rows in guessed],
        "notes": {str(note): count for note, count in notes.items()},
    }


def _end(roster: RosterImport, state: str, **found: Any) -> RosterImport:
    """Keep what a check came to, unless a later one has begun."""
    values: Mapping[str, Any] = {"state": state, **found}
    mine = RosterImport.objects.filter(id=roster.id, attempt=roster.attempt, state=State.CHECKING)
    if not mine.update(**values):
        raise _overtaken()
    for name, value in values.items():
        setattr(roster, name, value)
    return roster


def _overtaken() -> NotNow:
    return NotNow(_("This file is being checked anew; wait for that to end."))
