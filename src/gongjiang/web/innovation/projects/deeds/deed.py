"""What a deed on a page is, and the view behind its address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from gongjiang.kernel.decision import Decision, Sentence
from gongjiang.kernel.periods import now
from gongjiang.web.house.requests import PersonRequest, person_required
from gongjiang.web.house.writes import answered_once, submit


class Page(Protocol):
    """What a reader sees of one thing: its address, and its deeds."""

    @property
    def url(self) -> str: ...


Seen = TypeVar("Seen", bound=Page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed(Generic[Seen]):
    """One thing that can be done on a page.

    Attributes:
        name: the end of its address.
        label: what its form is called, and its button says.
        said: what the reader is told when it is done.
        may: whether this reader may at all; others are told who may.
        offered: whether the thing is at that step; asked of those who may.
        form: makes the form, of what was sent or of nothing.
        perform: does it with what the form holds.
        main: whether it is the one thing to do next, and stands open.
    """

    name: str
    label: Sentence
    said: Sentence
    may: Callable[[Seen], Decision]
    offered: Callable[[Seen], bool]
    form: Callable[[Seen, Any, Any], forms.Form]
    perform: Callable[[Seen, dict[str, Any], datetime], object]
    main: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A deed as a page shows it."""

    name: str
    label: Sentence
    form: forms.Form
    url: str
    main: bool
    open: bool = field(default=False)


class ConfirmForm(forms.Form):
    """Nothing to fill in; it is sent to confirm."""


def plain(kind: type[forms.Form]) -> Callable[[Any, Any, Any], forms.Form]:
    """A form that asks the page nothing."""
    return lambda _seen, data, files: kind(data, files)


def offered_on(
    seen: Seen,
    deeds: tuple[Deed[Seen], ...],
    *,
    address: Callable[[Deed[Seen]], str],
    sent: dict[str, forms.Form] | None = None,
) -> list[Offered]:
    """The deeds this reader can do now; a form that was sent and refused stands open again."""
    kept = sent or {}
    return [
        Offered(
            deed.name,
            deed.label,
            kept.get(deed.name) or deed.form(seen, None, None),
            address(deed),
            deed.main,
            open=deed.main or deed.name in kept,
        )
        for deed in deeds
        if deed.name in kept or (deed.offered(seen) and deed.may(seen))
    ]


def view_of(
    deed: Deed[Seen],
    *,
    seen_by: Callable[[PersonRequest, UUID], Seen],
    page: Callable[[PersonRequest, Seen, dict[str, forms.Form]], HttpResponse],
) -> Callable[..., HttpResponseBase]:
    """The view behind a deed's address: what is read there is the thing's own page."""

    @person_required
    @answered_once
    def done(request: PersonRequest, public_id: UUID) -> HttpResponse:
        seen = seen_by(request, public_id)
        deed.may(seen).require()
        if request.method != "POST":
            return page(request, seen, {})
        form = deed.form(seen, request.POST, request.FILES)

        def perform() -> str:
            deed.perform(seen, form.cleaned_data, now())
            return seen.url

        answer = submit(request, form, perform, said=deed.said)
        return answer or page(request, seen_by(request, public_id), {deed.name: form})

    return done


def address_of(route: str, public_id: UUID) -> Callable[[Any], str]:
    """Where a deed of one thing is sent."""
    return lambda deed: reverse(f"projects:{route}-{deed.name}", args=[public_id])
