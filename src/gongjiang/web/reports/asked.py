"""What a page of figures is asked: `?on=2020-03-01&known_at=2022-01-01T08:00`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest

from gongjiang.kernel.periods import SHANGHAI, read_day, read_moment, today


@dataclass(frozen=True, slots=True)
class Asked:
    """A day, and the moment by which it was known; None: by now.

    Attributes:
        unread: what stood in the address and could not be read.
    """

    on: date
    known_at: datetime | None
    today: date
    unread: str = ""

    @property
    def is_today(self) -> bool:
        return self.on == self.today and self.known_at is None

    def query(self, **more: str | int) -> str:
        """What keeps the question in an address, with more beside it; empty for today."""
        said: dict[str, str | int] = {}
        if self.on != self.today:
            said["on"] = self.on.isoformat()
        if self.known_at is not None:
            said["known_at"] = self.known_at.astimezone(SHANGHAI).isoformat()
        said |= more
        return f"?{urlencode(said)}" if said else ""


def asked_of(request: HttpRequest) -> Asked:
    """The day and moment in the address; what cannot be read is said to the reader."""
    now, unread = today(), ""
    on, known_at = now, None
    if text := request.GET.get("on", ""):
        try:
            on = read_day(text)
        except ValueError:
            unread = text[:40]
    if text := request.GET.get("known_at", ""):
        try:
            known_at = read_moment(text)
        except ValueError:
            unread = text[:40]
    return Asked(on, known_at, now, unread)
