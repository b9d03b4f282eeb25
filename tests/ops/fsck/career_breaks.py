"""SQL that contradicts the checks of careers; its parts are those of `breaks`."""

from __future__ import annotations

from collections.abc import Mapping

DAY, LATER = "'2022-03-01'", "'2022-06-01'"
MOMENT = "'2022-03-01 12:00+08'"


def spell(employment: str, name: str, *, reason: str = "INITIAL", end: str = "") -> str:
    """A second track `name` held since DAY, or until LATER, as a common table expression."""
    until, why = (LATER, end) if end else ("NULL", "")
    return f"""{name} AS (
        INSERT INTO careers_gradespell (person_id, enterprise_id, sequence, grade, track, reason,
                                        valid_from, valid_to, end_reason)
        SELECT person_id, employer_id, 'O', 5, 'SECONDARY', '{reason}', {DAY}, {until}, '{why}'
        FROM people_employment WHERE id = {employment} RETURNING *
    )"""


def entered(name: str, *, before: tuple[str, str] = ("NULL", "NULL")) -> str:
    """The fact of such a grade, with the sequence and grade before it."""
    return f"""
        INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                  subject_type, subject_id, detail)
        SELECT 'careers.grade.entered', valid_from, person_id, enterprise_id, enterprise_id,
               'spell', id, jsonb_build_object('sequence', sequence, 'grade', grade,
                   'reason', reason, 'track', track, 'from_sequence', {before[0]},
                   'from_grade', {before[1]})
        FROM {name}
    """


def row(table: str, employment: str, **values: str) -> str:
    """One row of a table about somebody, without its fact."""
    columns = {
        "public_id": "gen_random_uuid()",
        "person_id": "person_id",
        "enterprise_id": "employer_id",
        **values,
    }
    return f"""
        INSERT INTO careers_{table} ({", ".join(columns)})
        SELECT {", ".join(columns.values())} FROM people_employment WHERE id = {employment}
    """


def a_round(firm: str) -> str:
    """A round `o` of a firm, with its fact."""
    return f"""o AS (
        INSERT INTO careers_promotionround (public_id, enterprise_id, title, opens_on, closes_on,
                                            counted_on, effect_on, state)
        SELECT gen_random_uuid(), {firm}, '一轮', {DAY}, {DAY}, {DAY}, {LATER}, 'OPEN' RETURNING *
    ), told AS (
        INSERT INTO ledger_entry (kind, occurred_on, enterprise_id, subject_type, subject_id,
                                  detail)
        SELECT 'careers.round.opened', {DAY}, enterprise_id, 'round', id,
               jsonb_build_object('counted_on', counted_on) FROM o RETURNING id
    )"""


def promotion(state: str, *, recorded: bool = True, **values: str) -> str:
    """A promotion `p` in the round `o` from the grade `s`, with the fact of its application."""
    columns = {
        "public_id": "gen_random_uuid()",
        "round_id": "o.id",
        "person_id": "s.person_id",
        "enterprise_id": "s.enterprise_id",
        "unit_id": "s.enterprise_id",
        "from_spell_id": "s.id",
        "sequence": "'O'",
        "to_grade": "6",
        "exceptional": "false",
        "statement": "''",
        "file": "'{}'",
        "state": f"'{state}'",
        "rejected_from": "''",
        "reason": "''",
        "applied_at": MOMENT,
        **values,
    }
    made = f"""p AS (
        INSERT INTO careers_promotion ({", ".join(columns)})
        SELECT {", ".join(columns.values())} FROM o, s RETURNING *
    )"""
    if not recorded:
        return made
    return f"""{made}, applied AS (
        INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                  subject_type, subject_id, detail)
        SELECT 'careers.promotion.applied', {DAY}, person_id, unit_id, enterprise_id,
               'promotion', id,
               jsonb_build_object('sequence', sequence, 'to_grade', to_grade) FROM p RETURNING id
    )"""


