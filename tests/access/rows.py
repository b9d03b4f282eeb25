"""What one row of the access matrix says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from access.readers import EVERY_ROLE, Readers
from gongjiang.people.models import Role
from world import Site

Arguments = Callable[[Readers, Site], dict[str, Any]]

EVERYBODY = frozenset(EVERY_ROLE)
NOBODY: frozenset[str] = frozenset()
OWN_HR = frozenset({Role.HR})


def no_arguments(readers: Readers, site: Site) -> dict[str, Any]:
    return {}


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
