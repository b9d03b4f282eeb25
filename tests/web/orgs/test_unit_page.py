"""A unit's page: what stands there, as of a day, for each reader as much as is theirs."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjiang.orgs.models import Unit
from world import World

MOST_QUERIES = 15


def page_of(client: Client, unit: Unit, **asked: str) -> str:
    answer = client.get(f"/units/{unit.public_id}", asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("level", ["zone", "area", "grid", "enterprise", "workshop", "team"])
def test_a_leader_opens_a_unit_at_every_level(world: World, leader: Client, level: str):
    unit = getattr(world, level, None) or getattr(world.a, level)

    assert unit.name in page_of(leader, unit)
