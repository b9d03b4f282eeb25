"""Studios: the list, a studio's room with its deeds, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.innovation.models import Studio, StudioLevel
from gongjiang.innovation.queries.studio_outcomes import Grown, grown_in, outcomes_of
from gongjiang.innovation.queries.studios import reach_of, studios_visible_to, with_review_due
from gongjiang.innovation.services.studios import NewStudio, found_studio
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.web.house.charts import Chart, Series
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.studios.deeds import DEEDS, Deed
from gongjiang.web.innovation.studios.forms import FoundForm
from gongjiang.web.innovation.studios.parts import PARTS, part_context, parts_for
from gongjiang.web.innovation.studios.people import chosen_person, offer_people
from gongjiang.web.innovation.studios.seen import Seen, seen_by
from gongjiang.web.innovation.tabs import tabs_for


def _url(row: Studio) -> str:
    return reverse("studios:room", args=[row.public_id])


def _named(choices: Any) -> Callable[[Any], str]:
    return lambda value: str(choices(value).label) if value else ""


STUDIOS = (
    Column("name", gettext_lazy("Studio"), sortable=True, href=_url),
    Column("enterprise", gettext_lazy("Enterprise"), field="enterprise__name", sortable=True),
    Column("field", gettext_lazy("What it works on")),
    Column(
        "level",
        gettext_lazy("Level"),
        filter=ChoiceFilter(StudioLevel.choices),
        formatter=_named(StudioLevel),
    ),
    Column(
        "state",
        gettext_lazy("State"),
        filter=ChoiceFilter(Studio.State.choices),
        formatter=_named(Studio.State),
    ),
    Column(
        "standing",
        gettext_lazy("How it stands"),
        filter=ChoiceFilter(Studio.Standing.choices),
        formatter=_named(Studio.Standing),
    ),
    Column("named_on", gettext_lazy("Named on"), sortable=True),
)
DUE = Column(
    "review_due",
    gettext_lazy("Last year's review"),
    sortable=True,
    formatter=lambda due: str(_("due")) if due else "",
)


@require_safe
@person_required
def studios(request: PersonRequest) -> HttpResponseBase:
    """Every studio the reader may know of; to those who judge also whose review is due."""
    scope = scope_for(request)
    reach = reach_of(scope)
    judges = reach.whole_zone or bool(reach.enterprises)
    table = Table(
        "studios",
        _("Studios"),
        (*STUDIOS, DUE) if judges else STUDIOS,
        with_review_due(studios_visible_to(reach), scope.day),
        query=request.GET,
        order="name",
        search=("name__icontains", "field__icontains", "enterprise__name__icontains"),
        search_label=_("Studio, field or enterprise"),
        empty=_("No studio yet"),
    )
    context = {
        "table": table,
        "tabs": tabs_for(request, "studios"),
        "founds": bool(reach.enterprises),
    }
    return answer_of(request, table) or render(request, "studios/studios.html", context)


@person_required
@answered_once
def found(request: PersonRequest) -> HttpResponse:
    """Set a studio up in an enterprise whose union the reader chairs, or whose HR they are."""
    scope = scope_for(request)
    reach = reach_of(scope)
    if not reach.enterprises:
        refused(gettext_lazy("The enterprise's union or its HR sets a studio up.")).require()
    enterprise = Unit.objects.filter(id__in=reach.enterprises).order_by("name_pinyin", "id")[0]
    form = FoundForm(request.POST if request.method == "POST" else None)
    offer_people(form, "leader", enterprise.id, scope.day)

    def deed() -> str:
        data = dict(form.cleaned_data)
        leader = chosen_person(data.pop("leader"))
        new = NewStudio(unit=enterprise, leader=leader, **data)
        return _url(found_studio(new, actor=request.person, on=scope.day))

    done = submit(request, form, deed, said=_("The studio has its room."))
    context = {"form": form, "enterprise": enterprise, "tabs": tabs_for(request, "studios")}
    status = 422 if form.errors else 200
    return done or render(request, "studios/found.html", context, status=status)


@require_safe
@person_required
def room(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """A studio: its public card, or one part of its room."""
    seen = seen_by(request, public_id)
    part = request.GET.get("part", PARTS[0])
    if part not in PARTS:
        raise Http404
    return _page(request, seen, part)


@person_required
@answered_once
def do(request: PersonRequest, public_id: UUID, name: str) -> HttpResponse:
    """One deed: its form sent, or a page of its own for those that have one."""
    seen = seen_by(request, public_id)
    deed = DEEDS.get(name)
    if deed is None or not seen.sees_room:
        raise Http404
    if request.method != "POST":
        if not deed.alone or not deed.offered(seen):
            return redirect(f"{seen.url}?part={deed.part}")
        return _alone(request, seen, deed, deed.form(seen, None))
    if not deed.offered(seen):
        sentence = gettext_lazy("This cannot be done now, or not by you; load the page anew.")
        refused(sentence).require()
    return _done(request, seen, deed)


def _done(request: PersonRequest, seen: Seen, deed: Deed) -> HttpResponse:
    """What was sent is done, or the form is shown again."""
    form = deed.form(seen, request.POST)
    form.files = request.FILES

    def perform() -> str:
        deed.perform(seen, form, now())
        return f"{seen.url}?part={deed.part}"

    answer = submit(request, form, perform, said=deed.said)
    if answer is not None:
        return answer
    if deed.alone:
        return _alone(request, seen, deed, form)
    anew = seen_by(request, seen.studio.public_id)
    return _page(request, anew, deed.part, {deed.name: form})


@require_safe
@person_required
def outcome(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """What still earns, what was copied, and who grew."""
    seen = seen_by(request, public_id)
    outcomes = outcomes_of(seen.studio, seen.day)
    context = {
        "seen": seen,
        "studio": seen.studio,
        "outcomes": outcomes if seen.sees_room else [],
        "chart": _chart(seen, outcomes),
        "earning": sum(each.still_earns for each in outcomes),
        "copies": sum(each.copies for each in outcomes),
        "grown": _said(grown_in(seen.studio, seen.day)) if seen.sees_names else [],
    }
    return render(request, "studios/outcome.html", context)


def _said(grown: list[Grown]) -> list[dict[str, Any]]:
    """Each apprentice with the signs of growth in words."""
    words = {
        "mentoring.agreement.graduated": _("graduated"),
        "skills.certificate.issued": _("skill certificates: %(n)d"),
        "skills.title.conferred": _("titles: %(n)d"),
        "careers.promotion.took_effect": _("promotions: %(n)d"),
        "innovation.proposal.authored": _("ideas of their own: %(n)d"),
    }
    return [
        {
            "apprentice": each.apprentice,
            "said": [words[kind] % {"n": n} for kind, n in each.signs.items()],
        }
        for each in grown
    ]


def _chart(seen: Seen, outcomes: list[Any]) -> Chart | None:
    years = sorted({each.result.happened_on.year for each in outcomes})
    if not years:
        return None
    span = range(years[0], seen.day.year + 1)
    results = [sum(e.result.happened_on.year == year for e in outcomes) for year in span]
    copies = [sum(e.copies for e in outcomes if e.result.happened_on.year == y) for y in span]
    return Chart(
        dom_id="outcome",
        kind="trend",
        title=_("Results and their copies, by the year of the result"),
        axis_label=_("Year"),
        labels=[str(year) for year in span],
        series=[
            Series(_("Results"), results, colour="innovation"),
            Series(_("Verified copies of them"), copies, colour="growth"),
        ],
        definition=_("Results as their own records say; copies verified elsewhere."),
        day=seen.day,
        n=len(outcomes),
    )


def _alone(request: PersonRequest, seen: Seen, deed: Deed, form: forms.Form) -> HttpResponse:
    context = {"seen": seen, "studio": seen.studio, "deed": deed, "form": form}
    return render(request, "studios/alone.html", context, status=422 if form.errors else 200)


def _page(
    request: PersonRequest, seen: Seen, part: str, sent: dict[str, forms.Form] | None = None
) -> HttpResponse:
    if not seen.sees_room:
        part = PARTS[0]
    offered: dict[str, dict[str, Any]] = {
        deed.name.replace("-", "_"): {
            "deed": deed,
            "form": (sent or {}).get(deed.name) or (None if deed.alone else deed.form(seen, None)),
            "url": reverse("studios:do", args=[seen.studio.public_id, deed.name]),
            "open": deed.name in (sent or {}),
        }
        for deed in DEEDS.values()
        if deed.part == part and seen.sees_room and deed.offered(seen)
    }
    context = {
        "seen": seen,
        "studio": seen.studio,
        "part": part,
        "parts": parts_for(seen, part),
        "deeds": offered,
        **part_context(seen, part),
    }
    return render(request, "studios/room.html", context, status=422 if sent else 200)
