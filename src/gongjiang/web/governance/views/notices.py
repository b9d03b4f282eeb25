"""What the reader has been told."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.queries.notices import notices_of, unread_count
from gongjiang.governance.services.notices import mark_read
from gongjiang.kernel.periods import now
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import done_once

ON_A_PAGE = 30


@require_safe
@person_required
def notices(request: PersonRequest) -> HttpResponse:
    """The reader's notices, the latest first."""
    page = Paginator(notices_of(request.person), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unread": unread_count(request.person)}
    return render(request, "governance/notices.html", context)


@require_POST
@person_required
def read(request: PersonRequest) -> HttpResponse:
    """Mark one notice, or all, as read."""
    one = _asked(request)

    def deed() -> str:
        mark_read(reader=request.person, public_id=one, at=now())
        return reverse("governance:notices")

    return HttpResponseRedirect(done_once(request, deed))


def _asked(request: PersonRequest) -> UUID | None:
    asked = request.POST.get("notice", "")
    try:
        return UUID(asked) if asked else None
    except ValueError as error:
        msg = "A notice is named by its public id."
        raise BadRequest(msg) from error
