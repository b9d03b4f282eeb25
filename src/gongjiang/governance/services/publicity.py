"""Something is made public, objected to, answered, and closed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance import permissions
from gongjiang.governance.contents.governance import TermsRule
from gongjiang.governance.models import Objection, Publicity, Subject
from gongjiang.governance.queries.publicity import is_over
from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.governance.services.notices import notify
from gongjiang.governance.working_days import NATIONAL
from gongjiang.kernel.decision import Decision
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.orgs.models import Unit
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


class AlreadyPublic(CannotDo):
    """The subject is public already."""


class NotOpen(CannotDo):
    """The publicity does not run, or has been closed."""


@transaction.atomic
def open_publicity(
    *,
    subject: Subject,
    unit: Unit,
    title: str,
    text: str = "",
    actor: Actor,
    from_day: date,
    at: datetime,
    working_days: int | None = None,
    allowed: Decision | None = None,
) -> Publicity:
    """Make something public to all who work in a unit or beneath it.

    Args:
        from_day: the first day, counted when it is a working day.
        working_days: None: as many as the unit's rule says.
        allowed: what the room says of the actor where another office than governance's publishes,
            such as a union; None: whoever governs the unit may.

    Raises:
        NotAllowed: the actor may not.
        AlreadyPublic: the subject is public already.
        CannotDo: the first day has passed, the title is missing, or no rule says how long.
    """
    day = day_of(at)
    (permissions.may_govern(actor, unit, day) if allowed is None else allowed).require()
    if from_day < day:
        raise CannotDo(_("Publicity begins today or later."))
    if not title.strip():
        raise CannotDo(_("Say in a title what is made public."))
    least = content_in_force(TermsRule, on=from_day, unit_id=unit.id).publicity_working_days
    length = least if working_days is None else working_days
    if length < least:
        raise CannotDo(_("Publicity lasts at least %(days)d working days here.") % {"days": least})
    run = NATIONAL.run_from(from_day, length)
    publicity = Publicity(
        subject_type=subject.type,
        subject_id=subject.id,
        unit=unit,
        title=title.strip(),
        text=text,
        starts_on=run.start,
        ends_on=run.end,
        working_days=length,
        holidays_known=run.announced,
        opened_by=actor if isinstance(actor, Person) else None,
    )
    try:
        with transaction.atomic():
            publicity.save()
    except IntegrityError as error:
        raise AlreadyPublic(_("This is public already; close that period first.")) from error
    return publicity


@transaction.atomic
def object_to(
    *, publicity_id: int, actor: Person, text: str, at: datetime, named: bool = True
) -> Objection:
    """Say something against a publicity while it runs, once a person.

    Args:
        named: whether those who decide are shown the name.

    Raises:
        NotAllowed: it does not concern this person.
        NotOpen: it does not run on that day.
        CannotDo: nothing was said, or it is a second objection.
    """
    publicity = _locked(publicity_id)
    permissions.may_object(actor, publicity, day_of(at)).require()
    if not publicity.runs_on(day_of(at)):
        raise NotOpen(
            _("Objections are taken from %(first)s to %(last)s.")
            % {"first": publicity.starts_on, "last": publicity.last_day}
        )
    if not text.strip():
        raise CannotDo(_("Say what you object to, and why."))
    if publicity.objections.filter(by=actor).exists():
        raise CannotDo(_("You have objected already; your objection will be answered."))
    objection = Objection.objects.create(
        publicity=publicity, by=actor, named=named, text=text.strip(), made_at=at
    )
    if publicity.opened_by_id is not None:
        notify(
            [publicity.opened_by_id],
            kind="governance.objection.made",
            msgid=gettext_noop("An objection was made to “%(title)s”."),
            title=publicity.title,
            link=_address(publicity),
            at=at,
        )
    return objection


@transaction.atomic
def answer_objection(
    *, objection_id: int, actor: Actor, upheld: bool, answer: str, at: datetime
) -> Objection:
    """Uphold an objection or turn it down, with an answer, and tell who made it.

    Raises:
        NotAllowed: the actor does not govern the unit, or made the objection.
        CannotDo: it has been answered, or the answer is missing.
    """
    objection = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("publicity__unit")
        .get(id=objection_id)
    )
    permissions.may_answer(actor, objection, day_of(at)).require()
    if not isinstance(actor, Person):
        raise CannotDo(_("An objection is answered by a named person."))
    if objection.upheld is not None:
        raise CannotDo(_("This objection has been answered."))
    if not answer.strip():
        raise CannotDo(_("Give the answer its reasons."))
    objection.upheld, objection.answer = upheld, answer.strip()
    objection.answered_by, objection.answered_at = actor, at
    objection.save(update_fields=["upheld", "answer", "answered_by", "answered_at"])
    notify(
        [objection.by_id],
        kind="governance.objection.answered",
        msgid=gettext_noop("Your objection to “%(title)s” has been answered."),
        title=objection.publicity.title,
        link=_address(objection.publicity),
        at=at,
    )
    return objection


@transaction.atomic
def close_publicity(
    *, publicity_id: int, actor: Actor, at: datetime, allowed: Decision | None = None
) -> Publicity:
    """End a publicity: passed when no objection was upheld. It may end early only when one was.

    Args:
        allowed: as for `open_publicity`.

    Raises:
        NotAllowed: the actor may not.
        NotOpen: it has been closed.
        CannotDo: it still runs, or an objection waits for its answer.
    """
    publicity = _locked(publicity_id)
    may = permissions.may_govern(actor, publicity.unit, day_of(at)) if allowed is None else allowed
    may.require()
    if publicity.state != Publicity.State.OPEN:
        raise NotOpen(_("This publicity has been closed."))
    verdicts = set(publicity.objections.values_list("upheld", flat=True))
    if None in verdicts:
        raise CannotDo(_("Answer every objection first."))
    upheld = True in verdicts
    if not upheld and not is_over(publicity, day_of(at)):
        raise CannotDo(
            _("It runs to %(last)s; close it on a later day.") % {"last": publicity.last_day}
        )
    publicity.state = Publicity.State.UPHELD if upheld else Publicity.State.PASSED
    publicity.closed_by = actor if isinstance(actor, Person) else None
    publicity.closed_at = at
    publicity.save(update_fields=["state", "closed_by", "closed_at"])
    return publicity


def _locked(publicity_id: int) -> Publicity:
    rows = Publicity.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(id=publicity_id)


def _address(publicity: Publicity) -> str:
    return f"/publicity/{publicity.public_id}"
