"""Browsers in which somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from gongjiang.people.models import Account, Person

SignIn = Callable[[Person], Client]


def sign_in(person: Person) -> Client:
    """A browser in which a person is signed in; each person has one account."""
    account, _made = Account.objects.get_or_create(
        person=person, defaults={"username": f"reader-{person.id}"}
    )
    browser = Client()
    browser.force_login(account)
    return browser
