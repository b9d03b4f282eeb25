"""The forms that change a unit: open one beneath it, move it, close it, say whether it operates,
tie it to units of other trees. Each is one deed of `people.services.units`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.orgs.models import Tree, Unit, UnitKind
from gongjiang.orgs.queries import existing_on, ids_under, other_end, true_on
from gongjiang.orgs.rules import PARENTS, kinds_beneath
from gongjiang.people.queries.units import links_visible_to, units_visible_to
from gongjiang.people.services import units as deeds
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import done_once
from gongjiang.web.orgs.forms import (
    DayForm,
    LinkForm,
    MoveForm,
    OpenForm,
    OperatingForm,
    open_form_for,
)
from gongjiang.web.orgs.views.unit import Seen, look_at

OUTER = (UnitKind.ZONE, UnitKind.AREA, UnitKind.GRID, UnitKind.ENTERPRISE)


@dataclass(frozen=True, slots=True)
class Part:
    """One form of the page."""

    name: str
    title: str
    submit: str
    form: forms.Form
    url: str
    help: str = ""


@person_required
@require_safe
def changes(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The forms this reader may use on a unit."""
    return _page(request, _changeable(request, public_id))


@person_required
@require_POST
def open_beneath(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Open a unit beneath this one, and go to it."""
    seen = look_at(request, public_id)
    form = _open_form(seen, request.POST)
    return _answer(request, seen, "open", form, lambda: _opened(request, seen, form))


@person_required
@require_POST
def move(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Put this unit under another one."""
    seen = look_at(request, public_id)
    form = _move_form(seen, request.POST)

    def deed() -> None:
        deeds.move_unit(
            unit=seen.unit,
            to=form.cleaned_data["to"],
            actor=request.person,
            on=form.cleaned_data["on"],
        )

    return _answer(request, seen, "move", form, deed)


@person_required
@require_POST
def close(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Close this unit."""
    seen = look_at(request, public_id)
    form = DayForm(request.POST, prefix="close")

    def deed() -> None:
        deeds.close_unit(unit=seen.unit, actor=request.person, on=form.cleaned_data["on"])

    return _answer(request, seen, "close", form, deed)


@person_required
@require_POST
def set_operating(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Say that an enterprise began, or stopped, to operate."""
    seen = look_at(request, public_id)
    if seen.unit.kind != UnitKind.ENTERPRISE:
        raise Http404
    form = OperatingForm(request.POST, prefix="operating")

    def deed() -> None:
        deeds.set_operating(
            enterprise=seen.unit.enterprise,
            operating=form.cleaned_data["operating"],
            actor=request.person,
            on=form.cleaned_data["on"],
        )

    return _answer(request, seen, "operating", form, deed)


@person_required
@require_POST
def link(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Tie this Party or union unit to one of the administrative tree."""
    seen = look_at(request, public_id)
    form = LinkForm(request.POST, prefix="link", targets=_targets(seen))

    def deed() -> None:
        deeds.link_units(
            kind=form.cleaned_data["kind"],
            source=seen.unit,
            target=form.cleaned_data["target"],
            actor=request.person,
            on=form.cleaned_data["on"],
        )

    return _answer(request, seen, "link", form, deed)


@person_required
@require_POST
def end_link(request: PersonRequest, public_id: UUID, link_id: int) -> HttpResponse:
    """End one of this unit's links."""
    seen = look_at(request, public_id)
    tie = get_object_or_404(links_visible_to(seen.reach, seen.unit.id), id=link_id)
    form = DayForm(request.POST, prefix="end_link")

    def deed() -> None:
        deeds.end_link(link=tie, actor=request.person, on=form.cleaned_data["on"])

    return _answer(request, seen, "end_link", form, deed)


def _answer(
    request: PersonRequest,
    seen: Seen,
    name: str,
    form: forms.Form,
    deed: Callable[[], Unit | None],
) -> HttpResponse:
    """Do the deed once and go to the unit it leaves; or show the page again with what is wrong."""

    def address() -> str:
        return seen.asked.url_of(deed() or seen.unit)

    if form.is_valid():
        try:
            url = done_once(request, address)
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Done. It holds from %(day)s on.") % {"day": form.cleaned_data["on"]}
            )
            return HttpResponseRedirect(url)
    return _page(request, seen, {name: form}, status=422)


def _opened(request: PersonRequest, seen: Seen, form: OpenForm) -> Unit:
    return deeds.open_unit(
        kind=form.cleaned_data["kind"],
        name=form.cleaned_data["name"],
        parent=seen.unit,
        actor=request.person,
        on=form.cleaned_data["on"],
        enterprise=form.details(),
    )


def _changeable(request: PersonRequest, public_id: UUID) -> Seen:
    """The unit, for a reader who may change it or open something beneath it.

    Raises:
        NotAllowed: for everybody else.
    """
    seen = look_at(request, public_id)
    if not seen.may_change:
        raise NotAllowed(_("This part of the zone is changed by other hands than yours."))
    return seen


def _page(
    request: PersonRequest,
    seen: Seen,
    sent: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The forms, of which one may have been sent and refused."""
    sent = sent or {}
    parts = [
        part
        for build in (_open_part, _move_part, _operating_part, _link_part, _close_part)
        if (part := build(seen, sent))
    ]
    context = {
        "unit": seen.unit,
        "asked": seen.asked,
        "seen": seen,
        "parts": parts,
        "ties": _ties(seen),
        "refused": bool(sent),
        "end_link_form": sent.get("end_link"),
    }
    return render(request, "orgs/changes.html", context, status=status)


def _open_part(seen: Seen, sent: dict[str, forms.Form]) -> Part | None:
    if not _openable(seen):
        return None
    form = sent.get("open") or _open_form(seen, None)
    return Part(
        "open",
        _("Open a unit beneath"),
        _("Open it"),
        form,
        _url("open", seen),
        help=_("It stands here from its first day on. Days before stay as they were."),
    )


def _move_part(seen: Seen, sent: dict[str, forms.Form]) -> Part | None:
    if not _shaped(seen) or not PARENTS[seen.unit.kind]:
        return None
    form = sent.get("move") or _move_form(seen, None)
    return Part(
        "move",
        _("Move it"),
        _("Move it"),
        form,
        _url("move", seen),
        help=_("All that stands beneath moves along. Yesterday stays answerable as it was."),
    )


def _operating_part(seen: Seen, sent: dict[str, forms.Form]) -> Part | None:
    if not _shaped(seen) or seen.unit.kind != UnitKind.ENTERPRISE:
        return None
    runs = seen.unit.enterprise.operating_spells.filter(valid_to__isnull=True).exists()
    initial = {"on": seen.asked.on, "operating": "no" if runs else "yes"}
    form = sent.get("operating") or OperatingForm(None, prefix="operating", initial=initial)
    title = _("It stopped operating") if runs else _("It operates again")
    return Part(
        "operating",
        title,
        _("Set the operating flag"),
        form,
        _url("operating", seen),
        help=_("Only enterprises that really operate count in the coverage rates."),
    )


def _link_part(seen: Seen, sent: dict[str, forms.Form]) -> Part | None:
    if not _shaped(seen) or seen.unit.tree == Tree.ADMINISTRATIVE:
        return None
    form = sent.get("link") or LinkForm(
        None, prefix="link", targets=_targets(seen), initial={"on": seen.asked.on}
    )
    return Part("link", _("Tie it to a unit of the zone"), _("Tie them"), form, _url("link", seen))


def _close_part(seen: Seen, sent: dict[str, forms.Form]) -> Part | None:
    if not _shaped(seen):
        return None
    form = sent.get("close") or DayForm(None, prefix="close", initial={"on": seen.asked.on})
    return Part(
        "close",
        _("Close it"),
        _("Close it"),
        form,
        _url("close", seen),
        help=_(
            "The day is the first on which it no longer exists. Nothing may stand or work in it."
        ),
    )


def _shaped(seen: Seen) -> bool:
    """Whether this reader shapes the unit itself, and it is there to be shaped."""
    return seen.unit.closed_on is None and seen.reach.shapes(seen.unit.kind, seen.path)


def _openable(seen: Seen) -> list[tuple[str, Any]]:
    """The kinds this reader may open beneath the unit."""
    if seen.unit.closed_on is not None:
        return []
    kinds = kinds_beneath(seen.unit.kind)
    return [(k, UnitKind(k).label) for k in kinds if seen.reach.shapes(k, seen.path)]


def _open_form(seen: Seen, data: Any) -> OpenForm:
    return open_form_for(_openable(seen), data, {"on": seen.asked.on})


def _move_form(seen: Seen, data: Any) -> MoveForm:
    """Places it may stand under; inner units stay within their enterprise."""
    places = units_visible_to(seen.reach) & existing_on(seen.asked.on)
    places = places.filter(kind__in=PARENTS[seen.unit.kind]).exclude(id=seen.unit.id)
    if seen.unit.kind in {UnitKind.WORKSHOP, UnitKind.TEAM}:
        places = places.filter(id__in=ids_under(seen.reach.scope.hr, seen.asked.on))
    initial = {"on": seen.asked.on}
    return MoveForm(data, prefix="move", places=places.order_by("name_pinyin"), initial=initial)


def _targets(seen: Seen) -> QuerySet[Unit]:
    return existing_on(seen.asked.on).filter(kind__in=OUTER).order_by("name_pinyin", "id")


def _ties(seen: Seen) -> list[dict[str, Any]]:
    """The links that hold, with the form that ends each."""
    if not _shaped(seen) or seen.unit.tree == Tree.ADMINISTRATIVE:
        return []
    links = links_visible_to(seen.reach, seen.unit.id).filter(true_on(seen.asked.on))
    form = DayForm(None, prefix="end_link", initial={"on": seen.asked.on})
    return [
        {
            "link": tie,
            "other": other_end(tie, seen.unit.id),
            "form": form,
            "url": reverse("orgs:end_link", args=[seen.unit.public_id, tie.id]),
        }
        for tie in links.filter(valid_to__isnull=True)
    ]


def _url(name: str, seen: Seen) -> str:
    return reverse(f"orgs:{name}", args=[seen.unit.public_id]) + seen.asked.query
