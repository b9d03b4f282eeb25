"""A name planted in enterprise B is found by no question that a reader seated in A can ask.

That no bare address tells it is seen where each is visited, in test_matrix.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from access.canary import CANARY, is_heard
from access.matrix import MATRIX, ROOMS
from access.readers import EVERY_ROLE, WORKER, Readers
from gongjiang.people.models import Person, Role

SEARCHES = ({"q": CANARY},)
ALSO_SEARCHED = ({"q": "jinsique"}, {"q": "jsq"}, {"format": "xlsx"})
SEARCHERS = (WORKER, Role.HR, Role.TEAM_LEADER, Role.REVIEWER, Role.LEADER)
TAKE_A_UNIT = {"people:list", "reports:records", "accounts:slips", "api:show_groups"}


def sightings(readers: Readers, name: str) -> list[str]:
    """By whom, and by which question, the canary is heard in a route's answers."""
    row = MATRIX[name]
    found: list[str] = []
    if row.method != "get":
        return found
    for site, _ in row.expected(readers.world):
        url = reverse(name, kwargs=row.arguments(readers, site))
        for role in EVERY_ROLE:
            for query in questions(readers, name, role):
                if is_heard(readers.clients[role].get(url, query), query):
                    found.append(f"{role} {query}")
    return found


def questions(readers: Readers, name: str, role: str) -> list[dict[str, str]]:
    """A search by every role, more by those who see most; the other's team."""
    asked: list[dict[str, str]] = []
    if MATRIX[name].searched:
        asked += [*SEARCHES, *(ALSO_SEARCHED if role in SEARCHERS else ())]
    if name in TAKE_A_UNIT:
        asked.append({"unit": str(readers.world.b.team.public_id)})
    return asked


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_the_canary_is_heard_nowhere_in_a(readers: Readers, room: str):
    heard = {name: sightings(readers, name) for name in ROOMS[room]}

    assert not {name: where for name, where in heard.items() if where}


def test_one_broken_query_is_enough_to_hear_it(readers: Readers, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "gongjiang.api.people.persons_visible_to", lambda scope: Person.objects.all()
    )

    assert sightings(readers, "api:list_people")
