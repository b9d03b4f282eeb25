"""Every route × every role × own scope, another enterprise, and nobody at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from access.canary import is_heard
from access.matrix import MATRIX, ROOMS
from access.readers import ANONYMOUS, EVERY_ROLE, Readers
from access.routes import route_names
from thoroughness import some
from world import Site

UNSEEN = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
SIGN_IN = ("/account/login/", "/account/confirm/")


def test_every_route_has_its_row_and_every_row_its_route():
    assert set(MATRIX) == set(route_names())


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_who_gets_in_and_hears_no_name_of_another_enterprise(readers: Readers, room: str):
    wrong, heard = [], []
    for name, site, allowed, role in visits(readers, room):
        answer = ask(readers, readers.clients[role], name, site, in_place=role not in allowed)
        told = f"{name} {role} {'own' if site is readers.world.a else 'other'}"
        if MATRIX[name].method == "get" and is_heard(answer, {}):
            heard.append(told)
        if entered(answer) is not (role in allowed):
            wrong.append(f"{told}: {answer.status_code}")

    assert (wrong, heard) == ([], [])


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_who_is_not_signed_in_is_sent_away(readers: Readers, room: str):
    wrong = [
        name
        for name, row in ROOMS[room].items()
        if entered(ask(readers, readers.clients[ANONYMOUS], name, readers.world.a))
        is not row.anonymous
    ]

    assert not wrong


@pytest.mark.parametrize("name", ["people:list", "accounts:slips"])
def test_what_is_narrowed_to_another_enterprises_team_is_not_there(readers: Readers, name: str):
    team = {"unit": str(readers.world.b.team.public_id)}

    answers = [readers.clients[role].get(reverse(name), team) for role in EVERY_ROLE]

    assert {answer.status_code for answer in answers} <= UNSEEN


def visits(readers: Readers, room: str) -> Iterator[tuple[str, Site, frozenset[str], str]]:
    """Each route of a room, about each enterprise, who may enter, and each role that tries."""
    for place, (name, row) in enumerate(ROOMS[room].items()):
        for site, allowed in row.expected(readers.world):
            for role in some(EVERY_ROLE, one_in=4, start=place):
                yield name, site, allowed, role


def ask(
    readers: Readers, client: Client, name: str, site: Site, *, in_place: bool = False
) -> HttpResponse:
    """Ask for a route as a page, or as htmx does, whose refusal is a sentence without the house."""
    row = MATRIX[name]
    url = reverse(name, kwargs=row.arguments(readers, site))
    data = row.data(readers, site)
    headers = {"HX-Request": "true"} if in_place else {}
    if row.method == "get":
        return client.get(url, data, headers=headers)
    headers["Idempotency-Key"] = str(uuid4())
    if row.json:
        return client.post(url, json.dumps(data), content_type="application/json", headers=headers)
    return client.post(url, data, headers=headers)


def entered(answer: HttpResponse) -> bool:
    """Whether the reader got in, be it to a refusal of the moment; never a failure of ours."""
    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    if answer.streaming:
        b"".join(answer)  # read to its end, so that the file is closed
    sent_to_sign_in = answer.status_code == HTTPStatus.FOUND and answer["Location"].startswith(
        SIGN_IN
    )
    return not (
        answer.status_code in UNSEEN
        or answer.status_code == HTTPStatus.UNAUTHORIZED
        or sent_to_sign_in
    )
