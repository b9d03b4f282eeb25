"""One effect is claimed once; each confirmed month has its fact and each fact its month; nobody
confirms their own; awards give every fen to somebody and are paid once."""

from __future__ import annotations

from gongjiang.ledger.facts.benefits import (
    AwardDue,
    AwardPaid,
    BenefitConfirmed,
    BenefitPointsGiven,
)
from gongjiang.ops.fsck.check import Check

_STANDING = """
    SELECT e.*, c.effect_id, c.source, x.unit_id, x.enterprise_id
    FROM innovation_benefitentry e
    JOIN innovation_claim c ON c.id = e.claim_id
    JOIN innovation_effect x ON x.id = c.effect_id
    WHERE e.reverses_id IS NULL
      AND NOT EXISTS (SELECT FROM innovation_benefitentry r WHERE r.reverses_id = e.id)
"""

_PEOPLE = """
    SELECT 'PROPOSAL' AS source, proposal_id AS source_id, person_id FROM innovation_author
    UNION ALL SELECT 'PROJECT', project_id, person_id FROM innovation_projectmember
    UNION ALL SELECT 'PATENT', patent_id, person_id FROM innovation_patentinventor
    UNION ALL SELECT 'FIVE_SMALL', item_id, person_id FROM innovation_fivesmallauthor
    UNION ALL
    SELECT 'CONVERSION', v.id, i.person_id
    FROM innovation_conversion v JOIN innovation_patentinventor i ON i.patent_id = v.patent_id
    UNION ALL
    SELECT 'CONVERSION', v.id, m.person_id
    FROM innovation_conversion v JOIN innovation_projectmember m ON m.project_id = v.project_id
    UNION ALL
    SELECT 'CHALLENGE', b.challenge_id, s.person_id
    FROM innovation_bid b JOIN innovation_bidshare s ON s.bid_id = b.id WHERE b.state = 'AWARDED'
"""

