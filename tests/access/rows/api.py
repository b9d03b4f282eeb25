"""The API."""

from __future__ import annotations

from typing import Any

from access.readers import WORKER, Readers
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
from access.rows.skills import a_certificate, a_task
from gongjiang.people.models import Role
from world import Site


def api_deed(data: Arguments, arguments: Arguments = an_employment) -> Row:
    """A deed that only the HR of the person's employer may do."""
    return Row(own=OWN_HR, other=NOBODY, method="post", arguments=arguments, data=data, json=True)


def a_figure(readers: Readers, site: Site) -> dict[str, Any]:
    return {"number": 1}


def a_worker_with_a_rank(readers: Readers, site: Site) -> dict[str, Any]:
    a_certificate(readers, site)
    return a_worker(readers, site)


def a_task_over_the_api(readers: Readers, site: Site) -> dict[str, Any]:
    found = a_task(readers, site)
    return {"public_id": found["public_id"], "requirement": found["requirement_id"]}


def a_certificate_to_come(readers: Readers, site: Site) -> dict[str, Any]:
    """One whose day has not come, so that it cannot be recorded."""
    return {
        "occupation": "6-31-01-03",
        "rank": 3,
        "number": "X1",
        "issuer_kind": "SOCIAL",
        "issuer": "某机构",
        "issued_on": "2099-01-01",
    }


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
    "api:show_skills": Row(own=OWN_PEOPLE, other=NOBODY, arguments=a_worker),
    "api:show_eligibility": Row(
        own=frozenset({WORKER, Role.HR}),
        other=NOBODY,
        arguments=a_worker_with_a_rank,
    ),
    "api:may_do_now": Row(own=OWN_PEOPLE, other=NOBODY, arguments=a_task_over_the_api),
    "api:record_skill_certificate": api_deed(a_certificate_to_come, a_worker),
}
