"""My path: where I stand, what the next grade asks, and the shortest way there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.careers.models import GradeSpell, Merit, PromotionRound
from gongjiang.careers.queries.cases import cases_of
from gongjiang.careers.queries.explained import explanation_of
from gongjiang.careers.queries.ladders import LadderInForce, ladder_at
from gongjiang.careers.queries.rounds import (
    open_vacancies,
    rounds_to_apply_in,
)
from gongjiang.careers.queries.spells import spell_on, spells_of
from gongjiang.careers.queries.standings import pace_of
from gongjiang.careers.rules.explanation import Explanation
from gongjiang.careers.services import applying
from gongjiang.governance.queries.rule_sets import NoRuleInForce
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Employment
from gongjiang.web.careers.forms.cases import ApplyForm
from gongjiang.web.careers.shown import shown
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit


@require_safe
@person_required
def path(request: PersonRequest) -> HttpResponse:
    """The reader's own way up; nobody else's."""
    day = today()
    spells = list(spells_of(request.person.id))
    running = [spell for spell in spells if spell.valid_to is None and spell.track == "PRIMARY"]
    context = {
        "places": [_place(spell, day) for spell in running],
        "spells": spells,
        "rounds": rounds_to_apply_in([spell.enterprise_id for spell in running], day),
        "cases": cases_of(request.person.id),
        "day": day,
    }
    return render(request, "careers/path.html", context)


def _place(spell: GradeSpell, day: Any) -> dict[str, Any]:
    try:
        ladder = ladder_at(spell.enterprise_id, day)
    except NoRuleInForce:
        return {"spell": spell, "anchor": "", "way": None, "pace": None}
    explanation = explanation_of(spell.person_id, spell.enterprise_id, day, ladder=ladder)
    return {
        "spell": spell,
        "anchor": ladder.rule.anchor(spell.sequence, spell.grade),
        "next_anchor": ladder.rule.anchor(spell.sequence, explanation.target),
        "way": shown(explanation),
        "pace": pace_of(spell, day),
    }


@person_required
@answered_once
def apply(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Apply in a round of one's own enterprise."""
    held = get_object_or_404(_rounds_of(request), public_id=public_id)
    ladder = ladder_at(held.enterprise_id, held.counted_on)
    explanation = _as_counted(request, held, ladder)
    form = _form(request, held, explanation)

    def deed() -> str:
        data = form.cleaned_data
        made = applying.apply(
            round_id=held.id,
            actor=request.person,
            wish=applying.Wish(
                statement=data["statement"],
                award=data.get("award"),
                vacancy=data.get("vacancy"),
                contested=data.get("contested", False),
            ),
            at=now(),
        )
        return reverse("careers:promotion", args=[made.public_id])

    done = submit(request, form, deed, said=_("You have applied.")) if form.is_bound else None
    context = {
        "round": held,
        "form": form,
        "way": shown(explanation) if explanation else None,
    }
    status = 422 if form.errors else 200
    return done or render(request, "careers/apply.html", context, status=status)


def _rounds_of(request: PersonRequest) -> Any:
    employers = Employment.objects.filter(person=request.person).values("employer_id")
    return PromotionRound.objects.filter(enterprise_id__in=employers).select_related("enterprise")


def _as_counted(
    request: PersonRequest, held: PromotionRound, ladder: LadderInForce
) -> Explanation | None:
    """The file as the round will count it; None where no grade is held."""
    if spell_on(request.person.id, held.enterprise_id, held.counted_on) is None:
        return None
    return explanation_of(request.person.id, held.enterprise_id, held.counted_on, ladder=ladder)


def _form(
    request: PersonRequest, held: PromotionRound, explanation: Explanation | None
) -> ApplyForm:
    awards = Merit.objects.filter(
        person=request.person,
        enterprise_id=held.enterprise_id,
        kind__in=[Merit.Kind.AWARD, Merit.Kind.CONTEST],
        annulled_at__isnull=True,
    )
    manages = explanation is not None and explanation.sequence == "M"
    vacancies = open_vacancies(held.enterprise_id, explanation.target if explanation else 0)
    complete = explanation is not None and explanation.eligible
    return ApplyForm(
        request.POST if request.method == "POST" else None,
        awards=awards.none() if complete else awards,
        vacancies=vacancies if manages else vacancies.none(),
        complete=complete,
    )
