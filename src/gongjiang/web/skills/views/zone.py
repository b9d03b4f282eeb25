"""What people of the zone can do, in numbers: small groups are withheld."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import today
from gongjiang.skills.models import SkillRank, TitleLevel
from gongjiang.skills.queries.zone import standing_on
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest, person_required


@require_safe
@person_required
def zone(request: PersonRequest) -> HttpResponse:
    """Everybody at work by highest rank and title."""
    if not scope_for(request).roles & ZONE_ROLES:
        refused(_("This page is for the offices of the zone.")).require()
    found = standing_on(today())
    context = {
        "standing": found,
        "day": today(),
        "ranks": [
            (SkillRank(value).label, count) for value, count in sorted(found.ranks.groups.items())
        ],
        "titles": [
            (TitleLevel(value).label, count) for value, count in sorted(found.titles.groups.items())
        ],
    }
    return render(request, "skills/zone.html", context)
