"""A reviewer's desk: the list, the idea with its photos, the marks; by keyboard or without."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongjiang.innovation.models import Proposal, ProposalReview
from gongjiang.innovation.queries.waiting_here import reviews_of
from gongjiang.innovation.services.deciding import HIGHEST, LOWEST, Marks, score
from gongjiang.innovation.services.proposal_notes import add_note
from gongjiang.innovation.services.proposal_photos import Shows, photos_of
from gongjiang.kernel.periods import now
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit
from gongjiang.web.innovation.proposals.seen import standing_for
from gongjiang.web.innovation.proposals.tabs import tabs_for

MOST = 60
"""So many stand in the list; the next ones follow as these are marked."""

CRITERIA = (
    ("progress", gettext_lazy("Better than now"), gettext_lazy("than the team's present state")),
    ("feasibility", gettext_lazy("Can be done"), gettext_lazy("a way that somebody could try")),
    ("benefit", gettext_lazy("Brings something"), gettext_lazy("time, material, quality, safety")),
)


def _mark(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[(str(mark), str(mark)) for mark in range(LOWEST, HIGHEST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
    )


class MarksForm(forms.Form):
    """Three marks, a sentence, and a note for the other members."""

    progress = _mark(CRITERIA[0][1])
    feasibility = _mark(CRITERIA[1][1])
    benefit = _mark(CRITERIA[2][1])
    comment = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=gettext_lazy("Private note"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Read by those who decide, never by the authors."),
        widget=forms.Textarea(attrs={"rows": 2, "data-note": ""}),
    )

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """Each criterion with its scale, as the page draws it."""
        return [
            {"name": name, "label": label, "help": told, "field": self[name]}
            for name, label, told in CRITERIA
        ]


@dataclass(frozen=True, slots=True)
class Now:
    """What the desk shows: the list as it is narrowed, and one review of it."""

    reviews: list[ProposalReview]
    total: int
    current: ProposalReview | None
    text: str

    def url_of(self, review: ProposalReview | None) -> str:
        address = reverse("proposals:queue")
        if review is None:
            return address
        asked = f"?at={review.proposal.public_id}"
        return f"{address}{asked}&q={self.text}" if self.text else f"{address}{asked}"


@require_safe
@person_required
def queue(request: PersonRequest) -> HttpResponse:
    """The reader's own reviews that wait; the most urgent is open, or the one asked for."""
    return _page(request, _now(request, request.GET.get("at", "")), MarksForm())


@require_POST
@person_required
@answered_once
def give_marks(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Keep the marks, and go on to the next."""
    asked = ProposalReview.objects.filter(reviewer=request.person).select_related("proposal")
    review = get_object_or_404(asked.order_by("-round"), proposal__public_id=public_id)
    form = MarksForm(request.POST)
    shown = _now(request, str(public_id))

    def deed() -> str:
        data, at = form.cleaned_data, now()
        following = _after(shown)
        score(
            proposal_id=review.proposal_id,
            actor=request.person,
            marks=Marks(data["progress"], data["feasibility"], data["benefit"]),
            comment=data["comment"],
            at=at,
        )
        if data["note"].strip():
            add_note(proposal_id=review.proposal_id, actor=request.person, text=data["note"], at=at)
        return shown.url_of(following)

    done = submit(request, form, deed, said=_("Marked."))
    return done or _page(request, shown, form)


def _now(request: PersonRequest, asked: str) -> Now:
    text = request.GET.get("q", "").strip()
    waiting = reviews_of(request.person.id)
    if text:
        waiting = waiting.filter(
            Q(proposal__title__icontains=text) | Q(proposal__number__endswith=text)
        )
    related = waiting.select_related("proposal__unit", "proposal__enterprise", "proposal__process")
    reviews = list(related[:MOST])
    at = (one for one in reviews if str(one.proposal.public_id) == asked)
    current = next(at, reviews[0] if reviews else None)
    return Now(reviews, waiting.count() if len(reviews) == MOST else len(reviews), current, text)


def _after(shown: Now) -> ProposalReview | None:
    """The one beneath the current one; at the end of the list the first that is left."""
    if shown.current is None:
        return None
    place = shown.reviews.index(shown.current)
    left = [*shown.reviews[place + 1 :], *shown.reviews[:place]]
    return left[0] if left else None


def _page(request: PersonRequest, shown: Now, form: MarksForm) -> HttpResponse:
    standing = standing_for(request)
    proposal: Proposal | None = shown.current.proposal if shown.current else None
    context = {
        "shown": shown,
        "entries": [
            {"review": one, "url": shown.url_of(one), "current": one == shown.current}
            for one in shown.reviews
        ],
        "proposal": proposal,
        "photos": photos_of(proposal)[Shows.BEFORE] if proposal else [],
        "notes": _notes(proposal) if proposal else [],
        "form": form,
        "day": standing.desk.day,
        "assigns": standing.desk.handles,
        "tabs": tabs_for(request, "queue"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "proposals/queue.html", context, status=status)


def _notes(proposal: Proposal) -> list[Any]:
    return list(proposal.notes.select_related("by").order_by("id"))
