"""What a roster says it did is there, whole, and nothing before it was applied or after."""

from __future__ import annotations

from gongjiang.ops.fsck.check import Check

COUNTED = Check(
    name="people.roster_counts_its_lines",
    sentence="A checked roster has as many lines of each verdict as it says.",
    table="people_rosterimport",
    sql="""
        SELECT r.id
        FROM people_rosterimport r JOIN people_rosterfile kept ON kept.roster_id = r.id
        CROSS JOIN LATERAL jsonb_each_text(r.counts) AS said (verdict, times)
        LEFT JOIN (
            SELECT roster_id, verdict, count(*) AS times FROM people_rosterline GROUP BY 1, 2
        ) AS line ON line.roster_id = r.id AND line.verdict = said.verdict
        WHERE r.state IN ('CHECKED', 'APPLYING', 'APPLIED', 'UNDOING', 'UNDONE')
          AND said.times::int <> coalesce(line.times, 0)
    """,
)

APPLIED = Check(
    name="people.roster_is_applied_whole",
    sentence="An applied roster has its units, persons and facts, each line of it; none is wrong.",
    table="people_rosterline",
    sql="""
        SELECT l.id
        FROM people_rosterline l JOIN people_rosterimport r ON r.id = l.roster_id
        WHERE r.state IN ('APPLIED', 'UNDOING', 'UNDONE')
          AND (l.verdict = 'WRONG'
               OR l.unit_id IS NOT NULL AND NOT EXISTS (
                   SELECT FROM orgs_unit u WHERE u.id = l.unit_id)
               OR l.verdict <> 'WRONG' AND l.person_id IS NOT NULL AND NOT EXISTS (
                   SELECT FROM people_person n WHERE n.id = l.person_id)
               OR l.verdict IN ('NEW', 'CHANGED') AND l.posting_id IS NOT NULL AND NOT EXISTS (
                   SELECT FROM ledger_entry f WHERE f.subject_type = 'posting'
                   AND f.kind = 'people.person.moved' AND f.subject_id = l.posting_id
                   UNION ALL
                   SELECT FROM ledger_entry f WHERE f.subject_type = 'employment'
                   AND f.kind IN ('people.person.hired', 'people.person.intern_became_employee')
                   AND f.subject_id = l.employment_id)
               OR l.verdict = 'LEAVING' AND NOT EXISTS (
                   SELECT FROM ledger_entry f WHERE f.subject_type = 'employment'
                   AND f.kind = 'people.person.left' AND f.subject_id = l.old_employment_id))
    """,
)

UNDONE = Check(
    name="people.roster_is_undone_whole",
    sentence="Of an undone roster no employment, posting or new person is left.",
    table="people_rosterline",
    sql="""
        SELECT l.id
        FROM people_rosterline l JOIN people_rosterimport r ON r.id = l.roster_id
        WHERE r.state = 'UNDONE'
          AND (EXISTS (SELECT FROM people_posting p WHERE p.id = l.posting_id)
               OR l.verdict = 'NEW' AND EXISTS (
                   SELECT FROM people_employment e WHERE e.id = l.employment_id)
               OR l.registers AND EXISTS (
                   SELECT FROM people_person n WHERE n.id = l.person_id AND n.state <> 'ERASED'
                   AND NOT EXISTS (SELECT FROM people_employment e WHERE e.person_id = n.id)))
    """,
)

PENDING = Check(
    name="people.roster_waits_without_a_trace",
    sentence="Nothing that a roster would make is there before it is applied.",
    table="people_rosterline",
    sql="""
        SELECT l.id
        FROM people_rosterline l JOIN people_rosterimport r ON r.id = l.roster_id
        WHERE r.state NOT IN ('APPLIED', 'UNDOING', 'UNDONE')
          AND (EXISTS (SELECT FROM people_posting p WHERE p.id = l.posting_id)
               OR l.registers AND EXISTS (
                   SELECT FROM people_person n WHERE n.id = l.person_id))
    """,
)

HOLDS = Check(
    name="people.hold_has_its_employment",
    sentence="A confirmed hold has the employment that was proposed, of that person and employer.",
    table="people_employmenthold",
    sql="""
        SELECT h.id
        FROM people_employmenthold h LEFT JOIN people_employment e ON e.id = h.employment_id
        WHERE h.state = 'CONFIRMED'
          AND (e.person_id, e.employer_id) IS DISTINCT FROM (h.person_id, h.enterprise_id)
    """,
)


KEPT = Check(
    name="people.roster_is_kept_whole",
    sentence="File and lines of a roster are kept both or neither; of one put aside, neither.",
    table="people_rosterimport",
    sql="""
        SELECT l.roster_id AS id FROM people_rosterline l WHERE NOT EXISTS (
            SELECT FROM people_rosterfile kept WHERE kept.roster_id = l.roster_id)
        UNION
        SELECT r.id FROM people_rosterimport r
        JOIN people_rosterfile kept ON kept.roster_id = r.id
        WHERE r.state IN ('DISCARDED', 'EXPIRED')
    """,
)

CHECKS = (COUNTED, APPLIED, UNDONE, PENDING, HOLDS, KEPT)
