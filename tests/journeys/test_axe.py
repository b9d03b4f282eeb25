"""Every page a role can open is accessible: on a phone and a desk, in both themes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.urls import reverse
from playwright.sync_api import Browser, Page

from access.matrix import MATRIX
from access.readers import ANONYMOUS, EVERY_ROLE, WORKER, Readers, seat_readers
from access.row import Row
from gongjiang.index.services.defaults import install_framework
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Role
from gongjiang.web.house.theme import THEME_COOKIE
from index.conftest import RunIndex, home, run  # noqa: F401  (fixtures)
from journeys.conftest import Watch, session_of
from thoroughness import some
from world import OPENING, World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
SIZES = ({"width": 1440, "height": 900}, {"width": 360, "height": 740})
READ_FIRST_BY = (ANONYMOUS, Role.HR, WORKER, *EVERY_ROLE)
ALSO_READ_BY = {
    "people:home": (WORKER, Role.TEAM_LEADER, Role.LEADER),
    "reports:records": (Role.LEADER,),
    "orgs:unit": (Role.LEADER,),
}
NOWHERE = "/nothing-is-here"
THEMES = ("light", "dark")
WEAR = "theme => { document.documentElement.dataset.theme = theme; }"
FINDINGS = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    return found.violations.flatMap(violation => violation.nodes.map(node =>
        `${violation.id}: ${node.html.slice(0, 160)} ${node.any.map(why => why.message)}`));
}"""
OVERFLOWS = "document.documentElement.scrollWidth > window.innerWidth"


@dataclass(frozen=True)
class Place:
    """An address, and who reads it."""

    role: str
    url: str


def is_page(answer: HttpResponse) -> bool:
    """Whether an answer is a whole page, not a part of one, a file, or a way elsewhere."""
    if answer.streaming:
        b"".join(answer)  # read to its end, so that the file is closed
        return False
    return answer.status_code == HTTPStatus.OK and answer.content.lstrip().startswith(b"<!doctype")


def readers_of(row: Row) -> list[str]:
    """Who may open a route about enterprise A, whoever sees most first."""
    if row.anonymous:
        return [*READ_FIRST_BY]
    return [role for role in READ_FIRST_BY if role in row.own]


def places(readers: Readers) -> Iterator[Place]:
    """Each page of the matrix as its first reader meets it, and as others do who see another."""
    yield Place(ANONYMOUS, NOWHERE)
    yield Place(WORKER, NOWHERE)
    yield Place(Role.HR, reverse("house:style"))
    for name, row in MATRIX.items():
        if row.method == "get" and not name.startswith("api:"):
            url = reverse(name, kwargs=row.arguments(readers, readers.world.a))
            opens = (role for role in readers_of(row) if is_page(readers.clients[role].get(url)))
            for role in {*islice(opens, 1), *ALSO_READ_BY.get(name, ())}:
                yield Place(role, url)


def complaints(page: Page) -> Iterator[str]:
    """What axe finds at each size in each theme, and what reaches beyond the screen's side."""
    for place, size in enumerate(SIZES):
        page.set_viewport_size(size)
        for theme in some(THEMES, one_in=2, start=place):
            page.evaluate(WEAR, theme)
            for finding in page.evaluate(FINDINGS):
                yield f"{size['width']} px, {theme}: {finding}"
        if page.evaluate(OVERFLOWS):
            yield f"{size['width']} px: wider than the screen"


def wrongs_of(page: Page, urls: list[str]) -> dict[str, list[str]]:
    """What is wrong with each page, by its address."""
    found = {}
    for url in urls:
        page.goto(url)
        if wrongs := list(complaints(page)):
            found[url] = wrongs
    return found


def test_every_page_is_clean(  # noqa: PLR0917  (all are fixtures)
    browser: Browser,
    house: str,
    committed_world: World,
    watch: Watch,
    settings: LazySettings,
    run: RunIndex,  # noqa: F811
):
    settings.DEMO = True
    readers = seat_readers(committed_world)
    for number in range(6):
        make_worker(committed_world.a, f"丁工{number}")
    for number in range(12):
        make_worker(committed_world.b, f"戊工{number}")
    install_framework(actor=SYSTEM, on=OPENING)
    run()
    watch.expected.add(HTTPStatus.NOT_FOUND)
    by_role: dict[str, list[str]] = {}
    for place in places(readers):
        by_role.setdefault(place.role, []).append(place.url)

    found = {}
    for role, urls in by_role.items():
        context = browser.new_context(base_url=house, locale="zh-CN", reduced_motion="reduce")
        watch.over(context)
        context.add_init_script(path=AXE)
        context.add_cookies([{"name": THEME_COOKIE, "value": "light", "url": house}])
        if role != ANONYMOUS:
            context.add_cookies([{**session_of(readers.persons[role]), "url": house}])
        found[role] = wrongs_of(context.new_page(), urls)
        context.close()

    assert {reverse("house:style"), reverse("account_login"), reverse("orgs:zone")} <= {
        url for urls in by_role.values() for url in urls
    }
    assert not any(found.values()), json.dumps(list(map(str, found.items())), indent=1)
