"""What others have written already, for whoever is writing: a fragment beneath their form.

    <div id="similar" aria-live="polite" hx-get="{% url 'similar:while_typing' %}"
         hx-trigger="input delay:400ms from:closest form" hx-include="closest form"
         hx-sync="this:replace"></div>

Whoever types on has the answer to what stands there last: a request under way is given up.

It reads `title`, `problem` and `method`, or `text`; `besides` is the public id of a proposal that
is being mended, and so is not like itself.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Proposal
from gongjiang.innovation.queries.proposals import proposals_visible_to
from gongjiang.innovation.queries.similar import Similar, find_similar, text_scope_of
from gongjiang.innovation.rules.similarity import said
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.innovation.proposals.seen import standing_for

PARTS = ("title", "problem", "method")


@require_safe
@person_required
def while_typing(request: PersonRequest) -> HttpResponse:
    """Earlier proposals that say much of what is being written; nothing while that is little."""
    alike = alike_for(request, _written(request), besides=_besides(request))
    return render(request, "similar/_alike.html", {"alike": alike})


def alike_for(
    request: PersonRequest, text: str, *, besides: Proposal | None = None
) -> list[Similar]:
    """The proposals like a text of which this reader may know."""
    scope = text_scope_of(standing_for(request).desk)
    return find_similar(text, scope, besides=[besides.id] if besides else [])


def _written(request: PersonRequest) -> str:
    text = request.GET.get("text", "")
    return text or said(*(request.GET.get(part, "") for part in PARTS))


def _besides(request: PersonRequest) -> Proposal | None:
    """The proposal being mended, where the reader may see it."""
    try:
        public_id = UUID(request.GET.get("besides", ""))
    except ValueError:
        return None
    desk = standing_for(request).desk
    return proposals_visible_to(desk).filter(public_id=public_id).first()
