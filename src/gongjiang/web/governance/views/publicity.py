"""Publicity: what is public now, and what is said against it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.models import Objection, Publicity, RuleSet
from gongjiang.governance.permissions import may_govern, may_object
from gongjiang.governance.queries.attachments import RULE_SET, attachments_of, subject_of
from gongjiang.governance.queries.publicity import (
    is_over,
    objections_to,
    own_objection,
    publicities_visible_to,
    with_counts,
)
from gongjiang.governance.services import publicity as deeds
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import now
from gongjiang.web.governance.forms.answers import AnswerForm, FileForm, ObjectionForm
from gongjiang.web.governance.forms.rule_sets import ConfirmForm
from gongjiang.web.governance.reading import Sent, answer, reach_for, status_of
from gongjiang.web.governance.views.attachments import keeper_of_files
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table, answer_of
from gongjiang.web.house.writes import answered_once


@dataclass(frozen=True, slots=True)
class Heard:
    """An objection as one who decides reads it, with the form to answer it."""

    objection: Objection
    form: forms.Form
    url: str

    @property
    def who(self) -> Sentence:
        return self.objection.by.name if self.objection.named else _("name withheld")


@require_safe
@person_required
def publicities(request: PersonRequest) -> HttpResponseBase:
    """What concerns the reader, or is in their charge."""
    columns = (
        Column("title", _("What"), href=_address),
        Column("unit", _("Where"), accessor="unit.name"),
        Column("starts_on", _("From"), sortable=True, filter=PeriodFilter()),
        Column("ends_on", _("Last day"), accessor=lambda row: row.last_day, sortable=True),
        Column(
            "state",
            _("State"),
            accessor=lambda row: row.get_state_display(),
            filter=ChoiceFilter(Publicity.State.choices),
        ),
    )
    table = Table(
        "publicity",
        _("Publicity"),
        columns,
        publicities_visible_to(reach_for(request)),
        query=request.GET,
        order="-starts_on",
        search=("title__contains",),
    )
    return answer_of(request, table) or render(
        request, "governance/publicities.html", {"table": table}
    )


@require_safe
@person_required
def publicity(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One publicity: what is public, until when, and how to object."""
    return _page(request, _seen(request, public_id))


@require_POST
@person_required
@answered_once
def object_to(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Object."""
    seen, form = _seen(request, public_id), ObjectionForm(request.POST)

    def deed() -> str:
        deeds.object_to(
            publicity_id=seen.id,
            actor=request.person,
            text=form.cleaned_data["text"],
            named=not form.cleaned_data["nameless"],
            at=now(),
        )
        return _address(seen)

    return answer(
        request, seen, "object", form, deed, said=_("Your objection will be answered."), page=_page
    )


@require_POST
@person_required
@answered_once
def answer_objection(request: PersonRequest, public_id: UUID, objection_id: UUID) -> HttpResponse:
    """Uphold an objection or turn it down."""
    seen = _governed(request, public_id)
    objection = get_object_or_404(seen.objections, public_id=objection_id)
    form = AnswerForm(request.POST, prefix=_prefix(objection))

    def deed() -> str:
        deeds.answer_objection(
            objection_id=objection.id,
            actor=request.person,
            upheld=form.cleaned_data["verdict"],
            answer=form.cleaned_data["answer"],
            at=now(),
        )
        return _address(seen)

    return answer(request, seen, _prefix(objection), form, deed, said=_("Answered."), page=_page)


@require_POST
@person_required
@answered_once
def close(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Close it: passed, or an objection upheld."""
    seen, form = _governed(request, public_id), ConfirmForm(request.POST)

    def deed() -> str:
        return _address(deeds.close_publicity(publicity_id=seen.id, actor=request.person, at=now()))

    return answer(request, seen, "close", form, deed, said=_("Closed."), page=_page)


def _page(request: PersonRequest, seen: Publicity, sent: Sent | None = None) -> HttpResponse:
    sent = sent or {}
    day = reach_for(request).day
    governs = bool(may_govern(request.person, seen.unit, day))
    own = own_objection(request.person, seen)
    objections = list(objections_to(seen)) if governs else []
    context = {
        "publicity": seen,
        "lines": _lines(seen),
        "own": own,
        "may_object": own is None
        and seen.runs_on(day)
        and bool(may_object(request.person, seen, day)),
        "governs": governs,
        "heard": [_heard(seen, objection, sent) for objection in objections],
        "may_close": governs
        and seen.state == Publicity.State.OPEN
        and all(objection.upheld is not None for objection in objections)
        and (is_over(seen, day) or any(objection.upheld for objection in objections)),
        "files": attachments_of(subject_of(seen)),
        "forms": {"object": ObjectionForm(), "close": ConfirmForm(), "file": FileForm()} | sent,
    }
    return render(request, "governance/publicity.html", context, status=status_of(sent))


def _heard(seen: Publicity, objection: Objection, sent: Sent) -> Heard:
    name = _prefix(objection)
    url = reverse("governance:answer_objection", args=[seen.public_id, objection.public_id])
    return Heard(objection, sent.get(name) or AnswerForm(prefix=name), url)


def _lines(seen: Publicity) -> list[tuple[Sentence, list[Sentence]]]:
    """What a rule set that is made public says; nothing for other subjects."""
    if seen.subject_type != RULE_SET:
        return []
    rule = RuleSet.objects.filter(id=seen.subject_id).first()
    return rule.read().readable() if rule else []


def _seen(request: PersonRequest, public_id: UUID) -> Publicity:
    seen = with_counts(publicities_visible_to(reach_for(request)))
    return get_object_or_404(seen, public_id=public_id)


def _governed(request: PersonRequest, public_id: UUID) -> Publicity:
    """A publicity whose objections the reader answers.

    Raises:
        NotAllowed: they only may see it.
    """
    seen = _seen(request, public_id)
    may_govern(request.person, seen.unit, reach_for(request).day).require()
    return seen


def _prefix(objection: Objection) -> str:
    return f"answer-{objection.public_id}"


def _address(seen: Publicity) -> str:
    return reverse("governance:publicity", args=[seen.public_id])


add_file = keeper_of_files(_governed, _address, _page)
"""A file is shown along with a publicity."""
