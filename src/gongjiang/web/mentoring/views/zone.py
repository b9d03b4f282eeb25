"""How the zone pairs and graduates: counts alone, small groups withheld."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import Sentence, refused
from gongjiang.mentoring.queries.zone import PAIRED_WITHIN_DAYS, Pairing, pairing_beneath
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import zone as the_zone
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.mentoring.views.mine import tabs_for


@dataclass(frozen=True, slots=True)
class Line:
    """One area, with its counts."""

    name: str
    pairing: Pairing


def _withheld(_row: Line) -> Sentence:
    return _("withheld")


COLUMNS = (
    Column("name", gettext_lazy("Area"), sortable=True),
    Column(
        "new_workers",
        gettext_lazy("New workers"),
        accessor="pairing.new_workers",
        align="end",
        silent=_withheld,
    ),
    Column(
        "pairing_percent",
        gettext_lazy("With a master within 30 days, %"),
        accessor="pairing.pairing_percent",
        align="end",
        silent=_withheld,
    ),
    Column(
        "running",
        gettext_lazy("Agreements running"),
        accessor="pairing.running",
        align="end",
        silent=_withheld,
    ),
    Column(
        "examined",
        gettext_lazy("Examined in twelve months"),
        accessor="pairing.examined",
        align="end",
        silent=_withheld,
    ),
    Column(
        "graduation_percent",
        gettext_lazy("Graduated, %"),
        accessor="pairing.graduation_percent",
        align="end",
        silent=_withheld,
    ),
)


@require_safe
@person_required
def zone(request: PersonRequest) -> HttpResponseBase:
    """The zone, and each of its areas."""
    scope = scope_for(request)
    if not scope.roles & ZONE_ROLES:
        refused(gettext_lazy("Only the offices of the zone see it as a whole.")).require()
    unit = the_zone()
    if unit is None:
        raise Http404
    whole, beneath = pairing_beneath(unit.id, scope.day)
    names = dict(Unit.objects.filter(id__in=beneath).values_list("id", "name"))
    table = Table(
        "areas",
        _("By area"),
        COLUMNS,
        [Line(names[child], counts) for child, counts in beneath.items()],
        query=request.GET,
        order="name",
    )
    return answer_of(request, table) or _page(request, whole, table)


def _page(request: PersonRequest, whole: Pairing, table: Table) -> HttpResponse:
    context = {
        "whole": whole,
        "table": table,
        "day": scope_for(request).day,
        "within": PAIRED_WITHIN_DAYS,
        "tabs": tabs_for(request, "zone"),
    }
    return render(request, "mentoring/zone.html", context)
