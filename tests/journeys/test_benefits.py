"""Finance confirms what an idea saved; an auditor opens figure 28 down to entries, to the fen."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from benefiting import NET_FEN, House, entered, make_house, scheme
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.innovation.services.awards import Wanted, decide_award
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from journeys.conftest import DESK, Opened
from proposing import noon
from world import OPENING, TODAY, World, make_person

pytestmark = [pytest.mark.journey, pytest.mark.commits]

PICTURES = os.environ.get("GONGJIANG_PICTURES", "")
"""A folder for looking at the pages; "" for none."""


@pytest.fixture(autouse=True)
def today_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TODAY", TODAY)


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def fen(text: str) -> int:
    """An amount as it is shown, in fen."""
    [found] = re.findall(r"-?[\d,]+\.\d\d", text)
    return int(found.replace(",", "").replace(".", ""))


def total(page: Page, of: str) -> int:
    return fen(page.locator(f"[data-total={of}]").inner_text())


def auditor_of(world: World) -> Person:
    person = make_person("审计员")
    appoint(person=person, role=Role.AUDITOR, unit=world.zone, actor=SYSTEM, on=OPENING)
    return person


def test_finance_confirms_and_an_auditor_adds_it_up(
    open_page: Opened, committed_world: World
) -> None:
    world = committed_world
    install_defaults(actor=SYSTEM, on=OPENING)
    house = make_house(world)
    effect = entered(house)
    _confirms(open_page, house)
    effect.refresh_from_db()
    assert effect.confirmed_fen == NET_FEN
    award = decide_award(
        scheme_id=scheme(house).id,
        wanted=Wanted("PROPOSAL", house.proposal.id),
        actor=house.chair,
        at=noon(),
    )

    page = open_page("/figures/28", person=auditor_of(world), size=DESK)
    page.locator(".figure-value a").click()
    places = (world.area, world.grid, world.a.enterprise, world.a.workshop, world.a.team)
    for place in places:
        assert total(page, "groups") == total(page, "sources") == NET_FEN
        page.get_by_role("link", name=place.name, exact=True).last.click()
    shown = [fen(text) for text in page.locator("[data-entry]").all_inner_texts()]
    assert (len(shown), sum(shown)) == (12, NET_FEN)
    assert total(page, "entries") == NET_FEN
    picture(page, "figure-1440")
    page.get_by_role("link", name="每炉氩气用量").first.click()
    expect(page.locator("h1")).to_have_text("每炉氩气用量")
    picture(page, "auditor-effect-1440")
    page.goto("/innovation/benefits/zone")
    picture(page, "zone-1440")

    mine = open_page("/innovation/awards/mine", person=house.floor.author)
    expect(mine.get_by_text("1,215.00")).to_be_visible()
    picture(mine, "mine-390")
    mine.goto(f"/innovation/awards/{award.public_id}")
    picture(mine, "award-390")
    mine.goto("/innovation/benefits/new")
    picture(mine, "new-390")
    union = open_page("/innovation/awards", person=house.chair, size=DESK)
    picture(union, "awards-1440")
    union.goto("/innovation/schemes")
    picture(union, "schemes-1440")


def _confirms(open_page: Opened, house: House) -> None:
    """Through the queue, by keyboard."""
    desk = open_page("/innovation/benefits", person=house.finance, size=DESK)
    picture(desk, "queue-1440")
    desk.get_by_role("link", name="每炉氩气用量").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_have_text("每炉氩气用量")
    picture(desk, "effect-1440")
    desk.get_by_role("button", name="确认余下各月").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".notice-good")).to_contain_text("已确认")
    picture(desk, "confirmed-1440")
    phone = open_page("/innovation/benefits/all", person=house.finance)
    picture(phone, "list-390")
    phone.get_by_role("link", name="每炉氩气用量").first.click()
    picture(phone, "effect-390")
