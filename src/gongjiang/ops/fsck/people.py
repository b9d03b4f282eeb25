"""Every employment and posting has its facts, and every such fact what it tells of."""

from __future__ import annotations

from gongjiang.ledger.facts.people import Hired, InternBecameEmployee, Left, Moved, TeamShiftSet
from gongjiang.ops.fsck.check import Check
from gongjiang.people.models import EmploymentKind, EndReason
from gongjiang.people.rules import YOUNGEST_EMPLOYED

HIRED, TAKEN_ON, MOVED, LEFT = (fact.kind for fact in (Hired, InternBecameEmployee, Moved, Left))

# Each posting with the one before it in its employment, and the enterprise it stood in that day.
POSTINGS = """
    SELECT p.*, lag(p.unit_id) OVER earlier_first AS came_from,
           row_number() OVER earlier_first AS number,
           row_number() OVER (PARTITION BY p.employment_id ORDER BY p.valid_from DESC) AS from_last
    FROM people_posting p
    WINDOW earlier_first AS (PARTITION BY p.employment_id ORDER BY p.valid_from)
"""

BEGUN = Check(
    name="people.employment_is_recorded",
    sentence="Each employment was recorded as it stands: hired, or taken on after an internship.",
    table="people_employment",
    facts=(HIRED, TAKEN_ON),
    sql=f"""
        SELECT DISTINCT e.id
        FROM people_employment e
        LEFT JOIN ({POSTINGS}) AS p ON p.employment_id = e.id AND p.number = 1
        LEFT JOIN fact f ON f.subject_id = e.id AND f.kind =
            CASE WHEN e.follows_id IS NULL THEN '{HIRED}' ELSE '{TAKEN_ON}' END
        WHERE f.id IS NULL OR p.id IS NULL
           OR (f.occurred_on, f.person_id, f.unit_id, (f.detail->>'employer_id')::bigint,
               f.detail->>'employment_kind', f.detail->>'post_kind',
               (f.detail->>'internship_id')::bigint)
              IS DISTINCT FROM
              (e.valid_from, e.person_id, p.unit_id, e.employer_id, e.kind, p.post_kind,
               e.follows_id)
    """,
)

BEGUN_FACT = Check(
    name="people.hiring_has_its_employment",
    sentence="Each recorded hiring or taking on has its employment.",
    table="ledger_entry",
    facts=(HIRED, TAKEN_ON),
    sql=f"""
        SELECT f.id FROM fact f LEFT JOIN people_employment e ON e.id = f.subject_id
        WHERE e.id IS NULL OR (e.follows_id IS NOT NULL) <> (f.kind = '{TAKEN_ON}')
    """,
)

POSTED = Check(
    name="people.posting_is_recorded",
    sentence="Each posting but an employment's first was recorded as a move, as it stands.",
    table="people_posting",
    facts=(MOVED,),
    sql=f"""
        SELECT p.id
        FROM ({POSTINGS}) AS p LEFT JOIN fact f ON f.subject_id = p.id
        WHERE p.number > 1
          AND (f.id IS NULL
               OR (f.occurred_on, f.person_id, f.unit_id, (f.detail->>'employment_id')::bigint,
                   (f.detail->>'from_unit_id')::bigint, f.detail->>'post_kind')
                  IS DISTINCT FROM
                  (p.valid_from, p.person_id, p.unit_id, p.employment_id, p.came_from,
                   p.post_kind))
    """,
)

POSTED_FACT = Check(
    name="people.move_has_its_posting",
    sentence="Each recorded move has its posting, which is not an employment's first.",
    table="ledger_entry",
    facts=(MOVED,),
    sql=f"""
        SELECT f.id FROM fact f LEFT JOIN ({POSTINGS}) AS p ON p.id = f.subject_id
        WHERE p.id IS NULL OR p.number = 1
    """,
)

ENDED = Check(
    name="people.end_is_recorded",
    sentence="Each ended employment was recorded as left, as it stands, or taken on on that day.",
    table="people_employment",
    facts=(LEFT,),
    sql=f"""
        SELECT DISTINCT e.id
        FROM people_employment e
        LEFT JOIN people_employment next ON next.follows_id = e.id
        LEFT JOIN ({POSTINGS}) AS p ON p.employment_id = e.id AND p.from_last = 1
        LEFT JOIN fact f ON f.subject_id = e.id
        WHERE e.valid_to IS NOT NULL AND CASE e.end_reason
            WHEN '{EndReason.TAKEN_ON}' THEN
                (next.valid_from, next.person_id, next.employer_id)
                IS DISTINCT FROM (e.valid_to, e.person_id, e.employer_id)
            ELSE (f.occurred_on, f.person_id, f.unit_id, (f.detail->>'employer_id')::bigint,
                  f.detail->>'reason', (f.detail->>'voluntary')::boolean)
                IS DISTINCT FROM
                (e.valid_to, e.person_id, p.unit_id, e.employer_id, e.end_reason,
                 e.end_reason = '{EndReason.RESIGNED}')
            END
    """,
)

