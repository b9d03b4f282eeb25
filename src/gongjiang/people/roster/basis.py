"""What a comparison rests on, as a hash: the enterprise's roll and units, and whom the file names.

Equal now and then means that every line still says what would happen. A time stamp could not say
that: much is recorded that has nothing to do with the file, and days pass.
"""

from __future__ import annotations

from django.db import connection

from gongjiang.people import identity
from gongjiang.people.models import RosterImport

# Sums of 64-bit hashes do not depend on the order of rows, and two of them do not cancel out.
ROLL = """(SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                e.id, e.person_id, e.kind, e.valid_from, e.valid_to, e.staff_number,
                p.id, p.unit_id, p.post, p.post_kind, p.valid_from,
                n.name, n.sex, n.born_on, n.state, n.phone_hash, n.national_id_hash), 1)))
         FROM people_employment e JOIN people_person n ON n.id = e.person_id
         LEFT JOIN people_posting p ON p.employment_id = e.id AND p.valid_to IS NULL
         WHERE e.employer_id = %(enterprise)s)"""
"""SQL for a hash of the roll of %(enterprise)s: who works there, where and as what."""

BASIS = f"""
    SELECT md5(concat_ws('/', %(keys)s::text,
        {ROLL},
        (SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                u.id, u.name, u.kind, u.opened_on, u.closed_on, a.depth, a.valid_from, a.valid_to),
                2)))
         FROM orgs_ancestry a JOIN orgs_unit u ON u.id = a.descendant_id
         WHERE a.ancestor_id = %(enterprise)s
            OR a.depth = 1 AND a.descendant_id IN (
                SELECT unit_id FROM people_rosterline WHERE roster_id = %(roster)s
            )),
        (SELECT concat(count(*), ':', sum(hashtextextended(concat_ws('|',
                n.id, n.name, n.born_on, n.state, e.id, e.employer_id, e.valid_to), 3)))
         FROM (
            SELECT n.* FROM people_rosterline l JOIN people_person n ON n.id = l.person_id
            WHERE l.roster_id = %(roster)s AND NOT l.registers
            UNION
            SELECT n.* FROM people_rosterline l
            JOIN people_person n ON n.national_id_hash = l.national_id_hash
            WHERE l.roster_id = %(roster)s AND l.registers
         ) AS n
         LEFT JOIN people_employment e ON e.person_id = n.id)
    ))
"""


def basis_of(roster: RosterImport) -> str:
    """The hash of what an import's lines rest on, as it stands now; one query."""
    params: dict[str, int | str] = {
        "enterprise": roster.enterprise_id,
        "roster": roster.id,
        # Numbers that were hashed with another key would no longer be found.
        "keys": identity.keyring().current("lookup").id,
    }
    with connection.cursor() as cursor:
        cursor.execute(BASIS, params)
        [found] = cursor.fetchone()
    return str(found)
