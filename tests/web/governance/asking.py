"""How these tests talk to a page: in English, each form with a key of its own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from access.readers import client_of
from gongjiang.people.models import Person

MOST_QUERIES = 15


def reader(person: Person) -> Client:
    client = client_of(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def send(client: Client, url: str, key: str = "", **data: Any) -> HttpResponse:
    """Send a form, with the key given or a fresh one."""
    return client.post(url, {"idempotency_key": key or str(uuid4()), **data})
