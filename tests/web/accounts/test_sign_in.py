"""Signing in: what is said, when an account locks, and that nobody comes in by another way."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse

from gongjiang.people.models import Account, Person
from gongjiang.web.accounts.adapters import ProviderAdapter, SecondFactorAdapter
from world import World, make_worker

PASSWORD = "four plain words here"
WRONG = "not the words at all"
MANY = 5
PROVIDER = {"provider_id": "zone", "name": "Zone", "client_id": "us", "secret": "known"}


@pytest.fixture
def account(world: World) -> Account:
    account = Account(username="wang", person=make_worker(world.a).person)
    account.set_password(PASSWORD)
    account.save()
    return account


def try_to_sign_in(client: Client, username: str, password: str):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def errors(answer) -> list[str]:
    return list(answer.context["form"].non_field_errors())


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("mfa_index")).status_code == HTTPStatus.OK


def test_the_right_password_signs_in(client: Client, account: Account):
    try_to_sign_in(client, "Wang", PASSWORD)

    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client: Client, account: Account):
    known = errors(try_to_sign_in(client, "wang", WRONG))
    unknown = errors(try_to_sign_in(client, "nobody", WRONG))

    assert known
    assert known == unknown


def test_after_a_few_failures_even_the_right_password_waits(client: Client, account: Account):
    for _ in range(MANY):
        try_to_sign_in(client, "wang", WRONG)

    try_to_sign_in(client, "wang", PASSWORD)

    assert not is_signed_in(client)


def test_a_locked_name_locks_nobody_else(client: Client, account: Account):
    for _ in range(MANY + 1):
        try_to_sign_in(client, "li", WRONG)

    try_to_sign_in(client, "wang", PASSWORD)

    assert is_signed_in(client)


def test_a_closed_account_stays_out(client: Client, account: Account):
    client.force_login(account)
    Account.objects.update(is_active=False)

    assert not is_signed_in(client)


def test_the_session_cookie_is_not_for_scripts(client: Client, account: Account):
    cookie = try_to_sign_in(client, "wang", PASSWORD).cookies["session"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client: Client, db: None):
    page = reverse("privacy:looks")

    assert client.get(page)["Location"] == f"{reverse('account_login')}?next={page}"


def test_an_account_without_a_person_is_told_so(client: Client, world: World):
    client.force_login(Account.objects.create(username="nobody"))

    assert client.get(reverse("privacy:looks")).status_code == HTTPStatus.FORBIDDEN


def test_a_person_costs_no_query_of_their_own(
    client: Client, account: Account, django_assert_num_queries
):
    client.force_login(account)
    client.get(reverse("mfa_index"))

    # The session, the account with its person, the authenticators twice; the roles of the menu.
    with django_assert_num_queries(5):
        client.get(reverse("mfa_index"))


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/password/reset/", "/account/email/"]
)
def test_nobody_signs_up_or_is_mailed(client: Client, db: None, path: str):
    assert client.get(f"/account/{path}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(("claimed", "linked"), [("WANG", True), ("stranger", False), ("", False)])
def test_a_provider_opens_accounts_that_exist_and_makes_none(
    rf: RequestFactory, settings, account: Account, claimed: str, linked: bool
):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [PROVIDER]}}
    persons, accounts = Person.objects.count(), Account.objects.count()
    told = SocialAccount(
        provider="zone", uid="42", extra_data={"userinfo": {"preferred_username": claimed}}
    )
    login = SocialLogin(user=Account(), account=told)

    if linked:
        ProviderAdapter().pre_social_login(rf.get("/"), login)
        assert SocialAccount.objects.get().user == account
    else:
        with pytest.raises(ImmediateHttpResponse) as refusal:
            ProviderAdapter().pre_social_login(_anonymous(rf), login)
        assert refusal.value.response.status_code == HTTPStatus.FORBIDDEN
    assert (Person.objects.count(), Account.objects.count()) == (persons, accounts)


def _anonymous(rf: RequestFactory):
    request = rf.get("/")
    request.user = AnonymousUser()
    request.session = {}
    return request


def test_second_factor_secrets_are_sealed(settings):
    sealed = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert SecondFactorAdapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
