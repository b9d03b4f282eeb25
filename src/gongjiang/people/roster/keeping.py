"""A proposal's lines are written by COPY, with everything applying them will need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from gongjiang.orgs.rules import spelled
from gongjiang.people import identity
from gongjiang.people.brought.trouble import as_json
from gongjiang.people.models import RosterImport, RosterLine
from gongjiang.people.roster.line import Line
from gongjiang.people.roster.places import Place
from gongjiang.people.roster.proposal import Proposal

LONGEST_PINYIN, LONGEST_INITIALS = 200, 60

COLUMNS = (
    "roster_id",
    "number",
    "verdict",
    "notes",
    "problems",
    "name",
    "number_shown",
    "phone_shown",
    "effective_on",
    "kind",
    "unit_id",
    "post",
    "post_kind",
    "registers",
    "phones",
    "person_id",
    "employment_id",
    "posting_id",
    "old_employment_id",
    "old_posting_id",
    "public_id",
    "name_pinyin",
    "name_initials",
    "sex",
    "born_on",
    "national_id_cipher",
    "national_id_hash",
    "phone_cipher",
    "phone_hash",
    "old_phone_cipher",
    "old_phone_hash",
)


def keep_lines(
    roster: RosterImport, proposal: Proposal, headings: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Put a proposal's lines in the place of an import's earlier ones.

    Args:
        headings: the columns as the file writes them, by key.

    Returns:
        The units to be opened, with the ids reserved for them, as JSON.
    """
    units = dict(
        zip(
            (place.id for place in proposal.openings),
            _reserve("orgs_unit", len(proposal.openings)),
            strict=True,
        )
    )
    RosterLine.objects.filter(roster=roster).delete()
    # Reserved before the COPY: while it runs, its connection answers nothing else.
    reserved = _reserved(proposal.lines)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY people_rosterline ({', '.join(COLUMNS)}) FROM STDIN") as copy,
    ):
        for row in _rows(roster, proposal.lines, headings, units, reserved):
            copy.write_row(row)
    return [_opening(place, units) for place in proposal.openings]


def _opening(place: Place, units: Mapping[int, int]) -> dict[str, Any]:
    return {
        "id": units[place.id],
        "kind": str(place.kind),
        "name": place.name,
        "parent_id": units.get(place.parent_id or 0, place.parent_id),
        "opened_on": place.opened_on.isoformat() if place.opened_on else None,
    }


def _rows(
    roster: RosterImport,
    lines: list[Line],
    headings: Mapping[str, str],
    units: Mapping[int, int],
    reserved: tuple[Iterator[int], Iterator[int], Iterator[int]],
) -> Iterator[tuple[Any, ...]]:
    persons, employments, postings = reserved
    for line in lines:
        public_id = uuid4() if line.registers else line.owner
        yield (
            roster.id,
            line.number,
            line.verdict,
            line.notes,
            _problems(line, headings),
            line.name,
            line.number_shown,
            line.phone_shown,
            line.effective_on,
            line.kind,
            units.get(line.unit_id or 0, line.unit_id),
            line.post,
            line.post_kind,
            line.registers,
            line.phones,
            next(persons) if line.registers else line.person_id,
            next(employments) if line.employs else line.employment_id,
            next(postings) if line.employs or line.moves else None,
            line.old_employment_id,
            line.old_posting_id,
            public_id,
            *(_spelled(line.name) if line.registers else ("", "")),
            line.sex,
            line.born_on,
            *_sealed(line, public_id),
            "",
            "",
        )


def _spelled(name: str) -> tuple[str, str]:
    """As much of a name's pinyin as is kept to search by."""
    full, initials = spelled(name)
    return full[:LONGEST_PINYIN], initials[:LONGEST_INITIALS]


def _sealed(line: Line, owner: UUID | None) -> tuple[str, str, str, str]:
    """National ID and phone, encrypted for the person they will belong to, and their hashes."""
    number = phone = number_hash = phone_hash = ""
    if line.registers and owner is not None:
        number = identity.seal("national_id", line.national_id, owner=owner)
        number_hash = identity.trace("national_id", line.national_id)
    if (line.registers or line.phones) and owner is not None:
        phone = identity.seal("phone", line.phone, owner=owner)
        phone_hash = identity.trace("phone", line.phone)
    return number, number_hash, phone, phone_hash


def _problems(line: Line, headings: Mapping[str, str]) -> str:
    if not line.troubles:
        return "[]"
    return json.dumps(as_json(line.troubles, headings), ensure_ascii=False)


def _reserved(lines: list[Line]) -> tuple[Iterator[int], Iterator[int], Iterator[int]]:
    """Ids for the persons, employments and postings that the lines begin."""
    return (
        iter(_reserve("people_person", sum(line.registers for line in lines))),
        iter(_reserve("people_employment", sum(line.employs for line in lines))),
        iter(_reserve("people_posting", sum(line.employs or line.moves for line in lines))),
    )


def _reserve(table: str, count: int) -> list[int]:
    """Ids for rows that will stand in a table once the import is applied."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [int(id_) for (id_,) in cursor.fetchall()]
