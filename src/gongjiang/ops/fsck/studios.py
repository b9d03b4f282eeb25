"""Studios, challenges and spread have their facts and facts have their rows; money adds up.

That whatever a fact names is there, `ledger.fields_lead_somewhere` says for all facts.
"""

from __future__ import annotations

from gongjiang.ledger.facts.studios import (
    ChallengeAwarded,
    ChallengeEarned,
    ChallengePosted,
    ChallengeReleased,
    ChallengeReturned,
    ProposalReplicated,
    SpreadAnswered,
    SpreadEarned,
    SpreadOffered,
    SpreadVerified,
    StudioDeclared,
    StudioHandedOver,
    StudioMeasured,
    StudioNamed,
    StudioReviewed,
    StudioRevoked,
    StudioUpgraded,
    StudioVerified,
)
from gongjiang.ops.fsck.check import Check


def _recorded(
    name: str, sentence: str, fact: str, *, rows: str, state: str, recorded: str, table: str
) -> Check:
    """Each row at a step has its fact, and the other way round, with the same values."""
    return Check(
        name=f"studios.{name}",
        sentence=sentence,
        table=table,
        facts=(fact,),
        sql=f"""
            SELECT coalesce(r.id, f.subject_id) AS id FROM ({rows}) r
            FULL JOIN fact f ON f.subject_id = r.id
            WHERE ({recorded}) IS DISTINCT FROM ({state})
        """,
    )


NAMING = "innovation_studionaming"
_LEVEL = "f.detail->>'level', (f.detail->>'studio_id')::bigint, f.occurred_on"
_FIRST = """
    SELECT DISTINCT ON (studio_id) * FROM innovation_studionaming
    WHERE state = 'NAMED' ORDER BY studio_id, decided_on, id
"""

# A level that was given elsewhere is recorded, never declared or inspected here.
_HERE = "level IN ('ENTERPRISE', 'ZONE')"

