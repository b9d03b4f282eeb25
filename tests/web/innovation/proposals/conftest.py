"""Readers of the pages of proposals, on a floor under the software's terms, on the world's day."""

from __future__ import annotations

import pytest
from django.test import Client

from access.readers import client_of
from gongjiang.governance.models import RuleSet
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.people.actors import SYSTEM
from proposing import Floor, make_floor
from world import TODAY, World


@pytest.fixture(autouse=True)
def on_the_day(settings: pytest.FixtureRequest) -> None:
    """Pages ask for today: let it be the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]


@pytest.fixture
def floor(world: World, defaults: list[RuleSet]) -> Floor:
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    return make_floor(world)


@pytest.fixture
def author(floor: Floor) -> Client:
    return client_of(floor.author)


@pytest.fixture
def leader(floor: Floor) -> Client:
    return client_of(floor.leader)
