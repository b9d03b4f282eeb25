"""Every appointment has its facts, and holds what the rules of roles say.

That each recorded appointment is there, `ledger.fields_lead_somewhere` says for all facts.
"""

from __future__ import annotations

from gongjiang.ledger.facts.people import RoleAppointed, RoleEnded
from gongjiang.ops.fsck.check import Check
from gongjiang.people.rules import APART, SEATS

_SEATS = ", ".join(
    f"('{role}', '{kind}')"
    for role, kinds in sorted((str(r), sorted(map(str, k))) for r, k in SEATS.items())
    for kind in kinds
)
_APART = ", ".join(f"'{role}'" for role in APART)

APPOINTED = Check(
    name="people.appointment_is_recorded",
    sentence="Each appointment was recorded as it stands.",
    table="people_appointment",
    facts=(RoleAppointed.kind,),
    sql="""
        SELECT a.id FROM people_appointment a LEFT JOIN fact f ON f.subject_id = a.id
        WHERE (f.occurred_on, f.person_id, f.unit_id, f.detail->>'role')
              IS DISTINCT FROM (a.valid_from, a.person_id, a.unit_id, a.role)
    """,
)

TAKEN_BACK = Check(
    name="people.end_of_role_is_recorded",
    sentence="Each ended appointment was recorded as ended, as it stands.",
    table="people_appointment",
    facts=(RoleEnded.kind,),
    sql="""
        SELECT a.id FROM people_appointment a LEFT JOIN fact f ON f.subject_id = a.id
        WHERE a.valid_to IS NOT NULL
          AND (f.occurred_on, f.person_id, f.unit_id, f.detail->>'role')
              IS DISTINCT FROM (a.valid_to, a.person_id, a.unit_id, a.role)
    """,
)

TAKEN_BACK_FACT = Check(
    name="people.taking_back_has_its_end",
    sentence="Each recorded end of a role has its appointment, which ended.",
    table="ledger_entry",
    facts=(RoleEnded.kind,),
    sql="""
        SELECT f.id FROM fact f LEFT JOIN people_appointment a ON a.id = f.subject_id
        WHERE a.valid_to IS NULL
    """,
)

SEATED = Check(
    name="people.role_fits_unit",
    sentence="A role is held at a unit of a kind it is held at, while that unit exists.",
    table="people_appointment",
    sql=f"""
        SELECT a.id
        FROM people_appointment a JOIN orgs_unit u ON u.id = a.unit_id
        LEFT JOIN (VALUES {_SEATS}) AS seat (role, kind)
          ON (seat.role, seat.kind) = (a.role, u.kind)
        WHERE seat.role IS NULL
           OR NOT daterange(u.opened_on, u.closed_on) @> daterange(a.valid_from, a.valid_to)
    """,
)

ONCE = Check(
    name="people.role_held_once",
    sentence="Nobody holds one role at one unit twice on one day.",
    table="people_appointment",
    sql="""
        SELECT id FROM (
            SELECT id, valid_from, max(coalesce(valid_to, 'infinity')) OVER (
                PARTITION BY person_id, role, unit_id ORDER BY valid_from, id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS held_until FROM people_appointment
        ) AS appointment WHERE valid_from < held_until
    """,
)

ADMINISTRATORS = Check(
    name="people.administrators_apart",
    sentence="System, security and audit administration are in three persons' hands.",
    table="people_appointment",
    sql=f"""
        SELECT DISTINCT a.id
        FROM people_appointment a JOIN people_appointment other
          ON other.person_id = a.person_id AND other.role <> a.role
         AND daterange(other.valid_from, other.valid_to) && daterange(a.valid_from, a.valid_to)
        WHERE a.role IN ({_APART}) AND other.role IN ({_APART})
    """,
)

CHECKS = (
    APPOINTED,
    TAKEN_BACK,
    TAKEN_BACK_FACT,
    SEATED,
    ONCE,
    ADMINISTRATORS,
)
