"""Somebody applies for the next grade, is nominated for it, or takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.careers import permissions, wording
from gongjiang.careers.models import (
    GradeSpell,
    Merit,
    PanelMember,
    Promotion,
    PromotionRound,
    Sequence,
    Vacancy,
)
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.queries.ladders import ladder_at
from gongjiang.careers.queries.spells import spell_on, unit_of
from gongjiang.careers.rules.explanation import Explanation
from gongjiang.careers.rules.ladder import LEVELS
from gongjiang.careers.services.cases import State, locked_promotion, move_on, tell
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.careers import (
    PromotionApplied,
    PromotionNominated,
    PromotionWithdrawn,
)
from gongjiang.people.models import Person


class NotEligible(CannotDo):
    """Something that the next grade asks for is missing; the sentence says what."""


class AlreadyUnderWay(CannotDo):
    """The person has a promotion under way, or used the one exceptional promotion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a candidate, or who names them, says.

    Attributes:
        award: rests on this award, before the months are complete.
        vacancy: the post, of a promotion in the management sequence.
        contested: something is missing only because a record is wrong, as the statement says: a
            person looks at it, not the machine alone (PIPL Art. 24).
    """

    statement: str = ""
    award: Merit | None = None
    vacancy: Vacancy | None = None
    contested: bool = False


@transaction.atomic
def apply(*, round_id: int, actor: Person, wish: Wish, at: datetime) -> Promotion:
    """Apply for one's own next grade, and record it.

    Raises:
        NotEligible: something is missing as of the day the round counts.
        AlreadyUnderWay: an earlier application is not over, or it is a second exceptional one.
        CannotDo: the round takes no applications today, or the actor sits on its panel.
    """
    held = _open_round(round_id, at)
    return _begin(held, actor, wish, nominated_by=None, at=at)


@transaction.atomic
def nominate(
    *, round_id: int, person: Person, actor: Person, wish: Wish, at: datetime
) -> Promotion:
    """Name somebody for the next grade, tell them, and record it; they may take it back.

    Raises:
        NotAllowed: the actor does not lead the person's department, nor is HR.
        NotEligible, AlreadyUnderWay, CannotDo: as in `apply`.
    """
    held = _open_round(round_id, at)
    spell = _spell(held, person)
    unit_id = unit_of(person.id, held.enterprise_id, day_of(at))
    permissions.may_nominate(actor, spell, unit_id, day_of(at)).require()
    promotion = _begin(held, person, wish, nominated_by=actor, at=at)
    tell(
        promotion,
        gettext_noop("You were nominated for grade %(grade)s in “%(round)s”."),
        kind="careers.promotion.nominated",
        link=address(promotion),
        at=at,
        grade=f"{promotion.sequence}{promotion.to_grade}",
        round=held.title,
    )
    return promotion


@transaction.atomic
def withdraw(*, promotion_id: int, actor: Person, at: datetime) -> Promotion:
    """Take one's own application or nomination back before it takes effect, and record it.

    Raises:
        NotAllowed: it is somebody else's.
        CannotDo: it is over, or public already.
    """
    promotion = locked_promotion(promotion_id)
    permissions.may_withdraw(actor, promotion.person_id).require()
    if promotion.is_over or promotion.state == State.APPEALED:
        raise CannotDo(_("This promotion is over, or under appeal; it cannot be taken back."))
    move_on(
        promotion,
        State.WITHDRAWN,
        PromotionWithdrawn(promotion_id=promotion.id),
        actor=actor,
        at=at,
    )
    return promotion


def address(promotion: Promotion) -> str:
    return f"/careers/promotions/{promotion.public_id}"


def _begin(
    held: PromotionRound, person: Person, wish: Wish, *, nominated_by: Person | None, at: datetime
) -> Promotion:
    Person.objects.select_for_update().get(id=person.id)
    spell = _spell(held, person)
    if PanelMember.objects.filter(round=held, person=person).exists():
        raise CannotDo(
            _("Who sits on a round's panel or committee cannot rise in it; HR names another first.")
        )
    file = explanation_of(person.id, held.enterprise_id, held.counted_on)
    _check_eligible(file, wish)
    exceptional = not file.eligible and wish.award is not None
    if exceptional and wish.award is not None:
        _check_award(held, spell, wish.award)
    state = State.APPLIED if nominated_by is None else State.NOMINATED
    promotion = Promotion(
        round=held,
        person=person,
        enterprise_id=held.enterprise_id,
        unit_id=unit_of(person.id, held.enterprise_id, day_of(at)),
        from_spell=spell,
        sequence=spell.sequence,
        to_grade=file.target,
        exceptional=exceptional,
        award=wish.award if exceptional else None,
        vacancy=_vacancy(held, spell, file.target, wish),
        nominated_by=nominated_by,
        statement=wish.statement.strip(),
        file=file.as_json(),
        state=state,
        applied_at=at,
    )
    _save_once(promotion)
    words = PromotionApplied if nominated_by is None else PromotionNominated
    fact = words(
        promotion_id=promotion.id,
        round_id=held.id,
        sequence=str(promotion.sequence),
        to_grade=promotion.to_grade,
        exceptional=exceptional,
    )
    move_on(promotion, state, fact, actor=nominated_by or person, at=at, note=promotion.statement)
    return promotion


def _save_once(promotion: Promotion) -> None:
    try:
        with transaction.atomic():
            promotion.save()
    except IntegrityError as error:
        if promotion.exceptional and "exceptional_once" in str(error):
            raise AlreadyUnderWay(
                _("An exceptional promotion comes once in a career; the ordinary way stays open.")
            ) from error
        raise AlreadyUnderWay(
            _("A promotion of this person is under way already; follow that one to its end.")
        ) from error


def _check_eligible(file: Explanation, wish: Wish) -> None:
    if file.at_top:
        raise NotEligible(wording.refusal(file))
    if file.eligible or (file.exceptional and wish.award is not None):
        return
    if wish.contested:
        if not wish.statement.strip():
            raise CannotDo(_("Say which record is wrong, so that HR can look at it."))
        return
    if wish.award is not None and _spent(file):
        raise AlreadyUnderWay(
            _("An exceptional promotion comes once in a career; the ordinary way stays open.")
        )
    raise NotEligible(wording.refusal(file))


def _spent(file: Explanation) -> bool:
    """Whether the one exceptional promotion of a career was used."""
    used = GradeSpell.objects.filter(person_id=file.person, reason="EXCEPTIONAL")
    return used.exists()


def _check_award(held: PromotionRound, spell: GradeSpell, award: Merit) -> None:
    rule = ladder_at(held.enterprise_id, held.counted_on).rule
    counts = (
        award.person_id == spell.person_id
        and award.enterprise_id == held.enterprise_id
        and award.annulled_at is None
        and award.kind in {Merit.Kind.AWARD, Merit.Kind.CONTEST}
        and LEVELS.index(award.level) >= LEVELS.index(rule.award_level)
        and award.occurred_on <= held.counted_on
    )
    if not counts:
        raise CannotDo(
            _("This award does not carry an exceptional promotion; one of level “%(level)s” does.")
            % {"level": rule.award_level.label}
        )


def _vacancy(held: PromotionRound, spell: GradeSpell, grade: int, wish: Wish) -> Vacancy | None:
    if spell.sequence != Sequence.MANAGEMENT:
        return None
    fits = Vacancy.objects.filter(
        enterprise_id=held.enterprise_id, grade=grade, state=Vacancy.State.OPEN
    )
    chosen = list(fits[:2]) if wish.vacancy is None else list(fits.filter(id=wish.vacancy.id))
    if len(chosen) == 1:
        return chosen[0]
    if wish.contested and wish.vacancy is None:
        return None
    raise CannotDo(_("Choose the vacant post of grade %(grade)d you apply for.") % {"grade": grade})


def _spell(held: PromotionRound, person: Person) -> GradeSpell:
    spell = spell_on(person.id, held.enterprise_id, held.counted_on)
    if spell is None or spell.valid_to is not None:
        raise CannotDo(_("This person holds no grade here yet; HR records the first one."))
    return spell


def _open_round(round_id: int, at: datetime) -> PromotionRound:
    held = PromotionRound.objects.select_for_update(of=("self",), no_key=True).get(id=round_id)
    day = day_of(at)
    if held.state != PromotionRound.State.OPEN or not held.opens_on <= day <= held.closes_on:
        raise CannotDo(
            _("This round takes applications from %(first)s to %(last)s.")
            % {"first": held.opens_on, "last": held.closes_on}
        )
    return held
