"""Rounds: HR's list and board, what waits for a judge, and vacant posts."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.careers.models import Promotion, PromotionRound, Sequence, Vacancy
from gongjiang.careers.permissions import may_keep_careers
from gongjiang.careers.queries.evidence import rounds_visible_to
from gongjiang.careers.queries.rounds import to_score, to_vote, with_counts
from gongjiang.careers.services import rounds as deeds
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import existing_on, ids_under
from gongjiang.web.careers.forms.cases import NothingForm
from gongjiang.web.careers.forms.records import (
    RoundForm,
    VacancyForm,
)
from gongjiang.web.governance.reading import Sent, reach_for, status_of
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit


@require_safe
@person_required
def rounds(request: PersonRequest) -> HttpResponseBase:
    """The rounds of the reader's enterprises, and those in which they judge."""
    columns = (
        Column("title", _("Round"), href=_address),
        Column("enterprise", _("Enterprise"), accessor="enterprise.name"),
        Column("opens_on", _("From"), sortable=True),
        Column("closes_on", _("Applications until"), sortable=True),
        Column("candidates", _("Candidates"), align="end"),
        Column("waiting", _("Under way"), align="end"),
        Column("effective", _("In effect"), align="end"),
        Column(
            "state",
            _("State"),
            accessor=lambda row: row.get_state_display(),
            filter=ChoiceFilter(PromotionRound.State.choices),
        ),
    )
    table = Table(
        "rounds",
        _("Promotion rounds"),
        columns,
        with_counts(rounds_visible_to(reach_for(request))),
        query=request.GET,
        order="-opens_on",
        empty=_("No round has been opened yet."),
    )
    context = {"table": table, "is_hr": bool(reach_for(request).enterprises)}
    return answer_of(request, table) or render(request, "careers/rounds.html", context)


@person_required
@answered_once
def new(request: PersonRequest) -> HttpResponse:
    """Open a round."""
    _require_hr(request)
    form = RoundForm(
        request.POST if request.method == "POST" else None, enterprises=_enterprises(request)
    )

    def deed() -> str:
        data = form.cleaned_data
        opened = deeds.open_round(
            enterprise=data["enterprise"],
            title=data["title"],
            days=deeds.Days(
                opens=data["opens"],
                closes=data["closes"],
                counted=data["counted"],
                effect=data["effect"],
            ),
            actor=request.person,
            at=now(),
        )
        return _address(opened)

    done = submit(request, form, deed, said=_("The round is open.")) if form.is_bound else None
    context = {
        "form": form,
        "title": _("Open a promotion round"),
        "back": reverse("careers:rounds"),
    }
    status = 422 if form.errors else 200
    return done or render(request, "careers/form.html", context, status=status)


@require_safe
@person_required
def round_(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One round: the candidates by state, and who judges."""
    return _page(request, _seen(request, public_id))


@require_POST
@person_required
@answered_once
def close(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Close the round."""
    seen = _seen(request, public_id)
    may_keep_careers(request.person, seen.enterprise_id, reach_for(request).day).require()
    form = NothingForm(request.POST)

    def deed() -> str:
        deeds.close_round(round_id=seen.id, actor=request.person, at=now())
        return _address(seen)

    done = submit(request, form, deed, said=_("The round is closed."))
    return done or _page(request, seen, {"close": form})


@require_safe
@person_required
def judging(request: PersonRequest) -> HttpResponse:
    """The scores and votes that the reader has still to give."""
    context = {
        "to_score": to_score(request.person.id),
        "to_vote": to_vote(request.person.id),
    }
    return render(request, "careers/judging.html", context)


@person_required
@answered_once
def vacancies(request: PersonRequest) -> HttpResponse:
    """Vacant management posts; HR announces them."""
    _require_hr(request)
    reach = reach_for(request)
    units = existing_on(reach.day).filter(id__in=ids_under(reach.enterprises, reach.day))
    form = VacancyForm(request.POST if request.method == "POST" else None, units=units)

    def deed() -> str:
        unit = form.cleaned_data["unit"]
        above = Unit.objects.filter(id__in=reach.enterprises)
        enterprise = next(each for each in above if unit.id in set(ids_under([each.id], reach.day)))
        deeds.open_vacancy(
            unit=unit,
            enterprise=enterprise,
            title=form.cleaned_data["title"],
            grade=form.cleaned_data["grade"],
            actor=request.person,
            at=now(),
        )
        return reverse("careers:vacancies")

    done = submit(request, form, deed, said=_("Announced.")) if form.is_bound else None
    posts = Vacancy.objects.filter(enterprise_id__in=reach.enterprises)
    context = {
        "form": form,
        "sequence": Sequence.MANAGEMENT.value,
        "posts": posts.select_related("unit", "filled_by").order_by("state", "-opened_on")[:200],
    }
    status = 422 if form.errors else 200
    return done or render(request, "careers/vacancies.html", context, status=status)


def _page(request: PersonRequest, seen: PromotionRound, sent: Sent | None = None) -> HttpResponse:
    is_hr = seen.enterprise_id in reach_for(request).enterprises
    promotions = seen.promotions.select_related("person", "unit").order_by("applied_at", "id")
    groups = [
        {"label": state.label, "rows": [row for row in promotions if row.state == state]}
        for state in Promotion.State
    ]
    context = {
        "round": seen,
        "groups": [group for group in groups if group["rows"]],
        "members": seen.members.select_related("person").order_by("seat", "id"),
        "is_hr": is_hr,
        "form": (sent or {}).get("close", NothingForm()),
    }
    return render(request, "careers/round.html", context, status=status_of(sent))


def _seen(request: PersonRequest, public_id: UUID) -> PromotionRound:
    return get_object_or_404(rounds_visible_to(reach_for(request)), public_id=public_id)


def _enterprises(request: PersonRequest) -> QuerySet[Unit]:
    return Unit.objects.filter(id__in=reach_for(request).enterprises).order_by("name_pinyin")


def _require_hr(request: PersonRequest) -> None:
    if not reach_for(request).enterprises:
        refused(_("Only HR keeps rounds and posts.")).require()


def _address(seen: PromotionRound) -> str:
    return reverse("careers:round", args=[seen.public_id])
