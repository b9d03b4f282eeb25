"""A workshop with a master, an apprentice and a leader, under the terms of the software."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from apprenticeships import Shop, make_shop
from gongjiang.governance.models import RuleSet
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.people.actors import SYSTEM
from world import TODAY, World


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def terms(world: World, defaults: list[RuleSet]) -> RuleSet | None:
    return install_terms(actor=SYSTEM, on=TODAY)


@pytest.fixture
def shop(world: World, terms: RuleSet | None) -> Shop:
    return make_shop(world)
