"""Every grade, record and case of careers has its facts, and they it."""

from __future__ import annotations

from gongjiang.ledger.facts.base import Fact
from gongjiang.ledger.facts.careers import (
    Appraised,
    ConversionAsked,
    ConversionTookEffect,
    Disciplined,
    GradeEntered,
    GradeLeft,
    MeasureTaken,
    MeritRecorded,
    PromotionApplied,
    PromotionNominated,
    PromotionRejected,
    PromotionTookEffect,
    RoundOpened,
    VacancyFilled,
    VacancyOpened,
)
from gongjiang.ops.fsck.check import Check

# Rows on the left, facts on the right: one without the other, or one that says otherwise.
MIRROR = """
    SELECT coalesce(r.id, f.subject_id) AS id
    FROM ({rows}) AS r FULL JOIN (SELECT * FROM fact WHERE kind IN ({kinds})) AS f
      ON f.subject_id = r.id
    WHERE r.id IS NULL OR f.id IS NULL
       OR (f.occurred_on, f.person_id, f.enterprise_id, {said})
          IS DISTINCT FROM (r.day, r.person_id, r.enterprise_id, {told})
"""


def _mirror(
    name: str,
    table: str,
    *facts: type[Fact],
    rows: str,
    said: str,
    told: str,
) -> Check:
    """Each row has its fact and each fact its row; both say the same.

    Args:
        rows: selects id, day, person_id, enterprise_id, and what `told` names.
        said, told: the same of the fact's detail and of the row.
    """
    kinds = tuple(fact.kind for fact in facts)
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return Check(
        name=f"careers.{name}",
        sentence=f"{name.replace('_', ' ').capitalize()}: as it stands, and nothing else.",
        table=table,
        facts=kinds,
        sql=MIRROR.format(rows=rows, kinds=listed, said=said, told=told),
    )


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE 'Asia/Shanghai')::date"


def _stepped(case: str, what: str) -> str:
    """The day of a case's last step of a kind."""
    return f"""(SELECT {_day("max(s.at)")} FROM careers_step s
        WHERE s.{case}_id = c.id AND s.what = '{what}')"""


RECORD = """
    SELECT id, {day} AS day, person_id, enterprise_id, {more} FROM {table}
    WHERE annulled_at IS NULL
"""

FOLLOWED = Check(
    name="careers.grade_is_followed",
    sentence="A grade that ended because another followed is followed by one on that day.",
    table="careers_gradespell",
    sql="""
        SELECT s.id FROM careers_gradespell s
        WHERE s.end_reason = 'NEXT' AND NOT EXISTS (
            SELECT FROM careers_gradespell n
            WHERE (n.person_id, n.enterprise_id, n.track, n.valid_from)
                = (s.person_id, s.enterprise_id, s.track, s.valid_to))
    """,
)

EMPLOYED = Check(
    name="careers.grade_begins_in_an_employment",
    sentence="Nobody comes to hold a grade with an enterprise they do not work for on that day.",
    table="careers_gradespell",
    sql="""
        SELECT s.id FROM careers_gradespell s
        WHERE NOT EXISTS (
            SELECT FROM people_employment e
            WHERE (e.person_id, e.employer_id) = (s.person_id, s.enterprise_id)
              AND daterange(e.valid_from, e.valid_to) @> s.valid_from)
    """,
)

ONE_UP = Check(
    name="careers.promotion_leads_one_up",
    sentence="A promotion in effect leads one grade up, in its sequence, from where it began.",
    table="careers_promotion",
    sql="""
        SELECT p.id FROM careers_promotion p
        JOIN careers_gradespell before ON before.id = p.from_spell_id
        JOIN careers_gradespell after ON after.id = p.spell_id
        WHERE (after.sequence, after.grade, after.valid_from, after.person_id)
              IS DISTINCT FROM (before.sequence, before.grade + 1, before.valid_to, p.person_id)
           OR p.to_grade <> after.grade
           OR after.reason <> CASE WHEN p.exceptional THEN 'EXCEPTIONAL' ELSE 'PROMOTION' END
    """,
)

