"""The exit examination, from its beginning to what is decided."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongjiang.mentoring import permissions
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.services import exams
from gongjiang.web.mentoring.deeds.deed import Deed, decides, plain
from gongjiang.web.mentoring.forms import deeds as words

State = Agreement.State


ENDING = (
    Deed(
        name="exam",
        said=_("The exit examination has begun."),
        may=decides,
        offered=lambda seen: (
            seen.agreement.state in {State.ACTIVE, State.EXTENDED} and seen.decides
        ),
        form=plain(words.EarlyForm),
        perform=lambda seen, data, at: exams.open_exit_exam(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="marks",
        said=_("The marks are kept."),
        may=decides,
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.decides,
        form=plain(words.MarksForm),
        perform=lambda seen, data, at: exams.enter_marks(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="master-opinion",
        said=_("Your opinion is kept."),
        may=lambda seen: permissions.may_opine_as_master(seen.reader, seen.agreement),
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.is_master,
        form=plain(words.OpinionForm),
        perform=lambda seen, data, at: exams.opine_as_master(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="leader-opinion",
        said=_("Your opinion is kept."),
        may=lambda seen: permissions.may_opine_as_leader(seen.reader, seen.agreement, seen.day),
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.speaks_for_leader,
        form=plain(words.OpinionForm),
        perform=lambda seen, data, at: exams.opine_as_leader(
            agreement_id=seen.agreement.id, actor=seen.reader, at=at, **data
        ),
    ),
    Deed(
        name="conclude",
        said=_("Decided."),
        may=decides,
        offered=lambda seen: seen.agreement.state == State.EXIT_EXAM and seen.decides,
        form=plain(words.ConcludeForm),
        perform=lambda seen, data, at: exams.conclude_exam(
            agreement_id=seen.agreement.id,
            outcome=data["outcome"],
            extension_months=data["extension_months"] or 0,
            reason=data["reason"],
            actor=seen.reader,
            at=at,
        ),
    ),
)
