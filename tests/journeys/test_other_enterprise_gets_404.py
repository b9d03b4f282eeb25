"""HR of another enterprise finds nothing, by address, by list or by search."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from journeys.conftest import DESK, Opened, Watch
from world import World, make_worker

pytestmark = [pytest.mark.journey, pytest.mark.commits]


def test_hr_of_another_enterprise_meets_a_closed_door(
    open_page: Opened, committed_world: World, watch: Watch
):
    person = make_worker(committed_world.a, "王小明").person
    make_worker(committed_world.b, "王秀美")
    watch.expected.add(404)

    page = open_page("/people", person=committed_world.b.hr, size=DESK)
    page.locator("#people-q").fill("wang")
    page.locator("#people-q").press("Enter")
    expect(page.locator("#people tbody tr")).to_have_count(1)
    expect(page.locator("#people")).to_contain_text("王秀美")

    page.goto(reverse("people:search") + "?q=wxm")
    expect(page.locator("#found")).to_contain_text("王秀美")
    expect(page.locator("#found")).not_to_contain_text("王小明")

    answer = page.goto(reverse("people:person", args=[person.public_id]))
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("main")).not_to_contain_text("王小明")
