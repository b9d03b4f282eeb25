"""The echelon's pages, as HR, the line and the zone meet them."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.readers import client_of
from careers.echelon import grade, leader_of, one_group, position, successor
from gongjiang.careers.models import Export, KeyPosition, NewBase, Potential, Successor
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.kernel.periods import add_months, today
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person
from world import OPENING, World, make_worker

QUERIES = 15


def post(reader: Client, path: str, **data):
    return reader.post(path, {"idempotency_key": str(uuid4()), **data})


def read(person: Person, path: str) -> str:
    return client_of(person).get(path).content.decode()


def test_hr_names_a_position_and_a_successor_found_by_pinyin(world: World):
    reader = client_of(world.a.hr)
    worker = make_worker(world.a, "王小炉").person

    told = {"title": "炉长", "unit": world.a.team.public_id, "why": "只此一人", "on": "2022-10-01"}
    page = post(reader, "/pipeline/name", **told)
    place = KeyPosition.objects.get()
    assert page.url == f"/pipeline/positions/{place.public_id}"

    found = reader.get(page.url, {"who": "wangxiao"}).content.decode()
    assert "王小炉" in found
    assert str(worker.public_id) in found
    named = post(
        reader, f"{page.url}/add", who="wangxiao", person=worker.public_id, readiness="NOW",
        why="跟岗两年", on="2022-10-02",
    )  # fmt: skip
    assert named.status_code == 302
    home = reader.get("/pipeline").content.decode()
    assert "A 王小炉" in home
    assert "100.0 %" in home

    again = Successor.objects.get()
    address = f"{page.url}/{again.public_id}"
    post(reader, f"{address}/judge", readiness="1-2Y", why="还欠火候", on="2022-11-01")
    assert "0.0 %" in reader.get("/pipeline").content.decode()
    now = Successor.objects.get(valid_to=None)
    post(reader, f"{page.url}/{now.public_id}/remove", why="调岗", on="2022-11-02")
    refused = post(reader, f"{page.url}/close", on="2022-09-01", why="停产")
    assert refused.status_code == 422
    post(reader, f"{page.url}/close", on="2022-11-20", why="停产")
    assert KeyPosition.objects.get().valid_to == date(2022, 11, 20)


def test_a_person_of_another_enterprise_cannot_be_slipped_in(world: World):
    place = position(world.a)
    stranger = make_worker(world.b, "外人").person
    page = post(
        client_of(world.a.hr), f"/pipeline/positions/{place.public_id}/add", who="外人",
        person=stranger.public_id, readiness="NOW", why="跟岗", on="2022-10-02",
    )  # fmt: skip
    assert page.status_code == 422
    assert not Successor.objects.exists()


def test_the_zone_sees_coverage_and_no_name(world: World):
    for number in range(6):
        place = position(world.a, f"甲岗{number}")
        successor(place, make_worker(world.a, f"甲工{number}").person, world.a.hr)
    position(world.b, "乙岗")

    page = read(world.leader, "/pipeline")

    assert "甲工" not in page
    assert "甲岗" not in page
    assert "85.7" in page  # six of seven
    assert world.a.enterprise.name not in page  # shown alone, it would tell the other


def test_the_grid_is_drawn_for_hr_and_refused_to_the_zone(world: World):
    worker = make_worker(world.a, "王工").person
    reader = client_of(world.a.hr)
    address = f"/pipeline/grid/{worker.public_id}"

    done = post(reader, address, year=today().year, performance=3, potential=3, note="可堪大任")

    assert done.url == f"/pipeline/grid?year={today().year}"
    assert Potential.objects.get().reviewed_by == world.a.hr
    assert "王工" in reader.get("/pipeline/grid").content.decode()
    assert "可堪大任" in reader.get(address).content.decode()
    lead = client_of(leader_of(world.a))
    assert "王工" in lead.get("/pipeline/grid").content.decode()
    assert client_of(world.leader).get("/pipeline/grid").status_code == 403
    assert client_of(worker).get("/pipeline/grid").status_code == 403
    assert client_of(worker).get(address).status_code == 403
    assert client_of(world.b.hr).get(address).status_code == 404


@pytest.mark.parametrize(
    "path", ["/me/growth", "/figures", "/people/{worker}", "/people", "/index", "/me/growth.json"]
)
def test_a_review_stands_on_no_other_page(world: World, path: str):
    worker = make_worker(world.a, "王工").person
    secret = "九宫格秘语"
    post(
        client_of(world.a.hr), f"/pipeline/grid/{worker.public_id}", year=today().year,
        performance=3, potential=1, note=secret,
    )  # fmt: skip
    for reader in (worker, world.a.hr, world.leader):
        answer = client_of(reader).get(path.format(worker=worker.public_id))
        assert secret not in answer.content.decode()


def test_an_export_is_recorded_counted_and_ended(world: World):
    install_ladder(actor=SYSTEM, on=OPENING)
    one_group(world.a, world.agency)
    worker = make_worker(world.a, "王工", on=date(2019, 1, 1))
    grade(worker, "O", 8, date(2020, 1, 1))
    reader = client_of(world.a.hr)
    post(reader, "/pipeline/exports/base", name="西咸基地", place="陕西", on="2019-01-01")
    at = NewBase.objects.get()

    form = reader.get("/pipeline/exports/send", {"who": "王工"}).content.decode()
    assert str(at.public_id) in form
    assert world.agency.enterprise.name in form
    done = post(
        reader, "/pipeline/exports/send", who="王工", person=worker.person.public_id,
        kind="DISPATCH", destination=at.public_id, why="投产", on="2022-01-01",
    )  # fmt: skip
    assert done.url == "/pipeline/exports"
    sent = Export.objects.get()
    assert (sent.to_base, sent.grade) == (at, 8)
    listed = reader.get("/pipeline/exports").content.decode()
    assert "王工" in listed

    post(reader, f"/pipeline/exports/{sent.public_id}/return", on="2022-02-01")
    sent.refresh_from_db()
    assert sent.valid_to == date(2022, 2, 1)


def test_sent_twice_it_is_recorded_once(world: World):
    reader, key = client_of(world.a.hr), str(uuid4())
    told = {"idempotency_key": key, "name": "西咸基地", "place": "陕西", "on": "2019-01-01"}
    first, second = (reader.post("/pipeline/exports/base", told) for _ in range(2))
    assert first.url == second.url
    assert NewBase.objects.count() == 1


def test_the_speed_page_tells_the_median_and_the_curve(world: World):
    for number in range(12):
        worker = make_worker(world.a, f"工{number}", on=date(2018, 1, 1))
        grade(worker, "O", 3, date(2018, 1, 1))
        grade(worker, "O", 4, date(2020, 1 + number // 6, 1), "PROMOTION")

    page = client_of(world.leader).get("/pipeline/speed")

    [operation] = page.context["paces"]
    assert (operation.n, operation.censored, operation.median) == (24, 12, 25)
    again = [date(2020, 1 + number // 6, 1) for number in range(12)]
    long_ago = sum(add_months(day, 36) <= today() for day in again)
    on_time = page.context["whole"].on_time
    assert (on_time.cohort, on_time.risen) == (12 + long_ago, 12)
    curve = page.context["chart"].series[0].values
    assert curve[0] == 100.0
    assert curve == sorted(curve, reverse=True)
    assert client_of(make_worker(world.a).person).get("/pipeline/speed").status_code == 403
    assert [pace.label for pace in client_of(world.b.hr).get("/pipeline/speed").context[
        "table"].all_rows()] == []  # fmt: skip


@pytest.mark.parametrize("path", ["/pipeline", "/pipeline/grid", "/pipeline/exports",
                                  "/pipeline/speed"])  # fmt: skip
def test_the_number_of_queries_does_not_grow(world: World, path: str):
    def queries() -> int:
        reader = client_of(world.a.hr)
        reader.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(path).status_code == 200
        return len(captured)

    def more(name: str) -> None:
        worker = make_worker(world.a, name, on=date(2018, 1, 1))
        successor(position(world.a, name), worker.person, world.a.hr)
        grade(worker, "O", 3, date(2018, 1, 1))

    more("首")
    before = queries()
    for number in range(11):
        more(f"工{number}")

    assert queries() == before <= QUERIES
