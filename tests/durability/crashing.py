"""Deeds that are killed half-way, by seed. A process of its own, in a migrated home; see the test.

For each seed a child does five deeds on somebody new, each under its own idempotency key, and
writes an acknowledgement to a pipe after each. One of them it does not survive: the child kills
itself with SIGKILL at a statement, or after the commit and before the acknowledgement. Every third
seed the database server is killed as well. The parent, which lives on, holds what was
acknowledged; it looks whether that is there, and sends the deed that got no answer once more.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402  (after the set-up, as in any script)
from django.db import connections  # noqa: E402

from durability.dying import after_the_death, contradictions, die, dying_at  # noqa: E402
from gongjiang.ledger.queries import facts_of  # noqa: E402
from gongjiang.ops import postgres  # noqa: E402
from gongjiang.people.actors import SYSTEM  # noqa: E402
from gongjiang.people.models import Account, Employment, Person, Posting  # noqa: E402
from gongjiang.people.services.appointments import appoint  # noqa: E402
from gongjiang.people.services.employment import (  # noqa: E402
    Post,
    end_employment,
    hire,
    move_person,
    take_on_intern,
)
from gongjiang.people.services.submissions import once  # noqa: E402
from world import World, make_person, make_world  # noqa: E402

DEEDS = ("hire", "take_on", "move", "appoint", "end")
KINDS = ("hired", "intern_became_employee", "moved", "appointed", "left")
MOST_STATEMENTS = 12


@dataclass(frozen=True)
class Fate:
    """Where a seed's child dies: at which deed, and at which of its statements.

    `statement` 0 is after the commit and before the acknowledgement.
    """

    deed: int
    statement: int
    server_too: bool

    @classmethod
    def of(cls, seed: int) -> Fate:
        chance = random.Random(seed)
        return cls(
            deed=chance.randrange(len(DEEDS)),
            statement=chance.randrange(MOST_STATEMENTS),
            server_too=seed % 3 == 0,
        )


class Deeds:
    """Five deeds on one person, each of which finds its own place by looking."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.seed = seed
        self.account = Account.objects.get(person=world.a.hr)
        self.name = f"第{seed}人"

    def do(self, number: int) -> Any:
        deed: Callable[[], Any] = getattr(self, DEEDS[number])
        key = UUID(int=(self.seed << 16) + number)
        return once(account=self.account, key=key, deed=deed)

    def post(self, unit: Any) -> Post:
        return Post(unit=unit, name="操作工", kind="PRODUCTION")

    def employment(self) -> Employment:
        return Employment.objects.filter(person__name=self.name).latest("valid_from")

    def hire(self) -> int:
        site = self.world.a
        return hire(
            person=make_person(self.name),
            employer=site.enterprise,
            kind="INTERN",
            post=self.post(site.team),
            actor=site.hr,
            on=date(2021, 1, 4),
        ).id

    def take_on(self) -> int:
        site = self.world.a
        return take_on_intern(
            internship_id=self.employment().id,
            kind="REGULAR",
            post=self.post(site.team),
            actor=site.hr,
            on=date(2021, 7, 1),
        ).id

    def move(self) -> int:
        site = self.world.a
        return move_person(
            employment_id=self.employment().id,
            to=self.post(site.other_team),
            actor=site.hr,
            on=date(2021, 8, 2),
        ).id

    def appoint(self) -> int:
        return appoint(
            person=self.employment().person,
            role="TEAM_LEADER",
            unit=self.world.a.other_team,
            actor=SYSTEM,
            on=date(2021, 9, 1),
        ).id

    def end(self) -> int:
        return end_employment(
            employment_id=self.employment().id,
            reason="RESIGNED",
            actor=self.world.a.hr,
            on=date(2022, 3, 1),
        ).id


def child(deeds: Deeds, fate: Fate, pipe: int) -> None:
    """Do the deeds, acknowledging each, until the fated one."""
    for number in range(len(DEEDS)):
        with dying_at(fate.statement if number == fate.deed else 0):
            answer = deeds.do(number)
        if number == fate.deed and not fate.statement:
            die()
        os.write(pipe, json.dumps([number, answer]).encode() + b"\n")
        if number == fate.deed:
            die()


def run(world: World, seed: int) -> dict[str, Any]:
    """One seed: let the child die, look, and send the unanswered deed again."""
    fate, deeds = Fate.of(seed), Deeds(world, seed)
    connections.close_all()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        child(deeds, fate, writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        acknowledged = dict(json.loads(line) for line in pipe)
    _, status = os.waitpid(pid, 0)
    after_the_death(of_the_server=fate.server_too)
    standing = kinds_of(deeds.name)
    broken = contradictions()
    again = {number: deeds.do(number) for number in (*acknowledged, fate.deed)}
    return {
        "seed": seed,
        "dies_at": DEEDS[fate.deed],
        "statement": fate.statement,
        "server_too": fate.server_too,
        "killed": os.WIFSIGNALED(status),
        "acknowledged": len(acknowledged),
        "lost": [n for n in acknowledged if KINDS[n] not in standing],
        "answered_differently": [n for n in acknowledged if acknowledged[n] != again[n]],
        "done_twice": len(kinds_of(deeds.name)) != fate.deed + 1,
        "broken": [*broken, *contradictions()],
    }


def kinds_of(name: str) -> list[str]:
    person = Person.objects.filter(name=name).first()
    return [] if person is None else [f.kind.rpartition(".")[2] for f in facts_of(person.id)]


def main(seeds: int) -> None:
    with postgres.running(settings.HOME):
        world = make_world()
        Account.objects.create(username="hr", person=world.a.hr)
        for seed in range(seeds):
            print(json.dumps(run(world, seed)), flush=True)  # noqa: T201  (the log)
        assert Posting.objects.count() > seeds
        connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]))
