"""A bench of inventive people under the kinds of the software."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from gongjiang.governance.models import RuleSet
from gongjiang.innovation.services.five_small_defaults import install_five_small
from gongjiang.people.actors import SYSTEM
from innovators import Bench, make_bench
from world import TODAY, World


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def kinds(world: World, defaults: list[RuleSet]) -> RuleSet | None:
    return install_five_small(actor=SYSTEM, on=TODAY)


@pytest.fixture
def bench(world: World, kinds: RuleSet | None) -> Bench:
    return make_bench(world)
