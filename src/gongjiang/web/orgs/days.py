"""The day a page is asked about: `?on=2020-03-01`, else today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from gongjiang.kernel.periods import read_day, today
from gongjiang.orgs.models import Unit
from gongjiang.people.queries.units import Reach, reach_of
from gongjiang.web.house.reader import scope_for
from gongjiang.web.house.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day a page answers for.

    Attributes:
        today: what `on` is when the address names no day.
        unread: what stood in the address, when it was no day.
    """

    on: date
    today: date
    unread: str = ""

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    @property
    def query(self) -> str:
        """What keeps the day in an address; empty for today."""
        return "" if self.is_today else "?" + urlencode({"on": self.on.isoformat()})

    def url_of(self, unit: Unit) -> str:
        """The unit's page on this day."""
        return reverse("orgs:unit", args=[unit.public_id]) + self.query


def asked_day(request: HttpRequest) -> AskedDay:
    """The day in the address, or today where none is named or it cannot be read."""
    now = today()
    named = request.GET.get("on", "")
    if not named:
        return AskedDay(now, now)
    try:
        return AskedDay(read_day(named), now)
    except ValueError:
        return AskedDay(now, now, unread=named[:40])


def reach_for(request: PersonRequest, asked: AskedDay) -> Reach:
    """How far the reader of a page sees on the day it is asked about."""
    return reach_of(scope_for(request), asked.on)
