"""A leader prints the codes to be hung at the posts of a team."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gongjiang.innovation.queries.colleagues import processes_of
from gongjiang.kernel.decision import refused
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.queries import ids_under
from gongjiang.people.identity import keyring
from gongjiang.people.queries.standing import places_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.innovation.proposals.post_sheets import Sheet, sheets_of
from gongjiang.web.innovation.proposals.posts import Post, token_of
from gongjiang.web.innovation.proposals.tabs import tabs_for

MOST = 200


@require_safe
@person_required
def posts(request: PersonRequest) -> HttpResponse:
    """The teams whose codes the reader may print."""
    teams = list(_teams(request).order_by("name_pinyin", "id")[:MOST])
    return render(
        request, "proposals/posts.html", {"teams": teams, "tabs": tabs_for(request, "posts")}
    )


@require_safe
@person_required
def post_sheet(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """A team's codes as a PDF: one for the whole team, one for each of its processes."""
    unit = get_object_or_404(_teams(request), public_id=public_id)
    day = scope_for(request).day
    place = places_of([(unit.id, day)])[unit.id, day]
    pages = [Post(unit, None), *(Post(unit, process) for process in processes_of(unit.id, day))]
    sheets = [
        Sheet(
            enterprise=place.enterprise.name if place.enterprise else "",
            place=place.within,
            process=post.process.name if post.process else "",
            address=request.build_absolute_uri(
                reverse("proposals:at", args=[token_of(post, keyring())])
            ),
        )
        for post in pages
    ]
    answer = HttpResponse(sheets_of(sheets), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="codes.pdf"'
    return answer


def _teams(request: PersonRequest) -> QuerySet[Unit]:
    """Those the reader leads, or that stand in an enterprise of which they are HR."""
    scope = scope_for(request)
    if not (scope.teams or scope.hr):
        refused(_("Team leaders and HR print the codes of their teams.")).require()
    under = ids_under([*scope.teams, *scope.hr], scope.day)
    return Unit.objects.filter(id__in=under, kind=UnitKind.TEAM)
