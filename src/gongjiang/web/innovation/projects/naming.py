"""People written down by name, one a line, with their shares."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from gongjiang.innovation.rules.parts import Part, equal_parts
from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting

LINE = re.compile(
    r"(?P<name>[^\d%()（）]+?)\s*(?:[(（](?P<team>[^()（）]+)[)）])?[\s,，:：]*"
    r"(?P<share>\d{1,3}(?:\.\d{1,2})?)?\s*%?"
)
LONGEST = 1200
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where the names are looked up: an enterprise on a day; the reader wins their own name."""

    enterprise_id: int
    day: date
    reader_id: int


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    team: str
    share_bp: int | None


def people_field(label: Any, help_text: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


def parts_in(text: str, place: Place) -> list[Part]:
    """The persons of a text and their shares; equal ones where none is written.

    Raises:
        ValidationError: a line cannot be read, or its person is not found or not the only one.
    """
    lines = _lines(text)
    ids = _found(lines, place)
    shares = [line.share_bp for line in lines]
    if all(share is None for share in shares):
        return equal_parts(ids)
    if None in shares:
        raise forms.ValidationError(_("Write a share for everybody, or for nobody."))
    return [Part(person, share or 0) for person, share in zip(ids, shares, strict=True)]


def persons_in(text: str, place: Place) -> list[int]:
    """The persons of a text, whatever shares it writes.

    Raises:
        ValidationError: a line cannot be read, or its person is not found or not the only one.
    """
    return _found(_lines(text), place)


def _lines(text: str) -> list[Line]:
    lines = []
    for written in filter(None, (line.strip() for line in text.splitlines())):
        found = LINE.fullmatch(written)
        if found is None:
            raise forms.ValidationError(
                _("“%(line)s” cannot be read: write a name, and a share in %% after it.")
                % {"line": written}
            )
        share = found["share"]
        share_bp = int(Decimal(share) * HUNDREDTHS) if share else None
        lines.append(Line(found["name"].strip(), (found["team"] or "").strip(), share_bp))
    if not lines:
        raise forms.ValidationError(_("Name at least one person."))
    return lines


def _found(lines: list[Line], place: Place) -> list[int]:
    posts = Posting.objects.filter(
        true_on(place.day),
        unit_id__in=ids_under([place.enterprise_id], place.day),
        person__name__in={line.name for line in lines},
        person__state=Person.State.ACTIVE,
    )
    called: dict[str, dict[int, str]] = defaultdict(dict)
    for name, person_id, team in posts.values_list("person__name", "person_id", "unit__name"):
        called[name][person_id] = team
    return [_one(line, called[line.name], place) for line in lines]


def _one(line: Line, called: dict[int, str], place: Place) -> int:
    fitting = [person for person, team in called.items() if line.team in {"", team}]
    if not line.team and place.reader_id in fitting:
        return place.reader_id
    if not fitting:
        raise forms.ValidationError(
            _("Nobody called %(name)s works here today. Write the whole name.")
            % {"name": line.name}
        )
    if len(fitting) > 1:
        raise forms.ValidationError(
            _(
                "Several people are called %(name)s: write the team after the name, as in "
                "%(name)s (%(team)s)."
            )
            % {"name": line.name, "team": called[fitting[0]]}
        )
    return fitting[0]
