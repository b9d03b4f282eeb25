"""The policy simulator: asked for, under way, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from gongjiang.careers.models import Mark, Sequence, Simulation
from gongjiang.careers.permissions_pipeline import may_simulate
from gongjiang.careers.queries.simulations import drafts_to_try, fares_of, simulations_visible_to
from gongjiang.careers.services.simulations import Trial, ask_to_simulate
from gongjiang.careers.simulator.changes import ASKED, SAID, Change
from gongjiang.governance.models import RuleSet
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.kernel.periods import now, today
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person, Role
from gongjiang.people.queries.visibility import Scope
from gongjiang.web.careers.echelon.reading import own_enterprise
from gongjiang.web.careers.echelon.simulated import charts_of, splits_of
from gongjiang.web.house.fields import day_field
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit

FEN = 100
BASE_YUAN = 4000
"""What the form begins with, to be replaced by the reader's own: ours."""


class TrialForm(forms.Form):
    """A draft to try, or what is to differ from the ladder in force; and what a grade costs."""

    draft = forms.ModelChoiceField(
        label=gettext_lazy("A draft of the ladder"),
        queryset=RuleSet.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=gettext_lazy("none: the ladder in force, but for what is said below"),
    )
    sequence = forms.ChoiceField(
        label=gettext_lazy("Sequence"),
        choices=[("", gettext_lazy("all sequences")), *Sequence.choices],
        required=False,
    )
    low = forms.IntegerField(label=gettext_lazy("From grade"), min_value=1, max_value=23, initial=1)
    high = forms.IntegerField(label=gettext_lazy("To grade"), min_value=1, max_value=23, initial=23)
    months = forms.IntegerField(label=SAID["months"], min_value=1, max_value=240, required=False)
    appraisals = forms.IntegerField(
        label=SAID["appraisals"], min_value=0, max_value=10, required=False
    )
    mark = forms.ChoiceField(
        label=SAID["mark"],
        choices=[("", gettext_lazy("as before")), *Mark.choices],
        required=False,
    )
    contributions = forms.IntegerField(
        label=SAID["contributions"], min_value=0, max_value=20, required=False
    )
    training_hours = forms.IntegerField(
        label=SAID["training_hours"], min_value=0, max_value=2000, required=False
    )
    veto_months = forms.IntegerField(
        label=SAID["veto_months"], min_value=0, max_value=120, required=False
    )
    cap_permille = forms.IntegerField(
        label=SAID["cap_permille"], min_value=0, max_value=1000, required=False
    )
    base_yuan = forms.IntegerField(
        label=gettext_lazy("A month's pay at coefficient 1, yuan"),
        min_value=1,
        max_value=1_000_000,
        initial=BASE_YUAN,
        help_text=gettext_lazy(
            "Stated by you; the cost is worked out from it, by the rule of "
            "pay coefficients in force."
        ),
    )
    until = day_field(gettext_lazy("Five years up to"), today)

    def __init__(self, data: Any = None, *, drafts: Any) -> None:
        super().__init__(data)
        field: forms.ModelChoiceField[RuleSet] = self.fields["draft"]  # type: ignore[assignment]  # as declared
        field.queryset = drafts

    def trial(self, enterprise: Unit | None) -> Trial:
        """What was asked for. Asked of a valid form."""
        data = self.cleaned_data
        asked = {name: data[name] for name in ASKED if data[name] not in {None, ""}}
        change = None
        if asked or data["draft"] is None:
            where = {"sequence": data["sequence"] or None, "low": data["low"], "high": data["high"]}
            try:
                change = Change(**where, **asked)
            except ValidationError as error:
                raise CannotDo(_("The change cannot be read.")) from error
        return Trial(
            enterprise=enterprise,
            base_fen=data["base_yuan"] * FEN,
            until=data["until"],
            draft=data["draft"],
            change=change,
        )


