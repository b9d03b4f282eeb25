"""What a reader sees of challenges and bids: across enterprises only what the bidder chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from gongjiang.innovation.models import Bid, BidShare, Challenge, ChallengeMilestone
from gongjiang.people.models import Person


@dataclass(frozen=True, slots=True)
class BidLine:
    """A bid as one reader sees it; what they may not see is empty.

    Attributes:
        who: the name it is shown under, or the team's own to its side.
        enterprise: empty unless the bidder shows it, or the reader is on its side.
        plan: empty while sealed, and to those who neither judge, nor post, nor bid it.
    """

    bid: Bid
    who: str
    enterprise: str
    names: tuple[str, ...]
    plan: str
    is_mine: bool


def board() -> QuerySet[Challenge]:
    """Every challenge, for everybody: title, summary, prize, deadline; the problem is apart."""
    released = Sum("milestones__amount_fen", filter=Q(milestones__state="RELEASED"))
    return Challenge.objects.select_related("enterprise", "process").annotate(released_fen=released)


def bid_count(challenge: Challenge, at: datetime) -> int | None:
    """How many bids there are; before the deadline nobody is told, not even of their number."""
    if at < challenge.bids_until:
        return None
    return challenge.bids.exclude(state=Bid.State.WITHDRAWN).count()


def bids_seen_by(
    reader: Person, challenge: Challenge, *, at: datetime, judges_or_posts: bool
) -> list[BidLine]:
    """The bids a reader may know of: before the deadline only their own; two queries.

    Their points are those of the judges who sit on the panel now.

    Args:
        judges_or_posts: whether the reader judges the challenge or posts for its enterprise.
    """
    sitting = Q(scores__judge__in=challenge.judges.sitting().values("person_id"))
    bids = (
        challenge.bids.exclude(state=Bid.State.WITHDRAWN)
        .select_related("enterprise", "studio", "unit")
        .prefetch_related("shares__person")
        .annotate(
            points=Sum("scores__points", filter=sitting), judged=Count("scores", filter=sitting)
        )
        .order_by("made_at", "id")
    )
    lines = []
    for bid in bids:
        shares = sorted(bid.shares.all(), key=lambda share: share.position)
        is_mine = reader.id in {bid.by_id, *(share.person_id for share in shares)}
        if is_mine or (bid.state != Bid.State.SEALED and at >= challenge.bids_until):
            lines.append(_line(bid, shares, is_mine=is_mine, reads=judges_or_posts))
    return lines


def _line(bid: Bid, shares: list[BidShare], *, is_mine: bool, reads: bool) -> BidLine:
    # Whoever promised the prize must know whom to pay; all others what the bidder chose.
    awarded_to = reads and bid.state == Bid.State.AWARDED
    shown = is_mine or awarded_to
    names = tuple(share.person.name for share in shares)
    return BidLine(
        bid=bid,
        who=bid.shown_as,
        enterprise=bid.enterprise.name if shown or bid.shows_enterprise else "",
        names=names if shown or bid.shows_names else (),
        plan=bid.plan if is_mine or reads else "",
        is_mine=is_mine,
    )


def milestones_of(challenge: Challenge) -> list[ChallengeMilestone]:
    """A challenge's steps in order."""
    return list(challenge.milestones.select_related("claimed_by").order_by("position"))
