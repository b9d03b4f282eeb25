"""What one person holds, for those who may see them; recorded by HR."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import segno
from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Person
from gongjiang.people.queries.visibility import Sight, person_visible_to
from gongjiang.skills import permissions
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import (
    OperationCertificate,
    SkillAppointment,
    SkillCertificate,
    SkillRank,
    Title,
)
from gongjiang.skills.queries.holders import past_of
from gongjiang.skills.queries.records import record_of, requirements_around
from gongjiang.skills.services import certificates, history, titles
from gongjiang.skills.services import operation as licences
from gongjiang.skills.services.passes import answer_for, signed_answer
from gongjiang.skills.services.technicians import NewTerm, appoint_technician
from gongjiang.skills.services.technicians import end_term as end_of_term
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once
from gongjiang.web.people.views.seen import seen_or_404
from gongjiang.web.skills import forms as fields
from gongjiang.web.skills.deeds import form_page
from gongjiang.web.skills.views.mine import next_rank, operation_rule, rules_for

Held = TypeVar("Held", SkillCertificate, SkillAppointment, OperationCertificate, Title)


@require_safe
@person_required
def person(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """What somebody holds; the employer's HR sees the way to the next rank as well."""
    seen, on = seen_or_404(request, public_id), today()
    close = seen.sight in {Sight.OWN, Sight.EMPLOYER}
    rules = rules_for(seen.person, on)
    record = record_of(seen.person.id, on, operation_rule(rules))
    context = {
        "who": seen.person,
        "record": record,
        "rank": SkillRank(record.rank),
        "day": on,
        "close": close,
        "records": bool(permissions.may_record(request.person, seen.person.id, on)),
        "requirements": requirements_around(seen.person.id, on),
    }
    if close:
        past = past_of(seen.person.id, on)
        context |= {"told": past.told, **next_rank(seen.person, record, rules, past, on)}
    return render(request, "skills/person.html", context)


Deed = Callable[[Person, Person, dict[str, Any]], object]


def _certificate(who: Person, actor: Person, data: dict[str, Any]) -> object:
    new = certificates.NewCertificate(**data)
    return certificates.record_certificate(person=who, new=new, actor=actor, on=today())


def _operation(who: Person, actor: Person, data: dict[str, Any]) -> object:
    new = licences.NewOperationCertificate(**data)
    return licences.record_operation_certificate(person=who, new=new, actor=actor, on=today())


def _title(who: Person, actor: Person, data: dict[str, Any]) -> object:
    return titles.confer_title(person=who, new=titles.NewTitle(**data), actor=actor, on=today())


def _term(who: Person, actor: Person, data: dict[str, Any]) -> object:
    running = who.employments.filter(valid_to=None).select_related("employer")
    mine = [row.employer for row in running if permissions.may_manage(actor, row.employer, today())]
    if not mine:
        raise Http404
    on = data.pop("on")
    return appoint_technician(person=who, employer=mine[0], new=NewTerm(**data), actor=actor, on=on)


def _experience(who: Person, actor: Person, data: dict[str, Any]) -> object:
    new = history.NewExperience(**data)
    return history.record_experience(person=who, new=new, actor=actor, on=today())


def _diploma(who: Person, actor: Person, data: dict[str, Any]) -> object:
    return history.record_diploma(
        person=who, new=history.NewDiploma(**data), actor=actor, on=today()
    )


RECORDED: dict[str, tuple[type[forms.Form], Deed, Sentence]] = {
    "certificate": (
        fields.CertificateForm,
        _certificate,
        gettext_lazy("Record a skill certificate"),
    ),
    "operation": (
        fields.OperationForm,
        _operation,
        gettext_lazy("Record an operation certificate"),
    ),
    "title": (fields.TitleForm, _title, gettext_lazy("Record a professional title")),
    "term": (fields.TermForm, _term, gettext_lazy("Appoint a special-grade or chief technician")),
    "experience": (fields.ExperienceForm, _experience, gettext_lazy("Record work elsewhere")),
    "diploma": (fields.DiplomaForm, _diploma, gettext_lazy("Record a diploma")),
}
"""What HR records of a person: the form, the deed, and the page's heading."""


@person_required
@answered_once
def record(request: PersonRequest, public_id: UUID, what: str) -> HttpResponse:
    """Record something that a person holds."""
    if what not in RECORDED:
        raise Http404
    seen = seen_or_404(request, public_id)
    permissions.may_record(request.person, seen.person.id, today()).require()
    made, deed, heading = RECORDED[what]
    data = request.POST if request.method == "POST" else None
    form = made(data, rule=_rule()) if made is fields.OperationForm else made(data)
    back = _address(seen.person)

    def done() -> str:
        deed(seen.person, request.person, dict(form.cleaned_data))
        return back

    return form_page(
        request, form, done, heading=heading, lead=str(seen.person), back=back, said=_("Recorded.")
    )


