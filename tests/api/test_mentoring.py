"""An agreement over the API: signed, registered, its months written and confirmed, once each."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from access.readers import client_of
from apprenticeships import Shop, drafted, make_shop
from gongjiang.governance.models import RuleSet
from gongjiang.mentoring.models import MonthRecord
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.people.actors import SYSTEM
from world import TODAY, World

BASE = "/api/v1/mentoring/agreements"


@pytest.fixture
def shop(world: World, defaults: list[RuleSet], settings: Any) -> Shop:
    settings.TODAY = TODAY
    install_terms(actor=SYSTEM, on=TODAY)
    return make_shop(world)


def post(client: Client, url: str, key: str = "", **body: Any) -> HttpResponse:
    return client.post(
        url,
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def test_from_signature_to_a_confirmed_month(shop: Shop):
    url = f"{BASE}/{drafted(shop, TODAY).public_id}"
    apprentice, master, hr = map(client_of, (shop.apprentice, shop.master, shop.site.hr))
    assert post(apprentice, f"{url}/sign").json()["state"] == "DRAFT"
    assert post(master, f"{url}/sign").json()["state"] == "SIGNED"
    assert post(apprentice, f"{url}/register").status_code == 403
    assert post(hr, f"{url}/register").json()["state"] == "ACTIVE"

    month = {"practised": [1, 2], "hours": 30, "sentence": "会换刀了。"}
    assert post(apprentice, f"{url}/months/1", **month).json() == {"month": 1, "confirmed": False}
    assert post(apprentice, f"{url}/months/2", **month).status_code == 409
    key = str(uuid4())
    for _ in range(2):
        assert post(master, f"{url}/months/1/confirm", key).json()["confirmed"]

    shown = hr.get(url).json()
    assert [goal["signed_off"] for goal in shown["goals"]] == [False, False, False]
    assert shown["months"][0]["sentence"] == "会换刀了。"
    assert MonthRecord.objects.get().confirmed_by == shop.master


def test_nobody_else_is_told_of_an_agreement(shop: Shop, world: World):
    agreement = drafted(shop, TODAY)
    stranger = client_of(world.b.hr)

    assert stranger.get(f"{BASE}/{agreement.public_id}").status_code == 404
    assert stranger.get(BASE).json() == {"count": 0, "items": []}
    mine = client_of(shop.apprentice).get(BASE, {"state": "DRAFT"}).json()
    assert [item["master"]["name"] for item in mine["items"]] == ["郑师傅"]
