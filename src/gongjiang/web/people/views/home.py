"""The first page: what this reader's roles make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.people.models import EmploymentKind, Look, Person, Posting, Role
from gongjiang.people.queries.listing import ANOTHERS
from gongjiang.people.queries.offices import (
    employed_at_month_ends,
    headcounts_of,
    internships_due_since,
    members_of,
    posted_at_month_ends,
    teams_without_leader,
)
from gongjiang.people.queries.requests import corrections_to_decide
from gongjiang.people.queries.rosters import holds_about
from gongjiang.people.queries.standing import Place, leaders_of, places_of, postings_now
from gongjiang.people.queries.visibility import Scope
from gongjiang.people.rules import is_minor
from gongjiang.web.house.charts import Chart, Series
from gongjiang.web.house.reader import ZONE_ROLES, scope_for
from gongjiang.web.house.requests import PersonRequest, person_required

NEW_FOR_DAYS = 90
LOOKS_FOR_DAYS = 30


@dataclass(frozen=True, slots=True)
class Hat:
    """One of the homes a reader has."""

    key: str
    label: str

    @property
    def url(self) -> str:
        return f"{reverse('people:home')}?as={self.key}"


@require_safe
@person_required
def home(request: PersonRequest) -> HttpResponse:
    """The home of the reader's first role; the others are a tab away."""
    scope = scope_for(request)
    posts = postings_now(request.person.id, scope.day)
    hats = _hats(scope, posts)
    zone = reverse("orgs:zone") if scope.roles & ZONE_ROLES else ""
    if zone and not hats:
        return redirect(zone)
    chosen = next((hat for hat in hats if hat.key == request.GET.get("as")), None)
    key = (chosen or (hats or [Hat("me", "")])[0]).key
    context = {"scope": scope, "hat": key, "tabs": _tabs(hats, key, zone), "zone": zone}
    match key:
        case "enterprise":
            context |= _enterprise(scope)
        case "team":
            context |= _team(scope)
        case _:
            context |= _me(request.person, scope, posts)
    return render(request, f"people/home_{key}.html", context)


def _hats(scope: Scope, posts: list[Posting]) -> list[Hat]:
    hats = []
    if scope.hr:
        hats.append(Hat("enterprise", _("My enterprise")))
    if scope.teams:
        hats.append(Hat("team", _("My team")))
    if posts or not scope.roles:
        hats.append(Hat("me", _("Me")))
    return hats


def _tabs(hats: list[Hat], key: str, zone: str) -> list[dict[str, Any]]:
    tabs = [{"label": hat.label, "url": hat.url, "current": hat.key == key} for hat in hats]
    if zone:
        tabs.append({"label": _("Zone"), "url": zone, "current": False})
    return tabs if len(tabs) > 1 else []


# A worker's own home.


@dataclass(frozen=True, slots=True)
class PostNow:
    """A post of today, and who leads there."""

    posting: Posting
    place: Place
    leaders: tuple[Person, ...]
    days: int

    @property
    def years(self) -> int:
        return self.days // 365

    @property
    def months(self) -> int:
        return self.days % 365 // 30


def _me(person: Person, scope: Scope, posts: list[Posting]) -> dict[str, Any]:
    places = places_of([(posting.unit_id, scope.day) for posting in posts])
    leaders = leaders_of([posting.unit_id for posting in posts], scope.day)
    since = now() - timedelta(days=LOOKS_FOR_DAYS)
    return {
        "posts": [
            PostNow(
                posting,
                places[posting.unit_id, scope.day],
                tuple(leader for leader in leaders.get(posting.unit_id, ()) if leader != person),
                (scope.day - posting.valid_from).days,
            )
            for posting in posts
        ],
        "holds": list(holds_about(person)),
        "looks": Look.objects.filter(person=person, at__gte=since).count(),
        "looks_days": LOOKS_FOR_DAYS,
        "is_minor": bool(person.born_on and is_minor(person.born_on, scope.day)),
        "is_leader": Role.TEAM_LEADER in scope.roles,
    }


# A team leader's home.


def _team(scope: Scope) -> dict[str, Any]:
    members = list(members_of(scope.teams, scope.day))
    new_since = scope.day - timedelta(days=NEW_FOR_DAYS)
    units = Unit.objects.filter(id__in=scope.teams).order_by("name_pinyin")
    return {
        "units": list(units),
        "members": [
            {
                "posting": posting,
                "minor": bool(
                    posting.person.born_on and is_minor(posting.person.born_on, scope.day)
                ),
                "new": posting.valid_from > new_since,
            }
            for posting in members
        ],
        "new_since": new_since,
        "new_days": NEW_FOR_DAYS,
        "trend": _trend(
            "team-trend",
            posted_at_month_ends(scope.teams, scope.day),
            title=_("People in the team"),
            definition=_("Distinct people posted in the team on the last day of each month."),
        ),
    }


# HR's home.


def _enterprise(scope: Scope) -> dict[str, Any]:
    counts = headcounts_of(scope)
    month = scope.day.replace(day=1).isoformat()
    people = reverse("people:list")
    lacking = teams_without_leader(scope.hr, scope.day)
    due = internships_due_since(scope.day).isoformat()
    labels = {**dict(EmploymentKind.choices), ANOTHERS: _("for another employer")}
    return {
        "enterprises": list(Unit.objects.filter(id__in=scope.hr).order_by("name_pinyin")),
        "counts": counts,
        "kinds": [
            {"label": label, "value": counts.by_kind[kind], "url": f"{people}?kind={kind}"}
            for kind, label in labels.items()
        ],
        "joined_url": f"{people}?joined_on.from={month}",
        "left_url": f"{people}?state=left&left_on.from={month}",
        "minors_url": f"{people}?minor=True",
        "todo": [
            todo
            for todo in (
                _todo(
                    corrections_to_decide(scope).filter(state="OPEN").count(),
                    _("Corrections that people ask for"),
                    reverse("privacy:corrections"),
                ),
                _todo(
                    counts.interns_due,
                    _("Internships of six months or more: take on, or end"),
                    f"{people}?kind=INTERN&joined_on.to={due}",
                ),
                _todo(
                    lacking,
                    _("Teams without a leader"),
                    f"{reverse('people:teams')}?leader=none",
                ),
                _todo(
                    counts.without_account,
                    _("People who cannot sign in yet: print their slips"),
                    f"{people}?has_account=False",
                ),
            )
            if todo["count"]
        ],
        "trend": _trend(
            "enterprise-trend",
            employed_at_month_ends(scope.hr, scope.day),
            title=_("People we employ"),
            definition=_("Distinct people with an employment on the last day of each month."),
        ),
    }


def _todo(count: int, label: str, url: str) -> dict[str, Any]:
    return {"count": count, "label": label, "url": url}


def _trend(dom_id: str, ends: list[tuple[date, int]], *, title: str, definition: str) -> Chart:
    return Chart(
        dom_id=dom_id,
        kind="trend",
        title=title,
        axis_label=_("Month"),
        labels=[f"{end:%Y-%m}" for end, _count in ends],
        series=[Series(title, [count for _end, count in ends], "growth")],
        definition=definition,
        day=ends[-1][0],
        n=ends[-1][1],
    )