@person_required
@require_safe
def simulations(request: PersonRequest) -> HttpResponseBase:
    """The replays the reader may see, the newest first."""
    scope = scope_for(request)
    _to_simulators(scope)
    table = Table(
        "simulations",
        _("Replays"),
        _columns(),
        simulations_visible_to(scope),
        query=request.GET,
        order="-asked_at",
        empty=_("Nothing has been replayed yet"),
    )
    return answer_of(request, table) or render(request, "echelon/simulations.html",
                                               {"table": table})  # fmt: skip


@person_required
@answered_once
def new(request: PersonRequest) -> HttpResponse:
    """Ask for a replay: of the zone by the reform office, of its own enterprise by HR."""
    scope = scope_for(request)
    _to_simulators(scope)
    enterprise = None if Role.REFORM_OFFICE in scope.roles else own_enterprise(request)
    may_simulate(request.person, enterprise, scope.day).require()
    form = TrialForm(
        request.POST if request.method == "POST" else None,
        drafts=drafts_to_try(enterprise.id if enterprise else None),
    )

    def deed() -> str:
        asked = ask_to_simulate(form.trial(enterprise), actor=request.person, at=now())
        return _address(asked)

    done = submit(request, form, deed, said=_("The replay is under way."))
    context = {"form": form, "enterprise": enterprise}
    status = 422 if form.errors else 200
    return done or render(request, "echelon/simulation_form.html", context, status=status)


@person_required
@require_safe
def simulation(request: PersonRequest, public_id: UUID) -> HttpResponseBase:
    """What came of one."""
    scope = scope_for(request)
    seen = get_object_or_404(simulations_visible_to(scope), public_id=public_id)
    context: dict[str, Any] = {"simulation": seen, "tried": _tried(seen)}
    if (result := seen.result) is not None:
        table = _fares_table(request, seen, scope) if seen.enterprise_id else None
        if table is not None and (answer := answer_of(request, table)):
            return answer
        context |= {
            "result": result,
            "totals": {
                key: sum(month[key] for month in result["months"])
                for key in ("recorded", "was", "now")
            },
            "charts": charts_of(seen, result),
            "splits": splits_of(result),
            "table": table,
        }
    return render(request, "echelon/simulation.html", context)


def _to_simulators(scope: Scope) -> None:
    if not scope.hr and Role.REFORM_OFFICE not in scope.roles:
        raise NotAllowed(_("Replays are for the reform office, and for HR of its own enterprise."))


def _tried(seen: Simulation) -> str:
    if seen.change is not None:
        return Change(**seen.change).in_words()
    return _("draft %(version)s") % {"version": seen.draft.version if seen.draft else "–"}


def _columns() -> tuple[Column, ...]:
    return (
        Column("tried", _("What was tried"), accessor=_tried, href=_address),
        Column(
            "enterprise",
            _("Whose careers"),
            accessor=lambda row: row.enterprise or _("the whole zone"),
            formatter=str,
        ),
        Column("until", _("Five years up to")),
        Column("asked_at", _("Asked"), sortable=True),
        Column("asked_by", _("By"), accessor="asked_by.name"),
        Column("state", _("State"), accessor=lambda row: row.get_state_display()),
    )


def _fares_table(request: PersonRequest, seen: Simulation, scope: Scope) -> Table:
    return Table(
        "fares",
        _("Who would have fared otherwise"),
        (
            Column("name", _("Name"), accessor=_name, sortable=True),
            Column("was", _("Promotions, in force"), align="end", sortable=True),
            Column("now", _("Promotions, tried"), align="end", sortable=True),
            Column("first_was", _("First, in force"), sortable=True),
            Column("first_now", _("First, tried"), sortable=True),
        ),
        fares_of(seen, scope),
        query=request.GET,
        order="first_now",
        search=("person__name",),
        empty=_("Nobody would have fared otherwise"),
    )


def _name(fares: Any) -> str:
    person: Person = fares.person
    return person.name


def _address(seen: Simulation) -> str:
    return reverse("echelon:simulation", args=[seen.public_id])
