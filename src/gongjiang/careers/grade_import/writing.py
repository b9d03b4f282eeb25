"""Checked lines become grades and facts, as placing people one by one does; and are taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from gongjiang.careers.models import GradeSpell, Reason, Track
from gongjiang.careers.queries.spells import units_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.careers import GradeEntered
from gongjiang.ledger.selected import annul_selected
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.rows import Verdict
from gongjiang.people.brought.telling import Count, Tell
from gongjiang.people.models import WorkbookImport, WorkbookLine

AT_ONCE = 2_000

# What an import recorded, and nobody has annulled one by one meanwhile.
STILL_OURS = """
    SELECT e.id FROM ledger_entry e
    WHERE e.id <= %(last)s AND e.kind = %(entered)s AND e.subject_id = ANY(%(spells)s)
      AND NOT EXISTS (SELECT FROM ledger_entry c WHERE c.corrects_id = e.id)
"""

# Whatever became of these people's careers since: it began from the grade they hold.
RESTING = """
    SELECT e.kind, e.occurred_on, e.person_id FROM ledger_entry e
    WHERE e.id > %(last)s AND e.person_id = ANY(%(persons)s) AND e.kind LIKE 'careers.%%'
      AND NOT EXISTS (SELECT FROM ledger_entry later WHERE later.corrects_id = e.id)
    ORDER BY e.occurred_on, e.id LIMIT %(limit)s
"""


def write(brought: WorkbookImport, *, by: int | None, tell: Tell) -> None:
    """Begin the grades of the new lines, and record them."""
    lines = list(brought.lines.filter(verdict=Verdict.NEW).order_by("id"))
    written = Count(tell, 2 * len(lines))
    spells = GradeSpell.objects.bulk_create(
        (_spell(brought, line) for line in lines), batch_size=AT_ONCE
    )
    for line, spell in zip(lines, spells, strict=True):
        line.made = {"spell": spell.id}
    WorkbookLine.objects.bulk_update(lines, ["made"], batch_size=AT_ONCE)
    written.add(len(lines))
    enterprise = brought.enterprise_id
    units = units_of([(spell.person_id, spell.valid_from) for spell in spells], enterprise)
    ledger.record_many(
        ledger.Occurrence(
            fact=GradeEntered(
                spell_id=spell.id,
                sequence=str(spell.sequence),
                grade=spell.grade,
                reason=str(Reason.INITIAL),
                track=str(Track.PRIMARY),
            ),
            person=spell.person_id,
            unit=units.get((spell.person_id, spell.valid_from), enterprise),
            enterprise=enterprise,
            by=by,
            on=spell.valid_from,
        )
        for spell in spells
    )
    written.add(len(lines))


def _spell(brought: WorkbookImport, line: WorkbookLine) -> GradeSpell:
    assert line.person_id is not None  # noqa: S101  (only a wrong line names nobody)
    return GradeSpell(
        person_id=line.person_id,
        enterprise_id=brought.enterprise_id,
        sequence=line.does["sequence"],
        grade=line.does["grade"],
        track=Track.PRIMARY,
        reason=Reason.INITIAL,
        valid_from=date.fromisoformat(line.does["on"]),
    )


def resting_on(brought: WorkbookImport, *, limit: int) -> list[Resting]:
    """What has been recorded since of these people's careers, the earliest first."""
    return [Resting(*row) for row in _rows(RESTING, {**_params(brought), "limit": limit})]


def take_back(brought: WorkbookImport, *, reason: str, by: int | None, tell: Tell) -> None:
    """Annul the facts, and delete the grades.

    Raises:
        AlreadyCorrected: one of the facts was corrected since.
    """
    params = _params(brought)
    ours = [id_ for (id_,) in _rows(STILL_OURS, params)]
    taken_back = Count(tell, 2 * len(ours))
    taken_back.add(annul_selected("SELECT unnest(%s::bigint[])", [ours], reason=reason, by=by))
    GradeSpell.objects.filter(id__in=params["spells"]).delete()
    taken_back.add(len(ours))


def _params(brought: WorkbookImport) -> dict[str, Any]:
    new = brought.lines.filter(verdict=Verdict.NEW).values_list("person_id", "made")
    lines = list(new)
    return {
        "last": brought.last_entry,
        "entered": GradeEntered.kind,
        "spells": [made["spell"] for _person, made in lines],
        "persons": [person for person, _made in lines],
    }


def _rows(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
