"""What one row of the access matrix says, and what rows are made of.

A role that may enter gets an answer (a page, a form with its errors, a refusal of the moment);
any other role gets 403 or 404; an anonymous reader is sent to sign in, or gets 401.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from access.readers import EVERY_ROLE, WORKER, Readers
from gongjiang.people.models import Employment, Role
from world import Site, World

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
        data: what is sent: a GET's query, or a POST's form for a deed that is allowed and yet
            impossible, so that nothing changes from one reader to the next.
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

    def expected(self, world: World) -> list[tuple[Site, frozenset[str]]]:
        """Who may enter, by enterprise; a route that is about none is asked once."""
        if self.arguments is no_arguments and self.data is no_arguments:
            assert self.own == self.other
            return [(world.a, self.own)]
        return [(world.a, self.own), (world.b, self.other)]


LONG_AGO = "2000-01-01"
OWN_PEOPLE = frozenset({WORKER, Role.HR, Role.TEAM_LEADER})
OWN_HR = frozenset({Role.HR})
IN_A = frozenset(
    {
        WORKER,
        Role.HR,
        Role.TEAM_LEADER,
        Role.MASTER,
        Role.LECTURER,
        Role.REVIEWER,
        Role.JUDGE,
        Role.FINANCE,
    }
)
"""Who works in enterprise A, or is seated in it."""


def a_team(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": site.team.public_id}


def an_enterprise(readers: Readers, site: Site) -> dict[str, Any]:
    return {"public_id": site.enterprise.public_id}


def keyed(**values: Any) -> Arguments:
    """What a form sends: these values under a key of their own."""
    return lambda readers, site: {**values, "idempotency_key": str(uuid4())}


def about_a_worker(own: frozenset[str]) -> Row:
    """A page about one person of the site."""
    return Row(own=own, other=NOBODY, arguments=a_worker)


def without_object(roles: frozenset[str], *, searched: bool = False) -> Row:
    """A page with one address for everybody, that shows each reader their own."""
    return Row(own=roles, other=roles, searched=searched)