DECLARED = _recorded(
    "declaration_is_recorded",
    "Each declaration made here was recorded with its day and level.",
    StudioDeclared.kind,
    table=NAMING,
    rows=f"SELECT * FROM {NAMING} WHERE {_HERE}",
    state="r.level, r.studio_id, r.declared_on",
    recorded=_LEVEL,
)
VERIFIED = _recorded(
    "inspection_is_recorded",
    "Each studio seen on the spot was recorded so, and no other.",
    StudioVerified.kind,
    table=NAMING,
    rows=f"SELECT * FROM {NAMING} WHERE inspected_on IS NOT NULL",
    state="r.level, r.studio_id, r.inspected_on",
    recorded=_LEVEL,
)
NAMED = _recorded(
    "name_is_recorded",
    "Each studio's first name was recorded with its day and level.",
    StudioNamed.kind,
    table="innovation_studio",
    rows=f"""
        SELECT s.id, s.named_on, n.level FROM innovation_studio s
        LEFT JOIN ({_FIRST}) n ON n.studio_id = s.id AND n.decided_on = s.named_on
        WHERE s.named_on IS NOT NULL
    """,
    state="r.level, r.named_on",
    recorded="f.detail->>'level', f.occurred_on",
)
UPGRADED = _recorded(
    "rise_is_recorded",
    "Each rise to a higher level was recorded with its day.",
    StudioUpgraded.kind,
    table=NAMING,
    rows=f"""
        SELECT n.* FROM {NAMING} n JOIN ({_FIRST}) one ON one.studio_id = n.studio_id
        WHERE n.state = 'NAMED' AND n.id <> one.id
    """,
    state="r.level, r.studio_id, r.decided_on",
    recorded=_LEVEL,
)
LEVELS = Check(
    name="studios.level_is_the_last_one_given",
    sentence="Each named studio bears the level of its last naming, one above the one before.",
    table="innovation_studio",
    sql=f"""
        SELECT s.id FROM innovation_studio s
        LEFT JOIN (
            SELECT studio_id, count(*) AS steps, (array_agg(level ORDER BY decided_on, id))
            [count(*)] AS level FROM {NAMING} WHERE state = 'NAMED' GROUP BY studio_id
        ) n ON n.studio_id = s.id
        WHERE s.level IS DISTINCT FROM coalesce(n.level, '')
           OR coalesce(n.steps, 0) IS DISTINCT FROM coalesce(array_position(
              ARRAY['ENTERPRISE', 'ZONE', 'CITY', 'PROVINCE', 'NATIONAL'], s.level::text), 0)
    """,
)
REVIEWED = _recorded(
    "review_is_recorded",
    "Each decided yearly review was recorded with its year and result.",
    StudioReviewed.kind,
    table="innovation_studioreview",
    rows="SELECT * FROM innovation_studioreview WHERE result <> ''",
    state="r.decided_on, r.studio_id, r.year::text, r.result",
    recorded=(
        "f.occurred_on, (f.detail->>'studio_id')::bigint, f.detail->>'year', f.detail->>'result'"
    ),
)
SHEETS = Check(
    name="studios.sheet_adds_up",
    sentence="The points of each yearly review are the sum of its headings.",
    table="innovation_studioreview",
    sql="""
        SELECT r.id FROM innovation_studioreview r WHERE r.points IS DISTINCT FROM (
            SELECT coalesce(sum((line->>'points')::numeric), 0)
            FROM jsonb_array_elements(r.lines) AS line
        )
    """,
)
MEASURED = Check(
    name="studios.measure_is_recorded",
    sentence="Each star, warning and order to rectify was recorded; one upheld in appeal is not.",
    table="innovation_studiomeasure",
    facts=(StudioMeasured.kind,),
    sql="""
        SELECT coalesce(r.id, f.subject_id) AS id
        FROM (SELECT * FROM innovation_studiomeasure WHERE kind <> 'REVOKE') r
        FULL JOIN fact f ON f.subject_id = r.id
        WHERE (f.id IS NOT NULL
               AND (f.detail->>'measure', f.occurred_on) IS DISTINCT FROM (r.kind, r.taken_on))
           OR (f.id IS NULL AND NOT EXISTS (
               SELECT FROM governance_appeal a WHERE a.state = 'UPHELD'
               AND ((a.subject_type = 'innovation.studio_measure' AND a.subject_id = r.id)
                 OR (a.subject_type = 'innovation.studio_review' AND a.subject_id = r.review_id))
           ))
    """,
)
REVOKED = _recorded(
    "revocation_is_recorded",
    "Each studio that lost its name was recorded so, and no other.",
    StudioRevoked.kind,
    table="innovation_studio",
    rows="SELECT * FROM innovation_studio WHERE state = 'REVOKED'",
    state="r.ended_on, r.level",
    recorded="f.occurred_on, f.detail->>'level'",
)
STANDING = Check(
    name="studios.standing_is_the_measure_in_force",
    sentence="Each studio stands as the measure in force on it says.",
    table="innovation_studio",
    sql="""
        SELECT s.id FROM innovation_studio s
        LEFT JOIN innovation_studiomeasure m ON m.studio_id = s.id AND m.lifted_on IS NULL
        WHERE s.standing IS DISTINCT FROM CASE m.kind WHEN 'STAR' THEN 'STARRED'
            WHEN 'WARN' THEN 'WARNED' WHEN 'RECTIFY' THEN 'RECTIFYING' ELSE 'ORDINARY' END
           OR (s.state = 'REVOKED') IS DISTINCT FROM coalesce(m.kind = 'REVOKE', FALSE)
    """,
)
LEADERS = Check(
    name="studios.leader_belongs_to_it",
    sentence="Who leads a studio is one of its members, and took it over last if anybody did.",
    table="innovation_studio",
    sql="""
        SELECT s.id FROM innovation_studio s WHERE NOT EXISTS (
            SELECT FROM innovation_studiomember m WHERE m.studio_id = s.id
            AND m.person_id = s.leader_id AND m.valid_to IS NULL
        ) OR s.leader_id <> (
            SELECT h.after_id FROM innovation_studiohandover h WHERE h.studio_id = s.id
            ORDER BY h.on DESC LIMIT 1
        )
    """,
)
HANDED_OVER = _recorded(
    "handover_is_recorded",
    "Each studio that got another leader was recorded so, with its day and who leads it since.",
    StudioHandedOver.kind,
    table="innovation_studiohandover",
    rows="SELECT * FROM innovation_studiohandover",
    state="r.on, r.studio_id, r.after_id",
    recorded="f.occurred_on, (f.detail->>'studio_id')::bigint, f.person_id",
)
BOOKS = Check(
    name="studios.book_never_below_zero",
    sentence="No studio has spent more than was allotted to it; a reversal negates its line.",
    table="innovation_studio",
    sql="""
        SELECT studio_id AS id FROM innovation_studiobudgetline GROUP BY studio_id
        HAVING sum(CASE kind WHEN 'ALLOTTED' THEN amount_fen ELSE -amount_fen END) < 0
        UNION
        SELECT r.studio_id FROM innovation_studiobudgetline r
        JOIN innovation_studiobudgetline o ON o.id = r.reverses_id
        WHERE (r.studio_id, r.kind, r.amount_fen) IS DISTINCT FROM
              (o.studio_id, o.kind, -o.amount_fen)
    """,
)

