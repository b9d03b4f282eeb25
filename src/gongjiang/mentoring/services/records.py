"""While an agreement runs: months are recorded, goals signed off, and it is checked halfway."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongjiang.governance.models import Attachment
from gongjiang.governance.services.attachments import attach
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import day_of
from gongjiang.ledger.facts.mentoring import GoalSignedOff, MidTermChecked, MonthRecorded
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, Goal, MidTermCheck, MonthRecord
from gongjiang.mentoring.models.records import MOST_HOURS
from gongjiang.mentoring.queries.agreements import taught_under
from gongjiang.mentoring.queries.attachments import subject_of
from gongjiang.mentoring.rules.months import master_of, month_on
from gongjiang.mentoring.services.steps import NotNow, running, write_down
from gongjiang.mentoring.services.told import tell
from gongjiang.people.actors import Actor
from gongjiang.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What an apprentice has to say of a month.

    Attributes:
        number: which month of the agreement, from 1.
        practised: positions of goals.
    """

    number: int
    practised: Collection[int]
    hours: int
    sentence: str


@transaction.atomic
def write_month(*, agreement_id: int, month: Month, actor: Person, at: datetime) -> MonthRecord:
    """Write the record of a month, or write it anew until it is confirmed.

    Raises:
        NotAllowed: the actor is not the apprentice.
        CannotDo: the month has not begun, was confirmed, or something is missing.
    """
    day = day_of(at)
    agreement = running(agreement_id, day)
    permissions.may_write_month(actor, agreement).require()
    _check_month(agreement, month, day)
    record = MonthRecord.objects.filter(agreement=agreement, month=month.number).first()
    if record is None:
        record = MonthRecord(agreement=agreement, month=month.number)
    if record.confirmed_at is not None:
        raise NotNow(_("The master has confirmed this month; it stands as it is."))
    record.practised = sorted(set(month.practised))
    record.hours, record.sentence = month.hours, month.sentence.strip()
    record.written_at, record.returned_at, record.remark = at, None, ""
    record.save()
    tell(
        [_master_of(agreement, record)],
        agreement,
        what="month_written",
        msgid=gettext_noop("Month %(month)d of your apprentice is written and waits for you."),
        month=record.month,
        at=at,
    )
    return record


@transaction.atomic
def confirm_month(*, record_id: int, actor: Person, at: datetime) -> MonthRecord:
    """Confirm an apprentice's month; from then on it counts, and is recorded.

    Raises:
        NotAllowed: the actor is not the master.
        NotNow: it was confirmed, waits to be written anew, or the agreement does not run.
    """
    record, agreement = _written(record_id, actor, at)
    record.confirmed_by, record.confirmed_at = actor, at
    record.save(update_fields=["confirmed_by", "confirmed_at"])
    write_down(
        MonthRecorded(
            month_record_id=record.id,
            agreement_id=agreement.id,
            month=record.month,
            quantity=Decimal(record.hours),
        ),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=day_of(at),
    )
    tell(
        [agreement.apprentice_id],
        agreement,
        what="month_confirmed",
        msgid=gettext_noop("Your master has confirmed month %(month)d."),
        month=record.month,
        at=at,
    )
    return record


@transaction.atomic
def return_month(*, record_id: int, remark: str, actor: Person, at: datetime) -> MonthRecord:
    """Send an apprentice's month back, to be written anew.

    Raises:
        NotAllowed: the actor is not the master.
        NotNow: as `confirm_month`.
        CannotDo: without saying why.
    """
    if not remark.strip():
        raise CannotDo(_("Say what should be written differently."))
    record, agreement = _written(record_id, actor, at)
    record.returned_at, record.remark = at, remark.strip()
    record.save(update_fields=["returned_at", "remark"])
    tell(
        [agreement.apprentice_id],
        agreement,
        what="month_returned",
        msgid=gettext_noop("Month %(month)d came back from your master: write it anew."),
        month=record.month,
        at=at,
    )
    return record


@transaction.atomic
def add_photo(
    *, record_id: int, name: str, content: BinaryIO, actor: Person, at: datetime
) -> Attachment:
    """Add a picture to one's own month that is not confirmed yet.

    Raises:
        NotAllowed: the actor is not the apprentice.
        NotNow: it is confirmed.
        Refused: the file is not taken.
    """
    record = _locked_record(record_id)
    permissions.may_write_month(actor, record.agreement).require()
    if record.confirmed_at is not None:
        raise NotNow(_("The master has confirmed this month; it stands as it is."))
    return attach(subject=subject_of(record), name=name, content=content, uploaded_by=actor, at=at)


