"""A hall screen keeps its last picture without network, says so, and recovers by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from gongjiang.governance.services.defaults import install_defaults
from gongjiang.kernel.periods import now
from gongjiang.people.actors import SYSTEM
from gongjiang.reports.models import Screen
from gongjiang.reports.services import close_screen
from journeys.conftest import Opened, Watch
from world import OPENING, World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]

WALL = {"width": 1920, "height": 1080}
CUT_OFF = '[data-while="cut-off"]'
KEPT = """async () => {
    const store = await caches.open("hall");
    return (await store.keys()).map(request => new URL(request.url).pathname);
}"""


def paired(open_page: Opened, world: World) -> Page:
    """An office opens a screen; its code is typed at another browser, where nobody is signed in."""
    office = open_page("/screens", person=world.leader, size={"width": 1440, "height": 900})
    office.locator('input[name="place"]').fill("服务大厅")
    office.locator("main .button-main").click()
    code = office.locator(".pairing-code").inner_text()

    wall = open_page("/hall", size=WALL)
    wall.locator('input[name="code"]').fill(code.lower())
    wall.locator("main .button-main").click()
    expect(wall.locator(".lead-number")).to_be_visible()
    until(wall, "() => navigator.serviceWorker.controller !== null")
    until(wall, f"() => ({KEPT})().then(kept => kept.includes('/hall/picture'))")
    return wall


def until(page: Page, holds: str) -> None:
    """Wait for something no element shows; the page's policy lets nothing be evaluated inside."""
    for _ in range(100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"It never held: {holds}")


def refreshed(wall: Page) -> None:
    """The next round, without waiting for the minute to pass."""
    wall.evaluate("dispatchEvent(new Event('online'))")


def headcount(wall: Page) -> str:
    [found] = re.findall(r"[\d,]+", wall.locator(".lead-number").inner_text())
    return str(found)


@pytest.fixture
def staffed(committed_world: World) -> World:
    install_defaults(actor=SYSTEM, on=OPENING)
    for number in range(7):
        make_worker(committed_world.a, f"甲工{number}")
    return committed_world


def test_a_screen_goes_offline_and_back(open_page: Opened, staffed: World, watch: Watch):
    wall = paired(open_page, staffed)
    assert headcount(wall) == "7"
    expect(wall.locator(CUT_OFF)).to_be_hidden()
    watch.offline = True

    wall.context.set_offline(True)
    wall.reload()
    expect(wall.locator(CUT_OFF)).to_be_visible()
    expect(wall.locator(CUT_OFF)).to_contain_text("此后未能联网")
    assert headcount(wall) == "7"

    make_worker(staffed.a, "新工")
    wall.context.set_offline(False)
    refreshed(wall)
    expect(wall.locator(".lead-number")).to_contain_text("8")
    expect(wall.locator(CUT_OFF)).to_be_hidden()

    # The newest picture is the one that is kept, though the page was not loaded since.
    wall.context.set_offline(True)
    wall.reload()
    expect(wall.locator(CUT_OFF)).to_be_visible()
    expect(wall.locator(".lead-number")).to_contain_text("8")


def test_a_closed_screen_forgets_what_it_kept(open_page: Opened, staffed: World, watch: Watch):
    wall = paired(open_page, staffed)
    watch.expected.add(401)

    close_screen(screen_id=Screen.objects.get().id, actor=staffed.leader, at=now())
    refreshed(wall)

    expect(wall.locator('input[name="code"]')).to_be_visible()
    assert wall.evaluate("caches.keys()") == []


def test_scenes_turn_by_keyboard_and_can_be_held(open_page: Opened, staffed: World):
    wall = open_page("/hall", person=staffed.leader, size=WALL)
    expect(wall.locator(".scene.on-stage")).to_have_attribute("id", "scene-people")

    wall.keyboard.press("ArrowRight")
    expect(wall.locator(".scene.on-stage")).not_to_have_attribute("id", "scene-people")
    wall.keyboard.press("ArrowLeft")
    expect(wall.locator(".scene.on-stage")).to_have_attribute("id", "scene-people")
    wall.keyboard.press("Space")

    expect(wall.locator("[data-pause]")).to_have_attribute("aria-pressed", "true")


def test_whoever_only_looks_keeps_nothing_in_their_browser(open_page: Opened, staffed: World):
    page = open_page("/hall", person=staffed.leader, size=WALL)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
