"""A reader's own page: what waits for them as apprentice and as master."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import Sentence
from gongjiang.mentoring.models import Agreement, MonthRecord
from gongjiang.mentoring.queries.agreements import (
    as_apprentice,
    as_master,
    changes_waiting_for,
    months_to_confirm,
)
from gongjiang.mentoring.rules.months import month_of_term
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest, person_required

State = Agreement.State


@dataclass(frozen=True, slots=True)
class Apprenticeship:
    """One's own agreement as apprentice, and the one thing to do next.

    Attributes:
        to_do: what the button says; "" when nothing waits.
    """

    agreement: Agreement
    month: int
    to_do: Sentence
    to_do_url: str
    note: Sentence
    confirmed: int


@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    """Everything the reader has to do with masters and apprentices."""
    scope = scope_for(request)
    learning = list(as_apprentice(request.person).prefetch_related("months"))
    teaching = list(as_master(request.person))
    context = {
        "learning": [_apprenticeship(one, scope.day) for one in learning if one.is_open],
        "learned": [one for one in learning if one.registered_at and not one.is_open],
        "teaching": [one for one in teaching if one.is_open],
        "taught": [one for one in teaching if one.registered_at and not one.is_open],
        "to_confirm": list(months_to_confirm(request.person)) if teaching else [],
        "changes": list(changes_waiting_for(request.person)),
        "tabs": tabs_for(request, "mine"),
        "is_zone": bool(scope.roles & ZONE_ROLES),
    }
    return render(request, "mentoring/mine.html", context)


def tabs_for(request: PersonRequest, current: str) -> list[dict[str, object]]:
    """The pages of this room that the reader has, when there are several."""
    scope = scope_for(request)
    pages = [("mine", _("Mine"), True)]
    pages += [("agreements", _("Agreements"), bool(scope.hr or scope.teams))]
    pages += [("pairs", _("Proposals of pairs"), bool(scope.hr))]
    pages += [("allowances", _("Allowances"), bool(scope.hr))]
    pages += [("zone", _("The zone"), bool(scope.roles & ZONE_ROLES))]
    tabs: list[dict[str, object]] = [
        {"label": label, "url": reverse(f"mentoring:{name}"), "current": name == current}
        for name, label, shown in pages
        if shown
    ]
    return tabs if len(tabs) > 1 else []


def _apprenticeship(agreement: Agreement, day: date) -> Apprenticeship:
    page = reverse("mentoring:agreement", args=[agreement.public_id])
    month = month_of_term(agreement.starts_on, agreement.ends_on, day)
    records = {record.month: record for record in agreement.months.all()}
    confirmed = sum(record.confirmed_at is not None for record in records.values())
    to_do, url, note = _next(agreement, month, records)
    return Apprenticeship(agreement, month, to_do, url or page, note, confirmed)


def _next(
    agreement: Agreement, month: int, records: dict[int, MonthRecord]
) -> tuple[Sentence, str, Sentence]:
    """What the apprentice does next: its name, its address, and what to know."""
    if agreement.state == State.DRAFT:
        if agreement.apprentice_signed_at is None:
            return _("Read and sign"), "", _("Nothing begins before you have signed.")
        return "", "", _("You have signed; your master has not yet.")
    if agreement.state == State.SIGNED:
        return "", "", _("Both have signed; HR registers it.")
    if agreement.state == State.EXIT_EXAM:
        return "", "", _("The exit examination is under way.")
    missing = _month_to_write(records, month)
    if missing is None:
        return "", "", _("Every month so far is written.")
    url = reverse("mentoring:month", args=[agreement.public_id, missing])
    return _("Write month %(month)d") % {"month": missing}, url, _("It takes a minute.")


def _month_to_write(records: dict[int, MonthRecord], month: int) -> int | None:
    """The earliest month that came back or is missing; this month too, while it lasts."""
    for number in range(1, month + 1):
        record = records.get(number)
        if record is None or record.returned_at is not None:
            return number
    return None
