"""For each check, SQL that contradicts it; run as the owner, and rolled back."""

from __future__ import annotations

import json

from gongjiang.index.indicators import INDICATORS
from gongjiang.index.services.runs import definitions
from gongjiang.index.whole_numbers import WholeNumbersField
from gongjiang.orgs.services import walk_upwards
from ops.fsck import (
    benefits_breaks,
    career_breaks,
    echelon_breaks,
    mentoring_breaks,
    projects_breaks,
    proposal_breaks,
    roster_breaks,
    similar_breaks,
    skill_breaks,
    studios_breaks,
    workbook_breaks,
)

DERIVED = f"""
    DELETE FROM orgs_ancestry;
    INSERT INTO orgs_ancestry (descendant_id, ancestor_id, depth, valid_from, valid_to)
    {walk_upwards()};
"""
TEAM = "(SELECT id FROM orgs_unit WHERE kind = 'TEAM' AND closed_on IS NULL ORDER BY id LIMIT 1)"
ZONE = "(SELECT id FROM orgs_unit WHERE kind = 'ZONE')"
GRID = "(SELECT min(id) FROM orgs_unit WHERE kind = 'GRID')"
FIRM = "(SELECT min(id) FROM orgs_unit WHERE kind = 'ENTERPRISE')"
OFFICER = (
    "(SELECT person_id FROM people_appointment WHERE role = 'SYSTEM_ADMIN' AND valid_to IS NULL)"
)
HIRED = "people.person.hired"

RUN = 4242
OTHERS = ",0" * (len(INDICATORS) - 3)
OTHER_FLAGS = ",f" * (len(INDICATORS) - 3)
PARTS = [1, 2, 3, 1, 1, 1, 2, 9, 1, 99]
OTHER_PARTS = [0] * (sum(len(each.parts) for each in INDICATORS.values()) - len(PARTS))
SUMS = WholeNumbersField().get_prep_value([*PARTS, *OTHER_PARTS])
INDEX_RUN = f"""
    ALTER TABLE index_run DISABLE TRIGGER USER;
    ALTER TABLE index_snapshot DISABLE TRIGGER USER;
    INSERT INTO index_run (id, public_id, day, known_at, framework_id, definitions, engine,
                           code_version, inputs_digest, outputs_digest, units, run_at)
    OVERRIDING SYSTEM VALUE
    SELECT {RUN}, gen_random_uuid(), '2022-11-28', now(), min(id), '{json.dumps(definitions())}',
           'duckdb', '1', 'of nothing', 'of nothing', 1, now()
    FROM governance_ruleset WHERE key = 'index.framework';
    INSERT INTO index_snapshot (unit_id, run_id, people, sums, values, scores, withheld)
    VALUES ({ZONE}, {RUN}, 9, '\\x{(SUMS or b"").hex()}', '{{1,2,3{OTHERS}}}',
            '{{1,2,3{OTHERS}}}', '{{f,f,f{OTHER_FLAGS}}}');
"""
"""A run whose numbers are not what its sums give."""


def employment(condition: str) -> str:
    """The id of a regular employment with one posting, of somebody who holds no role."""
    return f"""(
        SELECT e.id FROM people_employment e JOIN people_posting p ON p.employment_id = e.id
        WHERE e.follows_id IS NULL AND e.kind = 'REGULAR' AND {condition}
          AND NOT EXISTS (SELECT FROM people_appointment a WHERE a.person_id = e.person_id)
        GROUP BY e.id HAVING count(*) = 1 ORDER BY e.id LIMIT 1
    )"""


# Both begin and end between two sample days of the replayed roll.
RUNNING = employment("e.valid_to IS NULL AND e.valid_from BETWEEN '2019-02-01' AND '2019-11-30'")
PAST = employment("e.valid_to < '2019-12-01'")
RESIGNED = employment("e.end_reason = 'RESIGNED'")
MOVED_TO = """(
    SELECT p.id FROM people_posting p JOIN ledger_entry f
      ON f.subject_id = p.id AND f.kind = 'people.person.moved'
    WHERE p.valid_to IS NULL AND p.valid_from BETWEEN '2019-02-01' AND '2019-11-30'
    ORDER BY p.id LIMIT 1
)"""
TAKEN_ON = """(
    SELECT min(follows_id) FROM people_employment WHERE follows_id IS NOT NULL
)"""
SEAT = "(SELECT id FROM people_appointment WHERE role = 'MASTER' ORDER BY id LIMIT 1)"
FORMER_SEAT = """(
    SELECT id FROM people_appointment WHERE role = 'GRID_WORKER' AND valid_to IS NOT NULL
    ORDER BY id LIMIT 1
)"""


