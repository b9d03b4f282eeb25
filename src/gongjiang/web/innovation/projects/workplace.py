"""For which enterprise a reader writes something down."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprise_of
from gongjiang.people.queries.standing import postings_now
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.innovation.projects.naming import Place
from gongjiang.web.innovation.projects.seen import desk_for


def own_workplace(request: PersonRequest) -> Unit | None:
    """The enterprise at which the reader works today."""
    day = scope_for(request).day
    for posting in postings_now(request.person.id, day):
        enterprise_id = enterprise_of(posting.unit_id, day)
        if enterprise_id is not None:
            return Unit.objects.get(id=enterprise_id)
    return None


def kept_enterprise(request: PersonRequest) -> Unit:
    """The enterprise whose registers the reader keeps: the one asked for, or the first.

    Raises:
        NotAllowed: the reader keeps none.
    """
    kept = Unit.objects.filter(id__in=desk_for(request).enterprises).order_by("name_pinyin", "id")
    asked = request.GET.get("enterprise", "")
    if asked.isdigit():
        return get_object_or_404(kept, id=int(asked))
    if (first := kept.first()) is None:
        raise NotAllowed(
            _("Only the reviewers, the HR and the union of an enterprise can do this.")
        )
    return first


def place_in(request: PersonRequest, enterprise: Unit) -> Place:
    return Place(enterprise.id, scope_for(request).day, request.person.id)
