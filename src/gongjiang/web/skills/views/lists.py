"""HR's lists: certificates, what expires, applications over the bridge."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.queries.rule_sets import content_in_force
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import today
from gongjiang.skills.contents import OperationRule
from gongjiang.skills.models import (
    BridgeApplication,
    BridgeDirection,
    IssuerKind,
    OperationCertificate,
    SkillCertificate,
    SkillRank,
    TitleLevel,
)
from gongjiang.skills.queries.operation import days_of
from gongjiang.skills.queries.records import certificates_in, expiring_in, workforce
from gongjiang.skills.registered import CERTIFICATES
from gongjiang.skills.services import bridge
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, PeriodFilter, Table, answer_of
from gongjiang.web.house.writes import answered_once
from gongjiang.web.skills.deeds import pressed
from gongjiang.web.skills.forms import CERTIFIED, kinds_of


@require_safe
@person_required
def certificates(request: PersonRequest) -> HttpResponseBase:
    """The skill certificates of the enterprise's people."""
    _require_hr(request)
    columns = (
        Column(
            "person",
            _("Name"),
            field="person__name_pinyin",
            accessor="person.name",
            sortable=True,
            href=_person_of,
        ),
        Column("occupation", _("Occupation"), accessor="occupation.name"),
        Column(
            "rank",
            _("Rank"),
            accessor=lambda row: row.get_rank_display(),
            sortable=True,
            filter=ChoiceFilter(CERTIFIED),
        ),
        Column("number", _("Number")),
        Column(
            "issuer_kind",
            _("Kind of issuer"),
            accessor=lambda row: row.get_issuer_kind_display(),
            filter=ChoiceFilter(IssuerKind.choices),
        ),
        Column("issued_on", _("Issued on"), sortable=True, filter=PeriodFilter()),
        Column("revoked_on", _("Revoked on"), sortable=True),
    )
    table = Table(
        "certificates",
        _("Certificates"),
        columns,
        certificates_in(scope_for(request)),
        query=request.GET,
        order="-issued_on",
        search=("person__name__contains", "number__contains"),
    )
    links = _office_links(keeps=bool(scope_for(request).hr))
    context = {"table": table, "heading": _("Certificates"), "links": links}
    return answer_of(request, table) or render(request, "skills/list.html", context)


@require_safe
@person_required
def expiring(request: PersonRequest) -> HttpResponseBase:
    """The operation certificates whose review or end comes soon, or was missed."""
    scope = scope_for(request)
    if not scope.hr and not scope.teams:
        refused(_("Team leaders and HR are told what expires.")).require()
    rule = content_in_force(OperationRule, on=scope.day)
    names = dict(kinds_of(rule))
    until = scope.day + timedelta(days=max(rule.remind_days))
    columns = (
        Column(
            "person",
            _("Name"),
            field="person__name_pinyin",
            accessor="person.name",
            sortable=True,
            href=_person_of,
        ),
        Column(
            "kind_code",
            _("Kind"),
            accessor=lambda row: names.get(row.kind_code, row.kind_code),
            filter=ChoiceFilter(kinds_of(rule)),
        ),
        Column("number", _("Number")),
        Column("review_due", _("Review due"), sortable=True),
        Column("valid_until", _("Valid until"), sortable=True),
        Column("left", _("Days left"), accessor=lambda row: _left(row, scope.day)),
    )
    table = Table(
        "expiring",
        _("Expiring"),
        columns,
        expiring_in(scope, until),
        query=request.GET,
        order="valid_until",
        search=("person__name__contains", "number__contains"),
    )
    context = {
        "table": table,
        "heading": _("Expiring certificates"),
        "lead": _("Worker, leader and HR are told 90, 60, 30 and 7 days before."),
    }
    return answer_of(request, table) or render(request, "skills/list.html", context)


@require_safe
@person_required
def applications(request: PersonRequest) -> HttpResponse:
    """Applications over the bridge of the enterprise's people, those that wait first."""
    _require_hr(request)
    found = BridgeApplication.objects.filter(person_id__in=workforce(scope_for(request)))
    rows = found.select_related("person", "occupation").order_by("ended_on", "-applied_on")[:200]
    shown = [
        {
            "application": row,
            "target": (
                TitleLevel(row.target).label
                if row.direction == BridgeDirection.TO_TITLE
                else SkillRank(row.target).label
            ),
        }
        for row in rows
    ]
    return render(request, "skills/applications.html", {"rows": shown})


@require_POST
@person_required
@answered_once
def forward(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Pass an application on."""
    application, back = _application(request, public_id), reverse("skills:applications")

    def deed() -> str:
        bridge.forward_application(application_id=application.id, actor=request.person, on=today())
        return back

    return pressed(request, deed, said=_("Passed on."), back=back)


@require_POST
@person_required
@answered_once
def decide(request: PersonRequest, public_id: UUID, answer: str) -> HttpResponse:
    """Record what the body decided."""
    if answer not in {"granted", "declined"}:
        raise Http404
    application, back = _application(request, public_id), reverse("skills:applications")

    def deed() -> str:
        bridge.decide_application(
            application_id=application.id,
            granted=answer == "granted",
            actor=request.person,
            on=today(),
        )
        return back

    return pressed(request, deed, said=_("Recorded."), back=back)


def _application(request: PersonRequest, public_id: UUID) -> BridgeApplication:
    found = BridgeApplication.objects.filter(person_id__in=workforce(scope_for(request)))
    return get_object_or_404(found, public_id=public_id)


def _require_hr(request: PersonRequest) -> None:
    if not scope_for(request).hr:
        refused(_("Only the HR of an enterprise can see this list.")).require()


def _left(row: OperationCertificate, day: date) -> int:
    return (days_of(row).next_due - day).days


def _person_of(row: SkillCertificate | OperationCertificate) -> str:
    return reverse("skills:person", args=[row.person.public_id])


def _office_links(*, keeps: bool) -> list[dict[str, str]]:
    """Where else to go; who records certificates may bring a workbook of them."""
    brought = reverse("people:workbooks", args=[CERTIFICATES.slug])
    return [
        *([{"label": str(CERTIFICATES.title), "url": brought}] if keeps else []),
        {"label": _("Applications over the bridge"), "url": reverse("skills:applications")},
        {"label": _("Expiring certificates"), "url": reverse("skills:expiring")},
    ]
