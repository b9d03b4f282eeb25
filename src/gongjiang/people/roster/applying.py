"""A checked proposal becomes state and facts: a statement a step, whatever the number of lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved
from gongjiang.ledger.selected import record_selected
from gongjiang.orgs.services import NewUnit, open_units
from gongjiang.people.brought.telling import Count, Tell, quiet
from gongjiang.people.models import RosterImport

LOCK_PERSONS = """
    SELECT id FROM people_person WHERE id IN (
        SELECT person_id FROM people_rosterline
        WHERE roster_id = %(roster)s AND verdict IN ('NEW', 'CHANGED', 'LEAVING') AND NOT registers
    ) ORDER BY id FOR UPDATE
"""
LOCK_EMPLOYMENTS = """
    SELECT id FROM people_employment WHERE id IN (
        SELECT unnest(ARRAY[employment_id, old_employment_id]) FROM people_rosterline
        WHERE roster_id = %(roster)s AND verdict IN ('CHANGED', 'LEAVING')
    ) ORDER BY id FOR UPDATE
"""

REGISTER = """
    INSERT INTO people_person (id, public_id, name, name_pinyin, name_initials, sex, birth_year,
        born_on, national_id_cipher, national_id_hash, phone_cipher, phone_hash, state, synthetic)
    SELECT person_id, public_id, name, name_pinyin, name_initials, sex,
           extract(year FROM born_on)::smallint, born_on, national_id_cipher, national_id_hash,
           phone_cipher, phone_hash, 'ACTIVE', false
    FROM people_rosterline WHERE roster_id = %(roster)s AND registers
"""

# What ends: by leaving, or because a new employment of another kind begins.
END_EMPLOYMENTS = """
    UPDATE people_employment e
    SET valid_to = l.effective_on,
        end_reason = CASE WHEN l.verdict = 'LEAVING' THEN %(reason)s
                          WHEN e.kind = 'INTERN' THEN 'TAKEN_ON' ELSE 'CONTRACT_ENDED' END
    FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.old_employment_id = e.id
"""
END_POSTINGS = """
    UPDATE people_posting p SET valid_to = l.effective_on
    FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.old_posting_id = p.id
"""

EMPLOY = """
    INSERT INTO people_employment (id, person_id, employer_id, kind, valid_from, end_reason,
                                   follows_id, staff_number)
    SELECT l.employment_id, l.person_id, %(enterprise)s, l.kind, l.effective_on, '',
           CASE WHEN old.kind = 'INTERN' THEN old.id END, coalesce(old.staff_number, '')
    FROM people_rosterline l LEFT JOIN people_employment old ON old.id = l.old_employment_id
    WHERE l.roster_id = %(roster)s
      AND (l.verdict = 'NEW' OR l.verdict = 'CHANGED' AND l.old_employment_id IS NOT NULL)
"""
POST = """
    INSERT INTO people_posting (id, employment_id, person_id, unit_id, post, post_kind, valid_from)
    SELECT posting_id, employment_id, person_id, unit_id, post, post_kind, effective_on
    FROM people_rosterline WHERE roster_id = %(roster)s AND posting_id IS NOT NULL
"""

KEEP_OLD_PHONES = """
    UPDATE people_rosterline l
    SET old_phone_cipher = n.phone_cipher, old_phone_hash = n.phone_hash
    FROM people_person n
    WHERE l.roster_id = %(roster)s AND l.phones AND n.id = l.person_id
"""
CHANGE_PHONES = """
    UPDATE people_person n SET phone_cipher = l.phone_cipher, phone_hash = l.phone_hash
    FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.phones AND n.id = l.person_id
"""

HOLD = """
    INSERT INTO people_employmenthold (public_id, enterprise_id, person_id, roster_id, "row",
        name_given, kind, unit_id, post, post_kind, starts_on, state, asked_by_id, asked_at, answer)
    SELECT gen_random_uuid(), %(enterprise)s, l.person_id, l.roster_id, l.number, l.name, l.kind,
           l.unit_id, l.post, l.post_kind, l.effective_on, 'WAITING', %(actor)s, %(at)s, ''
    FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.verdict = 'HELD' AND NOT EXISTS (
        SELECT FROM people_employmenthold h
        WHERE h.enterprise_id = %(enterprise)s AND h.person_id = l.person_id
          AND (h.state = 'WAITING' OR h.state = 'DECLINED' AND h.starts_on = l.effective_on)
    )
    ORDER BY l.number
