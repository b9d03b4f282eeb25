"""The people list, and the teams of an enterprise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.kernel.decision import refused
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import ids_under
from gongjiang.orgs.rules import reading_order
from gongjiang.people.models import EmploymentKind, EndReason, PostKind, Shift
from gongjiang.people.queries.listing import (
    ANOTHERS,
    left_visible_to,
    named_like,
    on_roll_visible_to,
)
from gongjiang.people.queries.offices import Team, teams_under
from gongjiang.people.queries.shifts import shifts_on
from gongjiang.people.queries.visibility import Scope
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import (
    ChoiceFilter,
    Column,
    PeriodFilter,
    Spelled,
    Table,
    TextFilter,
    answer_of,
)


@require_safe
@person_required
def people(request: PersonRequest) -> HttpResponseBase:
    """Everybody the reader sees, at work or gone; the address holds what is asked."""
    scope = scope_for(request)
    if not scope.sites:
        refused(
            gettext_lazy("Only HR, team leaders and whoever has a recorded ground see people.")
        ).require()
    gone = bool(scope.hr) and request.GET.get("state") == "left"
    rows = left_visible_to(scope) if gone else on_roll_visible_to(scope)
    unit = _asked_unit(request, scope)
    if unit is not None:
        rows = rows.filter(unit_id__in=ids_under([unit.id], scope.day))
    table = Table(
        "people",
        _("People who left") if gone else _("People on roll"),
        _columns(scope, gone=gone),
        rows,
        query=request.GET,
        order="-left_on" if gone else "name",
        search=lambda postings, text: named_like(postings, text, prefix="person__"),
        search_label=_("Name, pinyin or initials"),
        empty=_("Nobody is here yet"),
    )
    context = {"table": table, "unit": unit, "tabs": _states(scope, gone=gone), "scope": scope}
    return answer_of(request, table) or render(request, "people/list.html", context)


def _states(scope: Scope, *, gone: bool) -> list[dict[str, Any]]:
    """On roll, or left: only an employer is told who left."""
    if not scope.hr:
        return []
    address = reverse("people:list")
    return [
        {"label": _("On roll"), "url": address, "current": not gone},
        {"label": _("Left"), "url": f"{address}?state=left", "current": gone},
    ]


def _asked_unit(request: PersonRequest, scope: Scope) -> Unit | None:
    """The unit the list is narrowed to, when the reader sees its people anyway."""
    asked = request.GET.get("unit")
    if not asked:
        return None
    try:
        public_id = UUID(asked)
    except ValueError as error:
        raise Http404 from error
    inside = Unit.objects.filter(id__in=ids_under(scope.sites, scope.day))
    return get_object_or_404(inside, public_id=public_id)


def _columns(scope: Scope, *, gone: bool) -> list[Column]:
    """What this reader may be shown of each row."""
    columns = [
        Column(
            "name",
            gettext_lazy("Name"),
            field="person__name_pinyin",
            accessor="person.name",
            sortable=True,
            href=lambda row: reverse("people:person", args=[row.person.public_id]),
        ),
        Column(
            "team",
            gettext_lazy("Team"),
            field="unit__name",
            filter=TextFilter("icontains"),
        ),
    ]
    if scope.bases or len(scope.hr) > 1:
        columns.append(Column("site", gettext_lazy("Enterprise")))
    columns += [
        Column("post", gettext_lazy("Post")),
        Column(
            "post_kind",
            gettext_lazy("Kind of post"),
            filter=ChoiceFilter(PostKind.choices),
            formatter=lambda kind: str(PostKind(kind).label),
        ),
    ]
    columns.append(_MINOR)
    return [*columns, *(_employment_columns(gone=gone) if scope.hr else [_IN_POST_SINCE])]


KINDS = [*EmploymentKind.choices, (ANOTHERS, gettext_lazy("for another employer"))]
YES_AND_NO = (("True", gettext_lazy("yes")), ("False", gettext_lazy("no")))


def _badge_if(value: object) -> str:
    return format_html('<span class="badge badge-warn">{}</span>', _("16–17")) if value else ""


_MINOR = Column(
    "minor", gettext_lazy("Under 18"), filter=ChoiceFilter(YES_AND_NO), formatter=_badge_if
)
_IN_POST_SINCE = Column("valid_from", gettext_lazy("In this post since"), filter=PeriodFilter())


def _employment_columns(*, gone: bool) -> list[Column]:
    """What only an employer is shown."""
    columns = [
        Column(
            "kind",
            gettext_lazy("Kind of employment"),
            filter=ChoiceFilter(KINDS),
            formatter=lambda kind: str(dict(KINDS)[kind]),
        ),
        Column("joined_on", gettext_lazy("Joined"), sortable=True, filter=PeriodFilter()),
    ]
    if not gone:
        account = ChoiceFilter(YES_AND_NO)
        columns.append(Column("has_account", gettext_lazy("Account"), filter=account))
    if gone:
        columns += [
            Column("left_on", gettext_lazy("Left"), sortable=True, filter=PeriodFilter()),
            Column(
                "reason",
                gettext_lazy("Reason"),
                field="employment__end_reason",
                filter=ChoiceFilter(EndReason.choices[:-1]),
                formatter=lambda reason: str(EndReason(reason).label),
            ),
        ]
    return columns


@require_safe
@person_required
def teams(request: PersonRequest) -> HttpResponseBase:
    """The teams of the reader's enterprises, and what each is short of."""
    scope = scope_for(request)
    if not scope.hr:
        refused(gettext_lazy("Only the HR of an enterprise can do this.")).require()
    found = teams_under(scope.hr, scope.day)
    rows = [team for team in found if not team.leaders] if _leaderless(request) else found
    table = Table(
        "teams",
        _("Teams"),
        (*TEAM_COLUMNS, _shift_column(shifts_on([team.unit.id for team in found], scope.day))),
        rows,
        query=request.GET,
        order="within",
        search=("team",),
        search_label=_("Team, workshop or leader"),
        empty=_("No team without a leader") if _leaderless(request) else _("No team yet"),
    )
    address = reverse("people:teams")
    lacking = sum(not team.leaders for team in found)
    tabs = [
        {
            "label": _("All"),
            "url": address,
            "current": not _leaderless(request),
            "count": len(found),
        },
        {
            "label": _("Without a leader"),
            "url": f"{address}?leader=none",
            "current": _leaderless(request),
            "count": lacking,
        },
    ]
    context = {"table": table, "tabs": tabs, "teams": found, "lacking": lacking}
    return answer_of(request, table) or render(request, "people/teams.html", context)


