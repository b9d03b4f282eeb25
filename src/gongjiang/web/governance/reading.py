"""Where this request's reader stands, and the forms a page is shown with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import HttpResponse

from gongjiang.governance.models import Appeal, Publicity, RuleSet
from gongjiang.governance.queries.reach import Reach, reach_of
from gongjiang.kernel.decision import Sentence
from gongjiang.kernel.periods import today
from gongjiang.web.house.requests import PersonRequest
from gongjiang.web.house.writes import submit

Row = TypeVar("Row", RuleSet, Publicity, Appeal)

Sent = dict[str, forms.Form]
"""Forms that were sent and must be shown again, by their name on the page."""


def reach_for(request: PersonRequest) -> Reach:
    """Read once a request."""
    kept: Reach | None = getattr(request, "_reach", None)
    if kept is None:
        kept = reach_of(request.person, today())
        request._reach = kept  # type: ignore[attr-defined]  # kept for this request alone
    return kept


def status_of(sent: Sent | None) -> int:
    """A page that shows a form again says so."""
    return 422 if sent else 200


def answer(
    request: PersonRequest,
    seen: Row,
    name: str,
    form: forms.Form,
    deed: Callable[[], str],
    *,
    said: Sentence,
    page: Callable[[PersonRequest, Row, Sent], HttpResponse],
) -> HttpResponse:
    """Do what one of a page's forms asks, or draw the page again with what stands in the way.

    Args:
        name: what the page calls this form.
    """
    return submit(request, form, deed, said=said) or page(request, seen, {name: form})
