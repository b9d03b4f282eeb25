"""One reader for each role, seated in enterprise A or above it, and the worker without a role."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client

from access.canary import CANARY
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.orgs.models import Unit, UnitKind
from gongjiang.orgs.services import open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account, Person, Role
from gongjiang.people.rules import SEATS
from gongjiang.people.services.appointments import appoint
from world import OPENING, TODAY, Site, World, make_person, make_worker

WORKER = "WORKER"
ANONYMOUS = "ANONYMOUS"
EVERY_ROLE = (WORKER, *Role.values)


@dataclass(frozen=True)
class Readers:
    """A client a role; and a worker in each enterprise, B's under the canary's name."""

    world: World
    clients: dict[str, Client]
    persons: dict[str, Person]
    worker_of_a: Person
    worker_of_b: Person

    def worker_of(self, site: Site) -> Person:
        return self.worker_of_a if site is self.world.a else self.worker_of_b


def seat_readers(world: World) -> Readers:
    """Appoint somebody to every role; each reader is another person."""
    install_defaults(actor=SYSTEM, on=TODAY)
    seats = _seats(world)
    worker = make_worker(world.a, "甲工").person
    stranger = make_worker(world.b, CANARY).person
    persons = {WORKER: worker}
    for role in Role.values:
        [unit] = [unit for kind, unit in seats.items() if kind in SEATS[role]][:1]
        persons[role] = make_person(f"担任{Role.values.index(role)}")
        appoint(person=persons[role], role=role, unit=unit, actor=SYSTEM, on=OPENING)
    clients = {role: client_of(person) for role, person in persons.items()}
    return Readers(world, {**clients, ANONYMOUS: Client()}, persons, worker, stranger)


def client_of(person: Person) -> Client:
    """A client signed in as a person."""
    account, _ = Account.objects.get_or_create(
        person=person,
        # Unusable: whoever has no password is not asked for it before a delicate page.
        defaults={"username": str(person.public_id), "password": make_password(None)},
    )
    client = Client()
    client.force_login(account)
    return client


def _seats(world: World) -> dict[str, Unit]:
    """A unit of each kind at which a role is held: A's own, or one above A."""

    def opened(kind: UnitKind, parent: Unit | None = None) -> Unit:
        return open_unit(kind=kind, name=f"组织{kind.label}", parent=parent, on=OPENING)

    work_committee = opened(UnitKind.WORK_COMMITTEE)
    zone_union = opened(UnitKind.ZONE_UNION)
    return {
        UnitKind.TEAM: world.a.team,
        UnitKind.WORKSHOP: world.a.workshop,
        UnitKind.ENTERPRISE: world.a.enterprise,
        UnitKind.GRID: world.grid,
        UnitKind.AREA: world.area,
        UnitKind.ZONE: world.zone,
        UnitKind.WORK_COMMITTEE: work_committee,
        UnitKind.BRANCH: opened(UnitKind.BRANCH, work_committee),
        UnitKind.ZONE_UNION: zone_union,
        UnitKind.ENTERPRISE_UNION: opened(UnitKind.ENTERPRISE_UNION, zone_union),
    }
