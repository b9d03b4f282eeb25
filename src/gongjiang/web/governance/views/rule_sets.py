"""Rules: which hold, what they say, and how they come to hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongjiang.governance.contents import RuleContent, WrongContent, content_class, content_classes
from gongjiang.governance.models import RuleSet
from gongjiang.governance.permissions import may_approve, may_govern
from gongjiang.governance.queries.attachments import attachments_of, subject_of
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.governance.queries.reach import TERRITORY, Reach
from gongjiang.governance.queries.rule_sets import approved, history_of, rule_sets_visible_to
from gongjiang.governance.services import publicity as publicity_deeds
from gongjiang.governance.services import rule_sets as deeds
from gongjiang.kernel.decision import refused
from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import existing_on, ids_under, zone
from gongjiang.web.governance.forms.answers import FileForm
from gongjiang.web.governance.forms.rule_sets import (
    ConfirmForm,
    DraftForm,
    EndForm,
    PublishForm,
)
from gongjiang.web.governance.reading import Sent, answer, reach_for, status_of
from gongjiang.web.governance.views.attachments import keeper_of_files
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.tables import ChoiceFilter, Column, Table, answer_of
from gongjiang.web.house.writes import answered_once, submit

EDITORS = {"index.framework": "index:draft_framework"}
REVISED_AT = {"index.framework": "index:revise_framework"}
"""Rules too large for a form made from their fields: where they are written instead."""


@require_safe
@person_required
def rules(request: PersonRequest) -> HttpResponseBase:
    """Every rule set the reader may see."""
    reach = reach_for(request)
    table = Table(
        "rules",
        _("Rule sets"),
        _columns(reach.day),
        rule_sets_visible_to(reach),
        query=request.GET,
        order="-valid_from",
        search=("version__icontains", "scope__name__contains"),
    )
    openings = [(kind.key, kind.title) for kind in content_classes() if _may_write(reach, kind)]
    context = {"table": table, "openings": openings}
    return answer_of(request, table) or render(request, "governance/rules.html", context)


@require_safe
@person_required
def rule(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One rule set: what it says, where it came from, what held before and after."""
    return _page(request, _seen(request, public_id))


@person_required
@answered_once
def draft(request: PersonRequest, key: str) -> HttpResponse:
    """Write down a new version of a rule."""
    reach = reach_for(request)
    content = _content_or_404(key)
    if key in EDITORS:
        return redirect(EDITORS[key])
    scopes = _scopes(reach, content)
    if not scopes:
        refused(_("This rule is written by other hands than yours.")).require()
    former = approved().filter(key=content.key).order_by("-valid_from").first()
    form = DraftForm(_posted(request), content=content, scopes=_units(scopes), former=former)

    def deed() -> str:
        return _address(deeds.draft_rule_set(form.draft(), actor=request.person, at=now()))

    return _keep(request, form, content, deed, back=reverse("governance:rules"))


