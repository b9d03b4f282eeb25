"""Readers of these pages, in a house under the software's rules, on the world's day."""

from __future__ import annotations

import pytest

from benefiting import House, make_house
from gongjiang.governance.models import RuleSet
from world import TODAY, World


@pytest.fixture(autouse=True)
def on_the_day(settings: pytest.FixtureRequest) -> None:
    """Pages ask for today: let it be the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def house(world: World, defaults: list[RuleSet]) -> House:
    return make_house(world)
