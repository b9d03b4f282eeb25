"""Framework versions: which holds, what each says, and what it changes of the one before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.governance.models import RuleSet
from gongjiang.governance.permissions import may_approve, may_draft, may_govern
from gongjiang.governance.queries.attachments import subject_of
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.governance.queries.rule_sets import approved, rule_sets_visible_to
from gongjiang.index.differences import differences, family_of, goal_in_words, share
from gongjiang.index.framework import FrameworkRule, Part
from gongjiang.kernel.periods import today
from gongjiang.orgs.queries import true_on
from gongjiang.web.governance.reading import reach_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.index.labels import DIRECTIONS


@require_safe
@person_required
def frameworks(request: PersonRequest) -> HttpResponse:
    """The version in force, the others, and drafts the reader may see."""
    visible = rule_sets_visible_to(reach_for(request)).filter(key=FrameworkRule.key)
    versions = list(visible.order_by("-valid_from", "-id"))
    held = next((v for v in versions if v.state_on(today()) == RuleSet.State.IN_FORCE), None)
    context = {
        "held": held,
        "parts": _parts(read(held)) if held else [],
        "rule": read(held) if held else None,
        "versions": [(version, version.state_on(today())) for version in versions],
        "may_draft": bool(may_draft(request.person, FrameworkRule, None, today())),
    }
    return render(request, "index/frameworks.html", context)


@require_safe
@person_required
def framework(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One version: what it says, and what it changes of the one before."""
    seen = seen_by(request, public_id)
    rule, day = read(seen), today()
    before = former_of(seen)
    context = {
        "seen": seen,
        "state": seen.state_on(day),
        "rule": rule,
        "lines": rule.readable()[2:],
        "parts": _parts(rule),
        "before": before,
        "changes": differences(read(before), rule) if before else [],
        "is_draft": seen.approved_at is None,
        "governs": bool(may_govern(request.person, None, day)),
        "approval": may_approve(request.person, seen, day),
        "steps": _steps(seen, day),
        "crumbs": [
            {"label": _("Framework"), "url": reverse("index:frameworks")},
            {"label": seen.version},
        ],
    }
    return render(request, "index/framework.html", context)


def in_force(day: date) -> RuleSet | None:
    """The framework version that holds on a day; None: nobody has approved one."""
    return approved().filter(true_on(day), key=FrameworkRule.key, scope=None).first()


def former_of(seen: RuleSet) -> RuleSet | None:
    """The version that holds until this one begins."""
    earlier = approved().filter(key=seen.key, scope=None, valid_from__lte=seen.valid_from)
    return earlier.exclude(id=seen.id).order_by("-valid_from").first()


def _parts(rule: FrameworkRule) -> list[dict[str, Any]]:
    return [
        {
            "part": part,
            "kind": _("dimension") if part in rule.dimensions else _("force"),
            "share": share(part, family_of(rule, part)),
            "rows": _rows(part),
        }
        for part in rule.parts
    ]


def _rows(part: Part) -> list[dict[str, Any]]:
    return [
        {
            "counted": counted,
            "share": share(counted, part.indicators),
            "goal": goal_in_words(counted.goal),
            "source": gettext(counted.goal.source) if counted.goal else "",
            "direction": DIRECTIONS[counted.definition.direction],
        }
        for counted in part.indicators
    ]


def seen_by(request: PersonRequest, public_id: UUID) -> RuleSet:
    visible = rule_sets_visible_to(reach_for(request)).filter(key=FrameworkRule.key)
    return get_object_or_404(visible, public_id=public_id)


def read(seen: RuleSet) -> FrameworkRule:
    return FrameworkRule.read(seen.content)


def address(seen: RuleSet) -> str:
    return reverse("index:framework", args=[seen.public_id])


def _steps(seen: RuleSet, day: date) -> list[dict[str, Any]]:
    """The way of a version into force, with the step it stands at."""
    states = RuleSet.State
    publicity = publicity_of(subject_of(seen))
    place = {states.DRAFT: 2 if publicity else 1, states.APPROVED: 3}.get(seen.state_on(day), 4)
    told = [
        (_("Drafted"), seen.drafted_by.name if seen.drafted_by else ""),
        (_("Made public"), publicity.get_state_display() if publicity else ""),
        (_("Approved by a leader"), seen.approved_by.name if seen.approved_by else ""),
        (_("In force"), seen.valid_from.isoformat()),
    ]
    return [
        {"label": label, "note": note, "state": _state(number, place)}
        for number, (label, note) in enumerate(told)
    ]


def _state(number: int, place: int) -> str:
    if number < place:
        return "done"
    return "current" if number == place else "todo"
