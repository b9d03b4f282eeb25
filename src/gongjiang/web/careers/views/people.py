"""The careers of HR's people: a list, one person's record, and what HR records there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.careers.models import GradeSpell, PromotionRound, Sequence
from gongjiang.careers.permissions import may_keep_careers
from gongjiang.careers.queries.cases import cases_of
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.queries.recorded import records_of
from gongjiang.careers.queries.rounds import graded_people
from gongjiang.careers.queries.spells import spells_visible_to
from gongjiang.careers.registered import FIRST_GRADES
from gongjiang.careers.services import records
from gongjiang.careers.services.applying import Wish, nominate
from gongjiang.careers.services.conversions import Target, ask_conversion
from gongjiang.careers.services.grades import place
from gongjiang.careers.services.measures import Proposal, propose_measure
from gongjiang.careers.services.rounds import name_member
from gongjiang.careers.subjects import MERIT
from gongjiang.governance.models import Subject
from gongjiang.governance.services.attachments import attach
from gongjiang.kernel.decision import Sentence, refused
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import existing_on, ids_under
from gongjiang.people.models import Employment, Person
from gongjiang.people.queries.visibility import person_visible_to
from gongjiang.web.careers.forms.cases import ConversionForm, MeasureForm
from gongjiang.web.careers.forms.records import (
    AppraisalForm,
    DisciplineForm,
    InRoundForm,
    MemberForm,
    MeritForm,
    NominationForm,
    PlaceForm,
)
from gongjiang.web.careers.shown import shown
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit


@require_safe
@person_required
def people(request: PersonRequest) -> HttpResponseBase:
    """Who holds which grade in the reader's enterprises."""
    scope = scope_for(request)
    if not scope.hr:
        refused(_("Only HR sees the grades of its people.")).require()
    columns = (
        Column("name", _("Name"), field="person__name_pinyin", accessor="person.name",
               sortable=True, href=_person_url),
        Column("sequence", _("Sequence"), accessor=lambda row: row.get_sequence_display(),
               filter=ChoiceFilter(Sequence.choices), sortable=True),
        Column("grade", _("Grade"), sortable=True, align="end"),
        Column("valid_from", _("Since"), sortable=True, filter=PeriodFilter()),
        Column("reason", _("Entered by"), accessor=lambda row: row.get_reason_display()),
    )  # fmt: skip
    table = Table(
        "grades",
        _("Grades"),
        columns,
        graded_people(scope.hr, scope.day),
        query=request.GET,
        order="name",
        search=("person__name__contains", "person__name_initials__contains"),
        empty=_("Nobody holds a grade yet; record the first one on a person's page."),
    )
    context = {"table": table, "workbooks": FIRST_GRADES if scope_for(request).hr else None}
    return answer_of(request, table) or render(request, "careers/people.html", context)


