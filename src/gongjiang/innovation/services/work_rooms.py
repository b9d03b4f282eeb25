"""What happens in a studio's work room: topics, minutes, apprentices, results, reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gongjiang.innovation.models import (
    Studio,
    StudioApprentice,
    StudioMinutes,
    StudioReport,
    StudioResult,
    StudioTopic,
)
from gongjiang.innovation.permissions import studios as permissions
from gongjiang.innovation.queries.studio_sources import made_by_members
from gongjiang.innovation.rules.studios import QUARTERS, quarter_end, report_due
from gongjiang.innovation.services.studio_steps import NotNow, lock_studio, terms_for
from gongjiang.innovation.services.studios import OPEN
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person, Posting

KEPT_ELSEWHERE = frozenset(StudioResult.Kind.values) - {
    StudioResult.Kind.STANDARD,
    StudioResult.Kind.PAPER,
}


@transaction.atomic
def add_topic(
    *, studio_id: int, title: str, goal: str, due_on: date, actor: Actor, on: date
) -> StudioTopic:
    """Take something up that the studio wants to solve.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        CannotDo: title or goal is missing, or its last day has passed.
    """
    studio = _entered(studio_id, actor, on)
    if not title.strip() or not goal.strip():
        raise CannotDo(_("Name the topic, and say when it is solved."))
    if due_on <= on:
        raise CannotDo(_("Give the topic a day in the future by which it is to be solved."))
    return StudioTopic.objects.create(
        studio=studio,
        title=title.strip(),
        goal=goal.strip(),
        started_on=on,
        due_on=due_on,
        added_by_id=actor.id,
    )


@transaction.atomic
def end_topic(*, topic_id: int, solved: bool, outcome: str, actor: Actor, on: date) -> StudioTopic:
    """Say that a topic is done, or dropped, and what came of it.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        NotNow: it is over already.
        CannotDo: nothing is said about what came of it.
    """
    found = StudioTopic.objects.values_list("studio_id", flat=True).get(id=topic_id)
    _entered(found, actor, on)
    topic = StudioTopic.objects.select_for_update().get(id=topic_id)
    if topic.state != StudioTopic.State.OPEN:
        raise NotNow(_("This topic is over already."))
    if not outcome.strip():
        raise CannotDo(_("Say what came of the topic, even if it is that it failed."))
    topic.state = StudioTopic.State.DONE if solved else StudioTopic.State.DROPPED
    topic.ended_on, topic.outcome = on, outcome.strip()
    topic.save(update_fields=["state", "ended_on", "outcome"])
    return topic


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMinutes:
    """What was done on a day; a trial says how it went."""

    kind: str
    held_on: date
    present: int
    text: str
    topic: StudioTopic | None = None
    outcome: str = ""


@transaction.atomic
def write_minutes(*, studio_id: int, new: NewMinutes, actor: Actor, at: datetime) -> StudioMinutes:
    """Write down a meeting, a trial or a training.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        CannotDo: it lies ahead, nobody was there, or nothing is said.
    """
    day = day_of(at)
    studio = _entered(studio_id, actor, day)
    if new.held_on > day:
        raise CannotDo(_("Minutes are written of what has been, not of what is to come."))
    if new.present < 1 or not new.text.strip():
        raise CannotDo(_("Say how many were there, and what was done."))
    is_trial = new.kind == StudioMinutes.Kind.TRIAL
    if is_trial and not new.outcome:
        raise CannotDo(_("Say how the trial went."))
    if new.topic is not None and new.topic.studio_id != studio.id:
        raise CannotDo(_("This topic is another studio's."))
    return StudioMinutes.objects.create(
        studio=studio,
        topic=new.topic,
        kind=new.kind,
        held_on=new.held_on,
        present=new.present,
        text=new.text.strip(),
        outcome=new.outcome if is_trial else "",
        written_by_id=actor.id,
        written_at=at,
    )


@transaction.atomic
def take_apprentice(
    *, studio_id: int, person: Person, master: Person, actor: Actor, on: date
) -> StudioApprentice:
    """Somebody of the enterprise begins to learn in the studio from one of its members.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        CannotDo: the master is no member, the apprentice does not work in the enterprise, is a
            member, or learns here already.
    """
    studio = _entered(studio_id, actor, on)
    members = set(studio.members.filter(true_on(on)).values_list("person_id", flat=True))
    if master.id not in members:
        raise CannotDo(_("Only members of the studio teach in it."))
    if person.id in members:
        raise CannotDo(_("Members are not apprentices of their own studio."))
    here = Posting.objects.filter(
        true_on(on), person=person, unit_id__in=ids_under([studio.enterprise_id], on)
    )
    if not here.exists():
        raise CannotDo(_("Apprentices of a studio work in its enterprise."))
    apprentice = StudioApprentice(studio=studio, person=person, master=master, valid_from=on)
    try:
        with transaction.atomic():
            apprentice.save()
    except IntegrityError as error:
        raise CannotDo(_("This person learns in the studio already.")) from error
    return apprentice


@transaction.atomic
def end_apprenticeship(*, apprentice_id: int, actor: Actor, on: date) -> StudioApprentice:
    """An apprentice leaves the studio; `on` is the first day without.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        NotNow: it has ended, or began today.
    """
    apprentice = StudioApprentice.objects.select_for_update().get(id=apprentice_id)
    _entered(apprentice.studio_id, actor, on)
    if apprentice.valid_to is not None or apprentice.valid_from >= on:
        raise NotNow(_("This has ended already, or began today."))
    apprentice.valid_to = on
    apprentice.save(update_fields=["valid_to"])
    return apprentice


@transaction.atomic
def add_made_result(
    *, studio_id: int, kind: str, source_id: int, actor: Actor, on: date
) -> StudioResult:
    """Claim something that members finished as the studio's result; it stays where it is kept.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        CannotDo: no member made it, it is not finished, or it is a studio's result already.
    """
    studio = _entered(studio_id, actor, on)
    made = next(
        (each for each in made_by_members(studio, on) if (each.kind, each.id) == (kind, source_id)),
        None,
    )
    if made is None:
        raise CannotDo(
            _("A result is something members have finished that no studio has as its own yet.")
        )
    result = StudioResult(
        studio=studio,
        kind=kind,
        source_id=source_id,
        title=made.title,
        happened_on=made.on,
        added_by_id=actor.id,
    )
    try:
        with transaction.atomic():
            result.save()
    except IntegrityError as error:
        raise CannotDo(_("Another studio has this as its result already.")) from error
    return result


@transaction.atomic
def add_published_result(
    *, studio_id: int, kind: str, title: str, reference: str, on: date, actor: Actor, day: date
) -> StudioResult:
    """Add a standard or a paper, which are kept nowhere else.

    Args:
        on: when it was published; day: today.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        CannotDo: it is of another kind, has no title or number, or lies ahead.
    """
    studio = _entered(studio_id, actor, day)
    if kind in KEPT_ELSEWHERE:
        raise CannotDo(_("This is kept elsewhere: choose it from what members have finished."))
    if not title.strip() or not reference.strip() or on > day:
        raise CannotDo(_("Give title, number and the day it was published."))
    return StudioResult.objects.create(
        studio=studio,
        kind=kind,
        title=title.strip(),
        reference=reference.strip(),
        happened_on=on,
        added_by_id=actor.id,
    )


@transaction.atomic
def hand_in_report(
    *, studio_id: int, year: int, quarter: int, text: str, actor: Actor, at: datetime
) -> StudioReport:
    """Report of a quarter that is over, once.

    Raises:
        NotAllowed: the actor does not belong to the studio.
        CannotDo: the quarter still runs, nothing is said, or it was handed in already.
    """
    day = day_of(at)
    studio = _entered(studio_id, actor, day)
    if not 1 <= quarter <= QUARTERS or day < quarter_end(year, quarter):
        raise CannotDo(_("A quarter is reported of once it is over."))
    if not text.strip():
        raise CannotDo(_("Say what was done in the quarter."))
    report = StudioReport(
        studio=studio,
        year=year,
        quarter=quarter,
        text=text.strip(),
        due_on=report_due(year, quarter, terms_for(studio.enterprise_id, day)),
        handed_in_on=day,
        written_by_id=actor.id,
    )
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError as error:
        raise CannotDo(_("The report of this quarter has been handed in.")) from error
    return report


def _entered(studio_id: int, actor: Actor, day: date) -> Studio:
    """The locked studio, for somebody who may write in its room."""
    studio = lock_studio(studio_id, *OPEN)
    permissions.may_work(actor, studio, day).require()
    return studio
