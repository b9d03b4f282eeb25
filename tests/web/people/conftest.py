"""Readers of people's pages, signed in as a browser would be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from gongjiang.people.models import Account, Person

SignIn = Callable[[Person], Client]


@pytest.fixture
def as_reader(db: None) -> SignIn:
    """A browser in which a person is signed in; each person has one account."""

    def sign_in(person: Person) -> Client:
        account, _made = Account.objects.get_or_create(
            person=person, defaults={"username": f"reader-{person.id}"}
        )
        browser = Client()
        browser.force_login(account)
        return browser

    return sign_in
