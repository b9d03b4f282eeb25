"""The zone at a glance: aggregates of a day that add up, for everybody signed in."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjiang.people.actors import SYSTEM
from gongjiang.people.services.units import open_unit
from world import OPENING, World, make_worker

MOST_QUERIES = 15


def test_everybody_signed_in_sees_the_zone(world: World, leader: Client, worker_of_b: Client):
    for client in (leader, worker_of_b):
        answer = client.get("/zone")

        assert answer.status_code == 200
        assert "示范经开区" in answer.content.decode()


def test_the_zone_is_asked_in_no_more_than_fifteen_queries(world: World, leader: Client):
    leader.get("/zone")  # its session begins
    make_worker(world.a)  # what was counted before is counted anew
    with CaptureQueriesContext(connection) as few:
        leader.get("/zone")
    for place in range(9):
        make_worker(world.a, f"工友{place}")

    with CaptureQueriesContext(connection) as many:
        leader.get("/zone")

    assert len(many) == len(few) <= MOST_QUERIES


def test_headcounts_are_those_of_the_day(world: World, leader: Client):
    for place in range(9):
        make_worker(world.a, f"工友{place}")

    def everybody(on: str) -> str:
        page = leader.get("/zone", {"on": on}).content.decode()
        [found] = re.findall(rf'href="/units/{world.zone.public_id}[^"]*">([\d,]+)', page)
        return str(found)

    # Three of HR are there from the first day on; the nine come on 2020-03-01.
    assert everybody("2020-02-29") == "3"
    assert everybody("2020-03-01") == "12"


def test_the_newest_openings_are_told(world: World, leader: Client):
    assert "甲硅业" in leader.get("/units").content.decode()


def test_before_there_was_a_zone_nobody_is_counted(world: World, leader: Client):
    assert leader.get("/zone", {"on": "2001-01-01"}).status_code == 200


def test_areas_stand_in_the_order_of_their_spelling(world: World, leader: Client):
    for name in ("中片区", "东片区"):
        open_unit(kind="AREA", name=name, parent=world.zone, actor=SYSTEM, on=OPENING)

    table = leader.get("/zone").content.decode().partition("<table")[2]

    assert table.index("北片区") < table.index("东片区") < table.index("中片区")


def test_a_day_outside_the_calendar_is_said_and_today_shown(world: World, leader: Client):
    answer = leader.get("/zone", {"on": "0001-01-02"})

    assert answer.status_code == 200
    assert "0001-01-02" in answer.content.decode()
