"""Finding somebody: by name as one types, by number only as a logged deed."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gongjiang.kernel.errors import CannotDo
from gongjiang.kernel.periods import now, today
from gongjiang.people.models import Person
from gongjiang.people.permissions import may_find_by_number
from gongjiang.people.queries.listing import looks_like_a_number, named_like
from gongjiang.people.queries.standing import postings_seen_now
from gongjiang.people.queries.visibility import persons_visible_to
from gongjiang.people.services.finding import find_by_national_id
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.people.deeds import person_url

MOST_FOUND = 12
LONGEST_TEXT = 60


class NumberForm(forms.Form):
    """A national ID, and why it is needed."""

    national_id = forms.CharField(label=_("National ID"), max_length=24)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Kept with your name; the person found can read it."),
    )


@require_safe
@person_required
def quick(request: PersonRequest) -> HttpResponse:
    """The persons in the reader's scope whose name begins so; for htmx the results alone."""
    scope = scope_for(request)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_TEXT]
    found: list[Person] = []
    if text and scope.reaches_persons:
        named = named_like(persons_visible_to(scope), text).order_by("name_pinyin", "id")
        found = list(named[: MOST_FOUND + 1])
    posted = postings_seen_now(scope, [person.id for person in found])
    context = {
        "text": text,
        "found": [(person, posted.get(person.id)) for person in found[:MOST_FOUND]],
        "more": len(found) > MOST_FOUND,
        "is_number": looks_like_a_number(text),
        "is_hr": bool(scope.hr),
    }
    alone = request.headers.get("HX-Target") == "found"
    return render(request, "people/_found.html" if alone else "people/search.html", context)


@person_required
def by_number(request: PersonRequest) -> HttpResponse:
    """One of HR's own people by national ID; logged, and the person sees it."""
    may_find_by_number(request.person, today()).require()
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = find_by_national_id(
                national_id=form.cleaned_data["national_id"],
                actor=request.person,
                reason=form.cleaned_data["reason"],
                at=now(),
            )
        except CannotDo as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(person_url(found))
    return render(request, "people/by_number.html", {"form": form})
