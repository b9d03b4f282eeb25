"""What can have happened to the benefit of ideas, and to the money paid for them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gongjiang.ledger.facts.base import Fact


@dataclass(frozen=True, kw_only=True)
class BenefitConfirmed(Fact):
    """Finance confirmed a claim's net benefit of one month. No person.

    The entry's day is the last of that calendar month; where that lay ahead on the day of the
    confirmation, because the remaining months were confirmed at once, it is that day. A month taken
    back is annulled; another amount in its place has an entry, and so a fact, of its own.

    Attributes:
        source: PROPOSAL, PROJECT, PATENT, CONVERSION, FIVE_SMALL, CHALLENGE or CONTEST.
        amount_fen: of this claim, in this month; negative where costs exceed the saving.
    """

    kind = "innovation.benefit.confirmed"
    subject = "benefit_entry"

    benefit_entry_id: int
    claim_id: int
    source: str
    confidence: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class BenefitPointsGiven(Fact):
    """An intangible effect was given its points; the quantity. No person, never money."""

    kind = "innovation.benefit.points"
    subject = "effect"

    effect_id: int
    quantity: Decimal


@dataclass(frozen=True, kw_only=True)
class AwardDue(Fact):
    """An award's publicity passed, and somebody's share of it is due.

    Attributes:
        scheme: RESULT_BONUS or OUTSTANDING_CONTRIBUTION.
    """

    kind = "innovation.award.due"
    subject = "award_share"

    award_share_id: int
    scheme: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class AwardPaid(Fact):
    """A whole award was paid. No person: the shares are those that were due."""

    kind = "innovation.award.paid"
    subject = "award"

    award_id: int
    scheme: str
    amount_fen: int