def employed(*, person: str, employer: str, unit: str, site: str) -> str:
    """A new employment with its posting and its fact."""
    return f"""
        WITH e AS (
            INSERT INTO people_employment (person_id, employer_id, kind, valid_from, end_reason)
            VALUES ({person}, {employer}, 'REGULAR', '2022-03-01', '') RETURNING *
        ), p AS (
            INSERT INTO people_posting (employment_id, person_id, unit_id, post, post_kind,
                                        valid_from)
            SELECT id, person_id, {unit}, '操作工', 'PRODUCTION', valid_from FROM e
        )
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        SELECT '{HIRED}', 'employment', e.id, e.person_id, {unit}, {site}, e.valid_from,
               jsonb_build_object('employer_id', e.employer_id, 'employment_kind', e.kind,
                                  'post_kind', 'PRODUCTION')
        FROM e
    """


def appointed(*, person: str, role: str, unit: str, site: str = "NULL") -> str:
    """A new appointment with its fact."""
    return f"""
        WITH a AS (
            INSERT INTO people_appointment (person_id, role, unit_id, valid_from)
            VALUES ({person}, {role}, {unit}, '2022-11-02') RETURNING *
        )
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        SELECT 'people.role.appointed', 'appointment', a.id, a.person_id, a.unit_id, {site},
               a.valid_from, jsonb_build_object('role', a.role)
        FROM a
    """


def corrected(which: str, **columns: str) -> str:
    """An entry put in the place of another, the same but for these columns."""
    values = {
        name: name
        for name in (
            *("kind", "subject_type", "subject_id", "person_id", "unit_id"),
            *("enterprise_id", "occurred_on", "detail", "actor_id"),
        )
    }
    values |= {"corrects_id": "id", **columns}
    return f"""
        INSERT INTO ledger_entry ({", ".join(values)})
        SELECT {", ".join(values.values())} FROM ledger_entry f
        WHERE {which} AND NOT EXISTS (SELECT FROM ledger_entry c WHERE c.corrects_id = f.id)
        ORDER BY id LIMIT 1
    """


def of_seat(column: str, seat: str = SEAT) -> str:
    return f"(SELECT {column} FROM people_appointment WHERE id = {seat})"


SITE_OF_SEAT = f"""(
    SELECT enterprise_id FROM ledger_entry WHERE kind = 'people.role.appointed'
    AND subject_id = {SEAT}
)"""

