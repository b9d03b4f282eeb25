"""HR drafts an agreement by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.kernel.decision import refused
from gongjiang.kernel.periods import now
from gongjiang.mentoring.models import Agreement
from gongjiang.mentoring.queries.agreements import in_enterprises_of
from gongjiang.mentoring.services.agreements import Wish, draft_agreement
from gongjiang.mentoring.services.steps import terms_for
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Person
from gongjiang.web.house.finding import FindingForm
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.mentoring.choosing import Choice, apprentices_to_choose, masters_to_choose
from gongjiang.web.mentoring.forms.drafts import DraftForm
from gongjiang.web.mentoring.views.mine import tabs_for


@person_required
@answered_once
def draft(request: PersonRequest) -> HttpResponse:
    """Write an agreement down for two to sign; after a failure, its renewal."""
    enterprise = own_enterprise(request)
    renews = _renewed(request)
    scope = scope_for(request)
    sent = request.POST if request.method == "POST" else None
    form = DraftForm(sent, initial=_initial(request, renews))
    offer(form, "apprentice", apprentices_to_choose(enterprise.id, scope.day))
    offer(form, "master", masters_to_choose(enterprise.id, scope.day))

    def deed() -> str:
        data = form.cleaned_data
        agreement = draft_agreement(
            Wish(
                kind=data["kind"],
                master=get_object_or_404(Person, public_id=data["master"]),
                apprentice=get_object_or_404(Person, public_id=data["apprentice"]),
                enterprise=enterprise,
                goal=data["goal"],
                goals=data["goals"],
                term_months=data["term_months"],
                starts_on=data["starts_on"],
                renews=renews,
            ),
            actor=request.person,
            at=now(),
        )
        return reverse("mentoring:agreement", args=[agreement.public_id])

    done = submit(request, form, deed, said=_("Both are asked to sign."))
    context = {
        "form": form,
        "enterprise": enterprise,
        "renews": renews,
        "terms": terms_for(enterprise.id, scope.day),
        "tabs": tabs_for(request, "agreements"),
    }
    status = 422 if form.errors else 200
    return done or render(request, "mentoring/draft.html", context, status=status)


def own_enterprise(request: PersonRequest) -> Unit:
    """The enterprise HR works on: the one asked for, or the first of theirs.

    Raises:
        NotAllowed: the reader is nobody's HR.
    """
    scope = scope_for(request)
    if not scope.hr:
        refused(gettext_lazy("Only the HR of an enterprise can do this.")).require()
    own = Unit.objects.filter(id__in=scope.hr).order_by("name_pinyin", "id")
    asked = request.GET.get("enterprise")
    if not asked:
        return own[0]
    return get_object_or_404(own, public_id=_as_id(asked))


def offer(form: FindingForm, name: str, choices: dict[str, Choice]) -> None:
    """Let a picker offer these."""
    form.offer(
        name,
        [("", _("choose")), *((key, choice.label) for key, choice in choices.items())],
        {key: choice.spelling for key, choice in choices.items()},
    )


def _renewed(request: PersonRequest) -> Agreement | None:
    """The failed agreement that the draft would renew."""
    asked = request.GET.get("renews")
    if not asked:
        return None
    failed = in_enterprises_of(scope_for(request)).filter(state=Agreement.State.FAILED)
    return get_object_or_404(failed, public_id=_as_id(asked))


def _initial(request: PersonRequest, renews: Agreement | None) -> dict[str, Any]:
    if renews is None:
        return {"apprentice": request.GET.get("apprentice", "")}
    titles = renews.goals.order_by("position").values_list("title", flat=True)
    return {
        "apprentice": str(renews.apprentice.public_id),
        "kind": renews.kind,
        "goal": renews.goal,
        "goals": "\n".join(titles),
        "term_months": terms_for(renews.enterprise_id, scope_for(request).day).renewal_months,
    }


def _as_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
