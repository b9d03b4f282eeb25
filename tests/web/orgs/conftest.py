"""Readers who are signed in, each with one role or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, Person, Role
from gongjiang.people.services.appointments import appoint
from gongjiang.people.services.units import link_units, open_unit
from world import OPENING, World, make_person, make_worker

SignIn = Callable[[Person], Client]


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(Account.objects.create(username=str(uuid4()), person=person))
        return client

    return signed_in


@pytest.fixture
def leader(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.leader)


@pytest.fixture
def reform_office(world: World, sign_in: SignIn) -> Client:
    person = make_person("高改革")
    appoint(person=person, role=Role.REFORM_OFFICE, unit=world.zone, actor=SYSTEM, on=OPENING)
    return sign_in(person)


@pytest.fixture
def hr_of_a(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.a.hr)


@pytest.fixture
def worker_of_b(world: World, sign_in: SignIn) -> Client:
    return sign_in(make_worker(world.b, "乙工").person)


@pytest.fixture
def joint_branch(world: World) -> Unit:
    """A Party branch that covers enterprise A and the agency, and not B."""
    committee = opened(UnitKind.WORK_COMMITTEE, "党工委", None)
    branch = opened(UnitKind.BRANCH, "联合党支部", committee)
    for site in (world.a, world.agency):
        link_units(
            kind="COVERS_JOINT", source=branch, target=site.enterprise, actor=SYSTEM, on=OPENING
        )
    return branch


def opened(kind: str, name: str, parent: Unit | None, on: date = OPENING) -> Unit:
    return open_unit(kind=kind, name=name, parent=parent, actor=SYSTEM, on=on)
