"""One of a person's numbers is opened, with a reason, and shown once."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import today
from gongjiang.people.identity import FIELDS, Field
from gongjiang.people.permissions import may_open_identity
from gongjiang.people.queries.visibility import persons_visible_to, scope_of
from gongjiang.people.services.identities import open_number
from gongjiang.web.accounts.forms import ReasonForm
from gongjiang.web.house.requests import PersonRequest, person_required


@reauthentication_required
@person_required
@sensitive_variables("number")
def show_number(request: PersonRequest, public_id: UUID, field: Field) -> HttpResponse:
    """Ask for the reason, then show the number in clear; loading the page anew asks again."""
    if field not in FIELDS:
        raise Http404
    scope = scope_of(request.person, today())
    person = get_object_or_404(persons_visible_to(scope), public_id=public_id)
    may_open_identity(request.person, person, today()).require()
    form = ReasonForm(request.POST or None)
    number = None
    if form.is_valid():
        try:
            number = open_number(
                person=person,
                field=field,
                actor=request.person,
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
    context = {"person": person, "field": field, "form": form, "number": number}
    return render(request, "privacy/number.html", context)
