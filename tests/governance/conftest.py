"""Officers of the zone, and the rules an installation starts with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from gongjiang.governance.models import RuleSet
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from world import OPENING, TODAY, World, make_person


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared as they are written."""
    with translation.override("en"):
        yield


@pytest.fixture
def defaults(world: World) -> list[RuleSet]:
    return install_defaults(actor=SYSTEM, on=TODAY)


@pytest.fixture
def reformer(world: World) -> Person:
    """Somebody in the zone's reform office."""
    person = make_person("产改办")
    appoint(person=person, role=Role.REFORM_OFFICE, unit=world.zone, actor=SYSTEM, on=OPENING)
    return person


@pytest.fixture
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT
