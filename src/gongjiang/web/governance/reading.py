"""Where this request's reader stands, and the forms a page is shown with."""

from __future__ import annotations

from django import forms

from gongjiang.governance.queries.reach import Reach, reach_of
from gongjiang.kernel.periods import today
from gongjiang.web.house.requests import PersonRequest

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
