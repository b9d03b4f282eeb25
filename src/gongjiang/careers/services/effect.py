"""A decided promotion is made public, and takes effect when nobody's objection was upheld."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.careers import permissions, wording
from gongjiang.careers.models import Promotion, Reason, Vacancy
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.queries.spells import works_for
from gongjiang.careers.rules.eligibility import Criterion
from gongjiang.careers.services.applying import address
from gongjiang.careers.services.cases import (
    State,
    hold_places,
    locked_promotion,
    record,
    require_reached,
    tell,
    trail,
)
from gongjiang.careers.services.grades import Grade, enter_grade
from gongjiang.careers.services.rounds import close_vacancy
from gongjiang.careers.subjects import PROMOTION
from gongjiang.governance.models import Publicity, Subject
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.governance.services.publicity import open_publicity
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.careers import PromotionPublished, PromotionTookEffect
from gongjiang.people.models import Person

STILL = (
    Criterion.VETO,
    Criterion.VACANCY,
    Criterion.PLACES,
    Criterion.PROBATION,
    Criterion.FREEZE,
)
"""What must still hold on the day the new grade begins, whatever it was when the round counted."""


@transaction.atomic
def publish(*, promotion_id: int, actor: Person, from_day: date, at: datetime) -> Publicity:
    """Make a decided promotion public to the enterprise, for objections.

    Raises:
        NotAllowed: the actor is not HR, or is the candidate.
        NotNow: the committee has not decided for it.
        CannotDo: as `open_publicity`.
    """
    promotion = locked_promotion(promotion_id)
    permissions.may_handle(actor, promotion, day_of(at)).require()
    require_reached(promotion, (State.DECIDED,))
    publicity = open_publicity(
        subject=Subject(PROMOTION, promotion.id),
        unit=promotion.enterprise,
        title=_("Promotion of %(name)s to %(grade)s")
        % {
            "name": promotion.person.name,
            "grade": f"{promotion.sequence}{promotion.to_grade}",
        },
        text=promotion.round.title,
        actor=actor,
        from_day=from_day,
        at=at,
    )
    promotion.state = State.PUBLISHED
    promotion.save(update_fields=["state"])
    trail(promotion, State.PUBLISHED, actor=actor, at=at)
    fact = PromotionPublished(promotion_id=promotion.id, publicity_id=publicity.id)
    record(promotion, fact, actor=actor, at=at)
    return publicity


def effect_day(promotion: Promotion, publicity: Publicity) -> date:
    """The day the new grade begins: the round's, or the day after the publicity where later."""
    return max(promotion.round.effect_on, publicity.ends_on)


@transaction.atomic
def take_effect(*, promotion_id: int, actor: Person, at: datetime) -> Promotion:
    """Let the new grade begin; grade and promotion are recorded in this one transaction.

    Raises:
        NotAllowed: the actor is not HR, or is the candidate.
        NotNow: it is not public.
        CannotDo: the publicity runs, or an objection was upheld; the day has not come; or
            something has come between since, which the sentence names.
    """
    promotion = locked_promotion(promotion_id)
    permissions.may_handle(actor, promotion, day_of(at)).require()
    require_reached(promotion, (State.PUBLISHED,))
    hold_places(promotion.enterprise_id)
    on = _day(promotion, day_of(at))
    _check_still(promotion, on)
    if promotion.vacancy_id is not None:
        post = Vacancy.objects.select_for_update(of=("self",)).get(id=promotion.vacancy_id)
        close_vacancy(post, promotion.person_id, Vacancy.Origin.INTERNAL, actor=actor, on=on)
    promotion.spell = enter_grade(
        Grade(
            sequence=promotion.sequence,
            grade=promotion.to_grade,
            reason=Reason.EXCEPTIONAL if promotion.exceptional else Reason.PROMOTION,
        ),
        promotion.person_id,
        promotion.enterprise_id,
        by=actor.id,
        on=on,
    )
    promotion.state = State.EFFECTIVE
    promotion.save(update_fields=["state", "spell"])
    trail(promotion, State.EFFECTIVE, actor=actor, at=at)
    fact = PromotionTookEffect(promotion_id=promotion.id, spell_id=promotion.spell.id)
    record(promotion, fact, actor=actor, at=at)
    tell(
        promotion,
        gettext_noop("Your grade is %(grade)s from %(day)s on. Congratulations!"),
        kind="careers.promotion.took_effect",
        link=address(promotion),
        at=at,
        grade=f"{promotion.sequence}{promotion.to_grade}",
        day=on.isoformat(),
    )
    return promotion


def _day(promotion: Promotion, today: date) -> date:
    publicity = publicity_of(Subject(PROMOTION, promotion.id))
    if publicity is None or publicity.state == Publicity.State.OPEN:
        raise CannotDo(_("The publicity has not been closed; close it when its days are over."))
    if publicity.state == Publicity.State.UPHELD:
        raise CannotDo(
            _("An objection was upheld: reject the promotion, or let the committee decide anew.")
        )
    on = effect_day(promotion, publicity)
    if today < on:
        raise CannotDo(_("The new grade begins on %(day)s, and not before.") % {"day": on})
    return on


def _check_still(promotion: Promotion, on: date) -> None:
    spell = promotion.from_spell
    if spell.valid_to is not None or not works_for(
        promotion.person_id, promotion.enterprise_id, on
    ):
        raise CannotDo(
            _("The person has left the enterprise or the grade since; reject the promotion.")
        )
    now = explanation_of(promotion.person_id, promotion.enterprise_id, on)
    between = [item for item in now.missing if item.criterion in STILL]
    if between:
        said = " ".join(wording.missing(item) for item in between)
        raise CannotDo(_("Something has come between: %(missing)s") % {"missing": said})
