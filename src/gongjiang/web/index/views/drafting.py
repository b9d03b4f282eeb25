"""The framework editor: a version is written, weighed and written again, until it is approved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gongjiang.governance.models import RuleSet
from gongjiang.governance.permissions import may_draft
from gongjiang.governance.services.rule_sets import (
    AlreadyApproved,
    draft_rule_set,
    revise_draft,
)
from gongjiang.index.canonical import CANONICAL
from gongjiang.index.framework import FrameworkRule
from gongjiang.index.queries.coherence import coherence_of
from gongjiang.index.queries.runs import run_of
from gongjiang.index.services.frameworks import (
    Weighing,
    change_draft,
    draft_next,
    reweighted,
)
from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now, today
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.index.framework.form import FrameworkForm
from gongjiang.web.index.framework.next import NextForm
from gongjiang.web.index.framework.weighing import (
    EXPERT,
    FORMS,
    METHODS,
    Group,
    groups_of,
    ways_for,
)
from gongjiang.web.index.views.frameworks import address, in_force, read, seen_by


@person_required
@answered_once
def draft(request: PersonRequest) -> HttpResponse:
    """Write a new version, beginning with what holds now."""
    may_draft(request.person, FrameworkRule, None, today()).require()
    held = in_force(today())
    form = FrameworkForm(_posted(request), begins_with=read(held) if held else CANONICAL)

    def deed() -> str:
        return address(draft_rule_set(form.draft(), actor=request.person, at=now()))

    done = submit(request, form, deed, said=_("The draft is kept.")) if form.is_bound else None
    return done or _edit(request, form, reverse("index:frameworks"))


@person_required
@answered_once
def begin_next(request: PersonRequest) -> HttpResponse:
    """Begin with the version in force as it is; it is weighed and changed afterwards."""
    may_draft(request.person, FrameworkRule, None, today()).require()
    form = NextForm(_posted(request))

    def deed() -> str:
        return address(draft_next(**form.cleaned_data, actor=request.person, at=now()))

    done = submit(request, form, deed, said=_("The draft is kept.")) if form.is_bound else None
    context = {
        "form": form,
        "back": reverse("index:frameworks"),
        "crumbs": [
            {"label": _("Framework"), "url": reverse("index:frameworks")},
            {"label": _("Begin with the one in force")},
        ],
    }
    status = 422 if form.errors else 200
    return done or render(request, "index/framework_next.html", context, status=status)


@person_required
@answered_once
def revise(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Write a draft anew."""
    seen = _draft_in_charge(request, public_id)
    form = FrameworkForm(_posted(request), begins_with=read(seen), rule_set=seen)

    def deed() -> str:
        return address(
            revise_draft(rule_set_id=seen.id, draft=form.draft(), actor=request.person, at=now())
        )

    done = submit(request, form, deed, said=_("The draft is kept.")) if form.is_bound else None
    return done or _edit(request, form, address(seen))


@person_required
@answered_once
def weigh(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Find weights for a draft: try them first, then put them into it."""
    seen = _draft_in_charge(request, public_id)
    groups = {group.key: group for group in groups_of(read(seen))}
    group = groups.get(request.GET.get("group", ""), next(iter(groups.values())))
    ways = ways_for(group)
    method = request.GET.get("method", "")
    method = method if method in ways else EXPERT
    run = run_of() if group.part else None
    form = FORMS[method](_posted(request), group=group, run=run)
    weighed = _weighed(form) if form.is_bound else None

    def deed() -> str:
        content = reweighted(seen.content, group.key, form.weighed())
        changed = change_draft(rule_set=seen, content=content, actor=request.person, at=now())
        return address(changed)

    if weighed and "keep" in request.POST:
        done = submit(request, form, deed, said=_("The weights stand in the draft."))
        if done:
            return done
    context = {
        "seen": seen,
        "group": group,
        "groups": [_choice(key, each.label, group.key, method) for key, each in groups.items()],
        "methods": [_way(key, METHODS[key], group.key, method) for key in ways],
        "form": form,
        "found": _found(group, weighed) if weighed else [],
        "weighed": weighed,
        "ratio": f"{weighed.ratio:.3f}" if weighed and weighed.ratio is not None else "",
        "unmeasured": [group.members[key] for key in weighed.unmeasured] if weighed else [],
        "drawn_in": _drawn_in(group, weighed) if weighed else [],
        "run": run,
        "coherence": coherence_of(run, [group.part])[0] if run and group.part else None,
        "members": group.members,
        "crumbs": [
            {"label": _("Framework"), "url": reverse("index:frameworks")},
            {"label": seen.version, "url": address(seen)},
            {"label": _("Weights")},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "index/weights.html", context, status=status)


def _found(group: Group, weighed: Weighing) -> list[tuple[str, float]]:
    shares = weighed.shares
    return [(name, shares[key]) for key, name in group.members.items()]


def _drawn_in(group: Group, weighed: Weighing) -> list[tuple[str, int]]:
    """Of which members how many values were outliers."""
    return [(group.members[key], len(of)) for key, of in weighed.changes.items() if of]


def _weighed(form: Any) -> Weighing | None:
    if not form.is_valid():
        return None
    try:
        found: Weighing = form.weighed()
    except CannotDo as refusal:
        form.add_error(None, str(refusal))
        return None
    return found


def _edit(request: PersonRequest, form: FrameworkForm, back: str) -> HttpResponse:
    context = {"form": form, "back": back}
    status = 422 if form.errors else 200
    return render(request, "index/framework_form.html", context, status=status)


def _choice(key: str, label: Any, chosen: str, method: str) -> dict[str, Any]:
    return {"label": label, "url": _query(key, method), "current": key == chosen}


def _way(key: str, label: Any, group: str, chosen: str) -> dict[str, Any]:
    return {"label": label, "url": _query(group, key), "current": key == chosen}


def _query(group: str, method: str) -> str:
    asked = QueryDict(mutable=True)
    asked.update({"group": group, "method": method})
    return f"?{asked.urlencode()}"


def _draft_in_charge(request: PersonRequest, public_id: UUID) -> RuleSet:
    """A draft the reader may change.

    Raises:
        NotAllowed: they may only read it.
        AlreadyApproved: it is no draft any more.
    """
    seen = seen_by(request, public_id)
    may_draft(request.person, FrameworkRule, None, today()).require()
    if seen.approved_at is not None:
        raise AlreadyApproved(_("An approved rule set never changes; draft another one."))
    return seen


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None
