"""What can be done to an agreement on its page: who is offered what, and what it asks for.

Each deed has an address of its own. It is offered when the agreement is at that step and the
reader may; the services ask both again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement, MasterChange
from gongjiang.mentoring.services import agreements, changes, exams, records, requests
from gongjiang.people.models import Person
from gongjiang.web.mentoring.choosing import masters_to_choose
from gongjiang.web.mentoring.forms import deeds as forms_of
from gongjiang.web.mentoring.seen import Seen

State = Agreement.State
Make = Callable[[Seen, Any], forms.Form]
Perform = Callable[[Seen, dict[str, Any], datetime], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done.

    Attributes:
        name: the end of its address, and what the page calls its form.
        said: what the reader is told when it is done.
        may: whether this reader may at all; others are told who may.
        offered: whether the agreement is at that step, and the reader may.
        form: makes the form, of what was sent or of nothing.
        perform: does it with what the form holds.
    """

    name: str
    said: Sentence
    may: Callable[[Seen], Decision]
    offered: Callable[[Seen], bool]
    form: Make
    perform: Perform


def _plain(kind: type[forms.Form]) -> Make:
    return lambda seen, data: kind(data)


def _signs(seen: Seen) -> Decision:
    return permissions.may_sign(seen.reader, seen.agreement)


def _decides(seen: Seen) -> Decision:
    return permissions.may_decide(seen.reader, seen.agreement, seen.day)


def _witnesses(seen: Seen) -> Decision:
    return permissions.may_witness(seen.reader, seen.agreement, seen.day)


def _is_party(seen: Seen) -> bool:
    return seen.is_master or seen.is_apprentice


def _may_sign_now(seen: Seen) -> bool:
    agreement = seen.agreement
    mine = agreement.master_signed_at if seen.is_master else agreement.apprentice_signed_at
    return agreement.state == State.DRAFT and _is_party(seen) and mine is None


def _waiting_change(seen: Seen) -> MasterChange:
    if seen.change is None:
        raise Http404
    return seen.change


def _may_sign_change_now(seen: Seen) -> bool:
    change = seen.change
    if change is None:
        return False
    if seen.reader.id == change.to_master_id:
        return change.master_signed_at is None
    return seen.is_apprentice and change.apprentice_signed_at is None


def _signs_change(seen: Seen) -> Decision:
    return permissions.may_sign_change(seen.reader, _waiting_change(seen))


def _closes_change(seen: Seen) -> Decision:
    signs = permissions.may_sign_change(seen.reader, _waiting_change(seen))
    return signs or _decides(seen)


def _confirms(seen: Seen) -> Decision:
    mine = {tenure.master_id for tenure in seen.tenures}
    whose = seen.reader.id if seen.reader.id in mine else seen.agreement.master_id
    return permissions.may_confirm_month(seen.reader, seen.agreement, whose)


def _has_month_to_confirm(seen: Seen) -> bool:
    runs = seen.agreement.is_running and bool(_confirms(seen))
    return runs and any(line.waits_for_master for line in seen.months)


def _record_id(seen: Seen, data: dict[str, Any]) -> int:
    record = seen.records.get(data["month"])
    if record is None:
        raise Http404
    return record.id


def _goal_id(seen: Seen, data: dict[str, Any]) -> int:
    found = [goal.id for goal in seen.goals if goal.position == data["goal"]]
    if not found:
        raise Http404
    return found[0]


def _request_id(seen: Seen, data: dict[str, Any]) -> int:
    return get_object_or_404(seen.agreement.requests, public_id=data["request"]).id


def _change_form(seen: Seen, data: Any) -> forms.Form:
    form = forms_of.ChangeForm(data)
    masters = masters_to_choose(seen.agreement.enterprise_id, seen.day)
    masters.pop(str(seen.agreement.master.public_id), None)
    form.offer(
        "master",
        [(key, choice.label) for key, choice in masters.items()],
        {key: choice.spelling for key, choice in masters.items()},
    )
    return form


def _propose_change(seen: Seen, data: dict[str, Any], at: datetime) -> object:
    return changes.propose_change(
        agreement_id=seen.agreement.id,
        to_master=get_object_or_404(Person, public_id=data["master"]),
        reason=data["reason"],
        actor=seen.reader,
        at=at,
    )