@require_safe
@person_required
def person(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One person's career, as far as the reader may see it."""
    seen = _seen(request, public_id)
    scope = scope_for(request)
    spells = list(spells_visible_to(scope, seen.id))
    employers = _own_employers(request, seen)
    is_hr = bool(employers)
    explained = [
        shown(explanation_of(seen.id, spell.enterprise_id, scope.day))
        for spell in spells
        if spell.valid_to is None
        and spell.track == "PRIMARY"
        and spell.enterprise_id in {unit.id for unit in employers}
    ]
    context = {
        "person": seen,
        "spells": spells,
        "ways": explained,
        "is_hr": is_hr,
        "kinds": RECORDS.values() if is_hr else (),
    }
    if is_hr:
        ids = [unit.id for unit in employers]
        context |= {"records": records_of(seen.id, ids), "cases": cases_of(seen.id, ids)}
    return render(request, "careers/person.html", context)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing HR records about a person."""

    name: str
    label: Sentence
    form: Callable[[Any, PersonRequest, Unit], forms.Form]
    do: Callable[[PersonRequest, Person, Unit, Mapping[str, Any], datetime], object]


@person_required
@answered_once
def record(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """Record something about one of HR's own people."""
    seen = _seen(request, public_id)
    kind = RECORDS.get(name)
    if kind is None:
        raise Http404
    employers = _own_employers(request, seen)
    if not employers:
        refused(_("Only the HR of this enterprise can do this.")).require()
    employer = employers[0]
    may_keep_careers(request.person, employer.id, scope_for(request).day).require()
    sent = request.method == "POST"
    form = kind.form((request.POST, request.FILES) if sent else (), request, employer)

    def deed() -> str:
        kind.do(request, seen, employer, form.cleaned_data, now())
        return reverse("careers:person", args=[seen.public_id])

    done = submit(request, form, deed, said=_("Recorded.")) if sent else None
    context = {
        "form": form,
        "title": f"{kind.label} · {seen.name}",
        "back": reverse("careers:person", args=[seen.public_id]),
    }
    status = 422 if form.errors else 200
    return done or render(request, "careers/form.html", context, status=status)


def _seen(request: PersonRequest, public_id: UUID) -> Person:
    return get_object_or_404(person_visible_to(scope_for(request), public_id=public_id))


def _own_employers(request: PersonRequest, seen: Person) -> list[Unit]:
    """The enterprises whose HR the reader is and that employ the person, the present one first."""
    mine = scope_for(request).hr
    if not mine:
        return []
    employed = Employment.objects.filter(person=seen, employer_id__in=mine)
    return [e.employer for e in employed.select_related("employer").order_by("-valid_from")]


def _person_url(row: GradeSpell) -> str:
    return reverse("careers:person", args=[row.person.public_id])


def _about(request: PersonRequest, seen: Person, employer: Unit) -> records.About:
    return records.About(person=seen, enterprise=employer, actor=request.person)


def _place(
    request: PersonRequest, seen: Person, employer: Unit, data: Mapping[str, Any], _at: datetime
) -> object:
    return place(
        person=seen,
        enterprise=employer,
        sequence=data["sequence"],
        grade=data["grade"],
        track=data["track"],
        actor=request.person,
        on=data["on"],
    )


def _appraise(
    request: PersonRequest, seen: Person, employer: Unit, data: Mapping[str, Any], _at: datetime
) -> object:
    return records.record_appraisal(about=_about(request, seen, employer), **data)


def _discipline(
    request: PersonRequest, seen: Person, employer: Unit, data: Mapping[str, Any], _at: datetime
) -> object:
    return records.record_discipline(about=_about(request, seen, employer), **data)


def _merit(
    request: PersonRequest, seen: Person, employer: Unit, data: Mapping[str, Any], at: datetime
) -> object:
    words = {name: data[name] for name in ("kind", "level", "title", "on")}
    merit = records.record_merit(about=_about(request, seen, employer), **words)
    if data["file"]:
        attach(
            subject=Subject(MERIT, merit.id),
            name=data["file"].name,
            content=data["file"],
            uploaded_by=request.person,
            at=at,
        )
    return merit


def _convert(
    request: PersonRequest, seen: Person, employer: Unit, data: Mapping[str, Any], at: datetime
) -> object:
    return ask_conversion(
        person=seen,
        enterprise=employer,
        to=Target(sequence=data["sequence"], grade=data["grade"], unit=data["unit"]),
        statement=data["statement"],
        actor=request.person,
        at=at,
    )


def _measure(
    request: PersonRequest, seen: Person, employer: Unit, data: Mapping[str, Any], at: datetime
) -> object:
    return propose_measure(
        person=seen,
        enterprise=employer,
        proposal=Proposal(**data),
        actor=request.person,
        at=at,
    )


def _seat(
    request: PersonRequest, seen: Person, _employer: Unit, data: Mapping[str, Any], at: datetime
) -> object:
    return name_member(
        round_id=data["round"].id, person=seen, seat=data["seat"], actor=request.person, at=at
    )


def _nominate(
    request: PersonRequest, seen: Person, _employer: Unit, data: Mapping[str, Any], at: datetime
) -> object:
    wish = Wish(statement=data["statement"])
    return nominate(round_id=data["round"].id, person=seen, actor=request.person, wish=wish, at=at)


def _in_a_round(form: type[InRoundForm]) -> Callable[[Any, PersonRequest, Unit], forms.Form]:
    def made(sent: Any, _request: PersonRequest, employer: Unit) -> forms.Form:
        rounds = PromotionRound.objects.filter(enterprise=employer, state="OPEN")
        return form(*sent, rounds=rounds.order_by("-opens_on"))

    return made


def _plain(form: type[forms.Form]) -> Callable[[Any, PersonRequest, Unit], forms.Form]:
    return lambda sent, _request, _employer: form(*sent)


def _conversion_form(sent: Any, request: PersonRequest, employer: Unit) -> forms.Form:
    day = scope_for(request).day
    units = existing_on(day).filter(id__in=ids_under([employer.id], day)).order_by("name_pinyin")
    return ConversionForm(*sent, units=units)


RECORDS: dict[str, Record] = {
    kind.name: kind
    for kind in (
        Record("grade", gettext_lazy("Record a first grade"), _plain(PlaceForm), _place),
        Record("appraisal", gettext_lazy("Record an appraisal"), _plain(AppraisalForm), _appraise),
        Record("merit", gettext_lazy("Record a contribution or award"), _plain(MeritForm), _merit),
        Record(
            "discipline",
            gettext_lazy("Record a breach of discipline or safety"),
            _plain(DisciplineForm),
            _discipline,
        ),
        Record(
            "conversion", gettext_lazy("Ask for a change of sequence"), _conversion_form, _convert
        ),
        Record(
            "measure", gettext_lazy("Propose a demotion or freeze"), _plain(MeasureForm), _measure
        ),
        Record(
            "nomination",
            gettext_lazy("Nominate for the next grade"),
            _in_a_round(NominationForm),
            _nominate,
        ),
        Record(
            "seat",
            gettext_lazy("Give a seat on a panel or committee"),
            _in_a_round(MemberForm),
            _seat,
        ),
    )
}
