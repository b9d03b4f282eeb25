"""Promotion rounds are opened, manned and closed; posts are announced as vacant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from gongjiang.careers import permissions
from gongjiang.careers.models import PanelMember, Promotion, PromotionRound, Vacancy
from gongjiang.careers.queries.ladders import ladder_at, rounds_rule
from gongjiang.careers.queries.spells import unit_of
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.careers import (
    RoundClosed,
    RoundOpened,
    VacancyFilled,
    VacancyOpened,
    VacancyWithdrawn,
)
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import stands_under
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of a round.

    Attributes:
        opens, closes: the first and the last day for applications.
        counted: months, marks and certificates count as of this day, for all alike.
        effect: the day the new grades begin, unless publicity takes longer.
    """

    opens: date
    closes: date
    counted: date
    effect: date


@transaction.atomic
def open_round(
    *, enterprise: Unit, title: str, days: Days, actor: Actor, at: datetime
) -> PromotionRound:
    """Open a round of an enterprise, and record it.

    Raises:
        NotAllowed: the actor is not its HR.
        CannotDo: the title is missing, the days are out of order or past, or no rule holds.
    """
    day = day_of(at)
    permissions.may_keep_careers(actor, enterprise.id, day).require()
    if enterprise.kind != UnitKind.ENTERPRISE:
        raise CannotDo(_("A promotion round is an enterprise's."))
    if not title.strip():
        raise CannotDo(_("Give the round a title."))
    if not day <= days.closes < days.effect or days.opens > days.closes:
        raise CannotDo(
            _("Applications close today or later, after they open; new grades begin after that.")
        )
    ladder_at(enterprise.id, days.counted)
    rounds_rule(enterprise.id, day)
    opened = PromotionRound.objects.create(
        enterprise=enterprise,
        title=title.strip(),
        opens_on=days.opens,
        closes_on=days.closes,
        counted_on=days.counted,
        effect_on=days.effect,
        opened_by=actor if isinstance(actor, Person) else None,
    )
    ledger.record(
        RoundOpened(round_id=opened.id, counted_on=days.counted),
        unit=enterprise.id,
        enterprise=enterprise.id,
        by=actor.id,
        on=day,
    )
    return opened


@transaction.atomic
def name_member(
    *, round_id: int, person: Person, seat: str, actor: Actor, at: datetime
) -> PanelMember:
    """Give somebody a seat in a round's panel or committee.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the person is a candidate in the round, has the seat, or the round is closed.
    """
    held = _locked(round_id, actor, at)
    if Promotion.objects.filter(round=held, person=person).exclude(state="WITHDRAWN").exists():
        raise CannotDo(_("A candidate of this round cannot sit on its panel or committee."))
    member = PanelMember(
        round=held,
        person=person,
        seat=seat,
        named_by=actor if isinstance(actor, Person) else None,
    )
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise CannotDo(_("This seat is taken already.")) from error
    return member


@transaction.atomic
def release_member(*, member_id: int, actor: Actor, at: datetime) -> None:
    """Take a seat back from somebody who has given no score and no vote.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the member has judged somebody already, or the round is closed.
    """
    member = PanelMember.objects.select_for_update(of=("self",)).get(id=member_id)
    _locked(member.round_id, actor, at)
    if member.scores.exists() or member.votes.exists():
        raise CannotDo(_("This member has scored or voted; what was given stays."))
    member.delete()


@transaction.atomic
def close_round(*, round_id: int, actor: Actor, at: datetime) -> PromotionRound:
    """Close a round in which nobody is under way any more, and record it.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: applications are still taken, or somebody is under way.
    """
    held = _locked(round_id, actor, at)
    if day_of(at) <= held.closes_on:
        raise CannotDo(
            _("Applications are taken until %(day)s; close the round after that.")
            % {"day": held.closes_on}
        )
    waiting = held.promotions.exclude(state__in=Promotion.OVER).count()
    if waiting:
        raise CannotDo(
            _("%(count)d candidates are still under way; decide about them first.")
            % {"count": waiting}
        )
    held.state, held.closed_at = PromotionRound.State.CLOSED, at
    held.save(update_fields=["state", "closed_at"])
    counts = held.promotions.aggregate(
        effective=Count("id", filter=Q(state="EFFECTIVE")),
        rejected=Count("id", filter=Q(state="REJECTED")),
    )
    ledger.record(
        RoundClosed(round_id=held.id, **counts),
        unit=held.enterprise_id,
        enterprise=held.enterprise_id,
        by=actor.id,
        on=day_of(at),
    )
    return held