DEEDS: tuple[Deed, ...] = (
    Deed(
        name="sign",
        said=_("Signed."),
        may=_signs,
        offered=_may_sign_now,
        form=_plain(forms_of.ConfirmForm),
        perform=lambda seen, data, at: agreements.sign_agreement(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="withdraw",
        said=_("The agreement is withdrawn."),
        may=lambda seen: permissions.may_withdraw(seen.reader, seen.agreement, seen.day),
        offered=lambda seen: (
            seen.agreement.state in {State.DRAFT, State.SIGNED}
            and (_is_party(seen) or seen.decides)
        ),
        form=_plain(forms_of.ConfirmForm),
        perform=lambda seen, data, at: agreements.withdraw_agreement(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="register",
        said=_("Registered: the agreement runs from today."),
        may=_decides,
        offered=lambda seen: seen.agreement.state == State.SIGNED and seen.decides,
        form=_plain(forms_of.ConfirmForm),
        perform=lambda seen, data, at: agreements.register_agreement(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="confirm",
        said=_("Confirmed: this month counts."),
        may=_confirms,
        offered=_has_month_to_confirm,
        form=_plain(forms_of.MonthForm),
        perform=lambda seen, data, at: records.confirm_month(
            record_id=_record_id(seen, data), actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="send-back",
        said=_("Sent back to the apprentice."),
        may=_confirms,
        offered=_has_month_to_confirm,
        form=_plain(forms_of.SendBackForm),
        perform=lambda seen, data, at: records.return_month(
            record_id=_record_id(seen, data), remark=data["remark"], actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="sign-off",
        said=_("Signed off."),
        may=_witnesses,
        offered=lambda seen: seen.agreement.is_running and seen.witnesses,
        form=_plain(forms_of.GoalForm),
        perform=lambda seen, data, at: records.sign_off_goal(
            goal_id=_goal_id(seen, data), actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="midterm",
        said=_("The mid-term check is kept."),
        may=_witnesses,
        offered=lambda seen: (
            seen.agreement.is_running and seen.midterm is None and seen.witnesses
        ),
        form=_plain(forms_of.MidTermForm),
        perform=lambda seen, data, at: records.check_midterm(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="exam",
        said=_("The exit examination has begun."),
        may=_decides,
        offered=lambda seen: (
            seen.agreement.state in {State.ACTIVE, State.EXTENDED} and seen.decides
        ),
        form=_plain(forms_of.EarlyForm),
        perform=lambda seen, data, at: exams.open_exit_exam(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="marks",
        said=_("The marks are kept."),
        may=_decides,
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.decides,
        form=_plain(forms_of.MarksForm),
        perform=lambda seen, data, at: exams.enter_marks(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="master-opinion",
        said=_("Your opinion is kept."),
        may=lambda seen: permissions.may_opine_as_master(seen.reader, seen.agreement),
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.is_master,
        form=_plain(forms_of.OpinionForm),
        perform=lambda seen, data, at: exams.opine_as_master(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="leader-opinion",
        said=_("Your opinion is kept."),
        may=lambda seen: permissions.may_opine_as_leader(seen.reader, seen.agreement, seen.day),
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.speaks_for_leader,
        form=_plain(forms_of.OpinionForm),
        perform=lambda seen, data, at: exams.opine_as_leader(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="conclude",
        said=_("Decided."),
        may=_decides,
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.decides,
        form=_plain(forms_of.ConcludeForm),
        perform=lambda seen, data, at: exams.conclude_exam(
            agreement_id=seen.agreement.id,
            outcome=data["outcome"],
            extension_months=data["extension_months"] or 0,
            reason=data["reason"],
            actor=seen.reader,
            at=at,
        ),
    ),
    Deed(
        name="ask",
        said=_("HR has your request."),
        may=lambda seen: permissions.may_ask(seen.reader, seen.agreement),
        offered=lambda seen: (
            seen.agreement.is_running
            and _is_party(seen)
            and not any(r.asked_by_id == seen.reader.id and r.granted is None for r in seen.requests)
        ),
        form=_plain(forms_of.AskForm),
        perform=lambda seen, data, at: requests.ask(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="answer",
        said=_("Decided."),
        may=_decides,
        offered=lambda seen: (
            seen.agreement.is_running
            and any(request.granted is None for request in seen.requests)
            and seen.decides
        ),
        form=_plain(forms_of.AnswerForm),
        perform=lambda seen, data, at: requests.decide_request(
            request_id=_request_id(seen, data),
            grant=data["grant"],
            answer=data["answer"],
            actor=seen.reader,
            at=at,
        ),
    ),
    Deed(
        name="change",
        said=_("Both are asked to sign the change."),
        may=_decides,
        offered=lambda seen: (
            seen.agreement.state in {State.ACTIVE, State.EXTENDED}
            and seen.change is None
            and seen.decides
        ),
        form=_change_form,
        perform=_propose_change,
    ),
    Deed(
        name="sign-change",
        said=_("Signed."),
        may=_signs_change,
        offered=_may_sign_change_now,
        form=_plain(forms_of.ConfirmForm),
        perform=lambda seen, data, at: changes.sign_change(
            change_id=_waiting_change(seen).id, actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="close-change",
        said=_("The change of master is declined."),
        may=_closes_change,
        offered=lambda seen: (
            seen.change is not None and (_may_sign_change_now(seen) or seen.decides)
        ),
        form=_plain(forms_of.ConfirmForm),
        perform=lambda seen, data, at: changes.close_change(
            change_id=_waiting_change(seen).id, actor=seen.reader, at=at
        ),
    ),
)

BY_NAME = {deed.name: deed for deed in DEEDS}
