"""An agreement is drafted, signed by both, and registered; or withdrawn before that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import add_months, day_of
from gongjiang.ledger.facts.mentoring import AgreementSigned, AgreementStarted
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, Goal, Tenure
from gongjiang.mentoring.queries.standing import pair_on, posting_at
from gongjiang.mentoring.rules.guards import fits_term, may_pair, renews_rightly
from gongjiang.mentoring.services.steps import insist, lock_people, locked, terms_for, write_down
from gongjiang.mentoring.services.told import hr_of, tell
from gongjiang.mentoring.terms import MentoringTerms
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person
from gongjiang.skills.models import Occupation

State = Agreement.State

MOST_GOALS = 12


class AlreadySigned(CannotDo):
    """This side has signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An agreement as it is to be drafted.

    Attributes:
        enterprise: the site where both work.
        goals: the titles of what is to be learned, in order.
        renews: the failed agreement that this one follows.
    """

    kind: str
    master: Person
    apprentice: Person
    enterprise: Unit
    goal: str
    goals: Sequence[str]
    term_months: int
    starts_on: date
    occupation: Occupation | None = None
    renews: Agreement | None = None


@transaction.atomic
def draft_agreement(wish: Wish, *, actor: Actor, at: datetime) -> Agreement:
    """Write an agreement down, and ask both sides to sign it.

    Raises:
        NotAllowed: the actor is not HR of the site.
        CannotDo: the terms do not allow it; the sentence says what would open it.
    """
    day = day_of(at)
    permissions.may_manage(actor, wish.enterprise, day).require()
    if wish.starts_on < day:
        raise CannotDo(_("An agreement begins today or later; it cannot be dated back."))
    titles = _titles(wish.goals)
    lock_people(wish.master.id, wish.apprentice.id)
    terms = terms_for(wish.enterprise.id, day)
    insist(_fits(wish, terms))
    insist(
        may_pair(
            pair_on(
                master_id=wish.master.id,
                apprentice_id=wish.apprentice.id,
                enterprise_id=wish.enterprise.id,
                day=day,
            ),
            terms,
        )
    )
    agreement = _written(wish, titles, actor, at)
    tell(
        (wish.master.id, wish.apprentice.id),
        agreement,
        what="to_sign",
        msgid=gettext_noop("An agreement between master and apprentice waits for your signature."),
        at=at,
    )
    return agreement


@transaction.atomic
def sign_agreement(*, agreement_id: int, actor: Person, at: datetime) -> Agreement:
    """Sign for oneself; with the second signature the agreement is signed, and recorded so.

    Raises:
        NotAllowed: the actor is neither master nor apprentice.
        AlreadySigned: this side has signed.
        NotNow: it is no draft any more.
    """
    agreement = locked(agreement_id, State.DRAFT)
    permissions.may_sign(actor, agreement).require()
    field = "master_signed_at" if actor.id == agreement.master_id else "apprentice_signed_at"
    if getattr(agreement, field) is not None:
        raise AlreadySigned(_("You have signed this agreement; it waits for the other side."))
    setattr(agreement, field, at)
    if agreement.master_signed_at and agreement.apprentice_signed_at:
        agreement.state = State.SIGNED
        day = day_of(at)
        write_down(
            AgreementSigned(agreement_id=agreement.id, master_id=agreement.master_id),
            agreement,
            person_id=agreement.apprentice_id,
            actor=actor,
            on=day,
        )
        tell(
            hr_of(agreement, at),
            agreement,
            what="signed",
            msgid=gettext_noop(
                "Master and apprentice have signed: the agreement can be registered."
            ),
            at=at,
        )
    agreement.save(update_fields=[field, "state"])
    return agreement


@transaction.atomic
def withdraw_agreement(*, agreement_id: int, actor: Actor, at: datetime) -> Agreement:
    """Take back an agreement that is not registered yet; either side may, and HR.

    Raises:
        NotAllowed: the actor is none of these.
        NotNow: it is registered, or over.
    """
    agreement = locked(agreement_id, State.DRAFT, State.SIGNED)
    permissions.may_withdraw(actor, agreement, day_of(at)).require()
    agreement.state, agreement.ended_on = State.WITHDRAWN, day_of(at)
    agreement.save(update_fields=["state", "ended_on"])
    tell(
        {agreement.master_id, agreement.apprentice_id, *hr_of(agreement, at)} - {actor.id},
        agreement,
        what="withdrawn",
        msgid=gettext_noop("An agreement between master and apprentice was withdrawn."),
        at=at,
    )
    return agreement


@transaction.atomic
def register_agreement(*, agreement_id: int, actor: Actor, at: datetime) -> Agreement:
    """Put a signed agreement into force: it begins today, and runs its full term.

    Raises:
        NotAllowed: the actor is not HR of the site, or is part of the agreement.
        NotNow: it is not signed by both, or was registered.
        CannotDo: its day has not come, or the terms no longer allow it.
    """
    day = day_of(at)
    agreement = locked(agreement_id, State.SIGNED)
    permissions.may_decide(actor, agreement, day).require()
    if agreement.starts_on > day:
        raise CannotDo(
            _("It is agreed to begin on %(day)s: register it on that day or later.")
            % {"day": agreement.starts_on}
        )
    lock_people(agreement.master_id, agreement.apprentice_id)
    pair = pair_on(
        master_id=agreement.master_id,
        apprentice_id=agreement.apprentice_id,
        enterprise_id=agreement.enterprise_id,
        day=day,
        agreement_id=agreement.id,
    )
    insist(may_pair(pair, terms_for(agreement.enterprise_id, day)))
    _begin(agreement, actor, at)
    write_down(
        AgreementStarted(
            agreement_id=agreement.id,
            master_id=agreement.master_id,
            mentoring_kind=agreement.kind,
            ends_on=agreement.ends_on,
        ),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=day,
    )
    tell(
        (agreement.master_id, agreement.apprentice_id),
        agreement,
        what="started",
        msgid=gettext_noop("Your agreement is registered and runs until %(day)s."),
        day=agreement.ends_on.isoformat(),
        at=at,
    )
    return agreement


def _fits(wish: Wish, terms: MentoringTerms) -> Decision:
    if wish.renews is None:
        return fits_term(wish.kind, wish.term_months, terms)
    return renews_rightly(
        former_master=wish.renews.master_id,
        master=wish.master.id,
        months=wish.term_months,
        most=terms.renewal_months,
    )


def _titles(goals: Sequence[str]) -> list[str]:
    titles = [title.strip() for title in goals if title.strip()]
    if not titles:
        raise CannotDo(_("Say what is to be learned: one goal at least, each on its own line."))
    if len(titles) > MOST_GOALS:
        raise CannotDo(
            _("At most %(most)d goals: a short list is one that is practised.")
            % {"most": MOST_GOALS}
        )
    return titles


def _written(wish: Wish, titles: Sequence[str], actor: Actor, at: datetime) -> Agreement:
    post = posting_at(wish.apprentice.id, wish.enterprise.id, day_of(at))
    agreement = Agreement.objects.create(
        kind=wish.kind,
        master=wish.master,
        apprentice=wish.apprentice,
        enterprise=wish.enterprise,
        unit=post.unit if post else wish.enterprise,
        occupation=wish.occupation,
        goal=wish.goal.strip(),
        term_months=wish.term_months,
        starts_on=wish.starts_on,
        ends_on=add_months(wish.starts_on, wish.term_months),
        renews=wish.renews,
        drafted_by_id=actor.id,
        drafted_at=at,
    )
    Goal.objects.bulk_create(
        Goal(agreement=agreement, position=place, title=title)
        for place, title in enumerate(titles, start=1)
    )
    return agreement


def _begin(agreement: Agreement, actor: Actor, at: datetime) -> None:
    day = day_of(at)
    post = posting_at(agreement.apprentice_id, agreement.enterprise_id, day)
    agreement.unit = post.unit if post else agreement.unit
    agreement.state = State.ACTIVE
    agreement.starts_on = day
    agreement.ends_on = add_months(day, agreement.term_months)
    agreement.registered_by_id, agreement.registered_at = actor.id, at
    agreement.save(
        update_fields=["unit", "state", "starts_on", "ends_on", "registered_by", "registered_at"]
    )
    Tenure.objects.create(agreement=agreement, master=agreement.master, valid_from=day)
