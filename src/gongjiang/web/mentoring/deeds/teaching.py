"""While it runs: months confirmed, goals signed off, the mid-term check, requests."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.decision import Decision
from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.services import records, requests
from gongjiang.web.mentoring.deeds.deed import Deed, decides, is_party, plain, witnesses
from gongjiang.web.mentoring.forms import deeds as words
from gongjiang.web.mentoring.seen import Seen

State = Agreement.State


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


TEACHING = (
    Deed(
        name="confirm",
        said=_("Confirmed: this month counts."),
        may=_confirms,
        offered=_has_month_to_confirm,
        form=plain(words.MonthForm),
        perform=lambda seen, data, at: records.confirm_month(
            record_id=_record_id(seen, data), actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="send-back",
        said=_("Sent back to the apprentice."),
        may=_confirms,
        offered=_has_month_to_confirm,
        form=plain(words.SendBackForm),
        perform=lambda seen, data, at: records.return_month(
            record_id=_record_id(seen, data), remark=data["remark"], actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="sign-off",
        said=_("Signed off."),
        may=witnesses,
        offered=lambda seen: seen.agreement.is_running and seen.witnesses,
        form=plain(words.GoalForm),
        perform=lambda seen, data, at: records.sign_off_goal(
            goal_id=_goal_id(seen, data), actor=seen.reader, at=at
        ),
    ),
    Deed(
        name="midterm",
        said=_("The mid-term check is kept."),
        may=witnesses,
        offered=lambda seen: (
            seen.agreement.is_running
            and seen.agreement.state != State.EXIT_EXAM
            and seen.midterm is None
            and seen.witnesses
        ),
        form=plain(words.MidTermForm),
        perform=lambda seen, data, at: records.check_midterm(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="ask",
        said=_("HR has your request."),
        may=lambda seen: permissions.may_ask(seen.reader, seen.agreement),
        offered=lambda seen: (
            seen.agreement.is_running
            and is_party(seen)
            and not any(
                r.asked_by_id == seen.reader.id and r.granted is None for r in seen.requests
            )
        ),
        form=plain(words.AskForm),
        perform=lambda seen, data, at: requests.ask(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="answer",
        said=_("Decided."),
        may=decides,
        offered=lambda seen: (
            seen.agreement.is_running
            and any(request.granted is None for request in seen.requests)
            and seen.decides
        ),
        form=plain(words.AnswerForm),
        perform=lambda seen, data, at: requests.decide_request(
            request_id=_request_id(seen, data),
            grant=data["grant"],
            answer=data["answer"],
            actor=seen.reader,
            at=at,
        ),
    ),
)
