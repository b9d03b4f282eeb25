"""A growth file is read by its person, taken along, and checked by anyone."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.readers import client_of
from gongjiang.kernel.keyring import Keyring
from gongjiang.people.identity import keyring
from gongjiang.people.models import Look
from gongjiang.reports.growth_file.canonical import as_file
from gongjiang.reports.growth_file.verdict import verdict_on
from reports.growth_file.conftest import Issued, issued  # noqa: F401  (a fixture)
from world import World, make_worker


def upload(content: bytes) -> Client:
    return Client().post("/verify", {"file": SimpleUploadedFile("growth.json", content)})


def test_a_worker_reads_their_own_file(world: World):
    worker = make_worker(world.a, "甲工").person

    page = client_of(worker).get("/me/growth")

    assert page.status_code == 200
    assert "甲硅业 · 一车间 · 一班" in page.content.decode()
    assert not Look.objects.exists()


def test_hr_opens_a_file_and_the_worker_sees_that_it_did(world: World):
    worker = make_worker(world.a, "甲工").person
    reader = client_of(world.a.hr)

    for _ in range(2):
        assert reader.get(f"/people/{worker.public_id}/growth").status_code == 200

    [look] = Look.objects.filter(person=worker)
    assert (look.by, look.what) == (world.a.hr, Look.What.GROWTH_FILE)


@pytest.mark.parametrize("ending", ["", ".json", ".pdf"])
def test_another_enterprise_finds_no_file(world: World, ending: str):
    worker = make_worker(world.a, "甲工").person

    answer = client_of(world.b.hr).get(f"/people/{worker.public_id}/growth{ending}")

    assert answer.status_code == 404


def test_a_site_does_not_take_a_file_along(world: World):
    worker = make_worker(world.agency, kind="DISPATCHED", unit=world.a.team).person
    reader = client_of(world.a.hr)

    assert reader.get(f"/people/{worker.public_id}/growth").status_code == 200
    assert reader.get(f"/people/{worker.public_id}/growth.json").status_code == 403


@pytest.mark.parametrize(
    ("ending", "kind"), [("json", "application/json"), ("pdf", "application/pdf")]
)
def test_what_a_worker_takes_along_holds(world: World, ending: str, kind: str):
    worker = make_worker(world.a, "甲工").person

    answer = client_of(worker).get(f"/me/growth.{ending}")

    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith('attachment; filename="growth-file-')
    verdict = verdict_on(answer.content, trusted=keyring().public_keys().values())
    assert verdict.holds
    assert verdict.document["person"] == {"id": str(worker.public_id), "name": "甲工"}


def test_anyone_checks_a_file(world: World):
    worker = make_worker(world.a, "甲工").person
    content = client_of(worker).get("/me/growth.json").content

    assert upload(content).context["verdict"].holds
    changed = upload(content.replace("甲工".encode(), "乙工".encode()))
    assert not changed.context["verdict"].holds
    assert changed.status_code == 200


def test_a_file_of_another_issuer_is_not_this_zones(issued: Issued):  # noqa: F811
    assert verdict_on(as_file(issued.bundle)).holds

    assert not upload(as_file(issued.bundle)).context["verdict"].holds


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"\xff"])
def test_what_is_no_file_is_said_to_be_none(content: bytes):
    answer = upload(content)

    assert answer.status_code == 200
    assert "verdict" not in answer.context or not answer.context["verdict"].holds


@pytest.mark.django_db
def test_the_zone_publishes_its_keys():
    ring: Keyring = keyring()

    answer = json.loads(Client().get("/verify/key").content)

    assert [key["id"] for key in answer["keys"] if key["current"]] == [ring.current("signature").id]
    assert Client().get("/verify").status_code == 200