POSTED = _recorded(
    "promise_is_recorded",
    "Each challenge's prize was recorded as promised on the day it was posted.",
    ChallengePosted.kind,
    table="innovation_challenge",
    rows="SELECT * FROM innovation_challenge",
    state="r.posted_on, r.prize_fen, r.enterprise_id",
    recorded="f.occurred_on, f.amount_fen, f.enterprise_id",
)
AWARDED = _recorded(
    "award_is_recorded",
    "Each award was recorded with its day and bid, and no other.",
    ChallengeAwarded.kind,
    table="innovation_challenge",
    rows="""
        SELECT c.id, c.awarded_on, b.id AS bid_id FROM innovation_challenge c
        LEFT JOIN innovation_bid b ON b.challenge_id = c.id AND b.state = 'AWARDED'
        WHERE c.awarded_on IS NOT NULL
    """,
    state="r.awarded_on, r.bid_id",
    recorded="f.occurred_on, (f.detail->>'bid_id')::bigint",
)
PARTS = Check(
    name="studios.milestones_are_the_prize",
    sentence="The milestones of each challenge sum to its prize, its bids' shares to the whole.",
    table="innovation_challenge",
    sql="""
        SELECT c.id FROM innovation_challenge c WHERE c.prize_fen IS DISTINCT FROM (
            SELECT sum(m.amount_fen) FROM innovation_challengemilestone m
            WHERE m.challenge_id = c.id
        )
        UNION
        SELECT b.challenge_id FROM innovation_bid b WHERE 10000 IS DISTINCT FROM (
            SELECT sum(s.share_bp) FROM innovation_bidshare s WHERE s.bid_id = b.id
        )
    """,
)
RELEASED = _recorded(
    "release_is_recorded",
    "Each released milestone was recorded with its day and part of the prize.",
    ChallengeReleased.kind,
    table="innovation_challengemilestone",
    rows="SELECT * FROM innovation_challengemilestone WHERE state = 'RELEASED'",
    state="r.decided_on, r.amount_fen, r.challenge_id",
    recorded="f.occurred_on, f.amount_fen, (f.detail->>'challenge_id')::bigint",
)
EARNED = _recorded(
    "share_is_recorded",
    "Each share of a prize was recorded for its person, to the fen.",
    ChallengeEarned.kind,
    table="innovation_challengeshare",
    rows="SELECT * FROM innovation_challengeshare",
    state="r.person_id, r.amount_fen",
    recorded="f.person_id, f.amount_fen",
)
SPLIT = Check(
    name="studios.shares_are_the_milestone",
    sentence="The shares of each released milestone sum to its part; no other has any.",
    table="innovation_challengemilestone",
    sql="""
        SELECT m.id FROM innovation_challengemilestone m
        LEFT JOIN (
            SELECT milestone_id, sum(amount_fen) AS fen FROM innovation_challengeshare
            GROUP BY milestone_id
        ) s ON s.milestone_id = m.id
        WHERE CASE m.state WHEN 'RELEASED' THEN m.amount_fen END IS DISTINCT FROM s.fen
    """,
)
RETURNED = _recorded(
    "return_is_recorded",
    "What was left of the prize of each stopped challenge was recorded as returned.",
    ChallengeReturned.kind,
    table="innovation_challenge",
    rows="""
        SELECT c.id, c.ended_on, coalesce(sum(m.amount_fen), 0)::bigint AS fen
        FROM innovation_challenge c LEFT JOIN innovation_challengemilestone m
          ON m.challenge_id = c.id AND m.state = 'RETURNED'
        WHERE c.state = 'STOPPED' GROUP BY c.id
    """,
    state="r.ended_on, r.fen",
    recorded="f.occurred_on, f.amount_fen",
)

