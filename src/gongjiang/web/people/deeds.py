"""A deed as a form: filled in, rehearsed, shown as a diff, then confirmed and done once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.errors import CannotDo
from gongjiang.people.guards import keeping_refusals
from gongjiang.people.models import Person
from gongjiang.web.house.pickers import Picker
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.house.writes import done_once

FormData = Any
"""What a form is bound to: a request's POST, or None."""

Choices = Sequence[tuple[str, str] | tuple[str, list[tuple[str, str]]]]
"""What a field offers: values with their labels, or headings with such pairs under them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a diff."""

    label: Sentence
    old: Sentence
    new: Sentence


class DeedForm(forms.Form):
    """Everything a deed asks for, what it would change, and how it is done."""

    def __init__(self, data: FormData = None, *, actor: Person, **kwargs: Any) -> None:
        self.sent = data or {}
        # Somebody looks for a choice: what they filled in stays, and nothing is judged yet.
        is_finding = self.sent.get("step") == "find"
        super().__init__(None if is_finding else data, **kwargs)
        self.actor = actor
        if is_finding:
            for name, field in self.fields.items():
                self.initial[name] = field.widget.value_from_datadict(
                    self.sent, {}, self.add_prefix(name)
                )

    def offer(
        self,
        name: str,
        choices: Choices,
        *,
        ask_of_one: bool = True,
        spellings: Mapping[str, str] | None = None,
    ) -> None:
        """Give a field its choices.

        Args:
            ask_of_one: False to take an only choice without asking.
            spellings: what else a picker finds a choice by, by its value.
        """
        field = self.fields[name]
        if isinstance(field.widget, Picker):
            field.widget.found_by = self.sent.get(f"{self.add_prefix(name)}_find", "")
            field.widget.spellings = spellings or {}
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared by the form)
        field.choices = choices
        if len(choices) == 1 and not ask_of_one:
            field.widget = forms.HiddenInput()
            self.initial.setdefault(name, choices[0][0])

    def changes(self) -> list[Change]:
        """What would be different afterwards. Asked of a valid form."""
        raise NotImplementedError

    def warnings(self) -> list[Sentence]:
        """What to look at twice before confirming."""
        return []

    def perform(self) -> str:
        """Do it; the address to go on to.

        Raises:
            CannotDo: what stands in the way.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedPage:
    """The words around a deed's form.

    Attributes:
        confirm: the button that does it; done: what is said afterwards.
        person: whom it is about, when it is one person.
        back: where Cancel leads; by itself to that person.
    """

    title: Sentence
    form: DeedForm
    confirm: Sentence
    done: Sentence
    lead: Sentence = ""
    person: Person | None = None
    back: str = ""

    @property
    def way_back(self) -> str:
        return self.back or (person_url(self.person) if self.person else reverse("people:list"))


def person_url(person: Person) -> str:
    return reverse("people:person", args=[person.public_id])


def answer_deed(request: PersonRequest, page: DeedPage) -> HttpResponse:
    """The form; after it the diff of a rehearsal; after that the deed, done once."""
    form, step = page.form, request.POST.get("step", "")
    if request.method != "POST" or step in {"edit", "find"} or not form.is_valid():
        return _draw(request, page, "people/deed.html")
    try:
        if step == "confirm":
            address = done_once(request, form.perform)
            messages.success(request, str(page.done))
            return HttpResponseRedirect(str(address))
        _rehearse(form)
    except CannotDo as refusal:
        form.add_error(None, str(refusal))
        return _draw(request, page, "people/deed.html")
    return _draw(request, page, "people/deed_confirm.html")


@keeping_refusals
def _rehearse(form: DeedForm) -> None:
    """Do it and take it back, so that a refusal is said before anybody confirms."""
    form.perform()
    transaction.set_rollback(True)


def _draw(request: PersonRequest, page: DeedPage, template: str) -> HttpResponse:
    return render(request, template, {"page": page, "form": page.form})
