"""Proposals of pairs: asked for, read with their reasons, accepted line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongjiang.kernel.decision import Sentence, refused
from gongjiang.kernel.periods import now
from gongjiang.mentoring.models import Agreement, PairingLine, PairingRun
from gongjiang.mentoring.services.pairing import Asked, accept_line, decline_line, propose_pairs
from gongjiang.mentoring.services.steps import terms_for
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.mentoring.choosing import units_to_choose
from gongjiang.web.mentoring.forms.deeds import ConfirmForm
from gongjiang.web.mentoring.forms.drafts import ProposalForm
from gongjiang.web.mentoring.views.drafting import offer, own_enterprise
from gongjiang.web.mentoring.views.mine import tabs_for

SHOWN_RUNS = 20

REASONS: Mapping[str, Sentence] = {
    "team": gettext_lazy("same team"),
    "shift": gettext_lazy("same shift"),
    "workshop": gettext_lazy("same workshop or line"),
    "post": gettext_lazy("same post"),
    "gap": gettext_lazy("difference of rank"),
    "named": gettext_lazy("named as a master"),
    "former": gettext_lazy("taught this apprentice before"),
    "load": gettext_lazy("has other apprentices"),
}


@dataclass(frozen=True, slots=True)
class Other:
    """A master who was not proposed, and why not."""

    name: str
    points: int
    reasons: str
    full: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a proposal as it is shown."""

    line: PairingLine
    reasons: list[tuple[Sentence, int]]
    others: list[Other]


@person_required
@answered_once
def pairs(request: PersonRequest) -> HttpResponse:
    """Earlier proposals, and the form that asks for one."""
    enterprise = own_enterprise(request)
    day = scope_for(request).day
    form = ProposalForm(request.POST if request.method == "POST" else None)
    units = units_to_choose(enterprise, day)
    offer(form, "unit", units)

    def deed() -> str:
        data = form.cleaned_data
        run = propose_pairs(
            Asked(
                enterprise=enterprise,
                unit=get_object_or_404(Unit, public_id=data["unit"]),
                kind=data["kind"],
                goal=data["goal"],
                goals=data["goals"],
                term_months=data["term_months"],
            ),
            actor=request.person,
            at=now(),
        )
        return reverse("mentoring:pairing", args=[run.public_id])

    done = submit(request, form, deed, said=_("These pairs are proposed; you decide each."))
    runs = PairingRun.objects.filter(enterprise_id=enterprise.id).annotate(
        size=Count("lines"), waiting=Count("lines", filter=Q(lines__state="PROPOSED"))
    )
    context = {
        "form": form,
        "enterprise": enterprise,
        "terms": terms_for(enterprise.id, day),
        "runs": runs.order_by("-made_at")[:SHOWN_RUNS],
        "kinds": dict(Agreement.Kind.choices),
        "tabs": tabs_for(request, "pairs"),
    }
    status = 422 if form.errors else 200
    return done or render(request, "mentoring/pairs.html", context, status=status)


@require_safe
@person_required
def pairing(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One proposal, line by line."""
    return _page(request, _seen(request, public_id))


def _line_deed(
    do: Callable[..., PairingLine], said: Sentence
) -> Callable[[PersonRequest, UUID, UUID], HttpResponse]:
    """The view that accepts a line, or declines it."""

    def decided(request: PersonRequest, public_id: UUID, line_id: UUID) -> HttpResponse:
        run = _seen(request, public_id)
        line = get_object_or_404(run.lines, public_id=line_id)
        form = ConfirmForm(request.POST)

        def deed() -> str:
            do(line_id=line.id, actor=request.person, at=now())
            return reverse("mentoring:pairing", args=[run.public_id])

        return submit(request, form, deed, said=said) or _page(request, run, form)

    return decided


accept = require_POST(
    person_required(answered_once(_line_deed(accept_line, gettext_lazy("Both are asked to sign."))))
)
decline = require_POST(
    person_required(answered_once(_line_deed(decline_line, gettext_lazy("Left aside."))))
)


def _seen(request: PersonRequest, public_id: UUID) -> PairingRun:
    scope = scope_for(request)
    if not scope.hr:
        refused(gettext_lazy("Only the HR of an enterprise can do this.")).require()
    runs = PairingRun.objects.filter(enterprise_id__in=scope.hr).select_related("enterprise")
    return get_object_or_404(runs, public_id=public_id)


def _page(request: PersonRequest, run: PairingRun, sent: forms.Form | None = None) -> HttpResponse:
    lines = list(
        run.lines.select_related("apprentice", "master", "unit", "agreement").order_by(
            "unit__name_pinyin", "apprentice__name_pinyin", "id"
        )
    )
    open_to_readers = [
        line
        for line in lines
        if line.apprentice.state == Person.State.ACTIVE
        and (line.master is None or line.master.state == Person.State.ACTIVE)
    ]
    names = _names_of_others(open_to_readers)
    context = {
        "run": run,
        "rows": [_row(line, names) for line in open_to_readers],
        "waiting": sum(line.state == PairingLine.State.PROPOSED for line in open_to_readers),
        "kind": run.get_kind_display(),
        "sent": sent,
        "tabs": tabs_for(request, "pairs"),
    }
    return render(request, "mentoring/pairing.html", context, status=422 if sent else 200)


def _names_of_others(lines: list[PairingLine]) -> dict[int, str]:
    ids = {other["master"] for line in lines for other in line.others}
    people = Person.objects.filter(id__in=ids, state=Person.State.ACTIVE)
    return dict(people.values_list("id", "name"))


def _row(line: PairingLine, names: Mapping[int, str]) -> Row:
    return Row(
        line,
        [(REASONS[name], points) for name, points in _strongest(line.reasons)],
        [_other(other, names) for other in line.others if other["master"] in names],
    )


def _strongest(reasons: Mapping[str, int]) -> list[tuple[str, int]]:
    """What speaks most for a pair first."""
    return sorted(reasons.items(), key=lambda reason: -reason[1])


def _other(other: Mapping[str, Any], names: Mapping[int, str]) -> Other:
    reasons = _strongest(other["reasons"])
    said = _("; ").join(f"{REASONS[name]} {points:+d}" for name, points in reasons)
    return Other(names[other["master"]], other["points"], said, other["full"])
