"""HR prints slips: for a team at once, or for one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.arrivals import (
    officers,
    officers_waiting,
    recoveries_visible_to,
    teams_waiting,
    without_account,
)
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.services.accounts import IssuedSlip, issue_slip
from gongjiang.web.accounts.slip_sheets import MOST, Sheet, sheets_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required


@require_safe
@person_required
def choose(request: PersonRequest) -> HttpResponse:
    """The teams that wait for slips; after one is chosen, its people."""
    scope = _issuing(request)
    match request.GET.get("unit", ""):
        case "":
            context: dict[str, Any] = {
                "teams": teams_waiting(scope),
                "officers": officers_waiting(scope),
            }
        case "officers":
            persons = without_account(scope).filter(id__in=officers(scope))
            context = {"chosen": _("Officers of the zone"), "persons": persons[:MOST]}
        case asked:
            team = get_object_or_404(Unit, public_id=_uuid(asked))
            working = true_on(scope.day, "postings__") & Q(postings__unit=team)
            persons = without_account(scope).filter(working).distinct()
            context = {"chosen": team.name, "persons": persons[:MOST]}
    return render(request, "accounts/slips.html", context)


@require_POST
@person_required
def print_slips(request: PersonRequest) -> HttpResponse:
    """Issue a slip to each chosen person and answer with the sheets: four to a page."""
    scope = _issuing(request)
    wanted = {_uuid(chosen) for chosen in request.POST.getlist("person")[:MOST]}
    persons = list(_issuable(scope).filter(public_id__in=wanted).order_by("name_pinyin", "id"))
    if not wanted:
        raise CannotDo(_("Choose at least one person."))
    if len(persons) != len(wanted):
        raise Http404
    with transaction.atomic():
        issued = [issue_slip(person=person, actor=request.person, at=now()) for person in persons]
    sheet = sheets_of([_sheet(request, one) for one in issued])
    answer = HttpResponse(sheet, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="slips.pdf"'
    return answer


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _issuable(scope: Scope) -> QuerySet[Person]:
    recovering = recoveries_visible_to(scope).filter(confirmed_at__isnull=False)
    first = without_account(scope).values("id")
    return Person.objects.filter(Q(id__in=first) | Q(id__in=recovering.values("person_id")))


def _issuing(request: PersonRequest) -> Scope:
    """The reader's scope.

    Raises:
        NotAllowed: the reader issues no slips at all.
    """
    scope = scope_for(request)
    if not scope.hr and Role.SYSTEM_ADMIN not in scope.roles:
        raise NotAllowed(_("Only HR and the system administrator issue slips."))
    return scope


def _sheet(request: PersonRequest, issued: IssuedSlip) -> Sheet:
    address = reverse("accounts:activate", args=[issued.token])
    return Sheet(
        name=issued.slip.person.name,
        address=request.build_absolute_uri(address),
        expires_at=issued.slip.expires_at,
    )
