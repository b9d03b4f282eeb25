"""For each check of benefit and reward, SQL that contradicts it and no other."""

from __future__ import annotations

STANDING = """(
    SELECT min(e.id) FROM innovation_benefitentry e WHERE e.reverses_id IS NULL
    AND NOT EXISTS (SELECT FROM innovation_benefitentry r WHERE r.reverses_id = e.id)
)"""
ITS_CLAIM = f"(SELECT claim_id FROM innovation_benefitentry WHERE id = {STANDING})"
ITS_EFFECT = f"(SELECT effect_id FROM innovation_claim WHERE id = {ITS_CLAIM})"
NOBODY_YET = "(SELECT max(id) FROM people_person)"
PAID = "(SELECT min(id) FROM innovation_award WHERE state = 'PAID')"

BREAKS = {
    "benefits.shares_within_the_whole": """
        UPDATE innovation_claim SET starts_bp = 1, share_bp = share_bp - 1 WHERE id = (
            SELECT min(id) FROM innovation_claim
            WHERE withdrawn_at IS NULL AND starts_bp = 0 AND share_bp > 1
        )
    """,
    "benefits.entry_is_recorded": f"""
        UPDATE innovation_claim
        SET source = CASE source WHEN 'CONTEST' THEN 'PATENT' ELSE 'CONTEST' END
        WHERE id = {ITS_CLAIM}
    """,
    "benefits.reversal_takes_back_exactly": f"""
        WITH made AS (
            INSERT INTO innovation_benefitentry (claim_id, month, revision, amount_fen,
                                                 confidence, reason, confirmed_by_id, confirmed_on)
            SELECT claim_id, month, 98, 0, confidence, '', confirmed_by_id, confirmed_on
            FROM innovation_benefitentry WHERE id = {STANDING} RETURNING *
        )
        INSERT INTO innovation_benefitentry (claim_id, month, revision, amount_fen, confidence,
                                             reverses_id, reason, confirmed_by_id, confirmed_on)
        SELECT claim_id, month, 99, 0, confidence, id, '误', confirmed_by_id, confirmed_on FROM made
    """,
    "benefits.one_entry_a_month_stands": f"""
        UPDATE innovation_effect SET window_from = window_from + 400, window_to = window_to + 400,
               distinct_reason = '误'
        WHERE id = {ITS_EFFECT}
    """,
    "benefits.confirmed_is_the_sum": f"""
        UPDATE innovation_effect SET confirmed_fen = confirmed_fen + 1 WHERE id = {ITS_EFFECT}
    """,
    "benefits.points_are_recorded": """
        INSERT INTO ledger_entry (kind, subject_type, subject_id, unit_id, enterprise_id,
                                  occurred_on, quantity, detail)
        SELECT 'innovation.benefit.points', 'effect', id, unit_id, enterprise_id, confirmed_on, 5,
               '{}'
        FROM innovation_effect WHERE state = 'CONFIRMED' AND kind <> 'INTANGIBLE'
        ORDER BY id LIMIT 1
    """,
    "benefits.finance_is_no_author": f"""
        UPDATE innovation_effect SET confirmed_by_id = {NOBODY_YET},
               entered_by_id = confirmed_by_id
        WHERE id = (
            SELECT min(x.id) FROM innovation_effect x
            JOIN innovation_claim c ON c.effect_id = x.id
            JOIN innovation_benefitentry e ON e.claim_id = c.id
             AND e.confirmed_by_id = x.confirmed_by_id
            WHERE x.state = 'CONFIRMED' AND x.confirmed_by_id <> {NOBODY_YET}
        )
    """,
    "benefits.award_gives_every_fen": """
        UPDATE innovation_award SET amount_fen = amount_fen + 1 WHERE id = (
            SELECT min(id) FROM innovation_award WHERE state <> 'PAID'
        )
    """,
    "benefits.due_share_is_recorded": f"""
        UPDATE innovation_award SET due_on = due_on - 1 WHERE id = {PAID}
    """,
    "benefits.paid_award_is_recorded": f"""
        UPDATE innovation_award SET paid_on = paid_on + 1 WHERE id = {PAID}
    """,
}
