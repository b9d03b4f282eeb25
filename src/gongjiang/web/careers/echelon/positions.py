"""Key positions: the enterprise's with names, the zone's as numbers; and each one's successors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.careers.models import KeyPosition, Readiness, Successor
from gongjiang.careers.permissions_pipeline import may_keep_pipeline
from gongjiang.careers.queries.pipeline import Bank, banks, bench, key_positions_visible_to
from gongjiang.careers.services.key_positions import (
    NewKeyPosition,
    close_key_position,
    name_key_position,
)
from gongjiang.careers.services.successors import judge_again, name_successor, remove_successor
from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.queries import existing_on, ids_under, true_on
from gongjiang.web.careers.echelon.forms import EndForm, PositionForm, ReadinessForm, SuccessorForm
from gongjiang.web.careers.echelon.reading import (
    as_choices,
    candidates,
    chosen,
    keeps_echelon,
    own_enterprise,
    sees_aggregates,
)
from gongjiang.web.careers.echelon.zone import percent, ratio, zone_coverage
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit

Sent = dict[str, forms.Form]


@person_required
@require_safe
def home(request: PersonRequest) -> HttpResponseBase:
    """HR and the line see their key positions; the zone's offices coverage and depth."""
    if keeps_echelon(request):
        return _own(request)
    if sees_aggregates(request):
        return zone_coverage(request)
    raise NotAllowed(_("Key positions are kept by HR and the line; the zone sees their numbers."))


@person_required
@answered_once
def name_one(request: PersonRequest) -> HttpResponse:
    """Name a key position of the reader's enterprise."""
    enterprise = own_enterprise(request)
    day = scope_for(request).day
    units = existing_on(day).filter(id__in=ids_under([enterprise.id], day))
    form = PositionForm(_posted(request), units=units.order_by("opened_on", "id"))

    def deed() -> str:
        data = form.cleaned_data
        new = NewKeyPosition(
            unit=data["unit"], title=data["title"], why=data["why"], grade=data["grade"]
        )
        return _address(
            name_key_position(enterprise=enterprise, new=new, actor=request.person, on=data["on"])
        )

    done = submit(request, form, deed, said=_("The key position is named."))
    context = {"form": form, "enterprise": enterprise}
    return done or render(request, "echelon/position_form.html", context, status=_status(form))


