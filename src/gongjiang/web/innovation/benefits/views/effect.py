"""One effect: what stands in it, and what its reader can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.innovation.permissions import benefits as permissions
from gongjiang.innovation.rules.comparison import Method
from gongjiang.innovation.services.effects import change_effect
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import now
from gongjiang.web.house.charts import Chart, Series
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.benefits.deeds import DEEDS, Deed
from gongjiang.web.innovation.benefits.forms.effects import FiguresForm
from gongjiang.web.innovation.benefits.seen import Seen, seen_by
from gongjiang.web.innovation.benefits.tabs import tabs_for


@require_safe
@person_required
def effect(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """An effect as its reader sees it."""
    return _page(request, seen_by(request, public_id))


def view_of(deed: Deed) -> Callable[..., HttpResponseBase]:
    """The view behind a deed's address: a form of the effect's page."""

    @person_required
    @answered_once
    def done(request: PersonRequest, public_id: UUID) -> HttpResponse:
        seen = seen_by(request, public_id)
        deed.may(seen).require()
        if request.method != "POST":
            return redirect(seen.url)
        form = deed.form(seen, request.POST, request.FILES)

        def perform() -> str:
            deed.perform(seen, form, now())
            return seen.url

        answer = submit(request, form, perform, said=deed.said)
        return answer or _page(request, seen_by(request, public_id), {deed.name: form})

    return done


@person_required
@answered_once
def change(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Say something else of an effect of which nothing is confirmed."""
    seen = seen_by(request, public_id)
    permissions.may_change(seen.reader, seen.effect, seen.day).require()
    form = FiguresForm(
        request.POST if request.method == "POST" else None, initial=FiguresForm.told(seen.effect)
    )
    if request.method == "POST":

        def perform() -> str:
            change_effect(
                effect_id=seen.effect.id, figures=form.figures(), actor=seen.reader, at=now()
            )
            return seen.url

        answer = submit(request, form, perform, said=_("Changed; it waits for finance."))
        if answer is not None:
            return answer
    context = {"seen": seen, "form": form, "effect": seen.effect}
    return render(request, "benefits/change.html", context, status=422 if form.errors else 200)


def _page(
    request: PersonRequest, seen: Seen, sent: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    offered = {
        _plain(deed): (sent or {}).get(deed.name) or deed.form(seen, None, None)
        for deed in DEEDS
        if deed.offered(seen)
    }
    refused = [form for name, form in (sent or {}).items() if name.replace("-", "_") not in offered]
    context = {
        "seen": seen,
        "effect": seen.effect,
        "forms": offered,
        "refused": refused,
        "chart": _chart(seen),
        "method": _method(seen),
        "tabs": tabs_for(request, "queue" if seen.confirms else "mine"),
        "addresses": {
            _plain(deed): reverse(f"benefits:{deed.name}", args=[seen.effect.public_id])
            for deed in DEEDS
        },
    }
    return render(request, "benefits/effect.html", context, status=422 if sent else 200)


def _plain(deed: Deed) -> str:
    return deed.name.replace("-", "_")


def _method(seen: Seen) -> Sentence:
    """How the interval was worked out, in a sentence."""
    found = seen.shown.compared
    if found is None:
        return ""
    how = (
        _("difference in differences beside the comparison line")
        if found.method == Method.DIFFERENCE_IN_DIFFERENCES
        else _("interrupted time series: the step beside a straight trend")
    )
    return _(
        "%(how)s; least squares over %(before)d periods before and %(after)d after, Newey-West "
        "errors with lag %(lag)d, Student's t, %(level)d %% interval"
    ) % {
        "how": how,
        "before": found.before,
        "after": found.after,
        "lag": found.lag,
        "level": round(found.level * 100),
    }


def _chart(seen: Seen) -> Chart | None:
    rows = [] if seen.is_intangible else seen.shown.readings
    if not rows:
        return None
    series = [Series(_("changed line"), [float(row.value) for row in rows], "innovation")]
    if any(row.comparison is not None for row in rows):
        others = [None if row.comparison is None else float(row.comparison) for row in rows]
        series.append(Series(_("comparison line"), others, "steel"))
    return Chart(
        dom_id="readings",
        kind="trend",
        title=_("Before and after"),
        axis_label=_("Period"),
        labels=[row.on.isoformat() for row in rows],
        series=series,
        definition=_("Readings as they were uploaded; adopted on %(day)s")
        % {"day": seen.effect.window_from},
        n=len(rows),
    )