"""

STEPS = (
    REGISTER,
    END_POSTINGS,
    END_EMPLOYMENTS,
    EMPLOY,
    POST,
    KEEP_OLD_PHONES,
    CHANGE_PHONES,
    HOLD,
)

# How many records these steps and the facts come to; a hold that is asked already is one less.
TO_WRITE = """
    SELECT count(*) FILTER (WHERE registers) + 2 * count(*) FILTER (WHERE phones)
         + count(old_posting_id) + count(old_employment_id) + count(posting_id)
         + count(*) FILTER (WHERE verdict = 'NEW' OR old_employment_id IS NOT NULL
                                                 AND verdict = 'CHANGED')
         + count(*) FILTER (WHERE verdict IN ('NEW', 'LEAVING', 'HELD'))
         + count(*) FILTER (WHERE verdict = 'CHANGED' AND posting_id IS NOT NULL)
         + count(*) FILTER (WHERE verdict = 'CHANGED' AND old_employment_id IS NOT NULL)
    FROM people_rosterline WHERE roster_id = %(roster)s
"""

# Each line with the enterprise in which its unit stands on the line's day.
PLACED = """
    FROM people_rosterline l
    JOIN orgs_ancestry a ON a.descendant_id = l.unit_id AND a.valid_from <= l.effective_on
     AND (a.valid_to IS NULL OR a.valid_to > l.effective_on)
    JOIN orgs_enterprise site ON site.unit_id = a.ancestor_id
    LEFT JOIN people_employment old ON old.id = l.old_employment_id
    WHERE l.roster_id = %s
"""

BEGUN = """
    SELECT l.effective_on AS occurred_on, l.person_id, l.unit_id, site.unit_id AS enterprise_id,
           %s::bigint AS actor_id, l.employment_id, %s::bigint AS employer_id,
           l.kind AS employment_kind, l.post_kind, l.old_employment_id AS internship_id
"""
HIRED = f"""
    {BEGUN} {PLACED} AND (l.verdict = 'NEW' OR l.verdict = 'CHANGED' AND old.kind <> 'INTERN')
"""
TAKEN_ON = f"{BEGUN} {PLACED} AND l.verdict = 'CHANGED' AND old.kind = 'INTERN'"

MOVED = f"""
    SELECT l.effective_on AS occurred_on, l.person_id, l.unit_id, site.unit_id AS enterprise_id,
           %s::bigint AS actor_id, l.posting_id, l.employment_id,
           before.unit_id AS from_unit_id, l.post_kind
    {PLACED.replace("WHERE", "JOIN people_posting before ON before.id = l.old_posting_id WHERE")}
      AND l.verdict = 'CHANGED' AND l.posting_id IS NOT NULL AND l.old_employment_id IS NULL
"""

# An end is recorded where the last posting began to stand, as ending one by one does.
LEFT = """
    SELECT l.effective_on AS occurred_on, l.person_id, p.unit_id, site.unit_id AS enterprise_id,
           %s::bigint AS actor_id, e.id AS employment_id, e.employer_id, e.end_reason AS reason,
           e.end_reason = 'RESIGNED' AS voluntary
    FROM people_rosterline l
    JOIN people_employment e ON e.id = l.old_employment_id
    JOIN people_posting p ON p.id = l.old_posting_id
    JOIN orgs_ancestry a ON a.descendant_id = p.unit_id AND a.valid_from <= p.valid_from
     AND (a.valid_to IS NULL OR a.valid_to > p.valid_from)
    JOIN orgs_enterprise site ON site.unit_id = a.ancestor_id
    WHERE l.roster_id = %s AND (l.verdict = 'LEAVING' OR l.verdict = 'CHANGED')
      AND e.end_reason <> 'TAKEN_ON'
"""


def lock_what_changes(roster: RosterImport) -> None:
    """Lock persons and then employments, in one order, as the deeds that go one by one do."""
    for lock in (LOCK_PERSONS, LOCK_EMPLOYMENTS):
        _execute(lock, {"roster": roster.id})


def open_the_units(roster: RosterImport) -> None:
    """Open the units that the lines name under the ids reserved for them."""
    open_units(
        [
            NewUnit(
                id=opening["id"],
                kind=opening["kind"],
                name=opening["name"],
                parent_id=opening["parent_id"],
                on=date.fromisoformat(opening["opened_on"]),
            )
            for opening in roster.openings
        ]
    )


def write_lines(roster: RosterImport, *, by: int | None, at: Any, tell: Tell = quiet) -> None:
    """Write state, facts and holds of all lines.

    Args:
        tell: told after each step how many records are written, and of about how many.

    Raises:
        IntegrityError: the tables hold something that the comparison did not see.
    """
    params = {
        "roster": roster.id,
        "enterprise": roster.enterprise_id,
        "reason": roster.leaving_reason,
        "actor": by,
        "at": at,
    }
    written = Count(tell, _to_write(roster))
    for step in STEPS:
        written.add(_execute(step, params))
    begun = [by, roster.enterprise_id, roster.id]
    written.add(record_selected(Hired, HIRED, begun))
    written.add(record_selected(InternBecameEmployee, TAKEN_ON, begun))
    written.add(record_selected(Moved, MOVED, [by, roster.id]))
    written.add(record_selected(Left, LEFT, [by, roster.id]))


def _to_write(roster: RosterImport) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TO_WRITE, {"roster": roster.id})
        [count] = cursor.fetchone()
    return int(count)


def _execute(sql: str, params: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)
