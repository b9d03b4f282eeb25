"""What the night sees: months without a record, checks and examinations due, apprentices gone.

Called by jobs, which may run twice: who was told is not told again, what has ended is over.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext_noop

from gongjiang.kernel.periods import add_months, day_of
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.rules.months import months_over
from gongjiang.mentoring.services.endings import terminate
from gongjiang.mentoring.services.steps import locked
from gongjiang.mentoring.services.told import hr_of, leaders_for, tell_once
from gongjiang.orgs.models import Ancestry
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Posting

State = Agreement.State


def remind(*, at: datetime) -> int:
    """Tell, once each, whoever keeps an agreement waiting; how many notices were written."""
    day = day_of(at)
    written = 0
    for agreement in _running().select_related("midterm").prefetch_related("months"):
        with transaction.atomic():
            written += _of_month(agreement, day, at)
            written += _of_midterm(agreement, day, at)
            written += _of_exam(agreement, day, at)
    return written


def end_for_leavers(*, at: datetime) -> int:
    """End the agreements whose apprentice no longer works at the site; how many.

    The agreement ends on the first day not worked; a master who left is HR's to replace.
    """
    day, ended = day_of(at), 0
    for agreement in _running().exclude(_at_site("apprentice_id", day)):
        with transaction.atomic():
            again = locked(agreement.id, *Agreement.REGISTERED)
            if again.is_running:
                on = _first_day_gone(again, day)
                terminate(again, Agreement.EndReason.LEFT, actor=SYSTEM, at=at, on=on)
                ended += 1
    return ended


def tell_of_masters_gone(*, at: datetime) -> int:
    """Tell HR, once, of each agreement whose master no longer works at the site."""
    day, written = day_of(at), 0
    for agreement in _running().exclude(_at_site("master_id", day)):
        written += tell_once(
            hr_of(agreement, at),
            agreement,
            what="master_gone",
            msgid=gettext_noop("The master of an agreement has left: propose another one."),
            about=f"#{agreement.master_id}",
            at=at,
        )
    return written


def _running() -> QuerySet[Agreement]:
    return Agreement.objects.filter(state__in=Agreement.RUNNING).order_by("id")


def _at_site(person: str, day: date) -> Exists:
    """Whether a side of an agreement is posted at its enterprise on a day."""
    under = Ancestry.objects.filter(
        true_on(day), ancestor_id=OuterRef(OuterRef("enterprise_id"))
    ).values("descendant_id")
    return Exists(
        Posting.objects.filter(true_on(day), person_id=OuterRef(person), unit_id__in=under)
    )


def _of_month(agreement: Agreement, day: date, at: datetime) -> int:
    """The last month that is over has no record, or one that nobody confirmed."""
    month = months_over(agreement.starts_on, day)
    if month < 1:
        return 0
    records = {record.month: record for record in agreement.months.all()}
    record = records.get(month)
    if record is None or record.returned_at is not None:
        return tell_once(
            [agreement.apprentice_id],
            agreement,
            what="month_missing",
            msgid=gettext_noop("Month %(month)d of your agreement is over: write its record."),
            about=f"/months/{month}",
            month=month,
            at=at,
        )
    if record.confirmed_at is None:
        return tell_once(
            [agreement.master_id],
            agreement,
            what="month_unconfirmed",
            msgid=gettext_noop("Month %(month)d of your apprentice waits for you to confirm it."),
            about=f"/months/{month}",
            month=month,
            at=at,
        )
    return 0


def _of_midterm(agreement: Agreement, day: date, at: datetime) -> int:
    half = agreement.starts_on + (agreement.ends_on - agreement.starts_on) / 2
    if agreement.state != State.ACTIVE or day < half or hasattr(agreement, "midterm"):
        return 0
    return tell_once(
        leaders_for(agreement, agreement.unit_id, at) or hr_of(agreement, at),
        agreement,
        what="midterm_due",
        msgid=gettext_noop("Half the term of an agreement is over: the mid-term check is due."),
        at=at,
    )


def _of_exam(agreement: Agreement, day: date, at: datetime) -> int:
    if agreement.state == State.EXIT_EXAM or day < add_months(agreement.ends_on, -1):
        return 0
    return tell_once(
        hr_of(agreement, at),
        agreement,
        what="exam_due",
        msgid=gettext_noop("An agreement runs until %(day)s: its exit examination is due."),
        about=f"#{agreement.ends_on.isoformat()}",
        day=agreement.ends_on.isoformat(),
        at=at,
    )


def _first_day_gone(agreement: Agreement, day: date) -> date:
    """The day after the last one worked at the site; never before the agreement began."""
    ended = Posting.objects.filter(
        person_id=agreement.apprentice_id,
        unit_id__in=ids_under([agreement.enterprise_id], day),
        valid_to__lte=day,
    ).aggregate(last=Max("valid_to"))["last"]
    return max(ended or day, agreement.starts_on)
