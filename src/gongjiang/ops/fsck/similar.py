"""Each submitted proposal is found by its words, and by no others; links agree with the ledger."""

from __future__ import annotations

from collections.abc import Callable

from gongjiang.innovation.queries.text_index_checked import wrongly_standing, wrongly_told
from gongjiang.ledger.facts.proposal_links import ProposalCredited, ProposalLinked
from gongjiang.ops.fsck.check import Check, Query


def _found_by(look: Callable[[], list[int]]) -> Callable[[], Query]:
    return lambda: ("SELECT unnest(%s::bigint[]) AS id", (look(),))


STANDING = Check(
    name="similar.each_proposal_stands_once",
    sentence="Each proposal that may be found stands in the index of texts once, and no other.",
    table="innovation_proposal",
    sql=_found_by(wrongly_standing),
)
TOLD = Check(
    name="similar.index_says_what_is_written",
    sentence="The index of texts says of a proposal the pairs of characters it has, and no others.",
    table="innovation_proposal",
    sql=_found_by(wrongly_told),
)
ORPHANS = Check(
    name="similar.grams_have_their_segment",
    sentence="Each gram of the index belongs to a segment.",
    table="innovation_textsegment",
    sql="""
        SELECT DISTINCT g.segment_id AS id FROM innovation_segmentgram g
        WHERE NOT EXISTS (SELECT FROM innovation_textsegment s WHERE s.id = g.segment_id)
    """,
)
LINKED = Check(
    name="similar.link_is_recorded",
    sentence="Each link that stands was recorded with its two proposals, and no other.",
    table="innovation_proposallink",
    facts=(ProposalLinked.kind,),
    sql="""
        SELECT coalesce(l.id, f.subject_id) AS id
        FROM (SELECT * FROM innovation_proposallink WHERE ended_at IS NULL) l
        FULL JOIN fact f ON f.subject_id = l.id
        WHERE ((f.detail->>'later_id')::bigint, (f.detail->>'earlier_id')::bigint,
               f.detail->>'link_code', f.person_id)
            IS DISTINCT FROM (l.later_id, l.earlier_id, l.kind, NULL::bigint)
    """,
)
CREDITED = Check(
    name="similar.credit_is_an_authors",
    sentence="Who is named because of a link is an author of one of its proposals; it stands.",
    table="innovation_proposallink",
    facts=(ProposalCredited.kind,),
    sql="""
        SELECT f.subject_id AS id FROM fact f
        LEFT JOIN innovation_proposallink l ON l.id = f.subject_id AND l.ended_at IS NULL
        WHERE l.id IS NULL OR f.person_id IS NULL OR NOT EXISTS (
            SELECT FROM innovation_author a
            WHERE a.person_id = f.person_id AND a.proposal_id = (f.detail->>'own_id')::bigint
              AND a.proposal_id IN (l.later_id, l.earlier_id)
        )
    """,
)

CHECKS = (STANDING, TOLD, ORPHANS, LINKED, CREDITED)
