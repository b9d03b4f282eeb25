"""For each check of benefit and reward, SQL that contradicts it and no other."""

from __future__ import annotations

OPEN_LEDGER = "ALTER TABLE innovation_benefitentry DISABLE TRIGGER USER;"
REVERSAL = "(SELECT min(id) FROM innovation_benefitentry WHERE reverses_id IS NOT NULL)"
STANDING = """(
    SELECT min(e.id) FROM innovation_benefitentry e WHERE e.reverses_id IS NULL
    AND NOT EXISTS (SELECT FROM innovation_benefitentry r WHERE r.reverses_id = e.id)
)"""
LONE_CLAIM = """(
    SELECT min(c.id) FROM innovation_claim c WHERE c.withdrawn_at IS NULL AND c.starts_bp = 0
    AND c.share_bp < 10000
    AND NOT EXISTS (SELECT FROM innovation_claim o WHERE o.effect_id = c.effect_id AND o.id <> c.id)
)"""
PAID = "(SELECT min(id) FROM innovation_award WHERE state = 'PAID')"
ORIGIN_OF_STANDING = f"""(
    SELECT c.source_id FROM innovation_benefitentry e JOIN innovation_claim c ON c.id = e.claim_id
    WHERE e.id = (
        SELECT min(e.id) FROM innovation_benefitentry e
        JOIN innovation_claim c ON c.id = e.claim_id WHERE c.source = 'PROPOSAL'
    )
)"""

BREAKS = {
    "benefits.shares_within_the_whole": f"""
        UPDATE innovation_claim SET starts_bp = 1 WHERE id = {LONE_CLAIM}
    """,
    "benefits.entry_is_recorded": f"""
        {OPEN_LEDGER}
        UPDATE innovation_benefitentry
        SET confidence = CASE confidence WHEN 'ASSERTED' THEN 'ESTIMATED' ELSE 'ASSERTED' END
        WHERE id = {STANDING}
    """,
    "benefits.reversal_takes_back_exactly": f"""
        {OPEN_LEDGER}
        UPDATE innovation_benefitentry SET revision = revision + 1 WHERE id = {REVERSAL}
    """,
    "benefits.one_entry_a_month_stands": f"""
        UPDATE innovation_effect SET window_from = window_from + 400, window_to = window_to + 400,
               distinct_reason = 'x'
        WHERE id = (
            SELECT c.effect_id FROM innovation_claim c
            JOIN innovation_benefitentry e ON e.claim_id = c.id WHERE e.id = {STANDING}
        )
    """,
    "benefits.confirmed_is_the_sum": """
        UPDATE innovation_effect SET confirmed_fen = confirmed_fen + 1
        WHERE id = (SELECT min(id) FROM innovation_effect WHERE kind <> 'INTANGIBLE')
    """,
    "benefits.points_are_recorded": """
        UPDATE innovation_effect SET points = points + 1 WHERE id = (
            SELECT min(id) FROM innovation_effect WHERE kind = 'INTANGIBLE' AND state = 'CONFIRMED'
        )
    """,
    "benefits.finance_is_no_author": f"""
        {OPEN_LEDGER}
        UPDATE innovation_benefitentry SET confirmed_by_id = (
            SELECT min(person_id) FROM innovation_author WHERE proposal_id = {ORIGIN_OF_STANDING}
        ) WHERE id = (
            SELECT min(e.id) FROM innovation_benefitentry e
            JOIN innovation_claim c ON c.id = e.claim_id WHERE c.source = 'PROPOSAL'
        )
    """,
    "benefits.award_gives_every_fen": """
        INSERT INTO innovation_awardshare (award_id, person_id, share_bp, amount_fen)
        SELECT a.id, p.id, 1, 1
        FROM (SELECT min(id) AS id FROM innovation_award WHERE state = 'PUBLIC') a
        JOIN (SELECT max(id) AS id FROM people_person) p ON a.id IS NOT NULL
    """,
    "benefits.due_share_is_recorded": f"""
        UPDATE innovation_award SET due_on = due_on - 1 WHERE id = {PAID}
    """,
    "benefits.paid_award_is_recorded": f"""
        UPDATE innovation_award SET paid_on = paid_on + 1 WHERE id = {PAID}
    """,
}
