"""Appeals: one's own, and those that wait for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.models import Appeal, Publicity, Subject
from gongjiang.governance.permissions import may_decide_appeal
from gongjiang.governance.queries.appeals import appeals_of, appeals_visible_to, queue_of
from gongjiang.governance.queries.attachments import PUBLICITY, attachments_of, subject_of
from gongjiang.governance.queries.publicity import publicities_visible_to
from gongjiang.governance.services import appeals as deeds
from gongjiang.kernel.decision import Sentence, refused
from gongjiang.kernel.periods import day_of, now
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Employment, Person
from gongjiang.web.governance.forms.answers import AnswerForm, AppealForm, FileForm
from gongjiang.web.governance.forms.rule_sets import ConfirmForm
from gongjiang.web.governance.reading import Sent, answer, reach_for, status_of
from gongjiang.web.governance.views.attachments import keeper_of_files
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit

EMPLOYMENT = "people.employment"


@dataclass(frozen=True, slots=True)
class Appealable:
    """Something of the reader's own that they may ask to be looked at again."""

    subject: Subject
    title: str
    unit: Unit
    against: Person | None

    @property
    def name(self) -> str:
        return f"{self.subject.type}:{self.subject.id}"


@require_safe
@person_required
def own(request: PersonRequest) -> HttpResponse:
    """The reader's own appeals."""
    context = {
        "appeals": appeals_of(request.person),
        "day": reach_for(request).day,
        "decides": reach_for(request).is_in_charge,
    }
    return render(request, "governance/appeals.html", context)


@require_safe
@person_required
def queue(request: PersonRequest) -> HttpResponseBase:
    """The appeals that wait for the reader, the most pressing first."""
    reach = reach_for(request)
    if not reach.is_in_charge:
        refused(_("Appeals are decided by HR and by the reform office.")).require()
    columns = (
        Column("reply_by", _("Answer by"), sortable=True),
        Column("title", _("About"), href=_address),
        Column("appellant", _("Who asks"), accessor="appellant.name"),
        Column("unit", _("Where"), accessor="unit.name"),
        Column("state", _("State"), accessor=lambda row: row.get_state_display()),
    )
    table = Table(
        "appeals",
        _("Appeals that wait"),
        columns,
        queue_of(reach),
        query=request.GET,
        order="reply_by",
        search=("title__contains", "appellant__name__contains"),
    )
    context = {"table": table}
    return answer_of(request, table) or render(request, "governance/appeal_queue.html", context)


@person_required
@answered_once
def new(request: PersonRequest) -> HttpResponse:
    """Ask that something be looked at again."""
    found = {item.name: item for item in _appealable(request)}
    choices: list[tuple[str, Sentence]] = [(name, item.title) for name, item in found.items()]
    form = AppealForm(request.POST if request.method == "POST" else None, choices=choices)

    def deed() -> str:
        chosen = found[form.cleaned_data["about"]]
        return _address(
            deeds.submit_appeal(
                subject=chosen.subject,
                title=chosen.title,
                unit=chosen.unit,
                against=chosen.against,
                appellant=request.person,
                reason=form.cleaned_data["reason"],
                at=now(),
            )
        )

    done = submit(request, form, deed, said=_("Your appeal is on its way."))
    status = 422 if form.errors else 200
    context = {"form": form, "has_choices": bool(found)}
    return done or render(request, "governance/appeal_form.html", context, status=status)


