"""A zone leader sees a figure move after a change of records, and opens it down to its rows."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from gongjiang.governance.services.defaults import install_defaults
from gongjiang.index.services.defaults import install_framework
from gongjiang.people.actors import SYSTEM
from gongjiang.people.services.employment import end_employment
from index.conftest import RunIndex, home, run  # noqa: F401  (fixtures)
from journeys.conftest import DESK, Opened
from world import OPENING, TODAY, World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]


@pytest.fixture(autouse=True)
def today_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TODAY", TODAY)


def number(page: Page) -> float:
    [found] = re.findall(r"[\d.]+", page.locator(".figure-value").first.inner_text())
    return float(found)


def counts(page: Page, number: str) -> None:
    """The upper of both sides of the value."""
    expect(page.locator(".fraction td").first).to_have_text(number)


def test_a_leader_sees_turnover_move_and_opens_it(
    open_page: Opened,
    committed_world: World,
    run: RunIndex,  # noqa: F811
):
    world = committed_world
    install_defaults(actor=SYSTEM, on=OPENING)
    install_framework(actor=SYSTEM, on=OPENING)
    workers = [make_worker(world.a, f"甲工{place}") for place in range(40)]
    for site in (world.b, world.agency):  # enough that no neighbour of A's is withheld
        for place in range(20):
            make_worker(site, f"邻工{place}")
    for worker in workers[:7]:
        end_employment(employment_id=worker.id, reason="RESIGNED", actor=world.a.hr, on=TODAY)
    run()
    page = open_page("/zone", person=world.leader, size=DESK)
    turnover = page.locator(".part-told a").filter(has_text=re.compile("流失|离职"))
    turnover.click()
    counts(page, "7")
    before = number(page)

    end_employment(employment_id=workers[7].id, reason="RESIGNED", actor=world.a.hr, on=TODAY)
    run()
    page.reload()

    counts(page, "8")
    assert number(page) > before
    for name in ("北片区", "第一网格", "甲硅业"):
        row = page.locator("#units tbody tr").filter(has=page.get_by_role("link", name=name))
        promised = row.locator("td").nth(1).inner_text()
        row.get_by_role("link", name=name).click()
        expect(page.locator("main .lead")).to_contain_text(name)
        assert promised == "8"
        counts(page, promised)

    hr = open_page(page.url, person=world.a.hr, size=DESK)
    hr.locator('main a[href*="/records"]').click()
    expect(hr.locator("table.persons tbody tr")).to_have_count(8)
