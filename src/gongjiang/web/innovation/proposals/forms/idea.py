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
from gongjiang.people.models import Person
from gongjiang.web.innovation.proposals.forms.photos import PhotosField

LONGEST = 2000
MOST_AUTHORS = 5
WHOLE = 10_000
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
        self.fields["process"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("none of these, or all")),
            *((str(process.id), process.name) for process in processes),
        ]
        self.shares: list[tuple[Person, int]] = []

    # Who shares it.

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
            wanted = set(self.data.getlist("author"))
        else:
            wanted = {str(key) for key in self.initial.get("authors", ())}
        return [person for person in self.others if str(person.public_id) in wanted]

    def _percents_shown(self) -> list[str]:
        people = [self.author, *self._chosen()]
        written = [self._written(person) for person in people]
        if any(written):
            return written
        return [percent_of(part) for part in equal_shares(len(people))]

    def _written(self, person: Person) -> str:
        if self.is_bound:
            return str(self.data.get(f"share-{person.public_id}", "")).strip()
        held = self.initial.get("authors", {}).get(person.public_id)
        return percent_of(held) if held else ""

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
        if len(people) > MOST_AUTHORS:
            self.add_error(None, _("At most five share an idea."))
            return
        written = [self._written(person) for person in people]
        parts = (
            [_basis_points(text) for text in written]
            if any(written)
            else list(equal_shares(len(people)))
        )
        if any(part is None or part <= 0 for part in parts):
            self.add_error(None, _("Each author has a share above 0 %; whoever has none is no author."))
        elif sum(part or 0 for part in parts) != WHOLE:
            total = percent_of(sum(part or 0 for part in parts))
            self.add_error(
                None, _("The shares make %(total)s %%; they have to make 100 %%.") % {"total": total}
            )
        else:
            self.shares = [(who, part or 0) for who, part in zip(people, parts, strict=True)]


def equal_shares(authors: int) -> list[int]:
    """Basis points for each, the first ones a hundredth of a percent more where it must be."""
    part, rest = divmod(WHOLE, authors)
    return [part + (place < rest) for place in range(authors)]


def percent_of(basis_points: int) -> str:
    """3333 is 33.33, 5000 is 50: as an input of numbers wants it."""
    return f"{Decimal(basis_points) / HUNDREDTHS:f}".rstrip("0").rstrip(".") if basis_points % HUNDREDTHS else str(basis_points // HUNDREDTHS)


def _basis_points(text: str) -> int | None:
    try:
        part = Decimal(text) * HUNDREDTHS
    except InvalidOperation:
        return None
    return int(part) if part == part.to_integral_value() else None