ENDED_FACT = Check(
    name="people.leaving_has_its_end",
    sentence="Each recorded leaving has its employment, which ended.",
    table="ledger_entry",
    facts=(LEFT,),
    sql=f"""
        SELECT f.id FROM fact f LEFT JOIN people_employment e ON e.id = f.subject_id
        WHERE e.id IS NULL OR e.valid_to IS NULL OR e.end_reason = '{EndReason.TAKEN_ON}'
    """,
)

FOLLOWED = Check(
    name="people.only_interns_are_taken_on",
    sentence="Who is taken on was an intern of the same employer.",
    table="people_employment",
    sql=f"""
        SELECT e.id
        FROM people_employment e JOIN people_employment before ON before.id = e.follows_id
        WHERE before.kind <> '{EmploymentKind.INTERN}' OR e.kind = '{EmploymentKind.INTERN}'
           OR before.end_reason <> '{EndReason.TAKEN_ON}'
    """,
)

APART = Check(
    name="people.employments_apart",
    sentence="Nobody is employed twice by one employer on one day.",
    table="people_employment",
    sql="""
        SELECT id FROM (
            SELECT id, valid_from, max(coalesce(valid_to, 'infinity')) OVER (
                PARTITION BY person_id, employer_id ORDER BY valid_from, id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS taken_until FROM people_employment
        ) AS employment WHERE valid_from < taken_until
    """,
)

POSTED_THROUGHOUT = Check(
    name="people.postings_fill_employment",
    sentence="An employment's postings cover its days, each once and no other, for its person.",
    table="people_employment",
    sql="""
        SELECT e.id
        FROM people_employment e LEFT JOIN people_posting p ON p.employment_id = e.id
        GROUP BY e.id
        HAVING range_agg(daterange(p.valid_from, p.valid_to))
               IS DISTINCT FROM datemultirange(daterange(e.valid_from, e.valid_to))
            OR bool_or(p.person_id <> e.person_id)
    """,
)

UNIT_EXISTS = Check(
    name="people.unit_exists",
    sentence="People work in units that exist and stand in one enterprise on each of those days.",
    table="people_posting",
    sql="""
        SELECT p.id
        FROM people_posting p
        LEFT JOIN (
            SELECT a.descendant_id, range_agg(daterange(a.valid_from, a.valid_to)) AS days
            FROM orgs_ancestry a JOIN orgs_enterprise n ON n.unit_id = a.ancestor_id GROUP BY 1
        ) AS site ON site.descendant_id = p.unit_id
        WHERE site.days @> daterange(p.valid_from, p.valid_to) IS NOT TRUE
    """,
)

EMPLOYER_EXISTS = Check(
    name="people.employer_exists",
    sentence="An employer is an enterprise that exists on each day of the employment.",
    table="people_employment",
    sql="""
        SELECT e.id FROM people_employment e JOIN orgs_unit u ON u.id = e.employer_id
        WHERE u.kind <> 'ENTERPRISE'
           OR NOT daterange(u.opened_on, u.closed_on) @> daterange(e.valid_from, e.valid_to)
    """,
)

OF_AGE = Check(
    name="people.of_age",
    sentence=f"Nobody is employed before the age of {YOUNGEST_EMPLOYED}.",
    table="people_employment",
    sql=f"""
        SELECT e.id FROM people_employment e JOIN people_person p ON p.id = e.person_id
        WHERE p.born_on + interval '{YOUNGEST_EMPLOYED} years' > e.valid_from
    """,
)

SHIFT = Check(
    name="people.team_shift_is_recorded",
    sentence="Each shift of a team was recorded as it stands.",
    table="people_teamshift",
    facts=(TeamShiftSet.kind,),
    sql="""
        SELECT s.id FROM people_teamshift s LEFT JOIN fact f ON f.subject_id = s.id
        WHERE f.id IS NULL
           OR (f.occurred_on, f.unit_id, f.detail->>'shift')
              IS DISTINCT FROM (s.valid_from, s.unit_id, s.shift::text)
    """,
)

SHIFT_FACT = Check(
    name="people.team_shift_fact_has_its_row",
    sentence="Each recorded shift of a team is there.",
    table="ledger_entry",
    facts=(TeamShiftSet.kind,),
    sql="SELECT f.id FROM fact f LEFT JOIN people_teamshift s ON s.id = f.subject_id"
    " WHERE s.id IS NULL",
)

CHECKS = (
    BEGUN,
    BEGUN_FACT,
    POSTED,
    POSTED_FACT,
    ENDED,
    ENDED_FACT,
    FOLLOWED,
    APART,
    POSTED_THROUGHOUT,
    UNIT_EXISTS,
    EMPLOYER_EXISTS,
    OF_AGE,
    SHIFT,
    SHIFT_FACT,
)
