"""A zone leader drills from a figure down to a team, and each count agrees with the one above."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from gongjiang.governance.services.defaults import install_defaults
from gongjiang.people.actors import SYSTEM
from journeys.conftest import DESK, Opened
from world import OPENING, World, make_worker

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


def staff(world: World) -> None:
    """Seven workers in each of five places: enough that no group is withheld.

    Those of the agency are in no industry, so figure #1 counts 28.
    """
    a, b, agency = world.a, world.b, world.agency
    places = ((a, a.team), (a, a.other_team), (a, a.workshop), (b, b.team), (agency, agency.team))
    for site, unit in places:
        for number in range(7):
            make_worker(site, f"甲工{number}", unit=unit)


def counts(page: Page) -> list[int]:
    """The numbers of a figure's groups, as the page of its records lists them."""
    cells = page.locator("main tbody td.end").all_inner_texts()
    return [int(cell.replace(",", "")) for cell in cells]


def together(page: Page) -> int:
    return int(page.locator("main tfoot td.end").inner_text().replace(",", ""))


def test_a_leader_drills_from_a_figure_to_what_stands_behind_it(
    open_page: Opened, committed_world: World
):
    install_defaults(actor=SYSTEM, on=OPENING)
    staff(committed_world)
    page = open_page(reverse("reports:figures"), person=committed_world.leader, size=DESK)

    page.locator(f'main a[href="{reverse("reports:figure", args=[1])}"]').click()
    assert headcount(page) == "28"
    page.locator(".figure-value a").click()
    expect(page).to_have_url(re.compile(reverse("reports:records", args=[1])))

    promised = 28
    for name in ("北片区", "第一网格", "甲硅业", "一车间"):
        assert together(page) == sum(counts(page)) == promised
        row = page.locator("main tbody tr").filter(has=page.get_by_role("link", name=name))
        promised = int(row.locator("td.end").inner_text())
        row.get_by_role("link", name=name).click()
        expect(page.locator("main [aria-current]").last).to_have_text(name)
    assert together(page) == sum(counts(page)) == promised == 21
    assert "甲工0" not in page.locator("main").inner_text()


def test_hr_reads_by_name_whom_the_figure_counts_of_theirs(
    open_page: Opened, committed_world: World
):
    install_defaults(actor=SYSTEM, on=OPENING)
    staff(committed_world)
    address = reverse("reports:records", args=[1])

    page = open_page(address, person=committed_world.b.hr, size=DESK)

    expect(page.locator("table.persons tbody tr")).to_have_count(7)
    expect(page.locator("main .lead")).to_contain_text("28")


def test_a_leader_drills_from_the_zone_to_a_team(open_page: Opened, committed_world: World):
    staff(committed_world)
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
