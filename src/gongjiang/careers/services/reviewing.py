"""The department and HR look at a promotion; any step may turn it down, with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.careers import permissions, wording
from gongjiang.careers.models import Promotion
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.queries.ladders import rounds_rule
from gongjiang.careers.services.applying import NotEligible, address
from gongjiang.careers.services.cases import (
    NotNow,
    State,
    locked_promotion,
    move_on,
    require_reached,
    tell,
)
from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months, day_of
from gongjiang.ledger.facts.careers import (
    PromotionQualified,
    PromotionRejected,
    PromotionReviewed,
)
from gongjiang.people.models import Person

ASKED = (State.APPLIED, State.NOMINATED)


@transaction.atomic
def support(*, promotion_id: int, actor: Person, note: str, at: datetime) -> Promotion:
    """The department supports a candidate.

    Raises:
        NotAllowed: the actor does not speak for the department, or is the candidate.
        NotNow: it does not wait for the department.
    """
    promotion = locked_promotion(promotion_id)
    permissions.may_review(actor, promotion, day_of(at)).require()
    require_reached(promotion, ASKED)
    fact = PromotionReviewed(promotion_id=promotion.id)
    move_on(promotion, State.REVIEWED, fact, actor=actor, at=at, note=note)
    return promotion


@transaction.atomic
def qualify(*, promotion_id: int, actor: Person, note: str, at: datetime) -> Promotion:
    """HR finds that all criteria are met, as of the day the round counts; the file is made anew.

    Raises:
        NotAllowed: the actor is not HR, or is the candidate.
        NotEligible: something is missing still; the sentence says what. Mend the record, or reject.
        NotNow: it does not wait for this.
    """
    promotion = locked_promotion(promotion_id)
    permissions.may_handle(actor, promotion, day_of(at)).require()
    require_reached(promotion, (State.REVIEWED,))
    file = explanation_of(promotion.person_id, promotion.enterprise_id, promotion.round.counted_on)
    promotion.file = file.as_json()
    if not (file.eligible or (promotion.exceptional and file.exceptional)):
        raise NotEligible(wording.refusal(file))
    fact = PromotionQualified(promotion_id=promotion.id)
    move_on(promotion, State.QUALIFIED, fact, actor=actor, at=at, note=note)
    return promotion


@transaction.atomic
def reject(*, promotion_id: int, actor: Person, reason: str, at: datetime) -> Promotion:
    """Turn a promotion down, with a reason and the day from which one may apply again.

    Who may: whoever may take the next step where it stands.

    Raises:
        NotAllowed: the actor may not take the next step.
        NotNow: it is over, or under appeal.
        CannotDo: no reason was given.
    """
    promotion = locked_promotion(promotion_id)
    may_reject(actor, promotion, day_of(at)).require()
    if promotion.is_over or promotion.state == State.APPEALED:
        raise NotNow(_("This promotion is over, or under appeal."))
    if not reason.strip():
        raise CannotDo(_("Give the reason: the candidate reads it, and may appeal."))
    turn_down(promotion, actor=actor, reason=reason, at=at)
    return promotion


def may_reject(actor: Person, promotion: Promotion, day: date) -> Decision:
    """Whoever may take the next step may also turn it down."""
    if promotion.reached in ASKED:
        return permissions.may_review(actor, promotion, day)
    if promotion.reached == State.DEFENDED:
        chair = promotion.round.members.filter(seat="CHAIR", person=actor).first()
        return permissions.may_judge(actor, promotion, chair)
    return permissions.may_handle(actor, promotion, day)


def turn_down(promotion: Promotion, *, actor: Person, reason: str, at: datetime) -> None:
    """Let a promotion that is held be rejected, tell the candidate, and record it."""
    months = rounds_rule(promotion.enterprise_id, day_of(at)).cool_off_months
    promotion.rejected_from = promotion.reached
    promotion.reason, promotion.rejected_by = reason.strip(), actor
    promotion.cool_off_until = add_months(day_of(at), months)
    fact = PromotionRejected(
        promotion_id=promotion.id,
        rejected_from=str(promotion.rejected_from),
        cool_off_until=promotion.cool_off_until,
    )
    move_on(promotion, State.REJECTED, fact, actor=actor, at=at, note=promotion.reason)
    tell(
        promotion,
        gettext_noop("Your promotion in “%(round)s” was turned down; you may appeal."),
        kind="careers.promotion.rejected",
        link=address(promotion),
        at=at,
        round=promotion.round.title,
    )
