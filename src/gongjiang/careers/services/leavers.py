"""Who has left an enterprise holds no grade there, and is under way in nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from gongjiang.careers.models import GradeSpell, Promotion, SpellEnd
from gongjiang.careers.services.cases import State, locked_promotion, move_on
from gongjiang.careers.services.grades import leave_grade
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.careers import PromotionWithdrawn
from gongjiang.orgs.queries import true_on
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Employment


@transaction.atomic
def end_grades_of_leavers(*, at: datetime) -> int:
    """End each grade whose employment has ended, on the day that ended, and what was under way.

    May be called again: who holds no grade any more is passed over.

    Returns:
        How many grades ended.
    """
    day = day_of(at)
    still = Employment.objects.filter(
        true_on(day), person_id=OuterRef("person_id"), employer_id=OuterRef("enterprise_id")
    )
    left = (
        GradeSpell.objects.select_for_update(of=("self",))
        .filter(~Exists(still), valid_to__isnull=True, valid_from__lte=day)
        .order_by("id")
    )
    ended = 0
    for spell in left:
        last = (
            Employment.objects.filter(
                person_id=spell.person_id,
                employer_id=spell.enterprise_id,
                valid_to__gt=spell.valid_from,
            )
            .order_by("-valid_to")
            .values_list("valid_to", flat=True)
            .first()
        )
        if last is None:
            continue
        for promotion_id in (
            Promotion.objects.filter(from_spell=spell)
            .exclude(state__in=Promotion.OVER)
            .values_list("id", flat=True)
        ):
            promotion = locked_promotion(promotion_id)
            fact = PromotionWithdrawn(promotion_id=promotion.id)
            move_on(promotion, State.WITHDRAWN, fact, actor=SYSTEM, at=at)
        leave_grade(spell, SpellEnd.EMPLOYMENT_ENDED, by=None, on=last)
        ended += 1
    return ended
