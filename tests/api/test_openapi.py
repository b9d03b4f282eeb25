"""Whatever is sent to the API, it answers as its description says, and never fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from ninja import Schema
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from access.readers import client_of
from gongjiang.api.urls import api
from gongjiang.config.wsgi import application
from gongjiang.orgs.models import Unit
from gongjiang.people.models import Employment, Person
from thoroughness import EVERYTHING
from world import World, make_worker

schema = schemathesis.openapi.from_dict(api.get_openapi_schema()).exclude(path="/api/v1/")
schema.app = application

CSRF = "c" * 32
CHECKS = (not_a_server_error, response_schema_conformance, status_code_conformance)


@pytest.fixture
def hr(world: World) -> Iterator[Client]:
    """HR of A, asking over WSGI within the test's own transaction."""
    make_worker(world.a)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield client_of(world.a.hr)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_no_two_answers_share_a_name():
    """The description names an answer by its class: of two of one name it would keep the last."""
    ours = [kind for kind in kinds_of(Schema) if kind.__module__.startswith("gongjiang.")]
    names = Counter(kind.__name__ for kind in ours)

    assert "EmploymentDone" in names
    assert [name for name, times in names.items() if times > 1] == []


def kinds_of(kind: type[Schema]) -> list[type[Schema]]:
    return [one for child in kind.__subclasses__() for one in (child, *kinds_of(child))]


@schema.parametrize()
@settings(
    max_examples=25 if EVERYTHING else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
def test_no_request_makes_the_api_fail(case: schemathesis.Case, hr: Client):
    aim_at_somebody(case)
    case.headers = {**(case.headers or {}), "Host": "localhost", "X-CSRFToken": CSRF}
    cookies = {
        django_settings.SESSION_COOKIE_NAME: hr.cookies[django_settings.SESSION_COOKIE_NAME].value,
        django_settings.CSRF_COOKIE_NAME: CSRF,
    }

    answer = case.call(cookies=cookies)

    case.validate_response(answer, checks=CHECKS)


def aim_at_somebody(case: schemathesis.Case) -> None:
    """Let every second request name a person, employment or unit that is really there."""
    number, key = (case.path_parameters.get(name) for name in ("employment_id", "public_id"))
    if isinstance(number, int) and number % 2 == 0:
        case.path_parameters["employment_id"] = Employment.objects.latest("id").id
    if isinstance(key, str) and key[:1] in "01234567":
        model = Unit if "units" in case.operation.path else Person
        case.path_parameters["public_id"] = str(model.objects.latest("id").public_id)
