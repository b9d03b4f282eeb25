"""The index, and the hall that shows it."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import EVERYBODY, Arguments, Row, keyed, no_arguments, without_object
from gongjiang.people.models import Role
from gongjiang.reports.models import Screen
from gongjiang.reports.permissions import SCREEN_ROLES
from gongjiang.reports.services import close_screen, open_screen
from world import NOON, Site

KEEPERS = frozenset(SCREEN_ROLES)


def a_closed_screen(readers: Readers, site: Site) -> dict[str, Any]:
    """A screen of the zone, so that what is asked of it is allowed and yet impossible."""
    keeper = readers.persons[Role.LEADER]
    screen = Screen.objects.first()
    if screen is None:
        screen = open_screen(place="服务大厅", actor=keeper, at=NOON)
        close_screen(screen_id=screen.id, actor=keeper, at=NOON)
    return {"public_id": screen.public_id}


def kept(method: str = "get", arguments: Arguments = a_closed_screen) -> Row:
    return Row(
        own=KEEPERS, other=KEEPERS, method=method, arguments=arguments, data=keyed(place=" ")
    )


INDEX = {
    "index:screens": without_object(KEEPERS),
    "index:open_screen": kept("post", no_arguments),
    "index:screen": kept(),
    "index:screen_code": kept("post"),
    "index:close_screen": kept("post"),
    "hall:display": Row(anonymous=True),
    "hall:picture": Row(own=EVERYBODY, other=EVERYBODY),
    "hall:pair": Row(anonymous=True, method="post"),
    "hall:worker": Row(anonymous=True),
}