SHARES = Check(
    name="benefits.shares_within_the_whole",
    sentence="The shares claimed of one effect lie side by side and are no more than 100 %.",
    table="innovation_effect",
    sql="""
        SELECT effect_id AS id FROM (
            SELECT effect_id, starts_bp,
                   coalesce(sum(share_bp) OVER (PARTITION BY effect_id ORDER BY starts_bp
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM innovation_claim WHERE withdrawn_at IS NULL
        ) AS placed WHERE starts_bp <> before
    """,
)
CONFIRMED = Check(
    name="benefits.entry_is_recorded",
    sentence="Each confirmed month that stands has its fact, with the same amount, day and place.",
    table="innovation_benefitentry",
    facts=(BenefitConfirmed.kind,),
    sql=f"""
        SELECT coalesce(e.id, f.subject_id) AS id FROM ({_STANDING}) e
        FULL JOIN fact f ON f.subject_id = e.id
        WHERE (f.amount_fen, f.unit_id, f.enterprise_id, f.detail->>'source',
               f.detail->>'confidence', (f.detail->>'claim_id')::bigint, f.person_id,
               f.occurred_on)
          IS DISTINCT FROM
              (e.amount_fen, e.unit_id, e.enterprise_id, e.source::text, e.confidence::text,
               e.claim_id, NULL::bigint,
               least((e.month + interval '1 month - 1 day')::date, e.confirmed_on))
    """,
)
REVERSED = Check(
    name="benefits.reversal_takes_back_exactly",
    sentence="An entry that reverses takes back exactly what the other had confirmed.",
    table="innovation_benefitentry",
    sql="""
        SELECT r.id FROM innovation_benefitentry r
        JOIN innovation_benefitentry e ON e.id = r.reverses_id
        WHERE (r.claim_id, r.month, r.revision, r.amount_fen)
          IS DISTINCT FROM (e.claim_id, e.month, e.revision, -e.amount_fen)
           OR e.reverses_id IS NOT NULL
    """,
)
ONE_STANDS = Check(
    name="benefits.one_entry_a_month_stands",
    sentence="Of one claim and month no more than one entry stands, within the twelve months.",
    table="innovation_claim",
    sql=f"""
        SELECT e.claim_id AS id FROM ({_STANDING}) e GROUP BY e.claim_id, e.month
        HAVING count(*) > 1
        UNION ALL
        SELECT e.claim_id FROM ({_STANDING}) e JOIN innovation_effect x ON x.id = e.effect_id
        WHERE e.month < date_trunc('month', x.window_from) OR e.month >= x.window_to
    """,
)
SUMS = Check(
    name="benefits.confirmed_is_the_sum",
    sentence="What an effect says is confirmed is the sum of its entries.",
    table="innovation_effect",
    sql="""
        SELECT x.id FROM innovation_effect x
        LEFT JOIN innovation_claim c ON c.effect_id = x.id
        LEFT JOIN innovation_benefitentry e ON e.claim_id = c.id
        GROUP BY x.id HAVING x.confirmed_fen <> coalesce(sum(e.amount_fen), 0)
    """,
)
POINTS = Check(
    name="benefits.points_are_recorded",
    sentence="Each intangible effect that was given points has its fact, and no other has one.",
    table="innovation_effect",
    facts=(BenefitPointsGiven.kind,),
    sql="""
        SELECT coalesce(x.id, f.subject_id) AS id
        FROM (SELECT * FROM innovation_effect
              WHERE kind = 'INTANGIBLE' AND state = 'CONFIRMED') x
        FULL JOIN fact f ON f.subject_id = x.id
        WHERE (f.quantity, f.unit_id, f.enterprise_id, f.occurred_on)
          IS DISTINCT FROM (x.points::numeric, x.unit_id, x.enterprise_id, x.confirmed_on)
    """,
)
APART = Check(
    name="benefits.finance_is_no_author",
    sentence="Nobody confirmed the benefit of what they have part in, or entered themselves.",
    table="innovation_benefitentry",
    sql=f"""
        SELECT e.id FROM innovation_benefitentry e
        JOIN innovation_claim c ON c.id = e.claim_id
        JOIN innovation_effect x ON x.id = c.effect_id
        WHERE e.confirmed_by_id = x.entered_by_id
           OR EXISTS (
               SELECT FROM ({_PEOPLE}) AS own
               WHERE own.source = c.source AND own.source_id = c.source_id
                 AND own.person_id = e.confirmed_by_id
           )
    """,
)
AWARD_SPLIT = Check(
    name="benefits.award_gives_every_fen",
    sentence="The shares of an award sum to it, to the fen.",
    table="innovation_award",
    sql="""
        SELECT a.id FROM innovation_award a
        LEFT JOIN innovation_awardshare s ON s.award_id = a.id
        GROUP BY a.id HAVING a.amount_fen <> coalesce(sum(s.amount_fen), 0)
    """,
)
AWARD_DUE = Check(
    name="benefits.due_share_is_recorded",
    sentence="Each share of an award that is due or paid has its fact, and no other has one.",
    table="innovation_awardshare",
    facts=(AwardDue.kind,),
    sql="""
        SELECT coalesce(s.id, f.subject_id) AS id
        FROM (
            SELECT s.id, s.person_id, s.amount_fen, a.due_on, c.kind::text AS scheme,
                   c.enterprise_id
            FROM innovation_awardshare s
            JOIN innovation_award a ON a.id = s.award_id
            JOIN innovation_scheme c ON c.id = a.scheme_id
            WHERE a.state IN ('DUE', 'PAID') AND s.amount_fen > 0
        ) s FULL JOIN fact f ON f.subject_id = s.id
        WHERE (f.person_id, f.amount_fen, f.occurred_on, f.detail->>'scheme', f.enterprise_id)
          IS DISTINCT FROM (s.person_id, s.amount_fen, s.due_on, s.scheme, s.enterprise_id)
    """,
)
AWARD_PAID = Check(
    name="benefits.paid_award_is_recorded",
    sentence="Each award that was paid has its fact, with the same amount and day.",
    table="innovation_award",
    facts=(AwardPaid.kind,),
    sql="""
        SELECT coalesce(a.id, f.subject_id) AS id
        FROM (SELECT a.*, c.kind::text AS scheme FROM innovation_award a
              JOIN innovation_scheme c ON c.id = a.scheme_id WHERE a.state = 'PAID') a
        FULL JOIN fact f ON f.subject_id = a.id
        WHERE (f.amount_fen, f.occurred_on, f.detail->>'scheme')
          IS DISTINCT FROM (a.amount_fen, a.paid_on, a.scheme)
    """,
)

CHECKS = (
    SHARES,
    CONFIRMED,
    REVERSED,
    ONE_STANDS,
    SUMS,
    POINTS,
    APART,
    AWARD_SPLIT,
    AWARD_DUE,
    AWARD_PAID,
)
