"""Pages about people."""

from __future__ import annotations

from typing import Any

from access.readers import WORKER, Readers
from access.row import (
    EVERYBODY,
    NOBODY,
    OWN_HR,
    OWN_PEOPLE,
    Row,
    a_team,
    a_worker,
    about_a_worker,
    without_object,
)
from gongjiang.people.models import Role
from world import Site


def opening(readers: Readers, site: Site) -> dict[str, Any]:
    return {"field": "phone", "reason": "核对"}


WHO_SEE_PEOPLE = frozenset({Role.HR, Role.TEAM_LEADER})

PEOPLE = {
    "people:home": without_object(EVERYBODY),
    "people:list": without_object(WHO_SEE_PEOPLE, searched=True),
    "people:teams": without_object(OWN_HR, searched=True),
    "people:search": without_object(EVERYBODY, searched=True),
    "people:by_number": without_object(OWN_HR),
    "people:hire": without_object(OWN_HR),
    "people:move_several": Row(own=OWN_HR, other=NOBODY, arguments=a_team),
    "people:person": about_a_worker(OWN_PEOPLE),
    "people:number": Row(
        own=frozenset({WORKER, Role.HR}),
        other=NOBODY,
        method="post",
        arguments=a_worker,
        data=opening,
    ),
    "people:hire_known": about_a_worker(OWN_HR),
    "people:move": about_a_worker(OWN_HR),
    "people:take_on": about_a_worker(OWN_HR),
    "people:leave": about_a_worker(OWN_HR),
    "people:appoint": about_a_worker(OWN_HR),
    "people:end_role": about_a_worker(OWN_HR),
}
