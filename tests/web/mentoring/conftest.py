"""Readers of mentoring's pages, in a shop under the software's terms, on the world's day."""

from __future__ import annotations

import pytest

from apprenticeships import Shop, make_shop
from gongjiang.governance.models import RuleSet
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.people.actors import SYSTEM
from world import TODAY, World


@pytest.fixture(autouse=True)
def on_the_day(settings: pytest.FixtureRequest) -> None:
    """Pages ask for today: let it be the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def shop(world: World, defaults: list[RuleSet]) -> Shop:
    install_terms(actor=SYSTEM, on=TODAY)
    return make_shop(world)
