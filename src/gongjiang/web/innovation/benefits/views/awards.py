"""Schemes and awards: set up and decided by the union, paid by finance."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gongjiang.governance.models import Subject
from gongjiang.governance.queries.publicity import is_over, publicity_of
from gongjiang.innovation.models import Award, Scheme, Source
from gongjiang.innovation.permissions import awards as permissions
from gongjiang.innovation.queries.benefits import (
    awards_looked_after,
    awards_visible_to,
    schemes_visible_to,
)
from gongjiang.innovation.queries.origins import origin_named, origins_of
from gongjiang.innovation.services.awards import (
    AWARD,
    Wanted,
    decide_award,
    pay_award,
    settle_award,
)
from gongjiang.innovation.services.schemes import end_scheme, make_scheme
from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import Column, PeriodFilter, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.benefits.forms.awards import AwardForm, PayForm, SchemeForm
from gongjiang.web.innovation.benefits.forms.effects import ConfirmForm, fen_of
from gongjiang.web.innovation.benefits.tabs import sight_for, tabs_for
from gongjiang.web.innovation.benefits.views.lists import chosen, money

ONLY_UNION = gettext_lazy("Only the union of this enterprise, or its HR, can do this.")

AWARDS = (
    Column(
        "scheme",
        gettext_lazy("Scheme"),
        field="scheme__name",
        href=lambda row: reverse("benefits:award", args=[row.public_id]),
    ),
    chosen("kind", gettext_lazy("Kind"), Scheme.Kind.choices, field="scheme__kind"),
    chosen("source", gettext_lazy("For a"), Source.choices),
    money("basis_fen", gettext_lazy("Worked out from, yuan")),
    Column("grade", gettext_lazy("Grade of the scale"), align="end"),
    money("amount_fen", gettext_lazy("Amount, yuan"), sortable=True),
    chosen("state", gettext_lazy("State"), Award.State.choices),
    Column("decided_on", gettext_lazy("Decided on"), sortable=True, filter=PeriodFilter()),
    Column("due_on", gettext_lazy("Due from"), sortable=True, filter=PeriodFilter()),
    Column("paid_on", gettext_lazy("Paid out on"), sortable=True, filter=PeriodFilter()),
    Column("payment_reference", gettext_lazy("Reference of the payment")),
)


@require_safe
@person_required
def awards(request: PersonRequest) -> HttpResponseBase:
    """The awards of the reader's enterprises."""
    sight = sight_for(request)
    if not sight.enterprises:
        refused(gettext_lazy("Only the union, finance and HR of an enterprise see this.")).require()
    table = _table(request)
    return answer_of(request, table) or _awards_page(request, table, _award_form(request))


@person_required
@answered_once
def decide(request: PersonRequest) -> HttpResponse:
    """The union decides one more."""
    if not sight_for(request).rewards:
        refused(ONLY_UNION).require()
    if request.method != "POST":
        return redirect("benefits:awards")
    form = _award_form(request)
    answer = submit(request, form, lambda: _decide(request, form), said=_("It is public now."))
    return answer or _awards_page(request, _table(request), form)


def _award_form(request: PersonRequest) -> AwardForm:
    sight = sight_for(request)
    running = schemes_visible_to(sight).filter(
        true_on(sight.scope.day), enterprise_id__in=sight.rewards
    )
    return AwardForm(request.POST if request.method == "POST" else None).offer(running)


def _table(request: PersonRequest) -> Table:
    return Table(
        "awards",
        _("Awards"),
        AWARDS,
        awards_looked_after(sight_for(request)),
        query=request.GET,
        order="-decided_on",
        empty=_("No award has been decided yet"),
    )


def _awards_page(request: PersonRequest, table: Table, form: AwardForm) -> HttpResponse:
    context = {
        "table": table,
        "form": form if sight_for(request).rewards else None,
        "tabs": tabs_for(request, "awards"),
    }
    status = 422 if form.errors else 200
    return render(request, "benefits/awards.html", context, status=status)


def _decide(request: PersonRequest, form: AwardForm) -> str:
    data = form.cleaned_data
    scheme: Scheme = data["scheme"]
    origin = origin_named(data["source"], data["origin"], scheme.enterprise_id)
    amount = None if data["amount"] is None else fen_of(data["amount"])
    award = decide_award(
        scheme_id=scheme.id,
        wanted=Wanted(origin.source, origin.source_id, amount),
        actor=request.person,
        at=now(),
    )
    return reverse("benefits:award", args=[award.public_id])