@transaction.atomic
def open_vacancy(
    *, unit: Unit, enterprise: Unit, title: str, grade: int, actor: Actor, at: datetime
) -> Vacancy:
    """Announce a management post as vacant, and record it.

    Args:
        unit: where the post stands, in the enterprise.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the title is missing, or the management sequence has no such grade.
    """
    day = day_of(at)
    permissions.may_keep_careers(actor, enterprise.id, day).require()
    if not title.strip():
        raise CannotDo(_("Say what the post is called."))
    if not stands_under(unit.id, enterprise.id, day):
        raise CannotDo(_("This unit does not stand in the enterprise."))
    if not ladder_at(enterprise.id, day).rule.in_span("M", grade):
        raise CannotDo(_("The management sequence has no grade %(grade)d.") % {"grade": grade})
    vacancy = Vacancy.objects.create(
        enterprise=enterprise, unit=unit, title=title.strip(), grade=grade, opened_on=day
    )
    _record_vacancy(vacancy, VacancyOpened(vacancy_id=vacancy.id, grade=grade), actor, day)
    return vacancy


@transaction.atomic
def fill_vacancy(*, vacancy_id: int, person: Person, actor: Actor, at: datetime) -> Vacancy:
    """Fill a post from outside: with somebody who was hired for it; promotions fill by themselves.

    Raises:
        NotAllowed: the actor is not HR of the enterprise, or is the person.
        CannotDo: the post is not vacant.
    """
    vacancy = _locked_vacancy(vacancy_id)
    day = day_of(at)
    permissions.may_record_about(actor, person.id, vacancy.enterprise_id, day).require()
    close_vacancy(vacancy, person.id, Vacancy.Origin.EXTERNAL, actor=actor, on=day)
    return vacancy


@transaction.atomic
def withdraw_vacancy(*, vacancy_id: int, actor: Actor, at: datetime) -> Vacancy:
    """Say that a post is not to be filled after all.

    Raises:
        NotAllowed: the actor is not HR of the enterprise.
        CannotDo: the post is not vacant.
    """
    vacancy = _locked_vacancy(vacancy_id)
    day = day_of(at)
    permissions.may_keep_careers(actor, vacancy.enterprise_id, day).require()
    _require_open(vacancy)
    vacancy.state, vacancy.closed_on = Vacancy.State.WITHDRAWN, day
    vacancy.save(update_fields=["state", "closed_on"])
    _record_vacancy(vacancy, VacancyWithdrawn(vacancy_id=vacancy.id), actor, day)
    return vacancy


def close_vacancy(vacancy: Vacancy, person_id: int, origin: str, *, actor: Actor, on: date) -> None:
    """Fill a post that is held locked, and record it; call it in the deed's own transaction.

    Raises:
        CannotDo: the post is not vacant.
    """
    _require_open(vacancy)
    vacancy.state, vacancy.closed_on = Vacancy.State.FILLED, on
    vacancy.filled_by_id, vacancy.origin = person_id, origin
    vacancy.save(update_fields=["state", "closed_on", "filled_by", "origin"])
    fact = VacancyFilled(vacancy_id=vacancy.id, grade=vacancy.grade, origin=str(origin))
    _record_vacancy(vacancy, fact, actor, on, person_id)


def _record_vacancy(
    vacancy: Vacancy,
    fact: VacancyOpened | VacancyFilled | VacancyWithdrawn,
    actor: Actor,
    on: date,
    person_id: int | None = None,
) -> None:
    unit = vacancy.unit_id
    if person_id is not None:
        unit = unit_of(person_id, vacancy.enterprise_id, on)
    ledger.record(
        fact,
        person=person_id,
        unit=unit,
        enterprise=vacancy.enterprise_id,
        by=actor.id,
        on=on,
    )


def _require_open(vacancy: Vacancy) -> None:
    if vacancy.state != Vacancy.State.OPEN:
        raise CannotDo(_("This post is not vacant any more."))


def _locked_vacancy(vacancy_id: int) -> Vacancy:
    return Vacancy.objects.select_for_update(of=("self",)).get(id=vacancy_id)


def _locked(round_id: int, actor: Actor, at: datetime) -> PromotionRound:
    held = PromotionRound.objects.select_for_update(of=("self",)).get(id=round_id)
    permissions.may_keep_careers(actor, held.enterprise_id, day_of(at)).require()
    if held.state != PromotionRound.State.OPEN:
        raise CannotDo(_("This round is closed."))
    return held
