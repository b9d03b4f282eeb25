"""An idea as its author writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongjiang.innovation.models import Process, Proposal
from gongjiang.innovation.rules.proposals import Share, Wording, even_shares, in_percent
from gongjiang.innovation.services.submitting import Idea
from gongjiang.people.models import Person
from gongjiang.web.innovation.proposals.forms.photos import PhotosField

LONGEST = 2000
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """Somebody with whom the idea may be shared, as the form shows them."""

    person: Person
    chosen: bool
    percent: str
    own: bool = False

    @property
    def key(self) -> str:
        return str(self.person.public_id)


def _text(label: Any, *, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class IdeaForm(forms.Form):
    """Two lines and a photo do; the rest is folded away until it is wanted.

    Attributes:
        shares: after it was found valid, basis points by person, the first author first.
    """

    title = forms.CharField(
        label=gettext_lazy("Your idea in one line"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )
    problem = _text(gettext_lazy("What is wrong?"))
    cause = _text(gettext_lazy("Why is it so?"), rows=2)
    method = _text(gettext_lazy("What would you do?"))
    expected = _text(gettext_lazy("What does it bring?"), rows=2)
    photos = PhotosField(gettext_lazy("Photos"))
    process = forms.ChoiceField(label=gettext_lazy("Process"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of idea is it?"),
        choices=Proposal.Kind.choices,
        initial=Proposal.Kind.SUGGESTION,
        widget=forms.RadioSelect,
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("A secret of the enterprise: keep it from other enterprises"),
        required=False,
    )
    anonymous = forms.BooleanField(label=gettext_lazy("Send it without my name"), required=False)

    def __init__(
        self,
        *args: Any,
        author: Person,
        others: Sequence[Person],
        processes: Iterable[Process],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.author, self.others = author, list(others)
        self.processes = {str(process.id): process for process in processes}
        self.fields["process"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("none of these, or all")),
            *((key, process.name) for key, process in self.processes.items()),
        ]
        self.shares: list[tuple[Person, int]] = []

    def idea(self, shares: Sequence[Share]) -> Idea:
        """What was written, as the services take it."""
        said = self.cleaned_data
        return Idea(
            wording=Wording(
                *(
                    said[name]
                    for name in ("kind", "title", "problem", "cause", "method", "expected")
                )
            ),
            shares=shares,
            process=self.processes.get(said["process"]),
            confidential=said["confidential"],
        )

    @property
    def shows_more(self) -> bool:
        """Whether something is chosen in the folded part, or wrong there."""
        folded = ("kind", "confidential", "anonymous")
        return any(self[name].errors for name in folded) or (
            self.is_bound and bool(self["anonymous"].value() or self["confidential"].value())
        )

    # Who shares it.

    def also_offer(self, found: Iterable[Person]) -> None:
        """Whom the author named, before all others."""
        self.others = [*found, *(person for person in self.others if person not in found)]

    @property
    def shows_authors(self) -> bool:
        """Whether others are chosen already."""
        return bool(self._chosen())

    @property
    def author_rows(self) -> list[AuthorRow]:
        """The author, then who was found or works beside them; whoever was chosen stays chosen."""
        chosen = self._chosen()
        percents = self._percents_shown()
        own = AuthorRow(self.author, chosen=True, percent=percents[0], own=True)
        rest = iter(percents[1:])
        return [
            own,
            *(
                AuthorRow(person, person in chosen, next(rest, "") if person in chosen else "")
                for person in self.others
            ),
        ]

    def _chosen(self) -> list[Person]:
        if self.is_bound:
            wanted = set(self.data.getlist("author"))  # type: ignore[attr-defined]  # a QueryDict
            return [person for person in self.others if str(person.public_id) in wanted]
        return []

    def _percents_shown(self) -> list[str]:
        people = [self.author, *self._chosen()]
        written = [self._written(person) for person in people]
        if any(written):
            return written
        return [in_percent(share.share_bp) for share in even_shares([p.id for p in people])]

    def _written(self, person: Person) -> str:
        if self.is_bound:
            return str(self.data.get(f"share-{person.public_id}", "")).strip()
        return ""

    # What is checked beyond each field.

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("anonymous"):
            self._clean_anonymous(found)
        else:
            self._clean_shares()
        return found

    def _clean_anonymous(self, found: dict[str, Any]) -> None:
        if found.get("photos"):
            self.add_error(
                "photos",
                _(
                    "A photo is kept with the moment it was sent, and often shows who stood there."
                    " Take the photos out, or send the idea with your name."
                ),
            )
        if self._chosen():
            self.add_error(
                "anonymous", _("An idea without a name has no other authors either; untick them.")
            )

    def _clean_shares(self) -> None:
        people = [self.author, *self._chosen()]
        written = [self._written(person) for person in people]
        if not any(written):
            parts = {
                share.person_id: share.share_bp for share in even_shares([p.id for p in people])
            }
            self.shares = [(person, parts[person.id]) for person in people]
            return
        read = [_basis_points(text) for text in written]
        if any(part is None for part in read):
            self.add_error(None, _("A share is a number such as 50 or 33.34."))
        else:
            self.shares = list(zip(people, [part or 0 for part in read], strict=True))


def _basis_points(text: str) -> int | None:
    """Of a percentage with at most two decimals; 0 of none."""
    try:
        part = Decimal(text or "0") * HUNDREDTHS
    except InvalidOperation:
        return None
    return int(part) if part.is_finite() and part == part.to_integral_value() else None
