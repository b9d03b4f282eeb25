"""A printed link signs a demo's reader in: on a demo home, on this machine, and nowhere else."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from gongjiang.people.models import Account
from gongjiang.web.demo.links import path_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    account = Account(username="demo-hr")
    account.set_unusable_password()
    account.save()
    return account


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.usefixtures("demo")
def test_the_link_signs_in(client: Client, account: Account):
    answer = client.get(path_for("demo-hr"))

    assert answer.status_code == HTTPStatus.FOUND
    assert client.session["_auth_user_id"] == str(account.id)


@pytest.mark.usefixtures("account")
def test_it_is_not_there_on_a_home_that_is_no_demo(client: Client):
    assert client.get(path_for("demo-hr")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("demo", "account")
@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "192.168.1.7"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.168.1.7"},
    ],
)
def test_it_is_not_there_from_another_machine(client: Client, where: dict[str, str]):
    assert client.get(path_for("demo-hr"), **where).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("demo", "account")
def test_a_link_that_this_home_has_not_signed_leads_nowhere(client: Client):
    forged = path_for("demo-hr")[:-1] + "!"

    assert client.get(forged).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("demo")
def test_an_account_with_a_password_is_not_signed_in_by_link(client: Client, account: Account):
    account.set_password("long enough to be a password")
    account.save()

    assert client.get(path_for("demo-hr")).status_code == HTTPStatus.NOT_FOUND
