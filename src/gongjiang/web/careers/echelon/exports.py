"""People sent elsewhere, new bases, and what of it counts as a backbone exported."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.careers.models import Export
from gongjiang.careers.output_rule import OutputRule
from gongjiang.careers.permissions_pipeline import may_keep_pipeline
from gongjiang.careers.queries.pipeline import bases_of_group, exports_visible_to
from gongjiang.careers.rules.backbone import BackboneTerms, NotCounted, Sent, why_not_counted
from gongjiang.careers.services.exports import (
    Sending,
    record_export,
    record_return,
    register_new_base,
)
from gongjiang.governance.queries.rule_sets import NoRuleInForce, content_in_force
from gongjiang.kernel.errors import NotAllowed
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import enterprises_on
from gongjiang.people.queries.listing import named_like
from gongjiang.web.careers.echelon.forms import BaseForm, ExportForm, ReturnForm
from gongjiang.web.careers.echelon.reading import as_choices, candidates, chosen, own_enterprise
from gongjiang.web.house.reader import scope_for, to_hr
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit

WHY_NOT = {
    NotCounted.OUTSIDE_GROUP: gettext_lazy("no: neither the group nor a new base"),
    NotCounted.BELOW_GRADE: gettext_lazy("no: below the grade, and not named a backbone"),
    NotCounted.TOO_SHORT: gettext_lazy("no: came back too soon"),
    NotCounted.NOT_YET: gettext_lazy("not yet: away for too short a time so far"),
}


@person_required
@require_safe
def exports(request: PersonRequest) -> HttpResponseBase:
    """Who was sent where, from and to the reader's enterprises."""
    if not to_hr(request):
        raise NotAllowed(_("Only the HR of an enterprise can do this."))
    scope = scope_for(request)
    table = Table(
        "exports",
        _("People sent elsewhere"),
        _columns(_terms(scope.day), scope.day),
        exports_visible_to(scope),
        query=request.GET,
        order="-valid_from",
        search=lambda rows, text: named_like(rows, text, prefix="person__"),
        empty=_("Nobody has been sent elsewhere"),
    )
    context = {"table": table, "bases": bases_of_group(scope.hr).select_related("enterprise")}
    return answer_of(request, table) or render(request, "echelon/exports.html", context)


@person_required
@answered_once
def send(request: PersonRequest) -> HttpResponse:
    """Record that somebody is sent elsewhere."""
    enterprise, scope = own_enterprise(request), scope_for(request)
    text = request.POST.get("who", "") or request.GET.get("who", "")
    found = candidates(scope, enterprise.id, text)
    form = ExportForm(
        request.POST if request.method == "POST" else None,
        persons=as_choices(found),
        **_destinations(enterprise, scope.day),
    )

    def deed() -> str:
        data = form.cleaned_data
        sending = Sending(
            person=chosen(scope, data["person"]),
            kind=data["kind"],
            why=data["why"],
            to_enterprise=form.units.get(data["destination"]),
            to_base=form.bases.get(data["destination"]),
            is_backbone=data["is_backbone"],
        )
        record_export(enterprise=enterprise, sending=sending, actor=request.person, on=data["on"])
        return reverse("echelon:exports")

    done = submit(request, form, deed, said=_("The export is recorded."))
    context = {"form": form, "enterprise": enterprise, "who": text, "found": found}
    status = 422 if form.errors else 200
    return done or render(request, "echelon/export_form.html", context, status=status)


@person_required
@answered_once
def come_back(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Record that somebody is back."""
    scope = scope_for(request)
    seen = get_object_or_404(exports_visible_to(scope), public_id=public_id)
    may_keep_pipeline(request.person, seen.enterprise, scope.day).require()
    form = ReturnForm(request.POST if request.method == "POST" else None)

    def deed() -> str:
        record_return(export_id=seen.id, actor=request.person, on=form.cleaned_data["on"])
        return reverse("echelon:exports")

    done = submit(request, form, deed, said=_("The return is recorded."))
    status = 422 if form.errors else 200
    context = {"form": form, "export": seen}
    return done or render(request, "echelon/return.html", context, status=status)


@person_required
@answered_once
def register_base(request: PersonRequest) -> HttpResponse:
    """Register a new base."""
    enterprise = own_enterprise(request)
    form = BaseForm(request.POST if request.method == "POST" else None)

    def deed() -> str:
        register_new_base(enterprise=enterprise, actor=request.person, **form.cleaned_data)
        return reverse("echelon:exports")

    done = submit(request, form, deed, said=_("The new base is registered."))
    context = {"form": form, "enterprise": enterprise}
    status = 422 if form.errors else 200
    return done or render(request, "echelon/base_form.html", context, status=status)


def _destinations(enterprise: Unit, day: date) -> dict[str, Any]:
    """Where somebody of an enterprise can be sent: group, bases, others; two queries."""
    all_ = list(enterprises_on(day).order_by("unit__name_pinyin", "unit_id"))
    own = next((each for each in all_ if each.unit_id == enterprise.id), None)
    group = own.group_name if own else ""
    others = [each for each in all_ if each.unit_id != enterprise.id]
    return {
        "siblings": [each.unit for each in others if group and each.group_name == group],
        "others": [each.unit for each in others if not group or each.group_name != group],
        "bases": list(bases_of_group([enterprise.id])),
    }


def _terms(day: date) -> BackboneTerms | None:
    try:
        return content_in_force(OutputRule, on=day).backbone_terms()
    except NoRuleInForce:
        return None


def _counts(export: Export, terms: BackboneTerms | None, day: date) -> str:
    """Whether an export counts as a backbone's today, in words."""
    if terms is None:
        return _("no rule says so")
    sent = Sent(
        person_id=export.person_id,
        sent_on=export.valid_from,
        returned_on=export.valid_to,
        grade=export.grade,
        flagged=export.is_backbone,
        within_group=export.within_group,
    )
    why = why_not_counted(sent, terms, on=day)
    return _("yes") if why is None else str(WHY_NOT[why])


def _columns(terms: BackboneTerms | None, day: date) -> tuple[Column, ...]:
    return (
        Column("person", _("Name"), accessor="person.name", field="person__name_pinyin",
               sortable=True),
        Column("enterprise", _("Sent from"), accessor="enterprise.name"),
        Column("to", _("Where to"), accessor=lambda row: row.to_enterprise or row.to_base,
               formatter=str),
        Column("kind", _("Way of sending"), accessor=lambda row: row.get_kind_display()),
        Column("grade", _("Grade"), align="end", sortable=True),
        Column("valid_from", _("First day away"), sortable=True),
        Column("valid_to", _("First day back"), sortable=True,
               href=lambda row: "" if row.valid_to else reverse("echelon:return",
                                                                args=[row.public_id]),
               silent=lambda _row: _("still away: record the return")),
        Column("counts", _("Counts as a backbone"),
               accessor=lambda row: _counts(row, terms, day)),
    )  # fmt: skip
