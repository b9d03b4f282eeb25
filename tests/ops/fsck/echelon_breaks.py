"""SQL that contradicts the checks of the echelon; its parts are those of `breaks`."""

from __future__ import annotations

from collections.abc import Mapping

DAY, LATER = "'2022-03-01'", "'2022-06-01'"


def named(firm: str, *, until: str = "NULL") -> str:
    """A key position `k` of a firm, as a common table expression."""
    return f"""k AS (
        INSERT INTO careers_keyposition (public_id, enterprise_id, unit_id, title, grade, why,
                                         valid_from, valid_to, closed_why)
        VALUES (gen_random_uuid(), {firm}, {firm}, '炉长', 8, '只此一人', {DAY}, {until},
                CASE WHEN {until} IS NULL THEN '' ELSE '撤销' END) RETURNING *
    )"""


def successor(employment: str) -> str:
    """Somebody `s` prepared for `k`."""
    return f"""s AS (
        INSERT INTO careers_successor (public_id, position_id, person_id, readiness, why,
                                       removed_why, valid_from)
        SELECT gen_random_uuid(), k.id, e.person_id, 'NOW', '跟岗', '', {DAY}
        FROM k, people_employment e WHERE e.id = {employment} RETURNING *
    )"""


def base_of(employment: str) -> str:
    """A new base `b` of somebody's employer."""
    return f"""b AS (
        INSERT INTO careers_newbase (public_id, enterprise_id, name, place, registered_on)
        SELECT gen_random_uuid(), employer_id, '新基地', '某地', {DAY}
        FROM people_employment WHERE id = {employment} RETURNING *
    )"""


def exported(employment: str) -> str:
    """Somebody `x` sent to a new base `b` of their employer."""
    return f"""{base_of(employment)}, x AS (
        INSERT INTO careers_export (public_id, person_id, enterprise_id, to_base_id, kind, grade,
                                    is_backbone, within_group, why, valid_from)
        SELECT gen_random_uuid(), e.person_id, e.employer_id, b.id, 'DISPATCH', 8, false, true,
               '投产', {DAY}
        FROM b, people_employment e WHERE e.id = {employment} RETURNING *
    )"""


def fact(of: str, kind: str, detail: str, *, person: str = "NULL::bigint", unit: str) -> str:
    """The fact of a row's beginning."""
    subject = kind.split(".")[1]
    return f"""
        INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                  subject_type, subject_id, detail)
        SELECT 'careers.{subject}.{kind.split(".")[2]}', {DAY}, {person}, {unit}, {unit},
               '{subject}', {of}.id, {detail} FROM {of}
    """


def breaks(*, firm: str, employment: str) -> Mapping[str, str]:
    """For each check of the echelon what contradicts it."""
    position = fact(
        "k", "careers.key_position.named", "jsonb_build_object('grade', 8)", unit="enterprise_id"
    )
    base = fact("b", "careers.new_base.registered", "'{}'::jsonb", unit="enterprise_id")
    follows = f"""
        INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                  subject_type, subject_id, detail)
        SELECT 'careers.successor.named', {DAY}, s.person_id, k.unit_id, k.enterprise_id,
               'successor', s.id, jsonb_build_object('key_position_id', k.id, 'readiness', 'NOW')
        FROM s, k
    """
    closed = """
        INSERT INTO ledger_entry (kind, occurred_on, unit_id, enterprise_id, subject_type,
                                  subject_id, detail)
        SELECT 'careers.key_position.closed', valid_to, unit_id, enterprise_id, 'key_position', id,
               '{}' FROM careers_keyposition WHERE title = '炉长' AND valid_to IS NOT NULL
    """
    own = f"(SELECT employer_id FROM people_employment WHERE id = {employment})"
    return {
        "careers.key_position_is_recorded": f"WITH {named(firm)} SELECT FROM k",
        "careers.key_position_fact_has_its_row": f"""
            WITH {named(firm)} {position};
            INSERT INTO ledger_entry (kind, occurred_on, unit_id, enterprise_id, subject_type,
                                      subject_id, detail)
            SELECT 'careers.key_position.closed', {LATER}, unit_id, enterprise_id, 'key_position',
                   id, '{{}}' FROM careers_keyposition WHERE title = '炉长'
        """,
        "careers.successor_is_recorded": (
            f"WITH {named(own)}, {successor(employment)}, f AS ({position} RETURNING id) "
            "SELECT FROM s"
        ),
        "careers.successor_fact_has_its_row": f"""
            WITH {named(own)}, {successor(employment)}, f AS ({position} RETURNING id) {follows};
            INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                      subject_type, subject_id, detail)
            SELECT 'careers.successor.removed', {LATER}, s.person_id, {own}, {own}, 'successor',
                   s.id, jsonb_build_object('key_position_id', s.position_id)
            FROM careers_successor s JOIN careers_keyposition k ON k.id = s.position_id
            WHERE k.title = '炉长'
        """,
        "careers.export_is_recorded": (
            f"WITH {exported(employment)}, f AS ({base} RETURNING id) SELECT FROM x"
        ),
        "careers.export_fact_has_its_row": f"""
            INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                      subject_type, subject_id, detail)
            SELECT 'careers.export.returned', {LATER}, person_id, employer_id, employer_id,
                   'export', 987654, '{{}}' FROM people_employment WHERE id = {employment}
        """,
        "careers.new_base_is_recorded": f"WITH {base_of(employment)} SELECT FROM b",
        "careers.new_base_fact_has_its_row": f"""
            INSERT INTO ledger_entry (kind, occurred_on, unit_id, enterprise_id, subject_type,
                                      subject_id, detail)
            VALUES ('careers.new_base.registered', {DAY}, {firm}, {firm}, 'new_base', 987654,
                    '{{}}')
        """,
        "careers.successor_within_position": f"""
            WITH {named(own, until=LATER)}, {successor(employment)},
                 f AS ({position} RETURNING id) {follows};
            {closed}
        """,
    }
