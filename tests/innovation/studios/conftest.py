"""A studio under the rules of the software."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from gongjiang.governance.models import RuleSet
from gongjiang.innovation.services.defaults_studios import install_studio_rules
from gongjiang.people.actors import SYSTEM
from studio_shop import StudioShop, make_shop
from world import TODAY, World


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def shop(world: World, defaults: list[RuleSet]) -> StudioShop:
    install_studio_rules(actor=SYSTEM, on=TODAY)
    return make_shop(world)
