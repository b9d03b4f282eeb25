"""An applied import is taken back: its facts are annulled, and state is as it was before."""

from __future__ import annotations

from typing import Any

from django.db import connection

from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved
from gongjiang.ledger.selected import annul_selected
from gongjiang.people.brought.kinds import Resting
from gongjiang.people.brought.telling import Count, Tell, quiet
from gongjiang.people.models import RosterImport

# An entry that counted when the import had been applied, whatever became of it since.
AS_APPLIED = """e.id <= %(last)s AND NOT EXISTS (
    SELECT FROM ledger_entry c WHERE c.corrects_id = e.id AND c.id <= %(last)s
)"""

# The entries that applying recorded: those that its lines' own ids name.
OURS = f"""
    SELECT e.id FROM people_rosterline l JOIN ledger_entry e
      ON e.kind IN ('{Hired.kind}', '{InternBecameEmployee.kind}')
     AND e.subject_type = 'employment' AND e.subject_id = l.employment_id
     AND {AS_APPLIED}
    WHERE l.roster_id = %(roster)s
      AND (l.verdict = 'NEW' OR l.verdict = 'CHANGED' AND l.old_employment_id IS NOT NULL)
    UNION ALL
    SELECT e.id FROM people_rosterline l JOIN ledger_entry e
      ON e.kind = '{Moved.kind}' AND e.subject_type = 'posting' AND e.subject_id = l.posting_id
     AND {AS_APPLIED}
    WHERE l.roster_id = %(roster)s AND l.verdict = 'CHANGED' AND l.old_employment_id IS NULL
      AND l.posting_id IS NOT NULL
    UNION ALL
    SELECT e.id FROM people_rosterline l JOIN ledger_entry e
      ON e.kind = '{Left.kind}' AND e.subject_type = 'employment'
     AND e.subject_id = l.old_employment_id AND {AS_APPLIED}
    JOIN people_employment former ON former.id = l.old_employment_id
     AND former.end_reason <> 'TAKEN_ON'
    WHERE l.roster_id = %(roster)s AND l.verdict IN ('CHANGED', 'LEAVING')
"""

# Of these, what was annulled one by one meanwhile need not be annulled again.
STILL_OURS = f"""
    SELECT ours.id FROM ({OURS}) AS ours
    WHERE NOT EXISTS (SELECT FROM ledger_entry c WHERE c.corrects_id = ours.id)
"""

ACTED = """
    SELECT l.person_id, l.effective_on FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.effective_on IS NOT NULL
      AND (l.verdict IN ('NEW', 'LEAVING') OR l.verdict = 'CHANGED' AND l.posting_id IS NOT NULL)
"""

# What counts, was recorded later, and falls on a day from the line's own on, or corrects a fact of
# the import. Later entries have larger ids: whoever writes of one of these persons waits for us.
RESTING = f"""
    WITH ours AS ({OURS}), acted AS ({ACTED})
    SELECT e.id, e.kind, e.occurred_on, e.person_id
    FROM acted JOIN ledger_entry e ON e.person_id = acted.person_id
    WHERE e.id > %(last)s AND e.kind <> 'ledger.entry.annulled'
      AND (e.occurred_on >= acted.effective_on OR e.corrects_id IN (SELECT id FROM ours))
      AND NOT EXISTS (SELECT FROM ledger_entry later WHERE later.corrects_id = e.id)
    UNION
    SELECT e.id, e.kind, e.occurred_on, e.person_id
    FROM ours JOIN ledger_entry e ON e.corrects_id = ours.id AND e.kind <> 'ledger.entry.annulled'
"""

# Of persons whom the import registered: what else there is of them by now.
ACCOUNTS = """
    SELECT 0 AS id, 'account' AS kind, NULL::date AS occurred_on, l.person_id
    FROM people_rosterline l JOIN people_account a ON a.person_id = l.person_id
    WHERE l.roster_id = %(roster)s AND l.registers
"""
REQUESTS = """
    SELECT 0 AS id, 'request' AS kind, c.asked_at::date AS occurred_on, l.person_id
    FROM people_rosterline l JOIN people_correctionrequest c
      ON c.employment_id = l.employment_id
    WHERE l.roster_id = %(roster)s
      AND (l.verdict = 'NEW' OR l.verdict = 'CHANGED' AND l.old_employment_id IS NOT NULL)
"""

