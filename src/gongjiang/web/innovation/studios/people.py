"""Whom a form of a studio offers: people of its enterprise who bear exactly the name typed.

Nobody browses an enterprise here: who adds a colleague knows what they are called.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.shortcuts import get_object_or_404

from gongjiang.orgs.queries import ids_under, true_on
from gongjiang.people.models import Person, Posting
from gongjiang.web.house.finding import FindingForm
from gongjiang.web.house.pickers import MOST, Picker


def person_field(label: Any) -> forms.ChoiceField:
    """Somebody of an enterprise, found by the whole name."""
    return forms.ChoiceField(label=label, widget=Picker(finds=True))


def offer_people(form: FindingForm, name: str, enterprise_id: int, day: date) -> None:
    """Let a picker offer who is called what is typed, with their team; one query."""
    typed = form.sent.get(f"{name}_find", "").strip()
    sought = Q(person__name=typed) if typed else Q(pk__in=[])
    chosen = _as_id(form.sent.get(name, ""))
    if chosen is not None:
        sought |= Q(person__public_id=chosen)
    posts = (
        Posting.objects.filter(
            sought,
            true_on(day),
            unit_id__in=ids_under([enterprise_id], day),
            person__state=Person.State.ACTIVE,
        )
        .select_related("person", "unit")
        .order_by("person_id")[:MOST]
    )
    labels = {
        str(post.person.public_id): f"{post.person.name} · {post.unit.name}" for post in posts
    }
    form.offer(name, [("", "—"), *labels.items()])


def chosen_person(public_id: str) -> Person:
    return get_object_or_404(Person, public_id=public_id)


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