@person_required
@answered_once
def revise(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Write a draft anew."""
    seen = _governed(request, public_id)
    if seen.key in REVISED_AT:
        return redirect(REVISED_AT[seen.key], seen.public_id)
    if seen.approved_at is not None:
        raise deeds.AlreadyApproved(_("An approved rule set never changes; draft another one."))
    content = content_class(seen.key)
    scopes = Unit.objects.none()
    form = DraftForm(_posted(request), content=content, scopes=scopes, rule_set=seen)

    def deed() -> str:
        return _address(
            deeds.revise_draft(
                rule_set_id=seen.id, draft=form.draft(), actor=request.person, at=now()
            )
        )

    return _keep(request, form, content, deed, back=_address(seen))


@require_POST
@person_required
@answered_once
def approve(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Let a draft hold from its first day on."""
    seen, form = _approved_by(request, public_id), ConfirmForm(request.POST)

    def deed() -> str:
        return _address(deeds.approve_rule_set(rule_set_id=seen.id, actor=request.person, at=now()))

    return answer(
        request, seen, "approve", form, deed, said=_("Approved. It never changes now."), page=_page
    )


@require_POST
@person_required
@answered_once
def discard(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    seen, form = _governed(request, public_id), ConfirmForm(request.POST)

    def deed() -> str:
        deeds.discard_draft(rule_set_id=seen.id, actor=request.person, at=now())
        return reverse("governance:rules")

    return answer(request, seen, "discard", form, deed, said=_("The draft is gone."), page=_page)


@require_POST
@person_required
@answered_once
def end(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """End a rule set without a successor."""
    seen, form = _approved_by(request, public_id), EndForm(request.POST)

    def deed() -> str:
        on = form.cleaned_data["on"]
        return _address(
            deeds.end_rule_set(rule_set_id=seen.id, actor=request.person, on=on, at=now())
        )

    return answer(request, seen, "end", form, deed, said=_("It ends on that day."), page=_page)


@require_POST
@person_required
@answered_once
def publish(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Make a draft public to all whom it would concern."""
    seen, form = _governed(request, public_id), PublishForm(request.POST)

    def deed() -> str:
        opened = publicity_deeds.open_publicity(
            subject=subject_of(seen),
            unit=_place(seen),
            actor=request.person,
            at=now(),
            **form.cleaned_data,
        )
        return reverse("governance:publicity", args=[opened.public_id])

    return answer(request, seen, "publish", form, deed, said=_("It is public."), page=_page)


def _page(request: PersonRequest, seen: RuleSet, sent: Sent | None = None) -> HttpResponse:
    day = reach_for(request).day
    governs = bool(may_govern(request.person, seen.scope, day))
    approval = may_approve(request.person, seen, day)
    context = {
        "rule": seen,
        "lines": seen.read().readable(),
        "state": seen.state_on(day),
        "history": history_of(seen),
        "publicity": publicity_of(subject_of(seen)),
        "files": attachments_of(subject_of(seen)),
        "governs": governs,
        "approval": approval,
        "is_draft": seen.approved_at is None,
        "may_end": bool(approval) and seen.approved_at is not None and seen.valid_to is None,
        "forms": _forms(seen, day) | (sent or {}),
    }
    return render(request, "governance/rule.html", context, status=status_of(sent))


def _forms(seen: RuleSet, day: date) -> Sent:
    title = f"{seen.title} {seen.version}"
    return {
        "approve": ConfirmForm(),
        "discard": ConfirmForm(),
        "end": EndForm(),
        "file": FileForm(),
        "publish": PublishForm(initial={"title": title, "from_day": day}),
    }


def _keep(
    request: PersonRequest,
    form: DraftForm,
    content: type[RuleContent],
    deed: Callable[[], str],
    *,
    back: str,
) -> HttpResponse:
    """Keep a draft that was sent, or show its form."""
    context = {"form": form, "title": content.title, "back": back}
    done = submit(request, form, deed, said=_("The draft is kept."))
    status = 422 if form.errors else 200
    return done or render(request, "governance/rule_form.html", context, status=status)


def _seen(request: PersonRequest, public_id: UUID) -> RuleSet:
    return get_object_or_404(rule_sets_visible_to(reach_for(request)), public_id=public_id)


def _governed(request: PersonRequest, public_id: UUID) -> RuleSet:
    """A rule set the reader may change.

    Raises:
        NotAllowed: they only may see it.
    """
    seen = _seen(request, public_id)
    may_govern(request.person, seen.scope, reach_for(request).day).require()
    return seen


def _approved_by(request: PersonRequest, public_id: UUID) -> RuleSet:
    """A rule set the reader may approve or end.

    Raises:
        NotAllowed: it is approved by others.
    """
    seen = _seen(request, public_id)
    may_approve(request.person, seen, reach_for(request).day).require()
    return seen


def _may_write(reach: Reach, content: type[RuleContent]) -> bool:
    """Whether there is a unit for which this reader may write such a rule."""
    return bool(reach.territories or (reach.enterprises and not content.zone_only))


def _scopes(reach: Reach, content: type[RuleContent]) -> list[int]:
    """The ids of the units for which this reader may write such a rule."""
    territories = list(reach.territories)
    if content.zone_only or not _may_write(reach, content):
        return territories
    beneath = existing_on(reach.day).filter(
        id__in=ids_under(territories, reach.day), kind__in=TERRITORY
    )
    return [*beneath.values_list("id", flat=True), *reach.enterprises]


def _units(ids: list[int]) -> Any:
    return Unit.objects.filter(id__in=ids).order_by("opened_on", "id")


def _place(seen: RuleSet) -> Unit:
    """Where a rule set is made public."""
    place = seen.scope or zone()
    if place is None:
        raise NotAllowed(_("There is no zone yet."))
    return place


def _content_or_404(key: str) -> type[RuleContent]:
    try:
        return content_class(key)
    except WrongContent as error:
        raise Http404 from error


def _columns(day: date) -> tuple[Column, ...]:
    titles = [(kind.key, kind.title) for kind in content_classes()]
    return (
        Column(
            "key",
            _("Rule"),
            accessor=lambda row: row.title,
            filter=ChoiceFilter(titles),
            formatter=str,
            href=_address,
        ),
        Column("version", _("Version"), sortable=True),
        Column(
            "scope",
            _("Where it holds"),
            accessor=lambda row: row.scope or _("the whole zone"),
            formatter=str,
        ),
        Column("valid_from", _("First day"), sortable=True),
        Column("valid_to", _("Ended by"), sortable=True),
        Column("state", _("State"), accessor=lambda row: row.state_on(day).label),
    )


def _address(seen: RuleSet) -> str:
    return reverse("governance:rule", args=[seen.public_id])


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


add_file = keeper_of_files(_governed, _address, _page)
"""A file is attached, such as the minutes of the workers' congress."""
