"""What can have happened to studios, in the challenge market, and as an idea spreads.

The unit is where a studio works, whose challenge it is, or the team that was offered an idea; the
enterprise is that unit's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class StudioDeclared(Fact):
    """A studio asked for a level, the first or the next. The person leads it."""

    kind = "innovation.studio.declared"
    subject = "studio_naming"

    studio_naming_id: int
    studio_id: int
    level: str


@dataclass(frozen=True, kw_only=True)
class StudioVerified(Fact):
    """Inspectors saw a studio on the spot and found that it has what it declared."""

    kind = "innovation.studio.verified"
    subject = "studio_naming"

    studio_naming_id: int
    studio_id: int
    level: str


@dataclass(frozen=True, kw_only=True)
class StudioNamed(Fact):
    """A studio got its name, for the first time. The person leads it."""

    kind = "innovation.studio.named"
    subject = "studio"

    studio_id: int
    level: str


@dataclass(frozen=True, kw_only=True)
class StudioUpgraded(Fact):
    """A named studio rose to the next level."""

    kind = "innovation.studio.upgraded"
    subject = "studio_naming"

    studio_naming_id: int
    studio_id: int
    level: str


@dataclass(frozen=True, kw_only=True)
class StudioReviewed(Fact):
    """Named people decided a studio's yearly review; the entry's day is that of the decision.

    Attributes:
        year: the year that was reviewed.
        level: the studio's level then.
        result: EXCELLENT, QUALIFIED or RECTIFY.
    """

    kind = "innovation.studio.reviewed"
    subject = "studio_review"

    studio_review_id: int
    studio_id: int
    year: int
    level: str
    result: str


@dataclass(frozen=True, kw_only=True)
class StudioMeasured(Fact):
    """A studio was starred, warned, or told to rectify: STAR, WARN or RECTIFY."""

    kind = "innovation.studio.measured"
    subject = "studio_measure"

    studio_measure_id: int
    studio_id: int
    measure: str


@dataclass(frozen=True, kw_only=True)
class StudioRevoked(Fact):
    """A studio lost its name; `level` is what it had."""

    kind = "innovation.studio.revoked"
    subject = "studio"

    studio_id: int
    level: str


@dataclass(frozen=True, kw_only=True)
class StudioHandedOver(Fact):
    """A studio has another leader from this day on. The person leads it now."""

    kind = "innovation.studio.handed_over"
    subject = "studio_handover"

    studio_handover_id: int
    studio_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengePosted(Fact):
    """An enterprise posted a problem and promised a prize, in fen, to whoever solves it."""

    kind = "innovation.challenge.posted"
    subject = "challenge"

    challenge_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class ChallengeAwarded(Fact):
    """A panel gave a challenge to one bid. Without a person; the enterprise is the poster's."""

    kind = "innovation.challenge.awarded"
    subject = "challenge"

    challenge_id: int
    bid_id: int
    bids: int


@dataclass(frozen=True, kw_only=True)
class ChallengeReleased(Fact):
    """A milestone was accepted, and its part of the prize is due; the poster's promise shrinks."""

    kind = "innovation.challenge.released"
    subject = "challenge_milestone"

    challenge_milestone_id: int
    challenge_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class ChallengeEarned(Fact):
    """Somebody's share of a released milestone, in fen. The unit is the bidder's."""

    kind = "innovation.challenge.earned"
    subject = "challenge_share"

    challenge_share_id: int
    challenge_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class ChallengeReturned(Fact):
    """A challenge was stopped; what had not been released is the poster's again, in fen."""

    kind = "innovation.challenge.returned"
    subject = "challenge"

    challenge_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class SpreadOffered(Fact):
    """An accepted proposal was offered to a team that works by the same process.

    Attributes:
        due_on: the last day for an answer.
    """

    kind = "innovation.spread.offered"
    subject = "spread_offer"

    spread_offer_id: int
    proposal_id: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class SpreadAnswered(Fact):
    """A team took an idea over, adapted it, or said why it does not fit.

    Attributes:
        outcome: ACCEPTED, ADAPTED or NOT_APPLICABLE.
    """

    kind = "innovation.spread.answered"
    subject = "spread_offer"

    spread_offer_id: int
    proposal_id: int
    outcome: str
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class SpreadVerified(Fact):
    """Somebody apart from both sides saw a copy at work; `amount_fen` goes to the originators.

    Attributes:
        outcome: ACCEPTED or ADAPTED, as it was answered.
        within: whether the copy is in the enterprise the idea came from.
    """

    kind = "innovation.spread.verified"
    subject = "spread_offer"

    spread_offer_id: int
    proposal_id: int
    outcome: str
    within: bool
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class SpreadEarned(Fact):
    """An originator's share for one verified copy, in fen; never of an anonymous proposal."""

    kind = "innovation.spread.earned"
    subject = "spread_share"

    spread_share_id: int
    spread_offer_id: int
    proposal_id: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class ProposalReplicated(Fact):
    """A proposal's first verified copy was seen: it is replicated from this day on.

    The unit and the enterprise are the proposal's own, not the copying team's.
    """

    kind = "innovation.proposal.replicated"
    subject = "spread_offer"

    spread_offer_id: int
    proposal_id: int
