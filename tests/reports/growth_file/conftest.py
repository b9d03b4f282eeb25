"""A signed growth file, as its person takes it along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from gongjiang.kernel.keyring import Keyring
from gongjiang.people.models import PostKind
from gongjiang.people.queries.visibility import scope_of
from gongjiang.people.services.employment import Post, move_person
from gongjiang.reports.growth_file.bundle import issue
from gongjiang.reports.growth_file.canonical import Document
from gongjiang.reports.growth_file.timeline import Growth, growth_of
from world import TODAY, World, make_worker

AT = datetime(2022, 11, 28, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Issued:
    growth: Growth
    bundle: Document
    keyring: Keyring


@pytest.fixture
def issued(world: World) -> Issued:
    employment = make_worker(world.a, "王工")
    post = Post(unit=world.a.other_team, name="切片工", kind=PostKind.PRODUCTION)
    move_person(employment_id=employment.id, to=post, actor=world.a.hr, on=date(2021, 6, 1))
    growth = growth_of(employment.person, scope_of(employment.person, TODAY))
    assert growth is not None
    keyring = Keyring.generate()
    return Issued(growth, issue(growth, keyring=keyring, at=AT), keyring)
