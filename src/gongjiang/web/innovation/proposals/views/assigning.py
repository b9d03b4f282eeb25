"""Ideas that passed the first look are given to a panel, many at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.queries.lists import waiting_at
from gongjiang.innovation.queries.waiting_here import panel_candidates
from gongjiang.innovation.services.panels import assign_panel
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.proposals.seen import standing_for
from gongjiang.web.innovation.proposals.tabs import tabs_for

MOST = 50
"""So many ideas are given away at once."""


class AssignForm(forms.Form):
    """Which ideas, to whom, and who decides."""

    proposals = forms.MultipleChoiceField(
        label=gettext_lazy("Ideas"), widget=forms.CheckboxSelectMultiple
    )
    reviewers = forms.MultipleChoiceField(
        label=gettext_lazy("Who marks them"), widget=forms.CheckboxSelectMultiple
    )
    chair = forms.ChoiceField(
        label=gettext_lazy("Who decides, as the chair"),
        help_text=gettext_lazy("One of those who mark them."),
    )

    def __init__(
        self, data: Any, *, waiting: list[Proposal], people: list[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["proposals"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (str(one.public_id), f"{one.title} · {one.number} · {one.due_on}") for one in waiting
        ]
        self.fields["reviewers"].choices = people  # type: ignore[attr-defined]
        self.fields["chair"].choices = people  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial["proposals"] = [str(one.public_id) for one in waiting]


@person_required
@answered_once
def assign(request: PersonRequest) -> HttpResponse:
    """One desk at a time: a panel belongs to one unit."""
    standing = standing_for(request)
    if not standing.desk.handles:
        refused(gettext_lazy("Whoever sits where ideas lie names their panels.")).require()
    rows = waiting_at(standing.desk).filter(state=State.PRELIM_OK)
    waiting = list(rows.select_related("holder_unit").order_by("due_on", "id")[: MOST * 4])
    desks = {one.holder_unit.public_id: one.holder_unit for one in waiting if one.holder_unit}
    unit = _chosen(request, list(desks.values()))
    if unit is None:
        nothing = {"tabs": tabs_for(request, "desk"), "form": None}
        return render(request, "proposals/assign.html", nothing)
    here = [one for one in waiting if one.holder_unit_id == unit.id][:MOST]
    people = panel_candidates(unit, here[0].enterprise_id, standing.desk.day)
    ids = {str(person.public_id): person.id for person in people}
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        waiting=here,
        people=[(str(person.public_id), person.name) for person in people],
    )

    def deed() -> str:
        wanted = set(form.cleaned_data["proposals"])
        assign_panel(
            proposal_ids=[one.id for one in here if str(one.public_id) in wanted],
            reviewer_ids=[ids[key] for key in form.cleaned_data["reviewers"]],
            chair_id=ids[form.cleaned_data["chair"]],
            actor=request.person,
            at=now(),
        )
        return reverse("proposals:desk")

    done = request.method == "POST" and submit(
        request, form, deed, said=_("They are before the panel.")
    )
    if done:
        return done
    context = {
        "form": form,
        "unit": unit,
        "desks": [
            {"label": desk.name, "url": f"?unit={desk.public_id}", "current": desk == unit}
            for desk in desks.values()
        ],
        "tabs": tabs_for(request, "desk"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "proposals/assign.html", context, status=status)


def _chosen(request: PersonRequest, desks: list[Unit]) -> Unit | None:
    asked = request.GET.get("unit", "")
    found = (desk for desk in desks if str(desk.public_id) == asked)
    return next(found, desks[0] if desks else None)
