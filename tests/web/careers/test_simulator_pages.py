"""The simulator's pages: asked for by form, done by a worker, read as charts and tables."""

from __future__ import annotations

from uuid import uuid4

import pytest

from access.readers import client_of
from careers.simulator.test_simulations import ruled, specialist  # noqa: F401  (a fixture)
from gongjiang.careers.models import Simulation
from gongjiang.people.models import Person
from jobs import run_jobs
from world import World


def send(reader: Person, **told):
    told = {
        "idempotency_key": str(uuid4()), "sequence": "P", "low": 5, "high": 5, "months": 12,
        "base_yuan": 4000, "until": "2022-11-28",
    } | told  # fmt: skip
    return client_of(reader).post("/simulator/new", told)


def test_hr_tries_a_change_and_reads_who_would_have_risen(ruled: World):  # noqa: F811
    specialist(ruled.a, "王小炉")
    assert client_of(ruled.a.hr).get("/simulator/new").status_code == 200

    done = send(ruled.a.hr)

    page = client_of(ruled.a.hr).get(done.url)
    assert 'hx-trigger="every 3s"' in page.content.decode()
    run_jobs()
    page = client_of(ruled.a.hr).get(done.url)
    told = page.content.decode()
    assert "王小炉" in told
    assert "2020-04" in told
    assert "3,840" in told  # twelve months of 320 yuan
    assert Simulation.objects.get().inputs_digest in told
    assert client_of(ruled.b.hr).get(done.url).status_code == 404
    assert client_of(ruled.leader).get(done.url).status_code == 404
    assert client_of(ruled.leader).get("/simulator").status_code == 403
    assert "职能/专业管理序列" in client_of(ruled.a.hr).get("/simulator").content.decode()


def test_the_reform_office_reads_the_zone_without_a_name(ruled: World, reformer: Person):  # noqa: F811
    for number in range(6):
        specialist(ruled.a, f"王小炉{number}")

    done = send(reformer)
    run_jobs()

    told = client_of(reformer).get(done.url).content.decode()
    assert "王小炉" not in told
    assert Simulation.objects.get().enterprise is None


@pytest.mark.parametrize(
    "told", [{"months": ""}, {"months": 24}, {"base_yuan": 0}, {"until": "2222-01-01"}]
)
def test_what_cannot_be_tried_is_said_on_the_form(ruled: World, told):  # noqa: F811
    page = send(ruled.a.hr, **told)
    assert page.status_code == 422
    assert not Simulation.objects.exists()