BREAKS = {
    "jobs.hold_ids_alone": """
        INSERT INTO procrastinate_jobs (queue_name, task_name, args)
        VALUES ('default', 'people.greet', '{"name": "王工"}')
    """,
    "orgs.one_parent_each_day": f"""
        UPDATE orgs_placement SET valid_from = valid_from + 1 WHERE unit_id = {GRID};
    """
    + DERIVED,
    "orgs.parent_exists": f"""
        WITH area AS (
            INSERT INTO orgs_unit (public_id, tree, kind, name, name_pinyin, name_initials,
                                   opened_on, synthetic)
            VALUES (gen_random_uuid(), 'ADMINISTRATIVE', 'AREA', '', '', '', '1999-01-01', TRUE)
            RETURNING id
        )
        INSERT INTO orgs_placement (unit_id, parent_id, valid_from)
        SELECT id, {ZONE}, '1999-01-01' FROM area;
    """
    + DERIVED,
    "orgs.kinds_fit": f"UPDATE orgs_unit SET tree = 'PARTY' WHERE id = {TEAM}",
    "orgs.no_circle": """
        INSERT INTO orgs_unit (public_id, tree, kind, name, name_pinyin, name_initials, opened_on,
                               synthetic)
        SELECT gen_random_uuid(), 'ADMINISTRATIVE', 'WORKSHOP', '圆', '', '', '2020-01-01', TRUE
        FROM generate_series(1, 2);
        INSERT INTO orgs_placement (unit_id, parent_id, valid_from)
        SELECT one.id, other.id, '2020-01-01' FROM orgs_unit one JOIN orgs_unit other
          ON one.name = '圆' AND other.name = '圆' AND one.id <> other.id;
    """
    + DERIVED,
    "orgs.ancestry_as_placed": f"""
        DELETE FROM orgs_ancestry WHERE descendant_id = {TEAM} AND ancestor_id = {ZONE}
    """,
    "orgs.enterprise_details": f"""
        WITH firm AS (
            INSERT INTO orgs_unit (public_id, tree, kind, name, name_pinyin, name_initials,
                                   opened_on, synthetic)
            VALUES (gen_random_uuid(), 'ADMINISTRATIVE', 'ENTERPRISE', '', '', '', '2022-01-01',
                    TRUE)
            RETURNING id
        )
        INSERT INTO orgs_placement (unit_id, parent_id, valid_from)
        SELECT id, {GRID}, '2022-01-01' FROM firm;
    """
    + DERIVED,
    "orgs.operates_while_it_exists": """
        UPDATE orgs_operatingspell SET valid_from = '1999-01-01'
        WHERE id = (SELECT min(id) FROM orgs_operatingspell)
    """,
    "orgs.links_between_trees": """
        UPDATE orgs_link SET target_id = source_id WHERE id = (SELECT min(id) FROM orgs_link)
    """,
    "people.employment_is_recorded": f"""
        CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS SELECT {RUNNING} AS id;
        UPDATE people_employment SET valid_from = valid_from - 1
        WHERE id = (SELECT id FROM chosen);
        UPDATE people_posting SET valid_from = valid_from - 1
        WHERE employment_id = (SELECT id FROM chosen)
    """,
    "people.hiring_has_its_employment": f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        SELECT '{HIRED}', subject_type, subject_id, person_id, unit_id, enterprise_id,
               occurred_on, detail - 'internship_id'
        FROM ledger_entry WHERE kind = 'people.person.intern_became_employee' ORDER BY id LIMIT 1
    """,
    "people.posting_is_recorded": f"""
        CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
        SELECT * FROM people_posting WHERE id = {MOVED_TO};
        UPDATE people_posting p SET valid_to = p.valid_to - 1 FROM chosen c
        WHERE p.employment_id = c.employment_id AND p.valid_to = c.valid_from;
        UPDATE people_posting p SET valid_from = p.valid_from - 1 FROM chosen c WHERE p.id = c.id
    """,
    "people.move_has_its_posting": f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        SELECT 'people.person.moved', 'posting', p.id, p.person_id, p.unit_id, f.enterprise_id,
               p.valid_from, jsonb_build_object('employment_id', p.employment_id,
               'from_unit_id', p.unit_id, 'post_kind', p.post_kind)
        FROM people_posting p JOIN ledger_entry f
          ON f.subject_id = p.employment_id AND f.kind = '{HIRED}'
        WHERE p.employment_id = {RUNNING} LIMIT 1
    """,
    "people.end_is_recorded": f"""
        UPDATE people_employment SET end_reason = 'DISMISSED' WHERE id = {RESIGNED}
    """,
    "people.leaving_has_its_end": f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        SELECT 'people.person.left', 'employment', e.id, e.person_id, f.unit_id, f.enterprise_id,
               e.valid_to, jsonb_build_object('employer_id', e.employer_id,
               'reason', 'RESIGNED', 'voluntary', TRUE)
        FROM people_employment e JOIN ledger_entry f
          ON f.subject_id = e.id AND f.kind = '{HIRED}'
        WHERE e.id = {TAKEN_ON} LIMIT 1
    """,
    "people.only_interns_are_taken_on": f"""
        UPDATE people_employment SET kind = 'REGULAR' WHERE id = {TAKEN_ON};
    """
    + corrected(
        f"kind = '{HIRED}' AND subject_id = {TAKEN_ON}",
        detail="""detail || '{"employment_kind": "REGULAR"}'""",
    ),
    "people.employments_apart": """
        ALTER TABLE people_employment DROP CONSTRAINT employment_once_per_employer;
    """
    + employed(
        person=f"(SELECT person_id FROM people_employment WHERE id = {RUNNING})",
        employer=f"(SELECT employer_id FROM people_employment WHERE id = {RUNNING})",
        unit=f"(SELECT unit_id FROM people_posting WHERE employment_id = {RUNNING})",
        site=f"(SELECT employer_id FROM people_employment WHERE id = {RUNNING})",
    ),
    "people.postings_fill_employment": f"""
        UPDATE people_posting SET person_id = {OFFICER} WHERE employment_id = {PAST}
    """,
    "people.unit_exists": employed(person=OFFICER, employer=FIRM, unit=GRID, site="NULL::bigint"),
    "people.employer_exists": employed(person=OFFICER, employer=GRID, unit=FIRM, site=FIRM),
    "people.of_age": f"""
        UPDATE people_person SET born_on = '2010-01-01', birth_year = 2010
        WHERE id = (SELECT person_id FROM people_employment WHERE id = {RUNNING})
    """,
    "people.appointment_is_recorded": f"""
        UPDATE people_appointment SET valid_from = valid_from + 1 WHERE id = {SEAT}
    """,
    "people.end_of_role_is_recorded": f"""
        UPDATE people_appointment SET valid_to = valid_to - 1 WHERE id = {FORMER_SEAT}
    """,
    "people.taking_back_has_its_end": f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        SELECT 'people.role.ended', subject_type, subject_id, person_id, unit_id, enterprise_id,
               '2022-11-03', detail
        FROM ledger_entry WHERE kind = 'people.role.appointed' AND subject_id = {SEAT}
    """,
    "people.role_fits_unit": appointed(person=OFFICER, role="'MASTER'", unit=GRID),
    "people.role_held_once": appointed(
        person=of_seat("person_id"), role="'MASTER'", unit=of_seat("unit_id"), site=SITE_OF_SEAT
    ),
    "people.administrators_apart": appointed(person=OFFICER, role="'AUDITOR'", unit=ZONE),
    "ledger.ids_lead_somewhere": corrected(f"kind = '{HIRED}'", actor_id="999999999"),
    "ledger.fields_lead_somewhere": f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id, occurred_on,
                                  detail)
        VALUES ('people.role.appointed', 'appointment', 999999999, {OFFICER}, {ZONE},
                '2022-03-01', '{{"role": "LEADER"}}')
    """,
    "ledger.kinds_are_known": """
        INSERT INTO ledger_entry (kind, subject_type, subject_id, occurred_on, detail)
        VALUES ('people.person.promised', 'promise', 1, '2022-03-01', '{}')
    """,
    # As if it had been there before the last sync.
    "lake.agrees_with_ledger": corrected(f"kind = '{HIRED}'", recorded_xid="'3'::xid8"),
    "ledger.corrections_fit": corrected(f"kind = '{HIRED}'", recorded_at="'2001-01-01'"),
    "ledger.enterprise_of_the_day": corrected(
        f"kind = 'people.role.appointed' AND subject_id = {SEAT}", enterprise_id="NULL::bigint"
    ),
    "ledger.nothing_outside_employment": f"""
        INSERT INTO ledger_entry (kind, subject_type, subject_id, person_id, unit_id,
                                  enterprise_id, occurred_on, detail)
        VALUES ('people.person.promised', 'promise', 1, {OFFICER}, {FIRM}, {FIRM}, '2022-03-01',
                '{{}}')
    """,
    **roster_breaks.breaks(firm=FIRM, person=OFFICER, employment=RUNNING),
    **career_breaks.breaks(firm=FIRM, employment=RUNNING),
    **echelon_breaks.breaks(firm=FIRM, employment=RUNNING),
    **skill_breaks.breaks(firm=FIRM, person=OFFICER),
    **workbook_breaks.breaks(firm=FIRM),
    "people.team_shift_is_recorded": f"""
        INSERT INTO people_teamshift (unit_id, shift, valid_from)
        VALUES ({FIRM}, 'DAY', '2022-11-01')
    """,
    "people.team_shift_fact_has_its_row": """
        INSERT INTO ledger_entry (kind, subject_type, subject_id, occurred_on, detail)
        VALUES ('people.team.shift_set', 'team_shift', 99999999, '2022-11-01', '{"shift": "A"}')
    """,
    **mentoring_breaks.BREAKS,
    **benefits_breaks.BREAKS,
    **proposal_breaks.BREAKS,
    **projects_breaks.BREAKS,
    **similar_breaks.BREAKS,
    **studios_breaks.BREAKS,
    "people.roll_replays": f"""
        UPDATE people_posting SET post_kind = 'SERVICE' WHERE employment_id = {RUNNING}
    """,
    "index.complete": INDEX_RUN + f"UPDATE index_run SET units = 2 WHERE id = {RUN}",
    "index.of_units": INDEX_RUN + "UPDATE index_snapshot SET unit_id = 0",
    "index.follows_from_sums": INDEX_RUN,
}

SEEN_BESIDE = {
    # Who has no employment there is not at work there either.
    "careers.grade_begins_in_an_employment": {"ledger.enterprise_of_the_day"},
    # An end that was recorded and not kept is one thing, seen from the fact and from the row.
    "careers.key_position_fact_has_its_row": {"careers.key_position_is_recorded"},
    "careers.successor_fact_has_its_row": {"careers.successor_is_recorded"},
    # What is not there is where no field should lead.
    "careers.export_fact_has_its_row": {"ledger.fields_lead_somewhere"},
    "careers.new_base_fact_has_its_row": {"ledger.fields_lead_somewhere"},
    # Every kind of fact so far is held against its state as well.
    "ledger.nothing_outside_employment": {"ledger.kinds_are_known"},
    # Its unit is none of those whose numbers can be worked out; nor is a run of two.
    "index.complete": {"index.follows_from_sums"},
    "index.of_units": {"index.follows_from_sums"},
    "people.team_shift_fact_has_its_row": {"ledger.fields_lead_somewhere"},
    # A replay goes wrong only where some fact and its state differ.
    "people.roll_replays": {"people.employment_is_recorded"},
    # A fact of something that is not there.
    **{
        f"skills.{noun}_fact_has_its_row": {"ledger.fields_lead_somewhere"}
        for noun in skill_breaks.FACTS
    },
}
"""What else cannot but see the contradiction."""
