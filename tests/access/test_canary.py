"""A name planted in enterprise B appears in nothing that a reader seated in A can get."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.urls import reverse

from access.matrix import MATRIX, ROOMS
from access.readers import CANARY, EVERY_ROLE, Readers
from gongjiang.people.models import Person

SEARCHES = ({"q": CANARY}, {"q": "jinsique"}, {"q": "jsq"}, {"format": "xlsx"})
SPELLINGS = (CANARY.encode(), json.dumps(CANARY)[1:-1].encode(), b"jin si que", b"jinsique")


def body_of(answer: HttpResponse) -> bytes:
    """What an answer says, a workbook's sheets unpacked."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"".join(book.read(name) for name in book.namelist())
    return content


def sightings(readers: Readers, name: str) -> list[str]:
    """By whom, and by which question, the canary is heard in a route's answers."""
    row = MATRIX[name]
    found: list[str] = []
    if row.method != "get":
        return found
    for site in (readers.world.a, readers.world.b):
        url = reverse(name, kwargs=row.arguments(readers, site))
        for role in EVERY_ROLE:
            for query in ({}, *(SEARCHES if row.searched else ())):
                body = body_of(readers.clients[role].get(url, query))
                # The reader's own question may stand in the search field and in addresses again.
                body = body.replace(urlencode(query).encode(), b"")
                for asked in query.values():
                    body = body.replace(f'value="{asked}"'.encode(), b"")
                if any(spelling in body for spelling in SPELLINGS):
                    found.append(f"{role} {query}")
    return found


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_the_canary_is_heard_nowhere_in_a(readers: Readers, room: str):
    heard = {name: sightings(readers, name) for name in ROOMS[room]}

    assert not {name: where for name, where in heard.items() if where}


def test_one_broken_query_is_enough_to_hear_it(readers: Readers, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "gongjiang.api.people.persons_visible_to", lambda scope: Person.objects.all()
    )

    assert sightings(readers, "api:list_people")
