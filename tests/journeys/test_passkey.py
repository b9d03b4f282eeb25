"""A worker opens the slip HR printed, makes a passkey, and signs in with nothing else."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account
from gongjiang.people.services.accounts import issue_slip
from journeys.conftest import Opened, authenticator_of
from world import World, make_person

pytestmark = [pytest.mark.journey, pytest.mark.commits]


def activate(page: Page, username: str, last_four: str) -> None:
    page.locator("[name=last_four]").fill(last_four)
    page.locator("[name=username]").fill(username)
    page.locator("[name=way][value=passkey]").click()


def test_a_passkey_is_made_from_a_slip_and_signs_in_alone(
    open_page: Opened, committed_world: World
):
    worker = make_person("李工", phone="13900001234")
    slip = issue_slip(person=worker, actor=SYSTEM, at=timezone.now())
    page = open_page(reverse("accounts:activate", args=[slip.token]))

    with authenticator_of(page):
        activate(page, "li.gong", "1234")
        page.locator("#passkey-add").click()
        expect(page).to_have_url(re.compile(reverse("mfa_view_recovery_codes")))
        sign_out(page)

        page.goto(reverse("account_login") + "?next=" + reverse("privacy:looks"))
        page.locator("#passkey-sign-in").click()

        expect(page).to_have_url(re.compile(reverse("privacy:looks")))

    account = Account.objects.get(person=worker)
    assert not account.has_usable_password()


def sign_out(page: Page) -> None:
    page.goto(reverse("account_logout"))
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(reverse("account_login")))
