"""The record of one month: written in under a minute, read by both."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.kernel.periods import now
from gongjiang.mentoring.permissions import may_write_month
from gongjiang.mentoring.services.records import Month, add_photo, write_month
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.mentoring.forms.deeds import MonthForm, SendBackForm
from gongjiang.web.mentoring.forms.months import MonthRecordForm
from gongjiang.web.mentoring.seen import MonthLine, Seen, seen_by

LONGEST = 99


@person_required
@answered_once
def month(request: PersonRequest, public_id: UUID, number: int) -> HttpResponse:
    """A month: the apprentice writes it until it is confirmed, everybody else reads it."""
    seen = seen_by(request, public_id)
    if seen.agreement.registered_at is None or not 1 <= number <= LONGEST:
        raise Http404
    line = seen.month(number)
    if request.method != "POST":
        return _page(request, seen, line, _empty(seen, line))
    may_write_month(request.person, seen.agreement).require()
    form = MonthRecordForm(request.POST, request.FILES, goals=seen.goals)

    def deed() -> str:
        data = form.cleaned_data
        record = write_month(
            agreement_id=seen.agreement.id,
            month=Month(
                number=number,
                practised=data["practised"],
                hours=data["hours"],
                sentence=data["sentence"],
            ),
            actor=request.person,
            at=now(),
        )
        if data["photo"]:
            add_photo(
                record_id=record.id,
                name=data["photo"].name,
                content=data["photo"].file,
                actor=request.person,
                at=now(),
            )
        return reverse("mentoring:mine")

    done = submit(request, form, deed, said=_("The month is written; your master confirms it."))
    return done or _page(request, seen, line, form)


def _page(
    request: PersonRequest, seen: Seen, line: MonthLine, form: MonthRecordForm | None
) -> HttpResponse:
    confirms = seen.agreement.is_running and line.waits_for_master and seen.is_master
    context = {
        "seen": seen,
        "agreement": seen.agreement,
        "line": line,
        "form": form,
        "photos": seen.photos_of(line),
        "forms": {
            "confirm": MonthForm(initial={"month": line.number}),
            "send_back": SendBackForm(initial={"month": line.number}),
        }
        if confirms
        else {},
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "mentoring/month.html", context, status=status)


def _empty(seen: Seen, line: MonthLine) -> MonthRecordForm | None:
    """The form with what was written so far; none for who does not write it."""
    record = line.record
    confirmed = record is not None and record.confirmed_at is not None
    if not seen.is_apprentice or not seen.agreement.is_running or confirmed:
        return None
    initial: dict[str, Any] = {}
    if record is not None:
        initial = {
            "practised": record.practised,
            "hours": record.hours,
            "sentence": record.sentence,
        }
    return MonthRecordForm(initial=initial, goals=seen.goals)