CHECKS = (
    _mirror(
        "grade_is_recorded",
        "careers_gradespell",
        GradeEntered,
        rows="""
            SELECT s.*, s.valid_from AS day,
                   CASE WHEN s.reason <> 'INITIAL' THEN b.sequence END AS from_sequence,
                   CASE WHEN s.reason <> 'INITIAL' THEN b.grade END AS from_grade
            FROM careers_gradespell s LEFT JOIN careers_gradespell b
              ON (b.person_id, b.enterprise_id, b.track, b.valid_to)
               = (s.person_id, s.enterprise_id, s.track, s.valid_from)
             AND b.end_reason = 'NEXT'
        """,
        said="""f.detail->>'sequence', (f.detail->>'grade')::int, f.detail->>'reason',
            f.detail->>'track', f.detail->>'from_sequence', (f.detail->>'from_grade')::int""",
        told="r.sequence, r.grade, r.reason, r.track, r.from_sequence, r.from_grade",
    ),
    _mirror(
        "grade_left_is_recorded",
        "careers_gradespell",
        GradeLeft,
        rows="""
            SELECT *, valid_to AS day FROM careers_gradespell
            WHERE end_reason NOT IN ('', 'NEXT')
        """,
        said="f.detail->>'reason'",
        told="r.end_reason",
    ),
    FOLLOWED,
    EMPLOYED,
    _mirror(
        "appraisal_is_recorded",
        "careers_appraisal",
        Appraised,
        rows=RECORD.format(table="careers_appraisal", day="decided_on", more="year, mark"),
        said="(f.detail->>'year')::int, f.detail->>'mark'",
        told="r.year, r.mark",
    ),
    _mirror(
        "discipline_is_recorded",
        "careers_disciplineevent",
        Disciplined,
        rows=RECORD.format(
            table="careers_disciplineevent", day="occurred_on", more="kind, serious"
        ),
        said="f.detail->>'discipline_kind', (f.detail->>'serious')::boolean",
        told="r.kind, r.serious",
    ),
    _mirror(
        "merit_is_recorded",
        "careers_merit",
        MeritRecorded,
        rows=RECORD.format(table="careers_merit", day="occurred_on", more="kind, level"),
        said="f.detail->>'merit_kind', f.detail->>'level'",
        told="r.kind, r.level",
    ),
    _mirror(
        "round_is_recorded",
        "careers_promotionround",
        RoundOpened,
        rows="""
            SELECT id, f2.occurred_on AS day, NULL::bigint AS person_id, enterprise_id, counted_on
            FROM careers_promotionround c LEFT JOIN LATERAL (
                SELECT occurred_on FROM fact WHERE subject_id = c.id
                  AND kind = 'careers.round.opened') AS f2 ON true
        """,
        said="(f.detail->>'counted_on')::date",
        told="r.counted_on",
    ),
    _mirror(
        "application_is_recorded",
        "careers_promotion",
        PromotionApplied,
        PromotionNominated,
        rows=f"""
            SELECT *, {_day("applied_at")} AS day,
                   CASE WHEN nominated_by_id IS NULL THEN 'careers.promotion.applied'
                        ELSE 'careers.promotion.nominated' END AS told
            FROM careers_promotion
        """,
        said="f.kind, f.detail->>'sequence', (f.detail->>'to_grade')::int",
        told="r.told, r.sequence, r.to_grade",
    ),
    _mirror(
        "promotion_in_effect_is_recorded",
        "careers_promotion",
        PromotionTookEffect,
        rows=f"""
            SELECT c.*, {_stepped("promotion", "EFFECTIVE")} AS day
            FROM careers_promotion c WHERE state = 'EFFECTIVE'
        """,
        said="(f.detail->>'spell_id')::bigint",
        told="r.spell_id",
    ),
    _mirror(
        "rejection_is_recorded",
        "careers_promotion",
        PromotionRejected,
        rows=f"""
            SELECT c.*, (SELECT {_day("max(s.at)")} FROM careers_step s
                         WHERE s.promotion_id = c.id AND s.what = 'REJECTED'
                           AND s.note <> '') AS day
            FROM careers_promotion c WHERE state IN ('REJECTED', 'APPEALED')
        """,
        said="(f.detail->>'cool_off_until')::date",
        told="r.cool_off_until",
    ),
    ONE_UP,
    _mirror(
        "conversion_is_recorded",
        "careers_conversion",
        ConversionAsked,
        # Asked by word of mouth first, it may have been entered some days later.
        rows=f"""
            SELECT c.*, asked.occurred_on AS day FROM careers_conversion c LEFT JOIN LATERAL (
                SELECT occurred_on FROM fact
                WHERE subject_id = c.id AND kind = '{ConversionAsked.kind}'
                  AND occurred_on <= {_day("c.asked_at")}
            ) AS asked ON true
        """,
        said="f.detail->>'to_sequence', (f.detail->>'to_grade')::int",
        told="r.to_sequence, r.to_grade",
    ),
    _mirror(
        "conversion_in_effect_is_recorded",
        "careers_conversion",
        ConversionTookEffect,
        rows="""
            SELECT c.*, s.valid_from AS day FROM careers_conversion c
            JOIN careers_gradespell s ON s.id = c.spell_id
        """,
        said="(f.detail->>'spell_id')::bigint",
        told="r.spell_id",
    ),
    _mirror(
        "measure_in_effect_is_recorded",
        "careers_measure",
        MeasureTaken,
        rows="""
            SELECT *, starts_on AS day FROM careers_measure WHERE state IN ('EFFECTIVE', 'LIFTED')
        """,
        said="f.detail->>'measure_kind'",
        told="r.kind",
    ),
    _mirror(
        "vacancy_is_recorded",
        "careers_vacancy",
        VacancyOpened,
        rows="SELECT *, opened_on AS day, NULL::bigint AS person_id FROM careers_vacancy",
        said="(f.detail->>'grade')::int",
        told="r.grade",
    ),
    _mirror(
        "filled_vacancy_is_recorded",
        "careers_vacancy",
        VacancyFilled,
        rows="""
            SELECT *, closed_on AS day, filled_by_id AS person_id
            FROM careers_vacancy WHERE state = 'FILLED'
        """,
        said="f.detail->>'origin'",
        told="r.origin",
    ),
)