@require_safe
@person_required
def appeal(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One appeal: what was asked, by when it is answered, and how."""
    return _page(request, _seen(request, public_id))


@require_POST
@person_required
@answered_once
def take_up(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Begin the review."""
    seen, form = _decidable(request, public_id), ConfirmForm(request.POST)

    def deed() -> str:
        return _address(deeds.take_up_appeal(appeal_id=seen.id, actor=request.person, at=now()))

    return answer(
        request, seen, "take_up", form, deed, said=_("The review has your name."), page=_page
    )


@require_POST
@person_required
@answered_once
def decide(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Uphold it, or turn it down."""
    seen, form = _decidable(request, public_id), AnswerForm(request.POST)

    def deed() -> str:
        return _address(
            deeds.decide_appeal(
                appeal_id=seen.id,
                actor=request.person,
                uphold=form.cleaned_data["verdict"],
                answer=form.cleaned_data["answer"],
                at=now(),
            )
        )

    return answer(request, seen, "decide", form, deed, said=_("Decided."), page=_page)


@require_POST
@person_required
@answered_once
def withdraw(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Take one's own appeal back."""
    seen, form = _seen(request, public_id), ConfirmForm(request.POST)

    def deed() -> str:
        return _address(deeds.withdraw_appeal(appeal_id=seen.id, actor=request.person, at=now()))

    return answer(request, seen, "withdraw", form, deed, said=_("Withdrawn."), page=_page)


def _page(request: PersonRequest, seen: Appeal, sent: Sent | None = None) -> HttpResponse:
    day = reach_for(request).day
    decides = bool(may_decide_appeal(request.person, seen, day))
    context = {
        "appeal": seen,
        "late": seen.is_late(day),
        "decides": decides and seen.is_waiting,
        "is_own": seen.appellant_id == request.person.id,
        "steps": _steps(seen),
        "files": attachments_of(subject_of(seen)),
        "record": _record(seen),
        "forms": {
            "take_up": ConfirmForm(),
            "decide": AnswerForm(),
            "withdraw": ConfirmForm(),
            "file": FileForm(),
        }
        | (sent or {}),
    }
    return render(request, "governance/appeal.html", context, status=status_of(sent))


RECORDS = {"careers.promotion": "careers:appeal_file"}
"""Pages with what an appeal is heard on, by what it is about; their argument is the appeal."""


def _record(seen: Appeal) -> str:
    """The address of the page with what it is heard on; "" where there is none."""
    name = RECORDS.get(seen.subject_type)
    return reverse(name, args=[seen.public_id]) if name else ""


def _steps(seen: Appeal) -> list[dict[str, Sentence]]:
    """How far it has come, for showing."""
    reviewed = seen.reviewer is not None
    ended = not seen.is_waiting
    last: Sentence = seen.get_state_display() if ended else _("decided")
    return [
        {"label": _("submitted"), "state": "done", "note": day_of(seen.submitted_at).isoformat()},
        {
            "label": _("under review"),
            "state": "done" if ended and reviewed else "current" if reviewed else "todo",
            "note": seen.reviewer.name if seen.reviewer else "",
        },
        {
            "label": last,
            "state": "done" if ended else "todo",
            "note": day_of(seen.ended_at).isoformat()
            if seen.ended_at
            else _("by %(day)s") % {"day": seen.reply_by},
        },
    ]


def _appealable(request: PersonRequest) -> list[Appealable]:
    """The reader's employments, and what was decided publicly where it concerns them."""
    employments = Employment.objects.filter(person=request.person).select_related("employer")
    decided = publicities_visible_to(reach_for(request)).filter(
        ~Q(state=Publicity.State.OPEN) | Q(objections__by=request.person)
    )
    return [
        *(
            Appealable(
                Subject(EMPLOYMENT, employment.id),
                _("my employment at %(unit)s") % {"unit": employment.employer.name},
                employment.employer,
                None,
            )
            for employment in employments.order_by("-valid_from")
        ),
        *(
            Appealable(
                Subject(PUBLICITY, publicity.id),
                publicity.title,
                publicity.unit,
                publicity.closed_by or publicity.opened_by,
            )
            for publicity in decided.select_related("closed_by").distinct().order_by("-starts_on")
        ),
    ]


def _seen(request: PersonRequest, public_id: UUID) -> Appeal:
    return get_object_or_404(appeals_visible_to(reach_for(request)), public_id=public_id)


def _decidable(request: PersonRequest, public_id: UUID) -> Appeal:
    """An appeal the reader may decide.

    Raises:
        NotAllowed: they only may see it.
    """
    seen = _seen(request, public_id)
    may_decide_appeal(request.person, seen, reach_for(request).day).require()
    return seen


def _address(seen: Appeal) -> str:
    return reverse("governance:appeal", args=[seen.public_id])


add_file = keeper_of_files(_seen, _address, _page)
"""A file is added to one's own appeal, or to one that one reviews."""
