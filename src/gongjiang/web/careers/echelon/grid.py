"""The nine-box grid: HR and the line alone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongjiang.careers.models import Potential
from gongjiang.careers.permissions_pipeline import may_review_potential
from gongjiang.careers.queries.potentials import grid, reviews_visible_to
from gongjiang.careers.services.potentials import Judgement, review_potential
from gongjiang.kernel.errors import NotAllowed
from gongjiang.kernel.periods import now
from gongjiang.orgs.models import Unit
from gongjiang.orgs.queries import true_on
from gongjiang.people.models import Employment, Person
from gongjiang.people.queries.listing import named_like
from gongjiang.people.queries.visibility import person_visible_to, persons_visible_to
from gongjiang.web.careers.echelon.forms import ReviewForm
from gongjiang.web.careers.echelon.reading import OFFERED, keeps_echelon
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit


@person_required
@require_safe
def nine_box(request: PersonRequest) -> HttpResponse:
    """Who stands where, for a year; the years that have reviews to choose from."""
    if not keeps_echelon(request):
        raise NotAllowed(_("Reviews are seen by HR and the line alone."))
    scope = scope_for(request)
    reviews = reviews_visible_to(scope)
    years = sorted(set(reviews.values_list("year", flat=True)), reverse=True)
    asked = request.GET.get("year", "")
    newest = years[0] if years else scope.day.year
    year = int(asked) if asked.isdecimal() and int(asked) in years else newest
    of_year = list(reviews.filter(year=year).order_by("person__name_pinyin", "person_id"))
    text = request.GET.get("who", "").strip()
    context = {
        "rows": grid(of_year),
        "year": year,
        "years": [(each, f"?year={each}") for each in years],
        "total": len(of_year),
        "is_hr": bool(scope.hr),
        "who": text,
        "found": _found(request, text),
    }
    return render(request, "echelon/grid.html", context)


@person_required
@answered_once
def review(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Put one person into the grid."""
    scope = scope_for(request)
    person = get_object_or_404(person_visible_to(scope, public_id=public_id))
    enterprise = _employer(request, person)
    may_review_potential(request.person, person, enterprise, scope.day).require()
    reviews = reviews_visible_to(scope).filter(person=person, enterprise=enterprise)
    last = reviews.order_by("-year").first()
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=_initial(last))

    def deed() -> str:
        review_potential(
            person=person,
            enterprise=enterprise,
            judgement=Judgement(**form.cleaned_data),
            actor=request.person,
            at=now(),
        )
        return f"{reverse('echelon:grid')}?year={form.cleaned_data['year']}"

    done = submit(request, form, deed, said=_("The review is kept."))
    context = {"form": form, "person": person, "history": list(reviews.order_by("-year"))}
    status = 422 if form.errors else 200
    return done or render(request, "echelon/review.html", context, status=status)


def _found(request: HttpRequest, text: str) -> list[Person]:
    """Persons to review, by a part of the name."""
    if not text:
        return []
    scope = scope_for(request)
    seen = persons_visible_to(scope).exclude(id=scope.reader_id)
    return list(named_like(seen, text).order_by("name_pinyin", "id")[:OFFERED])


def _employer(request: HttpRequest, person: Person) -> Unit:
    """The enterprise for which somebody is reviewed: the reader's own, else the employer.

    Raises:
        NotAllowed: the person works for nobody today.
    """
    scope = scope_for(request)
    works = Employment.objects.filter(true_on(scope.day), person=person).select_related("employer")
    found = sorted(works, key=lambda each: (each.employer_id not in scope.hr, each.valid_from))
    if not found:
        raise NotAllowed(_("This person works for no enterprise today."))
    return found[0].employer


def _initial(last: Potential | None) -> dict[str, object]:
    if last is None:
        return {}
    return {"performance": last.performance, "potential": last.potential}
