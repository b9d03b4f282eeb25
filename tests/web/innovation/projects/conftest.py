"""Readers of the pages of projects, on the world's day."""

from __future__ import annotations

import pytest

from gongjiang.governance.models import RuleSet
from gongjiang.innovation.services.five_small_defaults import install_five_small
from gongjiang.people.actors import SYSTEM
from innovators import Bench, make_bench
from world import TODAY, World


@pytest.fixture(autouse=True)
def on_the_day(settings: pytest.FixtureRequest) -> None:
    """Pages ask for today: let it be the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def bench(world: World, defaults: list[RuleSet]) -> Bench:
    install_five_small(actor=SYSTEM, on=TODAY)
    return make_bench(world)
