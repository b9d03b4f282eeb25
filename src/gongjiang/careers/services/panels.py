"""Members score a defence and vote, each apart; HR closes the defence, the chair the decision."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.careers import permissions
from gongjiang.careers.models import CommitteeVote, PanelMember, PanelScore, Promotion
from gongjiang.careers.queries.ladders import rounds_rule
from gongjiang.careers.rules import panels
from gongjiang.careers.services.cases import State, locked_promotion, move_on, require_reached
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.careers import PromotionDecided, PromotionDefended
from gongjiang.people.models import Person

Seat = PanelMember.Seat
COMMITTEE = (Seat.COMMITTEE, Seat.CHAIR)


@transaction.atomic
def give_score(
    *, promotion_id: int, actor: Person, score: Decimal, remark: str, at: datetime
) -> PanelScore:
    """Score a candidate's defence, 0 to 100, once; the others do not see it until it is closed.

    Raises:
        NotAllowed: the actor is not a member of the panel, or is the candidate.
        NotNow: the defence is not under way.
        CannotDo: the member has scored already, or the score is out of range.
    """
    # Locked: a score given in the second in which HR closes the defence counts, or is refused.
    promotion = locked_promotion(promotion_id)
    member = _member(promotion, actor, (Seat.PANEL,))
    require_reached(promotion, (State.QUALIFIED,))
    if not panels.LOWEST <= score <= panels.HIGHEST:
        raise CannotDo(_("A score is between 0 and 100."))
    if PanelScore.objects.filter(promotion=promotion, member=member).exists():
        raise CannotDo(_("You have scored this candidate; a score is given once."))
    return PanelScore.objects.create(
        promotion=promotion, member=member, score=score, remark=remark.strip(), given_at=at
    )


@transaction.atomic
def close_defence(*, promotion_id: int, actor: Person, note: str, at: datetime) -> Promotion:
    """HR closes a defence that enough members have scored well enough.

    Raises:
        NotAllowed: the actor is not HR, or is the candidate.
        NotNow: the defence is not under way.
        CannotDo: scores are missing, or their mean does not pass; then HR rejects, with a reason.
    """
    promotion = locked_promotion(promotion_id)
    permissions.may_handle(actor, promotion, day_of(at)).require()
    require_reached(promotion, (State.QUALIFIED,))
    rule = rounds_rule(promotion.enterprise_id, day_of(at))
    scores = list(promotion.scores.values_list("score", flat=True))
    seats = promotion.round.members.filter(seat=Seat.PANEL).count()
    panels.defence(scores, seats=seats, least=rule.least_panel, mark=rule.pass_mark).require()
    fact = PromotionDefended(
        promotion_id=promotion.id, members=len(scores), mean=panels.mean(scores)
    )
    move_on(promotion, State.DEFENDED, fact, actor=actor, at=at, note=note)
    return promotion


@transaction.atomic
def cast_vote(*, promotion_id: int, actor: Person, vote: str, at: datetime) -> CommitteeVote:
    """Vote about a candidate, once.

    Raises:
        NotAllowed: the actor does not sit on the committee, or is the candidate.
        NotNow: the committee does not sit about it.
        CannotDo: the member has voted already.
    """
    promotion = locked_promotion(promotion_id)
    member = _member(promotion, actor, COMMITTEE)
    require_reached(promotion, (State.DEFENDED,))
    if CommitteeVote.objects.filter(promotion=promotion, member=member).exists():
        raise CannotDo(_("You have voted about this candidate; a vote is cast once."))
    return CommitteeVote.objects.create(promotion=promotion, member=member, vote=vote, given_at=at)


@transaction.atomic
def decide(*, promotion_id: int, actor: Person, note: str, at: datetime) -> Promotion:
    """The chair writes down that the committee is for it, when every member has voted so.

    Raises:
        NotAllowed: the actor does not chair the committee, or is the candidate.
        NotNow: the committee does not sit about it.
        CannotDo: votes are missing, or most are not for it; then the chair rejects, with a reason.
    """
    promotion = locked_promotion(promotion_id)
    _member(promotion, actor, (Seat.CHAIR,))
    require_reached(promotion, (State.DEFENDED,))
    rule = rounds_rule(promotion.enterprise_id, day_of(at))
    votes = list(promotion.votes.values_list("vote", flat=True))
    seats = promotion.round.members.filter(seat__in=COMMITTEE).count()
    panels.decision(votes, seats=seats, least=rule.least_committee).require()
    fact = PromotionDecided(
        promotion_id=promotion.id,
        members=seats,
        votes_for=votes.count(CommitteeVote.Vote.YES),
        votes_against=votes.count(CommitteeVote.Vote.NO),
    )
    move_on(promotion, State.DECIDED, fact, actor=actor, at=at, note=note)
    return promotion


def _member(promotion: Promotion, actor: Person, seats: tuple[str, ...]) -> PanelMember:
    members = PanelMember.objects.filter(round=promotion.round_id, person=actor, seat__in=seats)
    member = members.first()
    permissions.may_judge(actor, promotion, member).require()
    if member is None:  # `may_judge` has said so
        raise CannotDo(_("Only the members whom HR named for this round can do this."))
    return member
