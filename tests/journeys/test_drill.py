"""A zone leader drills from a figure down to a team, and each count agrees with the one above."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import DESK, Opened
from world import World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]


def headcount(page: Page) -> str:
    """The number of the page's first figure."""
    value = page.locator(".figure-value").first.inner_text()
    [found] = re.findall(r"[\d,]+", value)
    return str(found)


def drill(page: Page, name: str) -> None:
    """Follow a row of the table of units; its number is the headcount of the page it opens."""
    row = page.locator("#units tbody tr").filter(has=page.get_by_role("link", name=name))
    promised = row.locator("td").last.inner_text()

    row.get_by_role("link", name=name).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert headcount(page) == promised


def test_a_leader_drills_from_the_zone_to_a_team(open_page: Opened, committed_world: World):
    a, b, agency = committed_world.a, committed_world.b, committed_world.agency
    for place in range(7):
        for site, unit in ((a, a.team), (a, a.other_team), (a, a.workshop), (b, b.team)):
            make_worker(site, f"甲工{place}", unit=unit)
        make_worker(agency, f"丙工{place}")
    page = open_page("/zone", person=committed_world.leader, size=DESK)
    everybody = page.locator(f'.figure-value a[href*="{committed_world.zone.public_id}"]')
    assert re.findall(r"\d+", everybody.inner_text()) == ["38"]

    everybody.click()

    assert headcount(page) == "38"
    for name in ("北片区", "第一网格", "甲硅业", "一车间", "一班"):
        drill(page, name)
    assert "甲工0" not in page.locator("main").inner_text()


def test_a_leader_opens_the_tree_branch_by_branch(open_page: Opened, committed_world: World):
    page = open_page("/units", person=committed_world.leader)

    for name in ("北片区", "第一网格", "甲硅业", "一车间"):
        node = page.get_by_role("link", name=name, exact=True)
        node.locator("xpath=ancestor::li[1]/details/summary").click()
    page.get_by_role("link", name="二班").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("二班")
