"""The index, and the hall that shows it."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import (
    EVERYBODY,
    IN_A,
    Arguments,
    Row,
    a_team,
    an_enterprise,
    keyed,
    no_arguments,
    without_object,
)
from access.rows.orgs import LOCAL, OVER_ALL
from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.rule_sets import Draft, draft_rule_set
from gongjiang.index.canonical import CANONICAL
from gongjiang.index.framework import FrameworkRule
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.reports.models import Screen
from gongjiang.reports.permissions import SCREEN_ROLES
from gongjiang.reports.services import close_screen, open_screen
from world import NOON, TODAY, Site

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


REFORM = frozenset({Role.REFORM_OFFICE})
DRAFT_READERS = REFORM | {Role.LEADER}


def a_framework_draft(readers: Readers, site: Site) -> dict[str, Any]:
    """A draft of the framework, that no deed of the matrix changes."""
    found = RuleSet.objects.filter(key=FrameworkRule.key, version="draft").first()
    draft = Draft(
        key=FrameworkRule.key, version="draft", content=CANONICAL.as_json(), valid_from=TODAY
    )
    return {"public_id": (found or draft_rule_set(draft, actor=SYSTEM, at=NOON)).public_id}


def written(arguments: Arguments = no_arguments) -> Row:
    """A page of the editor, opened."""
    return Row(own=REFORM, other=REFORM, arguments=arguments)


def an_indicator(readers: Readers, site: Site) -> dict[str, Any]:
    return {"code": "P2"}


def inside(arguments: Arguments) -> Row:
    """A page about what is inside an enterprise."""
    return Row(own=IN_A | LOCAL | OVER_ALL, other=OVER_ALL, arguments=arguments, searched=True)


INDEX = {
    "index:indicators": without_object(EVERYBODY, searched=True),
    "index:indicator": Row(arguments=an_indicator, searched=True),
    "index:records": Row(arguments=an_indicator, searched=True),
    "index:unit": inside(a_team),
    "index:compare": inside(an_enterprise),
    "index:frameworks": without_object(EVERYBODY),
    "index:framework": Row(own=DRAFT_READERS, other=DRAFT_READERS, arguments=a_framework_draft),
    "index:draft_framework": written(),
    "index:next_framework": written(),
    "index:revise_framework": written(a_framework_draft),
    "index:framework_weights": written(a_framework_draft),
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
