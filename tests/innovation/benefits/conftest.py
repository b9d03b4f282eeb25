"""A house under the rules of the software, with a proposal that was accepted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from benefiting import House, make_house
from gongjiang.governance.models import RuleSet
from world import World


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def house(world: World, defaults: list[RuleSet]) -> House:
    return make_house(world)
