"""Who gets where: a row a route, for the own scope and for another enterprise's.

A role that may enter gets an answer (a page, a form with its errors, a refusal of the moment);
any other role gets 403 or 404; an anonymous reader is sent to sign in, or gets 401.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from access.readers import EVERY_ROLE, WORKER, Readers
from gongjiang.people.models import Employment, Role
from world import Site

Arguments = Callable[[Readers, Site], dict[str, Any]]

EVERYBODY = frozenset(EVERY_ROLE)
NOBODY: frozenset[str] = frozenset()


def no_arguments(readers: Readers, site: Site) -> dict[str, Any]:
    return {}


def a_worker(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": readers.worker_of(site).public_id}


def an_employment(readers: Readers, site: Site) -> dict[str, Any]:
    return {"employment_id": Employment.objects.get(person=readers.worker_of(site)).id}


def leaving(readers: Readers, site: Site) -> dict[str, Any]:
    return {"reason": "RESIGNED", "on": LONG_AGO}


def moving(readers: Readers, site: Site) -> dict[str, Any]:
    post = {"unit": str(site.other_team.public_id), "name": "操作工", "kind": "PRODUCTION"}
    return {"post": post, "on": LONG_AGO}


def taking_on(readers: Readers, site: Site) -> dict[str, Any]:
    return {**moving(readers, site), "kind": "REGULAR"}


def hiring(readers: Readers, site: Site) -> dict[str, Any]:
    return {**taking_on(readers, site), "employer": str(site.enterprise.public_id)}


@dataclass(frozen=True)
class Row:
    """What is expected of one route.

    Attributes:
        own: the roles that may enter when it is about enterprise A, where they are seated.
        other: those that may when it is about enterprise B.
        anonymous: whether somebody who is not signed in may.
        data: what is sent with a POST; a deed that is allowed and yet impossible, so that
            nothing changes from one reader to the next.
        searched: whether it lists persons, and so may be searched, filtered and exported.
    """

    own: frozenset[str] = EVERYBODY
    other: frozenset[str] = EVERYBODY
    anonymous: bool = False
    method: str = "get"
    arguments: Arguments = no_arguments
    data: Arguments = no_arguments
    json: bool = False
    searched: bool = False


LONG_AGO = "2000-01-01"
OWN_PEOPLE = frozenset({WORKER, Role.HR, Role.TEAM_LEADER})
OWN_HR = frozenset({Role.HR})


def api_deed(data: Arguments, arguments: Arguments = an_employment) -> Row:
    """A deed that only the HR of the person's employer may do."""
    return Row(own=OWN_HR, other=NOBODY, method="post", arguments=arguments, data=data, json=True)


HOUSE = {
    "house:style": Row(own=NOBODY, other=NOBODY),
    "house:theme": Row(method="post", anonymous=True),
    "house:language": Row(method="post", anonymous=True),
    "house:csp_report": Row(method="post", anonymous=True),
}

API = {
    "api:openapi-json": Row(anonymous=True),
    "api:api-root": Row(own=NOBODY, other=NOBODY),
    "api:show_me": Row(),
    "api:list_people": Row(searched=True),
    "api:show_person": Row(own=OWN_PEOPLE, other=NOBODY, arguments=a_worker),
    "api:hire": api_deed(hiring, a_worker),
    "api:leave": api_deed(leaving),
    "api:move": api_deed(moving),
    "api:take_on": api_deed(taking_on),
}


def a_team(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": site.team.public_id}


def about_a_worker(own: frozenset[str]) -> Row:
    """A page about one person of the site."""
    return Row(own=own, other=NOBODY, arguments=a_worker)


def without_object(roles: frozenset[str], *, searched: bool = False) -> Row:
    """A page with one address for everybody, that shows each reader their own."""
    return Row(own=roles, other=roles, searched=searched)


WHO_SEE_PEOPLE = frozenset({Role.HR, Role.TEAM_LEADER})

PEOPLE = {
    "people:home": without_object(EVERYBODY),
    "people:list": without_object(WHO_SEE_PEOPLE, searched=True),
    "people:teams": without_object(OWN_HR, searched=True),
    "people:search": without_object(EVERYBODY, searched=True),
    "people:by_number": without_object(OWN_HR),
    "people:hire": without_object(OWN_HR),
    "people:units": without_object(OWN_HR),
    "people:move_several": Row(own=OWN_HR, other=NOBODY, arguments=a_team),
    "people:person": about_a_worker(OWN_PEOPLE),
    "people:hire_known": about_a_worker(OWN_HR),
    "people:move": about_a_worker(OWN_HR),
    "people:take_on": about_a_worker(OWN_HR),
    "people:leave": about_a_worker(OWN_HR),
    "people:appoint": about_a_worker(OWN_HR),
    "people:end_role": about_a_worker(OWN_HR),
}

MATRIX: dict[str, Row] = {**HOUSE, **API, **PEOPLE}