@transaction.atomic
def sign_off_goal(*, goal_id: int, actor: Person, at: datetime) -> Goal:
    """Say that the apprentice has learned a goal; never by the master.

    Raises:
        NotAllowed: the actor is neither team leader nor HR, or is part of the agreement.
        NotNow: it was signed off, or the agreement does not run.
    """
    day = day_of(at)
    agreement = running(Goal.objects.get(id=goal_id).agreement_id, day)
    permissions.may_witness(actor, agreement, day).require()
    goal = Goal.objects.select_for_update().get(id=goal_id)
    if goal.signed_off_at is not None:
        raise NotNow(_("This goal has been signed off."))
    goal.signed_off_by, goal.signed_off_at = actor, at
    goal.save(update_fields=["signed_off_by", "signed_off_at"])
    write_down(
        GoalSignedOff(mentoring_goal_id=goal.id, agreement_id=agreement.id),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=day,
    )
    return goal


@transaction.atomic
def check_midterm(
    *, agreement_id: int, on_track: bool, remark: str, actor: Actor, at: datetime
) -> MidTermCheck:
    """Say how an apprentice stands halfway, once; an apprentice who is not on track is told why.

    Raises:
        NotAllowed: the actor is neither team leader nor HR, or is part of the agreement.
        NotNow: it was checked, the exit examination has begun, or the agreement does not run.
        CannotDo: not on track, without a remark.
    """
    day = day_of(at)
    agreement = running(agreement_id, day)
    permissions.may_witness(actor, agreement, day).require()
    if MidTermCheck.objects.filter(agreement=agreement).exists():
        raise NotNow(_("The mid-term check has been made."))
    if agreement.state == Agreement.State.EXIT_EXAM:
        raise NotNow(_("The exit examination has begun; the middle of the term is past."))
    if not on_track and not remark.strip():
        raise CannotDo(_("Say what is missing, so that it can be made up for."))
    if not isinstance(actor, Person):
        msg = "A mid-term check is made by a named person."
        raise TypeError(msg)
    check = MidTermCheck.objects.create(
        agreement=agreement,
        checked_by=actor,
        checked_on=day,
        on_track=on_track,
        remark=remark.strip(),
    )
    write_down(
        MidTermChecked(midterm_check_id=check.id, agreement_id=agreement.id, on_track=on_track),
        agreement,
        person_id=agreement.apprentice_id,
        actor=actor,
        on=day,
    )
    tell(
        (agreement.apprentice_id, agreement.master_id),
        agreement,
        what="midterm",
        msgid=gettext_noop("The mid-term check of your agreement has been made."),
        at=at,
    )
    return check


def _check_month(agreement: Agreement, month: Month, day: date) -> None:
    if not 1 <= month.number <= month_on(agreement.starts_on, day):
        raise CannotDo(_("This month of the agreement has not begun."))
    known = set(agreement.goals.values_list("position", flat=True))
    if not month.practised or not set(month.practised) <= known:
        raise CannotDo(_("Choose what was practised: one of the agreement's goals at least."))
    if not 1 <= month.hours <= MOST_HOURS:
        raise CannotDo(
            _("Hours practised in a month are from 1 to %(most)d.") % {"most": MOST_HOURS}
        )
    if not month.sentence.strip():
        raise CannotDo(_("Write one sentence about the month."))


def _locked_record(record_id: int) -> MonthRecord:
    return (
        MonthRecord.objects.select_for_update(of=("self",))
        .select_related("agreement__enterprise")
        .get(id=record_id)
    )


def _written(record_id: int, actor: Person, at: datetime) -> tuple[MonthRecord, Agreement]:
    """A record that waits for its master, and its agreement; both locked."""
    # The agreement first, as everywhere: two deeds then never wait for each other.
    found = MonthRecord.objects.values_list("agreement_id", flat=True).get(id=record_id)
    agreement = running(found, day_of(at))
    record = _locked_record(record_id)
    permissions.may_confirm_month(actor, agreement, _master_of(agreement, record)).require()
    if record.confirmed_at is not None:
        raise NotNow(_("This month has been confirmed."))
    if record.returned_at is not None:
        raise NotNow(_("This month went back to the apprentice, who has to write it anew."))
    return record, agreement


def _master_of(agreement: Agreement, record: MonthRecord) -> int:
    return master_of(taught_under(agreement.id), agreement.starts_on, record.month)