def breaks(*, firm: str, employment: str) -> Mapping[str, str]:
    """For each check, what contradicts it."""
    conversion = {
        "from_spell_id": "s.id",
        "from_sequence": "'O'",
        "from_grade": "5",
        "from_unit_id": "s.enterprise_id",
        "to_sequence": "'P'",
        "to_grade": "5",
        "to_unit_id": "s.enterprise_id",
        "statement": "''",
        "state": "'ASKED'",
        "reason": "''",
        "asked_at": MOMENT,
    }
    of_spell = {
        "public_id": "gen_random_uuid()",
        "person_id": "s.person_id",
        "enterprise_id": "s.enterprise_id",
    }
    converted = conversion | of_spell
    in_effect = converted | {"spell_id": "s.id"}
    measure = of_spell | {
        "kind": "'FREEZE'",
        "from_spell_id": "s.id",
        "ground": "'调查'",
        "answer": "''",
        "answer_by": DAY,
        "proposed_by_id": "others.a",
        "decided_by_id": "others.b",
        "state": "'EFFECTIVE'",
        "starts_on": DAY,
    }
    others = f"""others AS (
        SELECT min(id) AS a, max(id) AS b FROM people_person
        WHERE id <> (SELECT person_id FROM people_employment WHERE id = {employment})
    )"""
    begun, running = f"WITH {spell(employment, 's')}", entered("s")
    round_ = f"{begun}, {a_round(firm)}"
    asked = f"""
        INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                  subject_type, subject_id, detail)
        SELECT 'careers.conversion.asked', {DAY}, person_id, enterprise_id, enterprise_id,
               'conversion', id,
               jsonb_build_object('to_sequence', to_sequence, 'to_grade', to_grade) FROM c
    """
    vacancy = {
        "public_id": "gen_random_uuid()",
        "enterprise_id": firm,
        "unit_id": firm,
        "title": "'主管'",
        "grade": "9",
        "opened_on": DAY,
        "state": "'OPEN'",
        "origin": "''",
    }
    filled = vacancy | {
        "state": "'FILLED'",
        "origin": "'EXTERNAL'",
        "closed_on": DAY,
        "filled_by_id": f"(SELECT person_id FROM people_employment WHERE id = {employment})",
    }
    rejected = {
        "rejected_from": "'APPLIED'",
        "reason": "'否'",
        "cool_off_until": LATER,
    }
    return {
        "careers.grade_is_recorded": f"{begun} SELECT FROM s",
        "careers.grade_left_is_recorded": (
            f"WITH {spell(employment, 's', end='EMPLOYMENT_ENDED')} {running}"
        ),
        "careers.grade_is_followed": f"WITH {spell(employment, 's', end='NEXT')} {running}",
        "careers.grade_begins_in_an_employment": f"""
            WITH s AS (
                INSERT INTO careers_gradespell (person_id, enterprise_id, sequence, grade, track,
                                                reason, valid_from, end_reason)
                SELECT person_id, (SELECT max(id) FROM orgs_unit
                                   WHERE kind = 'ENTERPRISE' AND id <> employer_id),
                       'O', 5, 'PRIMARY', 'INITIAL', {DAY}, ''
                FROM people_employment WHERE id = {employment} RETURNING *
            ) {running}
        """,
        "careers.appraisal_is_recorded": row(
            "appraisal", employment, year="1999", mark="'A'", decided_on=DAY, annulled_because="''"
        ),
        "careers.discipline_is_recorded": row(
            "disciplineevent",
            employment,
            kind="'SAFETY'",
            serious="true",
            description="'违章'",
            occurred_on=DAY,
            annulled_because="''",
        ),
        "careers.merit_is_recorded": row(
            "merit",
            employment,
            kind="'AWARD'",
            level="'CITY'",
            title="'能手'",
            occurred_on=DAY,
            annulled_because="''",
        ),
        "careers.round_is_recorded": f"""
            INSERT INTO careers_promotionround (public_id, enterprise_id, title, opens_on,
                                                closes_on, counted_on, effect_on, state)
            SELECT gen_random_uuid(), {firm}, '一轮', {DAY}, {DAY}, {DAY}, {LATER}, 'OPEN'
        """,
        "careers.application_is_recorded": (
            f"{round_}, {promotion('APPLIED', recorded=False)} {running}"
        ),
        "careers.promotion_in_effect_is_recorded": f"""
            WITH {spell(employment, "s", end="NEXT")}, {a_round(firm)}, up AS (
                INSERT INTO careers_gradespell (person_id, enterprise_id, sequence, grade, track,
                                                reason, valid_from, end_reason)
                SELECT person_id, enterprise_id, 'O', 6, track, 'PROMOTION', {LATER}, ''
                FROM s RETURNING *
            ), told_up AS ({entered("up", before=("'O'::text", "5"))} RETURNING id),
            {promotion("EFFECTIVE", spell_id="(SELECT id FROM up)")} {running}
        """,
        "careers.rejection_is_recorded": f"{round_}, {promotion('REJECTED', **rejected)} {running}",
        "careers.promotion_leads_one_up": f"""
            {round_}, {promotion("EFFECTIVE", spell_id="s.id")}, stepped AS (
                INSERT INTO careers_step (promotion_id, what, at, note)
                SELECT id, 'EFFECTIVE', {MOMENT}, '' FROM p RETURNING id
            ), took AS (
                INSERT INTO ledger_entry (kind, occurred_on, person_id, unit_id, enterprise_id,
                                          subject_type, subject_id, detail)
                SELECT 'careers.promotion.took_effect', {DAY}, person_id, unit_id, enterprise_id,
                       'promotion', id, jsonb_build_object('spell_id', spell_id) FROM p
                RETURNING id
            ) {running}
        """,
        "careers.conversion_is_recorded": f"""
            {begun}, c AS (
                INSERT INTO careers_conversion ({", ".join(converted)})
                SELECT {", ".join(converted.values())} FROM s RETURNING *
            ) {running}
        """,
        "careers.conversion_in_effect_is_recorded": f"""
            {begun}, c AS (
                INSERT INTO careers_conversion ({", ".join(in_effect)})
                SELECT {", ".join(in_effect.values())} FROM s RETURNING *
            ), asked AS ({asked} RETURNING id) {running}
        """,
        "careers.measure_in_effect_is_recorded": f"""
            {begun}, {others}, m AS (
                INSERT INTO careers_measure ({", ".join(measure)})
                SELECT {", ".join(measure.values())} FROM s, others RETURNING *
            ) {running}
        """,
        "careers.vacancy_is_recorded": f"""
            INSERT INTO careers_vacancy ({", ".join(vacancy)})
            SELECT {", ".join(vacancy.values())}
        """,
        "careers.filled_vacancy_is_recorded": f"""
            WITH v AS (
                INSERT INTO careers_vacancy ({", ".join(filled)})
                SELECT {", ".join(filled.values())} RETURNING *
            )
            INSERT INTO ledger_entry (kind, occurred_on, unit_id, enterprise_id, subject_type,
                                      subject_id, detail)
            SELECT 'careers.vacancy.opened', {DAY}, unit_id, enterprise_id, 'vacancy', id,
                   jsonb_build_object('grade', grade) FROM v
        """,
    }
