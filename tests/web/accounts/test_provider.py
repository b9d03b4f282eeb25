"""Signing in by a provider: who is let in, and what is not believed."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from gongjiang.config.sign_in import is_private
from gongjiang.people.models import Account, Person
from provider import CLIENT, SECRET, Provider, new_key, serving
from world import World, make_worker


@pytest.fixture
def provider(settings: object) -> Iterator[Provider]:
    with serving() as provider:
        app = {
            "provider_id": "zone",
            "name": "Zone",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": provider.address, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        settings.ROOT_URLCONF = "web.accounts.urls_with_provider"
        yield provider


@pytest.fixture
def account(world: World) -> Account:
    account = Account(username="wang", person=make_worker(world.a).person)
    account.set_unusable_password()
    account.save()
    return account


def sent_to(client: Client) -> str:
    """The button is pressed; where the browser is sent to."""
    answer = client.post("/account/provider/zone/login/?process=login")
    assert answer.status_code == HTTPStatus.FOUND
    return answer.headers["Location"]


def back_from(address: str) -> str:
    """Somebody signs in at the provider; where the browser is sent back to."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in(client: Client):
    return client.get(back_from(sent_to(client)))


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == HTTPStatus.OK


def test_an_account_that_exists_signs_in_and_is_linked(
    client: Client, provider: Provider, account: Account
):
    sign_in(client)

    assert is_signed_in(client)
    assert SocialAccount.objects.get().user == account


def test_who_is_linked_signs_in_whatever_name_they_have_there(
    client: Client, provider: Provider, account: Account
):
    SocialAccount.objects.create(user=account, provider="zone", uid="4711")
    provider.claims = {"preferred_username": "somebody-else"}

    sign_in(client)

    assert is_signed_in(client)


def test_who_is_not_known_is_told_so_and_nothing_is_made(
    client: Client, provider: Provider, account: Account
):
    provider.claims = {"preferred_username": "stranger", "sub": "0815"}
    before = (Person.objects.count(), Account.objects.count())

    answer = sign_in(client)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "socialaccount/unknown.html" in [template.name for template in answer.templates]
    assert (Person.objects.count(), Account.objects.count()) == before
    assert not SocialAccount.objects.exists()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another party"},
        {"aud": [CLIENT, "another party"], "azp": "another party"},
        {"iss": "https://elsewhere.example"},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"nonce": "of another sign-in"},
        {"nonce": None},
    ],
    ids=str,
)
def test_a_token_that_was_not_made_for_this_sign_in_is_not_believed(
    client: Client, provider: Provider, account: Account, claims: dict[str, object]
):
    provider.claims = claims

    assert is_refused(client, sign_in(client))


def test_a_forged_signature_is_not_believed(client: Client, provider: Provider, account: Account):
    provider.signing_key = new_key()

    assert is_refused(client, sign_in(client))


@pytest.mark.parametrize("algorithm", ["HS256", "none"])
def test_a_token_signed_by_our_own_secret_or_by_nothing_is_not_believed(
    client: Client, provider: Provider, account: Account, algorithm: str
):
    provider.signing_key, provider.algorithm = SECRET, algorithm

    assert is_refused(client, sign_in(client))


def test_what_is_said_of_somebody_else_is_not_believed(
    client: Client, provider: Provider, account: Account
):
    provider.userinfo = {"sub": "0815"}

    assert is_refused(client, sign_in(client))


def test_the_way_back_leads_in_once(client: Client, provider: Provider, account: Account):
    back = back_from(sent_to(client))
    client.get(back)
    client.post(reverse("account_logout"))

    assert is_refused(client, client.get(back))


def test_the_way_back_of_one_browser_leads_no_other_in(
    client: Client, provider: Provider, account: Account
):
    back = back_from(sent_to(Client()))

    assert is_refused(client, client.get(back))


def test_a_provider_that_does_not_answer_is_said(
    client: Client, provider: Provider, account: Account
):
    app = django_settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": "http://127.0.0.1:9"}

    assert is_refused(client, client.post("/account/provider/zone/login/"))


def test_no_other_provider_is_known(client: Client, provider: Provider, account: Account):
    answer = client.post("/account/provider/another/login/")

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("https://sso.example", True),
        ("http://localhost:8080/realms/zone", True),
        ("http://127.0.0.1", True),
        ("http://sso.example", False),
        ("http://localhost.example", False),
    ],
)
def test_only_a_private_way_leads_to_a_provider(url: str, private: bool):
    assert is_private(url) is private


def is_refused(client: Client, answer) -> bool:
    """Whether a sentence was said and nobody signed in."""
    names = [template.name for template in answer.templates]
    return "socialaccount/authentication_error.html" in names and not is_signed_in(client)
