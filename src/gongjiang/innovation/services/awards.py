"""An award is decided, made public, falls due, and is paid; each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Publicity, Subject
from gongjiang.governance.queries.publicity import is_over, publicity_of
from gongjiang.governance.services.notices import notify
from gongjiang.governance.services.publicity import close_publicity, open_publicity
from gongjiang.innovation.models import Award, AwardShare, Scheme
from gongjiang.innovation.permissions import awards as permissions
from gongjiang.innovation.queries.origins import Origin, origin_of
from gongjiang.innovation.services.award_terms import earned
from gongjiang.innovation.services.origin_steps import tell_due, tell_paid
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.money import split
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.benefits import AwardDue, AwardPaid
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import SYSTEM, Actor
from gongjiang.people.models import Person, Posting

AWARD = "innovation.award"
State = Award.State


class AlreadyAwarded(CannotDo):
    """The scheme has paid for this, or is about to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be awarded.

    Attributes:
        amount_fen: None: the least the scheme lets it be, which is all of it where it is exact.
    """

    source: str
    source_id: int
    amount_fen: int | None = None


@transaction.atomic
def decide_award(*, scheme_id: int, wanted: Wanted, actor: Actor, at: datetime) -> Award:
    """Decide an award, split it by the authors' shares, and make it public.

    Raises:
        NotAllowed: the actor is neither union nor HR, or would receive part of it.
        AlreadyAwarded: the scheme has awarded this before.
        EarnsNothing: the scheme pays nothing for it yet.
        CannotDo: the amount is outside its bounds, nobody is known to receive it, or the scheme
            does not run on this day.
    """
    # Locked: two who press the button in one second decide one after the other.
    scheme = (
        Scheme.objects.select_for_update(of=("self",))
        .select_related("enterprise")
        .get(id=scheme_id)
    )
    day = day_of(at)
    origin = origin_of(wanted.source, wanted.source_id)
    allowed = permissions.may_decide(actor, scheme.enterprise_id, origin.person_ids, day)
    allowed.require()
    if not (scheme.valid_from <= day and (scheme.valid_to is None or day < scheme.valid_to)):
        raise CannotDo(_("This scheme is not in force today."))
    if origin.enterprise_id != scheme.enterprise_id:
        raise CannotDo(_("An enterprise rewards its own results."))
    if not origin.people:
        raise CannotDo(_("Nobody is known to have done this, so nobody can be paid for it."))
    found = earned(scheme, origin, day)
    amount = found.bounds.least_fen if wanted.amount_fen is None else wanted.amount_fen
    if not found.bounds.least_fen <= amount <= found.bounds.most_fen or amount < 1:
        raise CannotDo(
            _("By this scheme it earns %(least)s to %(most)s yuan.")
            % {
                "least": f"{found.bounds.least_fen / 100:,.2f}",
                "most": f"{found.bounds.most_fen / 100:,.2f}",
            }
        )
    award = Award(
        scheme=scheme,
        source=origin.source,
        source_id=origin.source_id,
        basis_fen=found.basis_fen,
        grade=found.bounds.grade,
        amount_fen=amount,
        decided_by=actor if isinstance(actor, Person) else None,
        decided_on=day,
    )
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError as error:
        raise AlreadyAwarded(
            _("“%(title)s” has its award by this scheme; nothing is paid twice.")
            % {"title": origin.title}
        ) from error
    shares = _split(award, origin)
    open_publicity(
        subject=Subject(AWARD, award.id),
        unit=scheme.enterprise,
        title=_("Award: %(title)s") % {"title": origin.title[:100]},
        text=_listed(shares),
        actor=actor,
        from_day=day,
        at=at,
        allowed=allowed,
    )
    return award


@transaction.atomic
def settle_award(*, award_id: int, actor: Actor, at: datetime) -> Award:
    """After its publicity: due when no objection was upheld, else cancelled.

    Raises:
        NotAllowed: the actor is neither union nor HR, or receives part of it.
        CannotDo: the publicity runs, or an objection waits for its answer.
    """
    award = _locked(award_id, State.PUBLIC)
    people = set(award.shares.values_list("person_id", flat=True))
    allowed = permissions.may_decide(actor, award.scheme.enterprise_id, people, day_of(at))
    allowed.require()
    publicity = publicity_of(Subject(AWARD, award.id))
    assert publicity is not None  # noqa: S101  (opened when it was decided)
    if publicity.state == Publicity.State.OPEN:
        publicity = close_publicity(publicity_id=publicity.id, actor=actor, at=at, allowed=allowed)
    if publicity.state == Publicity.State.UPHELD:
        award.state = State.CANCELLED
        award.save(update_fields=["state"])
        return award
    award.state, award.due_on = State.DUE, day_of(at)
    award.save(update_fields=["state", "due_on"])
    _record_due(award, actor, at)
    tell_due(award, actor=actor, at=at)
    return award


def settle_due(*, at: datetime) -> int:
    """Settle every award whose publicity is over and that nobody objected to; say how many."""
    settled = 0
    waiting = Award.objects.filter(state=State.PUBLIC).order_by("id").values_list("id", flat=True)
    for award_id in list(waiting):
        publicity = publicity_of(Subject(AWARD, award_id))
        if publicity is None or not is_over(publicity, day_of(at)):
            continue
        if publicity.objections.filter(upheld=None).exists():
            continue  # somebody has to answer first
        settle_award(award_id=award_id, actor=SYSTEM, at=at)
        settled += 1
    return settled


@transaction.atomic
def pay_award(*, award_id: int, reference: str, actor: Actor, at: datetime) -> Award:
    """Say that an award was paid, and under which reference; once.

    Raises:
        NotAllowed: the actor is not finance, decided it, or receives part of it.
        CannotDo: it is not due, no reference is given, or the reference paid for another.
    """
    award = _locked(award_id, State.DUE)
    people = set(award.shares.values_list("person_id", flat=True))
    permissions.may_pay(actor, award, people, day_of(at)).require()
    if not reference.strip():
        raise CannotDo(_("Give the reference of the payment."))
    award.state, award.paid_on = State.PAID, day_of(at)
    award.paid_by = actor if isinstance(actor, Person) else None
    award.payment_reference = reference.strip()[:60]
    try:
        with transaction.atomic():
            award.save()
    except IntegrityError as error:
        raise CannotDo(_("This reference has paid for another award; each has its own.")) from error
    enterprise = award.scheme.enterprise_id
    fact = AwardPaid(award_id=award.id, scheme=award.scheme.kind, amount_fen=award.amount_fen)
    ledger.record(fact, unit=enterprise, enterprise=enterprise, by=actor.id, on=award.paid_on)
    tell_paid(award, actor=actor, at=at)
    return award


def _locked(award_id: int, state: str) -> Award:
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related("scheme__enterprise")
        .get(id=award_id)
    )
    if award.state != state:
        raise CannotDo(
            _("This award is “%(state)s” now, so this cannot be done. Load the page anew.")
            % {"state": award.get_state_display()}
        )
    return award


def _split(award: Award, origin: Origin) -> list[AwardShare]:
    """Every fen to somebody, by the shares of the authors; the larger remainder first."""
    parts = split(award.amount_fen, [share for _person, share in origin.people])
    return AwardShare.objects.bulk_create(
        AwardShare(award=award, person_id=person, share_bp=share, amount_fen=fen)
        for (person, share), fen in zip(origin.people, parts, strict=True)
    )


def _listed(shares: list[AwardShare]) -> str:
    """Who receives what, a line each."""
    persons = Person.objects.filter(id__in=[share.person_id for share in shares])
    names = dict(persons.values_list("id", "name"))
    return "\n".join(f"{names[share.person_id]} {share.amount_fen / 100:,.2f}" for share in shares)


def _record_due(award: Award, actor: Actor, at: datetime) -> None:
    shares = list(award.shares.filter(amount_fen__gt=0))
    day, enterprise = day_of(at), award.scheme.enterprise_id
    people = [share.person_id for share in shares]
    teams = dict(
        Posting.objects.filter(
            true_on(day), person_id__in=people, unit_id__in=ids_under([enterprise], day)
        ).values_list("person_id", "unit_id")
    )
    for share in shares:
        fact = AwardDue(
            award_share_id=share.id, scheme=award.scheme.kind, amount_fen=share.amount_fen
        )
        ledger.record(
            fact,
            person=share.person_id,
            unit=teams.get(share.person_id),
            enterprise=enterprise,
            by=actor.id,
            on=day,
        )
    notify(
        people,
        kind="innovation.award.due",
        msgid=gettext_noop("An award by “%(scheme)s” is due to you."),
        scheme=award.scheme.name,
        link="/innovation/awards/mine",
        at=at,
    )
