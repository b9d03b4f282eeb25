"""A studio is starred, warned, told to rectify, or loses its name; and may appeal."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Appeal, Subject
from gongjiang.governance.services.appeals import register_follower, submit_appeal
from gongjiang.innovation.models import Studio, StudioLevel, StudioMeasure, StudioReview
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.services.studio_steps import (
    NotNow,
    lock_studio,
    tell_studio,
    terms_for,
    write_down,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger import services as ledger
from gongjiang.ledger.facts.studios import StudioMeasured, StudioReviewed, StudioRevoked
from gongjiang.ledger.queries import standing_entry
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import zone
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person

Kind = StudioMeasure.Kind
STANDING = {
    Kind.STAR: Studio.Standing.STARRED,
    Kind.WARN: Studio.Standing.WARNED,
    Kind.RECTIFY: Studio.Standing.RECTIFYING,
}
MEASURE = "innovation.studio_measure"
REVIEW = "innovation.studio_review"


@transaction.atomic
def take_measure(
    *, studio_id: int, kind: str, reason: str, actor: Person, at: datetime
) -> StudioMeasure:
    """Star a studio, warn it, tell it to rectify, or revoke its name, with the reason.

    A star follows an excellent year; a name is revoked only after a warning or an order to
    rectify that is in force, so that nobody loses it unwarned.

    Raises:
        NotAllowed: the actor does not review this studio, or belongs to it.
        NotNow: the studio bears no name.
        CannotDo: no reason, a star without an excellent year, or a name revoked unwarned.
    """
    day = day_of(at)
    studio = lock_studio(studio_id, Studio.State.NAMED)
    permissions.may_review(actor, studio, day).require()
    if not reason.strip():
        raise CannotDo(_("Say why."))
    _check_order(studio, kind, day)
    measure = StudioMeasure(
        studio=studio, kind=kind, reason=reason.strip(), taken_by=actor, taken_on=day
    )
    if kind == Kind.RECTIFY:
        days = terms_for(studio.enterprise_id, day).rectify_days
        measure.until = day + timedelta(days=days)
    put_in_force(measure, actor=actor)
    tell_studio(
        studio,
        what="measured",
        msgid=gettext_noop("About your studio “%(name)s”: %(measure)s. You may appeal."),
        name=studio.name,
        measure=str(Kind(kind).label),
        at=at,
    )
    return measure


def put_in_force(measure: StudioMeasure, *, actor: Actor) -> None:
    """Let a measure take the place of the one in force, and write it down.

    The studio is locked by whoever calls.
    """
    studio, day = measure.studio, measure.taken_on
    _lift_standing(studio, _("Another measure took its place."), day)
    measure.save()
    if measure.kind == Kind.REVOKE:
        studio.state, studio.ended_on = Studio.State.REVOKED, day
        studio.standing = Studio.Standing.ORDINARY
        fact = StudioRevoked(studio_id=studio.id, level=studio.level)
        write_down(fact, studio, actor=actor, on=day)
    else:
        studio.standing = STANDING[Kind(measure.kind)]
        said = StudioMeasured(
            studio_measure_id=measure.id, studio_id=studio.id, measure=measure.kind
        )
        write_down(said, studio, actor=actor, on=day)
    studio.save(update_fields=["state", "ended_on", "standing"])


@transaction.atomic
def lift_measure(*, measure_id: int, because: str, actor: Person, at: datetime) -> StudioMeasure:
    """End a star, a warning or an order to rectify, saying why: what was asked for is done.

    Raises:
        NotAllowed: the actor does not review this studio, or belongs to it.
        NotNow: it is not in force.
        CannotDo: no reason.
    """
    found = StudioMeasure.objects.values_list("studio_id", flat=True).get(id=measure_id)
    studio = lock_studio(found, Studio.State.NAMED)
    permissions.may_review(actor, studio, day_of(at)).require()
    measure = StudioMeasure.objects.get(id=measure_id)
    if measure.lifted_on is not None:
        raise NotNow(_("This is not in force any more."))
    if not because.strip():
        raise CannotDo(_("Say why it ends: what was seen?"))
    _lift_standing(studio, because.strip(), day_of(at))
    measure.refresh_from_db()
    return measure


@transaction.atomic
def appeal_measure(*, measure_id: int, reason: str, actor: Person, at: datetime) -> Appeal:
    """Ask that a measure in force be looked at again by somebody else.

    Raises:
        NotAllowed: the actor does not lead the studio.
        NotNow: it is not in force.
    """
    measure = StudioMeasure.objects.select_related("studio__enterprise", "taken_by").get(
        id=measure_id
    )
    permissions.may_appeal(actor, measure.studio).require()
    if measure.lifted_on is not None or measure.kind == Kind.STAR:
        raise NotNow(_("There is nothing here to appeal against."))
    return submit_appeal(
        subject=Subject(MEASURE, measure.id),
        title=_title(measure.studio),
        unit=_hearing(measure.studio),
        appellant=actor,
        against=measure.taken_by,
        reason=reason,
        at=at,
    )


@transaction.atomic
def appeal_review(*, review_id: int, reason: str, actor: Person, at: datetime) -> Appeal:
    """Ask that a decided review be looked at again by somebody else.

    Raises:
        NotAllowed: the actor does not lead the studio.
        NotNow: it is not decided.
    """
    review = StudioReview.objects.select_related("studio__enterprise", "decided_by").get(
        id=review_id
    )
    permissions.may_appeal(actor, review.studio).require()
    if not review.result:
        raise NotNow(_("There is nothing here to appeal against."))
    return submit_appeal(
        subject=Subject(REVIEW, review.id),
        title=_title(review.studio),
        unit=_hearing(review.studio),
        appellant=actor,
        against=review.decided_by,
        reason=reason,
        at=at,
    )


def _title(studio: Studio) -> str:
    return _("Studio: %(name)s") % {"name": studio.name}


def _hearing(studio: Studio) -> Unit:
    """The enterprise hears what concerns its own level, the zone what is above it."""
    above = studio.level != StudioLevel.ENTERPRISE
    return (zone() if above else None) or studio.enterprise


def _check_order(studio: Studio, kind: str, day: date) -> None:
    if kind == Kind.STAR:
        last = studio.reviews.exclude(result="").order_by("-year").first()
        if last is None or last.result != StudioReview.Result.EXCELLENT:
            raise CannotDo(_("A star follows an excellent yearly review."))
    if kind == Kind.REVOKE:
        held = studio.measures.filter(lifted_on=None, kind__in=[Kind.WARN, Kind.RECTIFY]).first()
        if held is None:
            raise CannotDo(_("Warn the studio, or tell it to rectify, before its name is revoked."))
        if held.until is not None and day <= held.until:
            raise CannotDo(
                _("The studio has until %(day)s to rectify.") % {"day": held.until.isoformat()}
            )


def _lift_standing(studio: Studio, because: str, day: date) -> None:
    studio.measures.filter(lifted_on=None).update(lifted_on=day, lifted_because=because)
    studio.standing = Studio.Standing.ORDINARY
    studio.save(update_fields=["standing"])


def _after_measure(appeal: Appeal, actor: Actor, at: datetime) -> None:
    """An upheld appeal lifts the measure; a name that was revoked stands again."""
    if appeal.state != Appeal.State.UPHELD:
        return
    measure = StudioMeasure.objects.select_related("studio").get(id=appeal.subject_id)
    if measure.lifted_on is not None:
        return
    studio = Studio.objects.select_for_update().get(id=measure.studio_id)
    if measure.kind == Kind.REVOKE:
        studio.state, studio.ended_on = Studio.State.NAMED, None
        studio.save(update_fields=["state", "ended_on"])
        _annul(StudioRevoked.kind, studio.id, actor)
    else:
        _annul(StudioMeasured.kind, measure.id, actor)
    _lift_standing(studio, _("An appeal was upheld."), day_of(at))


def _after_review(appeal: Appeal, actor: Actor, at: datetime) -> None:
    """An upheld appeal undoes the decision, and what it put in force: somebody decides anew."""
    if appeal.state != Appeal.State.UPHELD:
        return
    review = StudioReview.objects.select_for_update().get(id=appeal.subject_id)
    if not review.result:
        return
    studio = Studio.objects.select_for_update().get(id=review.studio_id)
    held = review.measures.filter(lifted_on=None).first()
    if held is not None:
        _annul(StudioMeasured.kind, held.id, actor)
        _lift_standing(studio, _("An appeal was upheld."), day_of(at))
    review.result, review.reason = "", ""
    review.decided_by, review.decided_on, review.rectify_by = None, None, None
    review.save()
    _annul(StudioReviewed.kind, review.id, actor)


def _annul(kind: str, subject_id: int, actor: Actor) -> None:
    entry = standing_entry(kind=kind, subject_id=subject_id)
    if entry is not None:
        ledger.annul(entry, reason="APPEAL_UPHELD", by=actor.id)


register_follower(MEASURE, _after_measure)
register_follower(REVIEW, _after_review)
