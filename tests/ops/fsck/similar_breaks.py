"""For each check of the index of texts and of links, SQL that contradicts it and no other."""

from __future__ import annotations

LINK = """
    WITH two AS (
        SELECT min(id) AS earlier, max(id) AS later FROM innovation_proposal
        WHERE state = 'CLOSED'
    ), link AS (
        INSERT INTO innovation_proposallink (public_id, later_id, earlier_id, kind, made_at)
        SELECT gen_random_uuid(), later, earlier, 'SAME', now() FROM two
        RETURNING id, later_id, earlier_id
    )
"""


def recorded(kind: str, detail: str) -> str:
    """A fact about the link, of nobody."""
    return f"""
        INSERT INTO ledger_entry
            (kind, subject_type, subject_id, unit_id, enterprise_id, occurred_on, detail)
        SELECT 'innovation.proposal.{kind}', 'proposal_link', l.id, p.enterprise_id,
               p.enterprise_id, DATE '2022-11-01',
               jsonb_build_object({detail}, 'link_code', 'SAME')
        FROM link l JOIN innovation_proposal p ON p.id = l.later_id
    """


BREAKS = {
    "similar.each_proposal_stands_once": """
        INSERT INTO innovation_textsegment
            (stamp, size, proposal_ids, enterprise_ids, written_at)
        VALUES (gen_random_uuid(), 1, decode('0000000000010000', 'hex'),
                decode('0100000000000000', 'hex'), now())
    """,
    "similar.index_says_what_is_written": """
        DELETE FROM innovation_segmentgram g USING (
            SELECT gram, segment_id FROM innovation_segmentgram ORDER BY texts DESC LIMIT 1
        ) most
        WHERE (g.gram, g.segment_id) = (most.gram, most.segment_id)
    """,
    "similar.grams_have_their_segment": """
        INSERT INTO innovation_segmentgram (gram, segment_id, texts, slots)
        VALUES (1, 0, 1, decode('0000', 'hex'))
    """,
    "similar.link_is_recorded": f"{LINK} SELECT id FROM link",
    "similar.credit_is_an_authors": f"""
        {LINK}, linked AS (
            {recorded("linked", "'later_id', l.later_id, 'earlier_id', l.earlier_id")}
            RETURNING id
        )
        {recorded("credited", "'own_id', l.later_id, 'other_id', l.earlier_id")}
    """,
}