@person_required
@answered_once
def revoke(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Let a certificate count no longer."""
    held = SkillCertificate.objects.select_related("person")
    certificate = _of_somebody_seen(request, get_object_or_404(held, public_id=public_id))
    permissions.may_record(request.person, certificate.person_id, today()).require()
    form = fields.RevokeForm(request.POST if request.method == "POST" else None)
    back = _address(certificate.person)

    def deed() -> str:
        data = form.cleaned_data
        certificates.revoke_certificate(
            certificate_id=certificate.id,
            reason=data["reason"],
            actor=request.person,
            on=data["on"],
        )
        return back

    return form_page(
        request,
        form,
        deed,
        heading=_("Revoke a certificate"),
        lead=f"{certificate.person} · {certificate.number}",
        back=back,
        said=_("Revoked."),
    )


@person_required
@answered_once
def withdraw_title(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Let a title count no longer."""
    held = Title.objects.select_related("person")
    title = _of_somebody_seen(request, get_object_or_404(held, public_id=public_id))
    permissions.may_record(request.person, title.person_id, today()).require()
    form = fields.WithdrawForm(request.POST if request.method == "POST" else None)
    back = _address(title.person)

    def deed() -> str:
        data = form.cleaned_data
        titles.withdraw_title(
            title_id=title.id, reason=data["reason"], actor=request.person, on=data["on"]
        )
        return back

    return form_page(
        request,
        form,
        deed,
        heading=_("Withdraw a title"),
        lead=f"{title.person} · {title}",
        back=back,
        said=_("Withdrawn."),
    )


@person_required
@answered_once
def end_term(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take an appointment back before its term is over."""
    held = SkillAppointment.objects.select_related("person", "employer")
    term = _of_somebody_seen(request, get_object_or_404(held, public_id=public_id))
    permissions.may_manage(request.person, term.employer, today()).require()
    form = fields.DayForm(request.POST if request.method == "POST" else None)
    back = _address(term.person)

    def deed() -> str:
        end_of_term(appointment_id=term.id, actor=request.person, on=form.cleaned_data["on"])
        return back

    return form_page(
        request,
        form,
        deed,
        heading=_("Take the appointment back"),
        lead=str(term.person),
        back=back,
        said=_("Ended."),
    )


def _review(certificate: OperationCertificate, actor: Person, data: dict[str, Any]) -> object:
    return licences.review_operation_certificate(certificate_id=certificate.id, actor=actor, **data)


def _suspend(certificate: OperationCertificate, actor: Person, data: dict[str, Any]) -> object:
    return licences.suspend_operation_certificate(
        certificate_id=certificate.id, actor=actor, **data
    )


def _restore(certificate: OperationCertificate, actor: Person, data: dict[str, Any]) -> object:
    return licences.restore_operation_certificate(
        certificate_id=certificate.id, actor=actor, **data
    )


OPERATION: dict[
    str,
    tuple[
        type[forms.Form],
        Callable[[OperationCertificate, Person, dict[str, Any]], object],
        Sentence,
    ],
] = {
    "review": (fields.ReviewForm, _review, gettext_lazy("Record a review or renewal")),
    "suspend": (fields.SuspendForm, _suspend, gettext_lazy("Suspend the certificate")),
    "restore": (fields.DayForm, _restore, gettext_lazy("Restore the certificate")),
}


@person_required
@answered_once
def operation(request: PersonRequest, public_id: UUID, what: str) -> HttpResponse:
    """Review, suspend or restore an operation certificate."""
    if what not in OPERATION:
        raise Http404
    held = OperationCertificate.objects.select_related("person")
    certificate = _of_somebody_seen(request, get_object_or_404(held, public_id=public_id))
    permissions.may_record(request.person, certificate.person_id, today()).require()
    made, deed, heading = OPERATION[what]
    form = made(request.POST if request.method == "POST" else None)
    back = _address(certificate.person)

    def done() -> str:
        deed(certificate, request.person, dict(form.cleaned_data))
        return back

    return form_page(
        request,
        form,
        done,
        heading=heading,
        lead=f"{certificate.person} · {certificate.number}",
        back=back,
        said=_("Recorded."),
    )


@require_safe
@person_required
def may(request: PersonRequest, public_id: UUID, requirement_id: UUID) -> HttpResponse:
    """May this person do this task now? With a pass that holds some minutes."""
    seen = seen_or_404(request, public_id)
    around = requirements_around(seen.person.id, today())
    requirement = next((each for each in around if each.public_id == requirement_id), None)
    if requirement is None:
        raise Http404
    answer = answer_for(person=seen.person, requirement=requirement, actor=request.person, at=now())
    text = signed_answer(answer)
    context = {
        "who": seen.person,
        "answer": answer,
        "text": text,
        "qr": _qr(text),
        "minutes": _rule().pass_minutes,
        "is_own": seen.sight is Sight.OWN,
    }
    response = render(request, "skills/may.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _of_somebody_seen(request: PersonRequest, held: Held) -> Held:
    """What a person holds, or 404 where the reader may not see the person."""
    if not person_visible_to(scope_for(request), id=held.person_id).exists():
        raise Http404
    return held


def _rule() -> OperationRule:
    return content_in_force(OperationRule, on=today())


def _address(who: Person) -> str:
    return reverse("skills:person", args=[who.public_id])


def _qr(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="l").save(
        drawn, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True
    )
    return mark_safe(drawn.getvalue().decode())  # noqa: S308  (drawn here, of squares alone)
