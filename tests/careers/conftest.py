"""A ladder in force, somebody on it, and a round to rise in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from careers.firm import Firm, make_firm
from gongjiang.careers.services.defaults import install_ladder
from gongjiang.governance.models import RuleSet
from gongjiang.people.actors import SYSTEM
from world import TODAY, World


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def standing_day(settings: pytest.MonkeyPatch) -> None:
    """Today is the world's."""
    settings.TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def ladder(world: World, defaults: list[RuleSet]) -> list[RuleSet]:
    """The rules an installation starts with, the ladder's among them."""
    return [*defaults, *install_ladder(actor=SYSTEM, on=TODAY)]


@pytest.fixture
def firm(world: World, ladder: list[RuleSet]) -> Firm:
    """Enterprise A with a reviewer, a panel, a committee, and a worker ready for O6."""
    return make_firm(world.a)
