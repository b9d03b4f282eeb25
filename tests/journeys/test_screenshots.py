"""The pages the README shows, in a demo zone; GONGJIANG_SCREENSHOTS=1 takes their pictures anew."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from journeys.conftest import Watch

pytestmark = pytest.mark.journey

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
ARE_TAKEN = os.environ.get("GONGJIANG_SCREENSHOTS") == "1"
WORKERS = os.environ.get("GONGJIANG_SCREENSHOT_WORKERS", "80600" if ARE_TAKEN else "800")
ENDS_GREETING = "demo-privacy-officer"
DESK: ViewportSize = {"width": 1440, "height": 1180}
PHONE: ViewportSize = {"width": 390, "height": 900}


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A demo zone served from a home of its own: a sign-in link for each reader."""
    home = tmp_path_factory.mktemp("demo") / "home"
    command = [sys.executable, "-m", "gongjiang.cli", "demo", "up", "--port", str(_free_port())]
    environment = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    with subprocess.Popen(
        [*command, "--workers", WORKERS, "--home", str(home)],
        env=environment | {"GONGJIANG_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    ) as house:
        try:
            yield _greeting_of(house)
        finally:
            house.send_signal(signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _greeting_of(house: subprocess.Popen[str]) -> dict[str, str]:
    links: dict[str, str] = {}
    assert house.stdout is not None
    for line in house.stdout:
        if found := re.search(r"http://\S+/demo/sign-in/([a-z-]+)\.\S+", line):
            links[found[1]] = found[0]
        if ENDS_GREETING in links:
            break
    _wait_for(urlsplit(links[ENDS_GREETING]).port)
    return links


def _wait_for(port: int | None) -> None:
    """The greeting is printed a moment before the house answers."""
    for _ in range(100):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)


def zone(page: Page) -> None:
    """The leader's first page."""
    expect(page.locator("[data-chart] svg")).to_have_count(2)


def growth_file(page: Page) -> None:
    page.locator("a.door", has_text="我的成长档案").click()
    expect(page.locator("main .event").first).to_be_visible()


def people(page: Page) -> None:
    page.locator('.rail a[href="/people"]').click()
    expect(page.locator("#people tbody tr").first).to_be_visible()


def unit(page: Page) -> None:
    """The enterprise whose HR reads, found by its name."""
    name = page.locator("h1").inner_text()
    page.locator('.rail a[href="/units"]').click()
    page.locator("#unit-name").fill(name)
    page.locator("#unit-name").press("Enter")
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.locator("#units")).to_be_visible()


@dataclass(frozen=True)
class Picture:
    """A page of the README: who reads it, how they get there, on what screen."""

    name: str
    reader: str
    way: Callable[[Page], None]
    size: ViewportSize


@pytest.mark.parametrize(
    "picture",
    [
        Picture("zone", "demo-leader", zone, DESK),
        Picture("growth-file", "demo-worker", growth_file, PHONE),
        Picture("people", "demo-hr", people, DESK),
        Picture("unit", "demo-hr", unit, DESK),
    ],
    ids=lambda picture: picture.name,
)
def test_the_readme_shows_what_is_there(
    browser: Browser, watch: Watch, links: dict[str, str], picture: Picture
):
    context = browser.new_context(viewport=picture.size, locale="zh-CN", reduced_motion="reduce")
    watch.over(context)
    page = context.new_page()
    page.goto(links[picture.reader])

    picture.way(page)

    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.locator("h1")).to_be_visible()
    if ARE_TAKEN:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
        page.screenshot(path=PICTURES / f"{picture.name}.png")
    context.close()