OFFERED = _recorded(
    "offer_is_recorded",
    "Each offered idea was recorded with its day and the last day for an answer.",
    SpreadOffered.kind,
    table="innovation_spreadoffer",
    rows="SELECT * FROM innovation_spreadoffer",
    state="r.offered_on, r.unit_id, r.due_on",
    recorded="f.occurred_on, f.unit_id, (f.detail->>'due_on')::date",
)
ANSWERED = _recorded(
    "answer_is_recorded",
    "Each answer to an offered idea was recorded, and whether it was in time.",
    SpreadAnswered.kind,
    table="innovation_spreadoffer",
    rows="SELECT * FROM innovation_spreadoffer WHERE answered_on IS NOT NULL",
    state="r.answered_on, r.answer, r.answered_on <= r.due_on",
    recorded="f.occurred_on, f.detail->>'outcome', (f.detail->>'in_time')::boolean",
)
COPIES = _recorded(
    "copy_is_recorded",
    "Each verified copy was recorded with what its originators got in all.",
    SpreadVerified.kind,
    table="innovation_spreadoffer",
    rows="""
        SELECT o.id, o.verified_on, o.answer, coalesce(sum(s.amount_fen), 0)::bigint AS fen
        FROM innovation_spreadoffer o LEFT JOIN innovation_spreadshare s ON s.offer_id = o.id
        WHERE o.state = 'VERIFIED' GROUP BY o.id
    """,
    state="r.verified_on, r.answer, r.fen",
    recorded="f.occurred_on, f.detail->>'outcome', f.amount_fen",
)
ORIGINATORS = _recorded(
    "originators_share_is_recorded",
    "Each originator's share was recorded for its person, to the fen.",
    SpreadEarned.kind,
    table="innovation_spreadshare",
    rows="SELECT * FROM innovation_spreadshare",
    state="r.person_id, r.amount_fen",
    recorded="f.person_id, f.amount_fen",
)
REPLICATED = Check(
    name="studios.replication_is_recorded",
    sentence="Each idea bears the mark of its first verified copy, and the fact of it.",
    table="innovation_proposal",
    facts=(ProposalReplicated.kind,),
    sql="""
        SELECT coalesce(p.id, (f.detail->>'proposal_id')::bigint) AS id
        FROM (
            SELECT p.id, p.replicated_on, o.first FROM innovation_proposal p
            FULL JOIN (
                SELECT proposal_id, min(verified_on) AS first FROM innovation_spreadoffer
                WHERE state = 'VERIFIED' GROUP BY proposal_id
            ) o ON o.proposal_id = p.id
            WHERE p.replicated_on IS NOT NULL OR o.first IS NOT NULL
        ) p
        FULL JOIN fact f ON (f.detail->>'proposal_id')::bigint = p.id
        WHERE p.replicated_on IS DISTINCT FROM p.first
           OR f.occurred_on IS DISTINCT FROM p.replicated_on
    """,
)

CHECKS: tuple[Check, ...] = (
    DECLARED,
    VERIFIED,
    NAMED,
    UPGRADED,
    LEVELS,
    REVIEWED,
    SHEETS,
    MEASURED,
    REVOKED,
    STANDING,
    LEADERS,
    HANDED_OVER,
    BOOKS,
    POSTED,
    AWARDED,
    PARTS,
    RELEASED,
    EARNED,
    SPLIT,
    RETURNED,
    OFFERED,
    ANSWERED,
    COPIES,
    ORIGINATORS,
    REPLICATED,
)
