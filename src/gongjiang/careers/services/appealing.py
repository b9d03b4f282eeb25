"""A candidate appeals against a rejection; upheld, the promotion goes on where it was stopped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gongjiang.careers import permissions
from gongjiang.careers.models import Measure
from gongjiang.careers.services.cases import NotNow, State, locked_promotion, move_on, record, trail
from gongjiang.careers.subjects import MEASURE, PROMOTION
from gongjiang.governance.models import Appeal, Subject
from gongjiang.governance.services.appeals import register_follower, submit_appeal
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.careers import (
    PromotionAppealed,
    PromotionRejected,
    PromotionReReviewed,
)
from gongjiang.ledger.queries import standing_entry
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


@transaction.atomic
def appeal(*, promotion_id: int, actor: Person, reason: str, at: datetime) -> Appeal:
    """Ask that a rejection be looked at again; the file of the day lies beside the reason.

    It is heard by the zone where the enterprise's own HR turned it down, else by that HR.

    Raises:
        NotAllowed: it is somebody else's promotion.
        NotNow: it was not rejected, or not lately enough: one appeals while the cool-off runs.
        CannotDo: no reason was given, or an appeal about it waits.
    """
    promotion = locked_promotion(promotion_id)
    permissions.may_withdraw(actor, promotion.person_id).require()
    if promotion.state != State.REJECTED:
        raise NotNow(_("One appeals against a rejection; this promotion was not rejected."))
    if promotion.cool_off_until is not None and day_of(at) >= promotion.cool_off_until:
        raise NotNow(_("The time to appeal is over; you may apply again."))
    made = submit_appeal(
        subject=Subject(PROMOTION, promotion.id),
        title=_("Promotion to %(grade)s, “%(round)s”")
        % {
            "grade": f"{promotion.sequence}{promotion.to_grade}",
            "round": promotion.round.title,
        },
        unit=promotion.enterprise,
        appellant=actor,
        reason=reason,
        at=at,
        against=promotion.rejected_by,
    )
    fact = PromotionAppealed(appeal_id=made.id, promotion_id=promotion.id)
    move_on(promotion, State.APPEALED, fact, actor=actor, at=at, note=reason)
    return made


@transaction.atomic
def appeal_measure(*, measure_id: int, actor: Person, reason: str, at: datetime) -> Appeal:
    """Ask that a demotion or a freeze be looked at again.

    Raises:
        NotAllowed: it is about somebody else.
        NotNow: it is not in effect.
        CannotDo: no reason was given, or an appeal about it waits.
    """
    measure = Measure.objects.select_for_update(of=("self",)).get(id=measure_id)
    permissions.may_withdraw(actor, measure.person_id).require()
    if measure.state != Measure.State.EFFECTIVE:
        raise NotNow(_("One appeals against a measure that is in effect."))
    made = submit_appeal(
        subject=Subject(MEASURE, measure.id),
        title=str(Measure.Kind(measure.kind).label),
        unit=measure.enterprise,
        appellant=actor,
        reason=reason,
        at=at,
        against=measure.decided_by,
    )
    trail(measure, "APPEALED", actor=actor, at=at, note=reason)
    return made


def re_review(made: Appeal, actor: Actor, at: datetime) -> None:
    """What follows when an appeal about a promotion has ended.

    Upheld: its rejection no longer counts, and it goes on from where it was stopped. Else the
    rejection stands. Called by the deed that ends the appeal, in its transaction.
    """
    promotion = locked_promotion(made.subject_id)
    if promotion.state != State.APPEALED:
        return
    if made.state == Appeal.State.WITHDRAWN:
        promotion.state = State.REJECTED
        promotion.save(update_fields=["state"])
        trail(promotion, State.REJECTED, actor=actor, at=at, note="")
        return
    upheld = made.state == Appeal.State.UPHELD
    if upheld:
        entry = standing_entry(kind=PromotionRejected.kind, subject_id=promotion.id)
        if entry is not None:
            ledger.annul(entry, reason="an appeal was upheld", by=actor.id)
    promotion.state = State.RE_REVIEWED if upheld else State.REJECTED
    promotion.save(update_fields=["state"])
    trail(promotion, promotion.state, actor=actor, at=at, note=made.answer)
    fact = PromotionReReviewed(appeal_id=made.id, promotion_id=promotion.id, upheld=upheld)
    record(promotion, fact, actor=actor, at=at)


def re_review_measure(made: Appeal, actor: Actor, at: datetime) -> None:
    """Write into a measure's trail how an appeal about it ended; HR acts on it by a new deed."""
    measure = Measure.objects.get(id=made.subject_id)
    trail(measure, str(made.state), actor=actor, at=at, note=made.answer)


register_follower(PROMOTION, re_review)
register_follower(MEASURE, re_review_measure)