@person_required
def award(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One award, with its shares and how far it has come."""
    return _award_page(request, _seen(request, public_id))


@person_required
@answered_once
def settle(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Let an award fall due, or see it cancelled."""
    found = _seen(request, public_id)
    people = _people(found)
    permissions.may_decide(
        request.person, found.scheme.enterprise_id, people, sight_for(request).scope.day
    ).require()
    if request.method != "POST":
        return redirect("benefits:award", public_id=public_id)
    form = ConfirmForm(request.POST)

    def perform() -> str:
        settle_award(award_id=found.id, actor=request.person, at=now())
        return reverse("benefits:award", args=[public_id])

    answer = submit(request, form, perform, said=_("Settled."))
    return answer or _award_page(request, _seen(request, public_id), refused_form=form)


@person_required
@answered_once
def pay(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Say that an award was paid."""
    found = _seen(request, public_id)
    permissions.may_pay(
        request.person, found, _people(found), sight_for(request).scope.day
    ).require()
    if request.method != "POST":
        return redirect("benefits:award", public_id=public_id)
    form = PayForm(request.POST)

    def perform() -> str:
        pay_award(award_id=found.id, actor=request.person, at=now(), **form.cleaned_data)
        return reverse("benefits:award", args=[public_id])

    answer = submit(request, form, perform, said=_("Paid."))
    return answer or _award_page(request, _seen(request, public_id), refused_form=form)


@person_required
@answered_once
def schemes(request: PersonRequest) -> HttpResponse:
    """The schemes of the reader's enterprises; the union makes one more."""
    sight = sight_for(request)
    if not sight.enterprises:
        refused(gettext_lazy("Only the union, finance and HR of an enterprise see this.")).require()
    form = SchemeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not sight.rewards:
            refused(
                gettext_lazy("Only the union of this enterprise, or its HR, can do this.")
            ).require()
        answer = submit(request, form, lambda: _make(request, form), said=_("The scheme is made."))
        if answer is not None:
            return answer
    day = sight.scope.day
    context = {
        "schemes": schemes_visible_to(sight),
        "running": set(schemes_visible_to(sight).filter(true_on(day)).values_list("id", flat=True)),
        "ends": sight.rewards,
        "form": form if sight.rewards else None,
        "tabs": tabs_for(request, "schemes"),
    }
    return render(request, "benefits/schemes.html", context, status=422 if form.errors else 200)


@person_required
@answered_once
def end(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Let a scheme end today."""
    sight = sight_for(request)
    scheme = get_object_or_404(schemes_visible_to(sight), public_id=public_id)
    permissions.may_reward(request.person, scheme.enterprise_id, sight.scope.day).require()
    if request.method != "POST":
        return redirect("benefits:schemes")
    form = ConfirmForm(request.POST)

    def perform() -> str:
        end_scheme(scheme_id=scheme.id, on=sight.scope.day, actor=request.person, at=now())
        return reverse("benefits:schemes")

    answer = submit(request, form, perform, said=_("The scheme has ended."))
    if answer is not None:
        return answer
    context = {
        "schemes": schemes_visible_to(sight),
        "refused": form,
        "tabs": tabs_for(request, "schemes"),
    }
    return render(request, "benefits/schemes.html", context, status=422)


def _make(request: PersonRequest, form: SchemeForm) -> str:
    enterprise = Unit.objects.get(id=sight_for(request).rewards[0])
    make_scheme(
        form.terms(),
        enterprise=enterprise,
        from_day=form.cleaned_data["from_day"],
        actor=request.person,
        at=now(),
    )
    return reverse("benefits:schemes")


def _seen(request: PersonRequest, public_id: UUID) -> Award:
    return get_object_or_404(awards_visible_to(sight_for(request)), public_id=public_id)


def _people(found: Award) -> set[int]:
    return set(found.shares.values_list("person_id", flat=True))


def _award_page(
    request: PersonRequest, found: Award, refused_form: ConfirmForm | PayForm | None = None
) -> HttpResponse:
    sight = sight_for(request)
    day, enterprise = sight.scope.day, found.scheme.enterprise_id
    publicity = publicity_of(Subject(AWARD, found.id))
    looks_after = enterprise in sight.enterprises
    which = Q() if looks_after else Q(person=request.person)
    shares = list(found.shares.filter(which).select_related("person").order_by("id"))
    people = {share.person_id for share in shares}
    origin = origins_of([(found.source, found.source_id)]).get((found.source, found.source_id))
    context = {
        "award": found,
        "origin": origin,
        "shares": shares,
        "publicity": publicity,
        "over": publicity is not None and is_over(publicity, day),
        "settles": found.state == Award.State.PUBLIC
        and enterprise in sight.rewards
        and bool(permissions.may_decide(request.person, enterprise, people, day)),
        "pays": found.state == Award.State.DUE
        and enterprise in sight.finance
        and bool(permissions.may_pay(request.person, found, people, day)),
        "pay_form": refused_form if isinstance(refused_form, PayForm) else PayForm(),
        "refused": refused_form,
        "looks_after": looks_after,
        "tabs": tabs_for(request, "awards" if looks_after else "mine"),
    }
    status = 422 if refused_form else 200
    return render(request, "benefits/award.html", context, status=status)
