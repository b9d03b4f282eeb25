"""How the zone's enterprises innovate: counts of records, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Innovation
from gongjiang.innovation.queries.loop import Families, accepted_counts, families_of
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import UnitKind
from gongjiang.orgs.queries import existing_on
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Spelled, Table, TextFilter, answer_of
from gongjiang.web.innovation.projects.tabs import tabs_for


@dataclass(frozen=True, slots=True)
class Line:
    """One enterprise. Projects, items and patents are records, not persons: none is withheld."""

    name: Spelled
    projects: int
    items: int
    patents: int
    families: Families

    @property
    def present(self) -> int:
        return self.families.present

    @property
    def missing(self) -> str:
        """The families of which nothing is recorded, in words."""
        words = (
            (self.families.documents, _("rule")),
            (self.families.platforms, _("platform")),
            (self.families.teams, pgettext("innovation", "team")),
            (self.families.innovations, _("innovation")),
            (self.families.results, _("result")),
        )
        return _(", ").join(str(word) for there, word in words if not there)


def _nothing(_row: Line) -> Sentence:
    return _("nothing")


COLUMNS = (
    Column("name", gettext_lazy("Enterprise"), sortable=True, filter=TextFilter()),
    Column("projects", gettext_lazy("Projects accepted"), align="end", sortable=True),
    Column("items", gettext_lazy("Five-small items accepted"), align="end", sortable=True),
    Column("patents", gettext_lazy("Patents granted"), align="end", sortable=True),
    Column("present", gettext_lazy("Families of five"), align="end", sortable=True),
    Column("missing", gettext_lazy("Missing"), silent=_nothing),
)


@require_safe
@person_required
def zone(request: PersonRequest) -> HttpResponseBase:
    """The zone, and each of its enterprises, over twelve months."""
    scope = scope_for(request)
    if not scope.roles & ZONE_ROLES:
        raise NotAllowed(_("Only the offices of the zone see it as a whole."))
    lines = _lines(scope.day)
    table = Table(
        "enterprises",
        _("By enterprise"),
        COLUMNS,
        lines,
        query=request.GET,
        order="name",
        empty=_("No enterprise yet"),
    )
    context = {
        "table": table,
        "day": scope.day,
        "projects": sum(line.projects for line in lines),
        "items": sum(line.items for line in lines),
        "patents": sum(line.patents for line in lines),
        "whole": sum(line.present == 5 for line in lines),  # noqa: PLR2004  (the five families)
        "n": len(lines),
        "tabs": tabs_for(request, "zone"),
    }
    return answer_of(request, table) or render(request, "projects/zone.html", context)


def _lines(day: date) -> list[Line]:
    units = existing_on(day).filter(kind=UnitKind.ENTERPRISE).order_by("name_pinyin", "id")
    named = {unit.id: Spelled(unit.name_pinyin, unit.name) for unit in units}
    counts, families = accepted_counts(list(named), day), families_of(list(named), day)
    return [
        Line(
            name,
            counts[unit].get(Innovation.PROJECT, 0),
            counts[unit].get(Innovation.FIVE_SMALL, 0),
            counts[unit].get(Innovation.PATENT, 0),
            families[unit],
        )
        for unit, name in named.items()
    ]