def _leaderless(request: PersonRequest) -> bool:
    return request.GET.get("leader") == "none"


def _leader_names(team: Team) -> str:
    return "、".join(leader.name for leader in team.leaders)


def _as_read(name: str) -> Spelled:
    return Spelled(reading_order(name), name)


def team_url(team: Team) -> str:
    """The people of a team."""
    return f"{reverse('people:list')}?unit={team.unit.public_id}"


def _shift_column(shifts: Mapping[int, str]) -> Column:
    """Each team's shift; it leads to where it is set."""

    def shift(team: Team) -> str:
        found = shifts.get(team.unit.id)
        return str(Shift(found).label) if found else _("not set")

    return Column(
        "shift",
        gettext_lazy("Shift"),
        accessor=shift,
        sortable=True,
        href=lambda team: reverse("people:team_shift", args=[team.unit.public_id]),
    )


TEAM_COLUMNS = (
    Column(
        "team",
        gettext_lazy("Team"),
        accessor=lambda t: _as_read(t.unit.name),
        sortable=True,
        href=team_url,
    ),
    Column(
        "within", gettext_lazy("Workshop"), accessor=lambda t: _as_read(t.within), sortable=True
    ),
    Column(
        "leader",
        gettext_lazy("Leader"),
        accessor=_leader_names,
        formatter=lambda names: (
            names or format_html('<span class="badge badge-warn">{}</span>', _("none"))
        ),
        href=lambda t: reverse("people:person", args=[t.leaders[0].public_id]) if t.leaders else "",
    ),
    Column("size", gettext_lazy("People"), sortable=True, align="end"),
    Column("minors", gettext_lazy("Under 18"), sortable=True, align="end"),
)
