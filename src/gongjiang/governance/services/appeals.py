"""Somebody asks that a decision be looked at again; somebody else decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance import permissions
from gongjiang.governance.contents.governance import TermsRule
from gongjiang.governance.models import Appeal, Subject
from gongjiang.governance.queries.reach import TERRITORY
from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.governance.working_days import NATIONAL
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of, path_of, true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Appointment, Person, Role
from gongjiang.people.queries.roles import holds_role

Follow = Callable[[Appeal, Actor, datetime], None]
"""What a room does when an appeal about a row of its own has ended."""

_followers: dict[str, Follow] = {}


def register_follower(subject_type: str, follow: Follow) -> None:
    """Let a room above act on the end of an appeal about its rows, in the same transaction."""
    if subject_type in _followers:
        msg = f"Two rooms follow appeals about {subject_type}."
        raise ValueError(msg)
    _followers[subject_type] = follow


class AlreadyAppealed(CannotDo):
    """An appeal of this person about this waits for its answer."""


class AppealEnded(CannotDo):
    """The appeal has been decided or withdrawn."""


@transaction.atomic
def submit_appeal(
    *,
    subject: Subject,
    title: str,
    unit: Unit,
    appellant: Person,
    reason: str,
    at: datetime,
    against: Person | None = None,
) -> Appeal:
    """Ask that something be looked at again, and tell those who may decide it.

    The room that owns the subject checks first that it concerns the appellant.

    Args:
        unit: where the subject lies; its enterprise hears the appeal. Where `against` is that
            enterprise's own HR, or the unit is the zone's, the zone's reform office does.
        against: who took the decision, when that is known.

    Raises:
        AlreadyAppealed: the appellant's earlier appeal about it still waits.
        CannotDo: no reason was given, or no rule says by when it is answered.
    """
    if not reason.strip():
        raise CannotDo(_("Say what should be looked at again, and why."))
    day = day_of(at)
    terms = content_in_force(TermsRule, on=day, unit_id=unit.id)
    appeal = Appeal(
        subject_type=subject.type,
        subject_id=subject.id,
        title=title,
        unit=unit,
        heard_at=_hearing(unit, against, at),
        appellant=appellant,
        against=against,
        reason=reason.strip(),
        submitted_at=at,
        reply_by=NATIONAL.run_after(day, terms.appeal_reply_working_days).last,
    )
    try:
        with transaction.atomic():
            appeal.save()
    except IntegrityError as error:
        raise AlreadyAppealed(_("Your earlier appeal about this still waits.")) from error
    notify(
        _deciders(appeal, at),
        kind="governance.appeal.submitted",
        msgid=gettext_noop("An appeal waits for an answer by %(day)s: “%(title)s”."),
        title=title,
        day=appeal.reply_by.isoformat(),
        link=_address(appeal),
        at=at,
    )
    return appeal


@transaction.atomic
def take_up_appeal(*, appeal_id: int, actor: Actor, at: datetime) -> Appeal:
    """Begin to review an appeal, under one's own name.

    Raises:
        NotAllowed: the actor may not decide it.
        AppealEnded: it is over.
        CannotDo: somebody reviews it already.
    """
    appeal, reviewer = _locked_for(appeal_id, actor, at)
    if appeal.state == Appeal.State.UNDER_REVIEW:
        raise CannotDo(_("This appeal is under review already."))
    appeal.state, appeal.reviewer = Appeal.State.UNDER_REVIEW, reviewer
    appeal.save(update_fields=["state", "reviewer"])
    _tell_appellant(appeal, gettext_noop("Your appeal “%(title)s” is under review."), at)
    return appeal


@transaction.atomic
def decide_appeal(
    *, appeal_id: int, actor: Actor, uphold: bool, answer: str, at: datetime
) -> Appeal:
    """Uphold or reject an appeal under review, with an answer, and tell the appellant.

    Raises:
        NotAllowed: the actor may not decide it.
        AppealEnded: it is over.
        CannotDo: it was not taken up, or the answer is missing.
    """
    appeal, reviewer = _locked_for(appeal_id, actor, at)
    if appeal.state != Appeal.State.UNDER_REVIEW:
        raise CannotDo(_("Take the appeal up first, so that its review has a name."))
    if not answer.strip():
        raise CannotDo(_("Give the answer its reasons."))
    appeal.state = Appeal.State.UPHELD if uphold else Appeal.State.REJECTED
    appeal.reviewer, appeal.answer, appeal.ended_at = reviewer, answer.strip(), at
    appeal.save(update_fields=["state", "reviewer", "answer", "ended_at"])
    _tell_appellant(appeal, gettext_noop("Your appeal “%(title)s” has been decided."), at)
    _follow(appeal, reviewer, at)
    return appeal


@transaction.atomic
def withdraw_appeal(*, appeal_id: int, actor: Actor, at: datetime) -> Appeal:
    """Take one's own appeal back.

    Raises:
        NotAllowed: it is somebody else's.
        AppealEnded: it is over.
    """
    appeal = _locked(appeal_id)
    permissions.may_withdraw_appeal(actor, appeal).require()
    _check_waiting(appeal)
    appeal.state, appeal.ended_at = Appeal.State.WITHDRAWN, at
    appeal.save(update_fields=["state", "ended_at"])
    _follow(appeal, actor, at)
    return appeal


def _follow(appeal: Appeal, actor: Actor, at: datetime) -> None:
    follow = _followers.get(appeal.subject_type)
    if follow is not None:
        follow(appeal, actor, at)


def _locked(appeal_id: int) -> Appeal:
    appeals = Appeal.objects.select_for_update(of=("self",)).select_related("heard_at")
    return appeals.get(id=appeal_id)


def _locked_for(appeal_id: int, actor: Actor, at: datetime) -> tuple[Appeal, Person]:
    appeal = _locked(appeal_id)
    permissions.may_decide_appeal(actor, appeal, day_of(at)).require()
    _check_waiting(appeal)
    if not isinstance(actor, Person):
        msg = "Only persons may decide appeals."
        raise TypeError(msg)
    return appeal, actor


def _check_waiting(appeal: Appeal) -> None:
    if not appeal.is_waiting:
        raise AppealEnded(_("This appeal has been decided or withdrawn."))


def _hearing(unit: Unit, against: Person | None, at: datetime) -> Unit:
    """The unit whose officers hear the appeal: the enterprise, or the root of its tree."""
    day = day_of(at)
    path = path_of(unit.id, day)
    enterprise = enterprise_of(unit.id, day)
    if not path:
        raise CannotDo(_("This unit does not exist on that day."))
    if enterprise is None or (
        against is not None and holds_role(against, Role.HR, on=day, unit_id=enterprise)
    ):
        return path[0]
    return next(step for step in path if step.id == enterprise)


def _deciders(appeal: Appeal, at: datetime) -> list[int]:
    role = Role.REFORM_OFFICE if appeal.heard_at.kind in TERRITORY else Role.HR
    seats = Appointment.objects.filter(true_on(day_of(at)), role=role, unit=appeal.heard_at)
    concerned = [appeal.appellant_id, appeal.against_id]
    return [
        person for person in seats.values_list("person_id", flat=True) if person not in concerned
    ]


def _tell_appellant(appeal: Appeal, msgid: str, at: datetime) -> None:
    notify(
        [appeal.appellant_id],
        kind=f"governance.appeal.{appeal.state.lower()}",
        msgid=msgid,
        title=appeal.title,
        link=_address(appeal),
        at=at,
    )


def _address(appeal: Appeal) -> str:
    return f"/appeals/{appeal.public_id}"
