"""A firm with everybody a promotion needs, on the world's day."""

from __future__ import annotations

import pytest

from careers.firm import Firm, make_firm
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.governance.models import RuleSet
from gongjiang.people.actors import SYSTEM
from world import TODAY, World


@pytest.fixture
def standing_day(settings: pytest.MonkeyPatch) -> None:
    """Today is the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def firm(standing_day: None, world: World, defaults: list[RuleSet]) -> Firm:
    install_ladder(actor=SYSTEM, on=TODAY)
    return make_firm(world.a)
