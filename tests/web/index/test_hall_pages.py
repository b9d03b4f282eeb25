"""The hall's pages: a picture of aggregates, and the way a screen comes to it."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.readers import client_of
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.kernel.periods import now
from gongjiang.people.actors import SYSTEM
from gongjiang.reports.services import code_of, open_screen
from gongjiang.web.index.hall.cookie import COOKIE
from gongjiang.web.index.hall.lines import line_of
from world import OPENING, World, make_worker

MOST_QUERIES = 15


@pytest.fixture
def screen(world: World) -> Client:
    """A browser that is a screen of the zone."""
    opened = open_screen(place="服务大厅", actor=world.leader, at=now())
    browser = Client()
    answer = browser.post("/hall/pair", {"code": code_of(opened, at=now())})
    assert (answer.status_code, answer["Location"]) == (302, "/hall")
    return browser


def number_of(page: str) -> str:
    [found] = re.findall(r'class="lead-number">([\d,]+)<', page)
    return str(found)


def test_a_screen_shows_the_figure_of_the_day_with_its_n(world: World, screen: Client):
    install_defaults(actor=SYSTEM, on=OPENING)
    for number in range(9):
        make_worker(world.a, f"甲工{number}")

    page = screen.get("/hall").content.decode()

    assert number_of(page) == "9"
    assert "n = 9" in page
    assert screen.get("/hall")["Hall"] == "shown"


def test_what_is_not_derivable_is_counted_and_not_shown(world: World, screen: Client):
    page = screen.get("/hall").content.decode()

    assert 'class="wall-number"' not in page
    assert "28" in page


def test_the_cookie_is_for_the_hall_alone_and_no_script_reads_it(screen: Client):
    cookie = screen.cookies[COOKIE]

    assert cookie["path"] == "/hall"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) > 360 * 24 * 60 * 60


def test_a_visit_puts_the_end_of_the_cookie_off(screen: Client):
    screen.cookies[COOKIE]["max-age"] = 1

    assert int(screen.get("/hall").cookies[COOKIE]["max-age"]) > 360 * 24 * 60 * 60


def test_only_a_screen_keeps_what_it_shows(world: World, screen: Client):
    assert "data-worker-url" in screen.get("/hall").content.decode()
    assert "data-worker-url" not in client_of(world.leader).get("/hall").content.decode()


def test_whoever_is_no_screen_is_asked_for_a_code(world: World):
    answer = Client().get("/hall")

    assert answer["Hall"] == "pair"
    assert "lead-number" not in answer.content.decode()
    assert Client().get("/hall/picture").status_code == 401


def test_a_wrong_code_is_said_on_the_form(world: World):
    answer = Client().post("/hall/pair", {"code": "AAAA AAAA"})

    assert answer.status_code == 422
    assert COOKIE not in answer.cookies


def test_codes_are_not_guessed_in_great_number(world: World):
    cache.clear()

    codes = {Client().post("/hall/pair", {"code": "AAAA AAAA"}).status_code for _ in range(30)}

    assert codes == {422, 429}
    cache.clear()


def test_a_picture_is_asked_in_no_more_than_fifteen_queries(world: World, screen: Client):
    install_defaults(actor=SYSTEM, on=OPENING)
    make_worker(world.a)
    with CaptureQueriesContext(connection) as few:
        screen.get("/hall/picture")
    for number in range(9):
        make_worker(world.b, f"乙工{number}")

    with CaptureQueriesContext(connection) as many:
        screen.get("/hall/picture")

    assert len(many) == len(few) <= MOST_QUERIES


def test_the_worker_may_keep_the_hall_and_nothing_above_it(db: None):
    answer = Client().get("/hall/worker.js")

    assert answer["Service-Worker-Allowed"] == "/hall"
    assert answer["Content-Type"].startswith("text/javascript")


def test_a_line_leaves_gaps_where_nothing_is_known():
    line = line_of(
        [("2022-01", 0.0), ("2022-02", 50.0), ("2022-03", None), ("2022-04", 100.0)],
        width=300,
        height=100,
        top=100.0,
    )

    assert line.strokes == ["0.0,100.0 100.0,50.0", "300.0,0.0"]
    assert line.end == (300.0, 0.0)
    assert [(tick.label, tick.x) for tick in line.ticks] == [("2022", 0.0)]


def test_a_line_of_nothing_is_empty():
    line = line_of([("2022-01", None)], width=300, height=100)

    assert (list(line.strokes), line.end) == ([], None)