@person_required
@require_safe
def position(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One key position: who could follow, and who could have."""
    return _page(request, _seen(request, public_id))


@require_POST
@person_required
@answered_once
def close(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Say that it is a key position no longer."""
    seen, form = _seen(request, public_id), EndForm(request.POST)
    may_keep_pipeline(request.person, seen.enterprise, scope_for(request).day).require()

    def deed() -> str:
        return _address(
            close_key_position(position_id=seen.id, actor=request.person, **form.cleaned_data)
        )

    done = submit(request, form, deed, said=_("It is a key position no longer."))
    return done or _page(request, seen, {"close": form})


@require_POST
@person_required
@answered_once
def add(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Name a successor."""
    seen, scope = _seen(request, public_id), scope_for(request)
    text = request.POST.get("who", "")
    found = candidates(scope, seen.enterprise_id, text)
    form = SuccessorForm(request.POST, persons=as_choices(found))

    def deed() -> str:
        data = {**form.cleaned_data, "person": chosen(scope, form.cleaned_data["person"])}
        name_successor(position_id=seen.id, actor=request.person, **data)
        return _address(seen)

    done = submit(request, form, deed, said=_("The successor is named."))
    return done or _page(request, seen, {"add": form})


@require_POST
@person_required
@answered_once
def judge(request: PersonRequest, public_id: UUID, successor_id: UUID) -> HttpResponse:
    """Give a successor another readiness."""
    seen, form = _seen(request, public_id), ReadinessForm(request.POST)
    found = _successor(seen, successor_id)

    def deed() -> str:
        judge_again(successor_id=found.id, actor=request.person, **form.cleaned_data)
        return _address(seen)

    done = submit(request, form, deed, said=_("The readiness is kept."))
    return done or _page(request, seen, {f"judge-{found.id}": form})


@require_POST
@person_required
@answered_once
def remove(request: PersonRequest, public_id: UUID, successor_id: UUID) -> HttpResponse:
    """Say that somebody is prepared no longer."""
    seen, form = _seen(request, public_id), EndForm(request.POST)
    found = _successor(seen, successor_id)

    def deed() -> str:
        remove_successor(successor_id=found.id, actor=request.person, **form.cleaned_data)
        return _address(seen)

    done = submit(request, form, deed, said=_("The successor is removed."))
    return done or _page(request, seen, {f"remove-{found.id}": form})


def _own(request: PersonRequest) -> HttpResponseBase:
    scope = scope_for(request)
    found = banks(key_positions_visible_to(scope), scope.day)
    table = Table(
        "key-positions",
        _("Key positions"),
        _columns(),
        found,
        query=request.GET,
        order="ready_now",
        search=("position__title",),
        empty=_("No key position has been named yet"),
    )
    whole = bench(found)
    context = {
        "table": table,
        "bench": whole,
        "coverage": percent(whole.coverage),
        "depth": ratio(whole.depth),
        "is_hr": bool(scope.hr),
        "day": scope.day,
    }
    return answer_of(request, table) or render(request, "echelon/positions.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "title",
            _("Key position"),
            accessor="position.title",
            sortable=True,
            href=lambda bank: _address(bank.position),
        ),
        Column("unit", _("Unit"), accessor="position.unit.name", sortable=True),
        Column("grade", _("Grade"), accessor="position.grade", align="end", sortable=True),
        Column("ready_now", _("Ready now"), accessor="ready_now", align="end", sortable=True),
        Column("depth", _("Successors"), accessor="depth", align="end", sortable=True),
        Column("who", _("Who could follow"), accessor=_followers),
    )


def _followers(bank: Bank) -> str:
    return _(", ").join(f"{each.echelon} {each.person.name}" for each in bank.successors)


def _page(request: PersonRequest, seen: KeyPosition, sent: Sent | None = None) -> HttpResponse:
    scope, sent = scope_for(request), sent or {}
    [bank] = banks(KeyPosition.objects.filter(id=seen.id), scope.day) or [Bank(seen, ())]
    former = (
        seen.successors.exclude(true_on(scope.day)).select_related("person").order_by("-valid_to")
    )
    text = request.POST.get("who", "") or request.GET.get("who", "")
    found = candidates(scope, seen.enterprise_id, text)
    context: dict[str, Any] = {
        "position": seen,
        "bank": bank,
        "former": former,
        "rows": [_row(each, sent) for each in bank.successors],
        "who": text,
        "found": found,
        "add": sent.get("add") or SuccessorForm(persons=as_choices(found)),
        "close": sent.get("close") or EndForm(auto_id="id_close_%s"),
        "is_open": seen.valid_to is None,
        "is_hr": seen.enterprise_id in scope.hr,
        "levels": Readiness,
    }
    return render(request, "echelon/position.html", context, status=422 if sent else 200)


def _row(successor: Successor, sent: Sent) -> dict[str, Any]:
    initial = {"readiness": successor.readiness}
    return {
        "successor": successor,
        "judge": sent.get(f"judge-{successor.id}")
        or ReadinessForm(initial=initial, auto_id=f"id_judge_{successor.id}_%s"),
        "remove": sent.get(f"remove-{successor.id}")
        or EndForm(auto_id=f"id_remove_{successor.id}_%s"),
    }


def _seen(request: PersonRequest, public_id: UUID) -> KeyPosition:
    visible = key_positions_visible_to(scope_for(request)).select_related("unit", "enterprise")
    return get_object_or_404(visible, public_id=public_id)


def _successor(seen: KeyPosition, public_id: UUID) -> Successor:
    return get_object_or_404(seen.successors.all(), public_id=public_id)


def _address(position: KeyPosition) -> str:
    return reverse("echelon:position", args=[position.public_id])


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
