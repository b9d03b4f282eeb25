"""A reader switches language and theme, and both stay on the next page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from journeys.conftest import Opened
from world import World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]


def test_language_and_theme_are_switched_in_the_header_and_stay(
    open_page: Opened, committed_world: World
):
    person = make_worker(committed_world.a, "王小明").person
    page = open_page("/", person=person)
    root = page.locator("html")
    expect(root).to_have_attribute("lang", "zh-hans")

    page.locator('.masthead button[name=language][value="en"]').click()
    expect(root).to_have_attribute("lang", "en")
    expect(page.locator("a.door-main")).to_contain_text("My path")

    page.locator(".masthead details.menu:has(button[name=theme]) > summary").click()
    page.locator('button[name=theme][value="dark"]').click()
    expect(root).to_have_attribute("data-theme", "dark")

    page.goto("/me/looks")
    expect(root).to_have_attribute("lang", "en")
    expect(root).to_have_attribute("data-theme", "dark")
