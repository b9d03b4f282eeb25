"""Events of units as a timeline tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from gongjiang.orgs.models import Link, Unit
from gongjiang.orgs.queries import Event, Happening
from gongjiang.web.orgs.days import AskedDay

TITLES = {
    Happening.OPENED: _("Founded"),
    Happening.MOVED: _("Moved"),
    Happening.CLOSED: _("Closed"),
    Happening.OPERATES: _("Began to operate"),
    Happening.STOPPED: _("Stopped operating"),
    Happening.LINKED: _("Tied: %(how)s"),
    Happening.UNLINKED: _("No longer tied: %(how)s"),
}
COLOURS = {
    Happening.OPENED: "growth",
    Happening.OPERATES: "growth",
    Happening.MOVED: "cultivation",
    Happening.LINKED: "precision",
    Happening.CLOSED: "steel",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One event, ready to be shown.

    Attributes:
        url, other_url: the pages of the unit and of the other one, on a day they exist; "" when
            there is none to show.
    """

    on: date
    title: str
    colour: str
    unit: Unit
    url: str
    other: Unit | None
    other_url: str


def told(events: Iterable[Event], asked: AskedDay) -> list[Told]:
    """Events in words, each with the pages it leads to."""
    return [
        Told(
            on=event.on,
            title=_title(event),
            colour=COLOURS.get(event.what, ""),
            unit=event.unit,
            url=page_while_open(event.unit, asked),
            other=event.other,
            other_url=page_while_open(event.other, asked) if event.other else "",
        )
        for event in events
    ]


def page_while_open(unit: Unit, asked: AskedDay) -> str:
    """The unit's page on the asked day, or on its last day where it had closed by then."""
    if unit.closed_on is not None and unit.closed_on <= asked.on:
        return AskedDay(unit.closed_on - timedelta(days=1), asked.today).url_of(unit)
    return asked.url_of(unit)


def _title(event: Event) -> str:
    title = str(TITLES[event.what])
    return title % {"how": Link.Kind(event.link_kind).label} if event.link_kind else title
