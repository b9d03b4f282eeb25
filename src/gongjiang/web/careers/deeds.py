"""The steps a reader may take where a case stands: a table for each kind of case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from gongjiang.careers import permissions
from gongjiang.careers.models import Conversion, Measure, PanelMember, Promotion
from gongjiang.careers.services import (
    appealing,
    applying,
    conversions,
    effect,
    measures,
    panels,
    reviewing,
)
from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.people.models import Person
from gongjiang.web.careers.forms.cases import (
    AnswerForm,
    AppealForm,
    DecideForm,
    NoteForm,
    NothingForm,
    ProbationForm,
    PublishForm,
    ReasonForm,
    ScoreForm,
    VoteForm,
)

Row = TypeVar("Row")
Data = Mapping[str, Any]

State = Promotion.State
Seat = PanelMember.Seat
UNDER_WAY = tuple(set(State) - set(Promotion.OVER) - {State.APPEALED})


@dataclass(frozen=True, slots=True)
class Deed(Generic[Row]):
    """One step.

    Attributes:
        follows: where the case must stand; do: what a sent form does.
        first: whether it is the one thing to do next, and stands open on the page.
    """

    label: Sentence
    said: Sentence
    form: type[forms.Form]
    follows: Sequence[str]
    may: Callable[[Person, Row, date], Decision]
    do: Callable[[Row, Person, Data, datetime], object]
    first: bool = True


@dataclass(frozen=True, slots=True)
class Offered:
    """A step as one page shows it."""

    name: str
    label: Sentence
    form: forms.Form
    first: bool


def offered(
    deeds: Mapping[str, Deed[Row]],
    row: Row,
    stands: str,
    *,
    reader: Person,
    day: date,
    sent: Mapping[str, forms.Form] | None = None,
) -> list[Offered]:
    """The steps that follow where a case stands and that this reader may take."""
    found = []
    for name, deed in deeds.items():
        again = (sent or {}).get(name)
        if again is not None or (stands in deed.follows and deed.may(reader, row, day)):
            found.append(Offered(name, deed.label, again or deed.form(), deed.first))
    return found


def deed_named(deeds: Mapping[str, Deed[Row]], name: str) -> Deed[Row]:
    """One step by its name in an address.

    Raises:
        Http404: there is none.
    """
    try:
        return deeds[name]
    except KeyError:
        raise Http404 from None


def _seat(row: Promotion, actor: Person, *seats: str) -> PanelMember | None:
    return PanelMember.objects.filter(round_id=row.round_id, person=actor, seat__in=seats).first()


def _may_score(actor: Person, row: Promotion, _day: date) -> Decision:
    return permissions.may_judge(actor, row, _seat(row, actor, Seat.PANEL))


def _may_vote(actor: Person, row: Promotion, _day: date) -> Decision:
    return permissions.may_judge(actor, row, _seat(row, actor, Seat.COMMITTEE, Seat.CHAIR))


def _may_decide(actor: Person, row: Promotion, _day: date) -> Decision:
    return permissions.may_judge(actor, row, _seat(row, actor, Seat.CHAIR))


def _own(actor: Person, row: Promotion | Conversion | Measure, _day: date) -> Decision:
    return permissions.may_withdraw(actor, row.person_id)


PROMOTION: Mapping[str, Deed[Promotion]] = {
    "support": Deed(
        _("Support it for the department"),
        _("Supported."),
        NoteForm,
        reviewing.ASKED,
        permissions.may_review,
        lambda row, by, data, at: reviewing.support(
            promotion_id=row.id, actor=by, note=data["note"], at=at
        ),
    ),
    "qualify": Deed(
        _("Qualify"),
        _("Qualified."),
        NoteForm,
        (State.REVIEWED,),
        permissions.may_handle,
        lambda row, by, data, at: reviewing.qualify(
            promotion_id=row.id, actor=by, note=data["note"], at=at
        ),
    ),
    "score": Deed(
        _("Score the defence"),
        _("Your score is kept."),
        ScoreForm,
        (State.QUALIFIED,),
        _may_score,
        lambda row, by, data, at: panels.give_score(
            promotion_id=row.id, actor=by, score=data["score"], remark=data["remark"], at=at
        ),
    ),
    "close-defence": Deed(
        _("Close the defence as passed"),
        _("The defence is passed."),
        NoteForm,
        (State.QUALIFIED,),
        permissions.may_handle,
        lambda row, by, data, at: panels.close_defence(
            promotion_id=row.id, actor=by, note=data["note"], at=at
        ),
    ),
    "vote": Deed(
        _("Vote"),
        _("Your vote is kept."),
        VoteForm,
        (State.DEFENDED,),
        _may_vote,
        lambda row, by, data, at: panels.cast_vote(
            promotion_id=row.id, actor=by, vote=data["vote"], at=at
        ),
    ),
    "decide": Deed(
        _("Write down that the committee is for it"),
        _("Decided."),
        NoteForm,
        (State.DEFENDED,),
        _may_decide,
        lambda row, by, data, at: panels.decide(
            promotion_id=row.id, actor=by, note=data["note"], at=at
        ),
        first=False,
    ),
    "publish": Deed(
        _("Make it public"),
        _("It is public."),
        PublishForm,
        (State.DECIDED,),
        permissions.may_handle,
        lambda row, by, data, at: effect.publish(
            promotion_id=row.id, actor=by, from_day=data["from_day"], at=at
        ),
    ),
    "take-effect": Deed(
        _("Let the new grade begin"),
        _("The new grade has begun."),
        NothingForm,
        (State.PUBLISHED,),
        permissions.may_handle,
        lambda row, by, _data, at: effect.take_effect(promotion_id=row.id, actor=by, at=at),
    ),
    "reject": Deed(
        _("Turn it down"),
        _("Turned down; the candidate was told."),
        ReasonForm,
        UNDER_WAY,
        reviewing.may_reject,
        lambda row, by, data, at: reviewing.reject(
            promotion_id=row.id, actor=by, reason=data["reason"], at=at
        ),
        first=False,
    ),
    "withdraw": Deed(
        _("Take it back"),
        _("Taken back."),
        NothingForm,
        UNDER_WAY,
        _own,
        lambda row, by, _data, at: applying.withdraw(promotion_id=row.id, actor=by, at=at),
        first=False,
    ),
    "appeal": Deed(
        _("Appeal"),
        _("Your appeal is on its way."),
        AppealForm,
        (State.REJECTED,),
        _own,
        lambda row, by, data, at: appealing.appeal(
            promotion_id=row.id, actor=by, reason=data["reason"], at=at
        ),
    ),
}


def _may_agree(side: str) -> Callable[[Person, Conversion, date], Decision]:
    def may(actor: Person, row: Conversion, day: date) -> Decision:
        return permissions.may_agree(actor, row, side, day)

    return may


def _agrees(side: str, label: Sentence) -> Deed[Conversion]:
    return Deed(
        label,
        _("Agreed."),
        NoteForm,
        (Conversion.State.ASKED,),
        _may_agree(side),
        lambda row, by, data, at: conversions.agree(
            conversion_id=row.id, side=side, actor=by, note=data["note"], at=at
        ),
    )


CONVERSION: Mapping[str, Deed[Conversion]] = {
    "agree-from": _agrees("from", _("Agree for the department that lets go")),
    "agree-to": _agrees("to", _("Agree for the department that takes over")),
    "agree-hr": _agrees("hr", _("Agree for HR")),
    "begin": Deed(
        _("Begin the probation"),
        _("The change is in effect, on probation."),
        ProbationForm,
        (Conversion.State.ASKED,),
        _may_agree("hr"),
        lambda row, by, data, at: conversions.begin_probation(
            conversion_id=row.id, months=data["months"], actor=by, at=at
        ),
        first=False,
    ),
    "confirm": Deed(
        _("Confirm"),
        _("Confirmed."),
        NoteForm,
        (Conversion.State.PROBATION,),
        _may_agree("hr"),
        lambda row, by, data, at: conversions.confirm(
            conversion_id=row.id, actor=by, note=data["note"], at=at
        ),
    ),
    "return": Deed(
        _("Let the person return"),
        _("Returned to the former sequence and grade."),
        ReasonForm,
        (Conversion.State.PROBATION,),
        _may_agree("hr"),
        lambda row, by, data, at: conversions.return_from_probation(
            conversion_id=row.id, actor=by, reason=data["reason"], at=at
        ),
        first=False,
    ),
    "reject": Deed(
        _("Do not agree, for HR"),
        _("Turned down."),
        ReasonForm,
        (Conversion.State.ASKED,),
        _may_agree("hr"),
        lambda row, by, data, at: conversions.reject_conversion(
            conversion_id=row.id, side="hr", actor=by, reason=data["reason"], at=at
        ),
        first=False,
    ),
    "reject-to": Deed(
        _("Do not agree, for the department that takes over"),
        _("Turned down."),
        ReasonForm,
        (Conversion.State.ASKED,),
        _may_agree("to"),
        lambda row, by, data, at: conversions.reject_conversion(
            conversion_id=row.id, side="to", actor=by, reason=data["reason"], at=at
        ),
        first=False,
    ),
    "reject-from": Deed(
        _("Do not agree, for the department that lets go"),
        _("Turned down."),
        ReasonForm,
        (Conversion.State.ASKED,),
        _may_agree("from"),
        lambda row, by, data, at: conversions.reject_conversion(
            conversion_id=row.id, side="from", actor=by, reason=data["reason"], at=at
        ),
        first=False,
    ),
    "withdraw": Deed(
        _("Take it back"),
        _("Taken back."),
        NothingForm,
        (Conversion.State.ASKED,),
        _own,
        lambda row, by, _data, at: conversions.withdraw_conversion(
            conversion_id=row.id, actor=by, at=at
        ),
        first=False,
    ),
}


def _may_lift(actor: Person, row: Measure, day: date) -> Decision:
    return permissions.may_record_about(actor, row.person_id, row.enterprise_id, day)


MEASURE: Mapping[str, Deed[Measure]] = {
    "answer": Deed(
        _("Answer"),
        _("Your answer is kept."),
        AnswerForm,
        (Measure.State.PROPOSED, Measure.State.HEARD),
        _own,
        lambda row, by, data, at: measures.answer_measure(
            measure_id=row.id, actor=by, answer=data["answer"], at=at
        ),
    ),
    "decide": Deed(
        _("Decide"),
        _("Decided; the person was told."),
        DecideForm,
        (Measure.State.PROPOSED, Measure.State.HEARD),
        permissions.may_decide_measure,
        lambda row, by, data, at: measures.decide_measure(
            measure_id=row.id, actor=by, accept=data["accept"], reason=data["reason"], at=at
        ),
    ),
    "lift": Deed(
        _("Lift the freeze"),
        _("Lifted."),
        ReasonForm,
        (Measure.State.EFFECTIVE,),
        _may_lift,
        lambda row, by, data, at: measures.lift_freeze(
            measure_id=row.id, actor=by, reason=data["reason"], at=at
        ),
        first=False,
    ),
    "appeal": Deed(
        _("Appeal"),
        _("Your appeal is on its way."),
        AppealForm,
        (Measure.State.EFFECTIVE,),
        _own,
        lambda row, by, data, at: appealing.appeal_measure(
            measure_id=row.id, actor=by, reason=data["reason"], at=at
        ),
        first=False,
    ),
}