REOPEN_POSTINGS = """
    UPDATE people_posting p SET valid_to = NULL FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.old_posting_id = p.id
"""
REOPEN_EMPLOYMENTS = """
    UPDATE people_employment e SET valid_to = NULL, end_reason = '' FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.old_employment_id = e.id
"""
UNPOST = """
    DELETE FROM people_posting p USING people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.posting_id = p.id
"""
UNEMPLOY = """
    DELETE FROM people_employment e USING people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.employment_id = e.id
      AND (l.verdict = 'NEW' OR l.verdict = 'CHANGED' AND l.old_employment_id IS NOT NULL)
"""
# Only where the phone is still the one the file gave: a later change stands.
RESTORE_PHONES = """
    UPDATE people_person n SET phone_cipher = l.old_phone_cipher, phone_hash = l.old_phone_hash
    FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.phones AND n.id = l.person_id
      AND n.phone_hash = l.phone_hash AND n.state <> 'ERASED'
"""
# Who came in by the file alone is forgotten: ledger and figures keep a year of birth and a sex.
ALONE = """
    SELECT l.person_id FROM people_rosterline l
    WHERE l.roster_id = %(roster)s AND l.registers
      AND NOT EXISTS (SELECT FROM people_employment e WHERE e.person_id = l.person_id)
      AND NOT EXISTS (SELECT FROM people_account a WHERE a.person_id = l.person_id)
"""
FORGET = (
    *(
        f"DELETE FROM {table} WHERE person_id IN ({ALONE})"
        for table in (
            "people_activationslip",
            "people_recovery",
            "people_correctionrequest",
            "people_look",
        )
    ),
    f"""
    UPDATE people_person SET state = 'ERASED', name = '', name_pinyin = '', name_initials = '',
        born_on = NULL, national_id_cipher = '', national_id_hash = NULL, phone_cipher = '',
        phone_hash = ''
    WHERE id IN ({ALONE})
    """,
)
WITHDRAW_HOLDS = """
    UPDATE people_employmenthold SET state = 'WITHDRAWN', decided_at = %(at)s
    WHERE roster_id = %(roster)s AND state = 'WAITING'
"""

STEPS = (
    UNPOST,
    UNEMPLOY,
    REOPEN_EMPLOYMENTS,
    REOPEN_POSTINGS,
    RESTORE_PHONES,
    *FORGET,
    WITHDRAW_HOLDS,
)

# How many records these steps come to, besides the facts; what was changed since is less.
TO_TAKE_BACK = """
    SELECT count(posting_id) + count(old_posting_id) + count(old_employment_id)
         + count(*) FILTER (WHERE verdict = 'NEW' OR old_employment_id IS NOT NULL
                                                 AND verdict = 'CHANGED')
         + count(*) FILTER (WHERE registers) + count(*) FILTER (WHERE phones)
         + count(*) FILTER (WHERE verdict = 'HELD')
    FROM people_rosterline WHERE roster_id = %(roster)s
"""


def resting_on(roster: RosterImport, *, limit: int) -> list[Resting]:
    """What has been recorded since of whom the import changed, the earliest first."""
    sql = (
        f"{RESTING} UNION ALL {ACCOUNTS} UNION ALL {REQUESTS} "
        "ORDER BY occurred_on, id, person_id LIMIT %(limit)s"
    )
    params = {"roster": roster.id, "last": roster.last_entry, "limit": limit}
    return [Resting(kind, on, person_id) for _id, kind, on, person_id in _rows(sql, params)]


def take_back(
    roster: RosterImport, *, reason: str, by: int | None, at: Any, tell: Tell = quiet
) -> None:
    """Annul the facts of an import, and put its lines' state back.

    Args:
        tell: told after each step how many records are taken back, and of about how many.

    Raises:
        AlreadyCorrected: one of the facts was corrected since.
        IntegrityError: other records rest on a row that would go.
    """
    params = {"roster": roster.id, "last": roster.last_entry, "at": at}
    ours = [id_ for (id_,) in _rows(STILL_OURS, params)]
    [(others,)] = _rows(TO_TAKE_BACK, params)
    taken_back = Count(tell, len(ours) + others)
    selected = "SELECT unnest(%s::bigint[])"
    taken_back.add(annul_selected(selected, [ours], reason=reason, by=by))
    for step in STEPS:
        with connection.cursor() as cursor:
            cursor.execute(step, params)
            taken_back.add(cursor.rowcount)


def _rows(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())
