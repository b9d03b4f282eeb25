"""Readers of studios, challenges and spread, under the software's rules, on the world's day."""

from __future__ import annotations

import pytest

from gongjiang.governance.models import RuleSet
from gongjiang.innovation.services.defaults_studios import install_studio_rules
from gongjiang.people.actors import SYSTEM
from studio_shop import StudioShop, make_shop
from world import TODAY, World


@pytest.fixture(autouse=True)
def on_the_day(settings: pytest.FixtureRequest) -> None:
    """Pages ask for today: let it be the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def shop(world: World, defaults: list[RuleSet]) -> StudioShop:
    install_studio_rules(actor=SYSTEM, on=TODAY)
    return make_shop(world)
