"""The API."""

from __future__ import annotations

from typing import Any

from access.readers import Readers
from access.row import (
    IN_A,
    NOBODY,
    OWN_HR,
    OWN_PEOPLE,
    Arguments,
    Row,
    a_team,
    a_worker,
    an_employment,
    hiring,
    leaving,
    moving,
    taking_on,
)
from access.rows.orgs import LOCAL, OVER_ALL
from world import Site


def api_deed(data: Arguments, arguments: Arguments = an_employment) -> Row:
    """A deed that only the HR of the person's employer may do."""
    return Row(own=OWN_HR, other=NOBODY, method="post", arguments=arguments, data=data, json=True)


def a_figure(readers: Readers, site: Site) -> dict[str, Any]:
    return {"number": 1}


API = {
    "api:openapi-json": Row(anonymous=True),
    "api:api-root": Row(own=NOBODY, other=NOBODY),
    "api:show_me": Row(),
    "api:list_people": Row(searched=True),
    "api:show_person": Row(own=OWN_PEOPLE, other=NOBODY, arguments=a_worker),
    "api:list_units": Row(searched=True),
    "api:show_unit": Row(own=IN_A | LOCAL | OVER_ALL, other=OVER_ALL, arguments=a_team),
    "api:list_figures": Row(),
    "api:show_figure": Row(arguments=a_figure),
    "api:show_groups": Row(arguments=a_figure),
    "api:hire": api_deed(hiring, a_worker),
    "api:leave": api_deed(leaving),
    "api:move": api_deed(moving),
    "api:take_on": api_deed(taking_on),
}
