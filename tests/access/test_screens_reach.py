"""A hall screen's token opens the hall, and not one door more."""

from __future__ import annotations

from django.test import Client

from access.matrix import MATRIX
from access.readers import ANONYMOUS, Readers
from access.test_matrix import ask, entered
from gongjiang.people.models import Role
from gongjiang.reports.services import close_screen, code_of, open_screen, pair_screen
from gongjiang.web.index.hall.cookie import COOKIE
from world import NOON, make_worker

NAME = "厅里无名"


def screen_of(readers: Readers) -> Client:
    """A browser with a screen's token, sent everywhere: the cookie's path is no guard here."""
    screen = open_screen(place="大厅", actor=readers.persons[Role.LEADER], at=NOON)
    paired = pair_screen(code=code_of(screen, at=NOON) or "", at=NOON)
    return Client(headers={"Cookie": f"{COOKIE}={paired.token}"})


def test_a_token_opens_the_picture_and_is_a_stranger_elsewhere(readers: Readers):
    browser = screen_of(readers)
    site = readers.world.a
    opened = {
        name
        for name in MATRIX
        if entered(ask(readers, browser, name, site))
        and not entered(ask(readers, readers.clients[ANONYMOUS], name, site))
    }

    assert opened == {"hall:picture"}


def test_a_closed_screen_is_asked_for_a_code(readers: Readers):
    leader = readers.persons[Role.LEADER]
    screen = open_screen(place="大厅", actor=leader, at=NOON)
    paired = pair_screen(code=code_of(screen, at=NOON) or "", at=NOON)
    browser = Client(headers={"Cookie": f"{COOKIE}={paired.token}"})
    assert browser.get("/hall/picture").status_code == 200

    close_screen(screen_id=screen.id, actor=leader, at=NOON)

    assert browser.get("/hall/picture").status_code == 401
    assert "scene" not in browser.get("/hall").content.decode()


def test_the_hall_names_nobody_and_no_enterprise(readers: Readers):
    for number in range(12):
        make_worker(readers.world.a, f"{NAME}{number}")

    page = screen_of(readers).get("/hall").content.decode()

    assert NAME not in page
    assert readers.world.a.enterprise.name not in page
    assert readers.world.area.name in page
