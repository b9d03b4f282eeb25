"""A team with ideas and a panel above it, under the terms of the software."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from gongjiang.governance.models import RuleSet
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.people.actors import SYSTEM
from proposing import Floor, make_floor
from world import TODAY, World


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def terms(world: World, defaults: list[RuleSet]) -> RuleSet | None:
    return install_proposal_terms(actor=SYSTEM, on=TODAY)


@pytest.fixture
def floor(world: World, terms: RuleSet | None) -> Floor:
    return make_floor(world)
