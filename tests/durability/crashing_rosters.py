"""Roster imports killed half-way, by seed. A process of its own, in a migrated home; see its test.

For each seed a child checks, applies and undoes one workbook; in one of the three it kills itself
with SIGKILL at a statement, or after the commit and before it could say so. Every third seed the
database server is killed as well. The parent looks whether that deed is done whole or not at all,
and takes it up again.
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

import django

django.setup()

from django.conf import settings  # noqa: E402  (after the set-up, as in any script)
from django.db import connections  # noqa: E402

from durability.dying import after_the_death, contradictions, die, dying_at  # noqa: E402
from gongjiang.ops import postgres  # noqa: E402
from gongjiang.people.models import Employment, Person, RosterImport  # noqa: E402
from gongjiang.people.services.roster_checks import check  # noqa: E402
from gongjiang.people.services.rosters import apply, undo  # noqa: E402
from rosters import Desk, national_id, row  # noqa: E402
from world import NOON, make_worker, make_world  # noqa: E402

DEEDS = ("check", "apply", "undo")
STATEMENTS = {"check": 20, "apply": 34, "undo": 24}
AFTER_COMMIT = 0.15
NEW = 4
BEFORE = [
    row("变动", national_id(100)),
    row("实习", national_id(101), 用工形式="实习"),
    row("离开", national_id(102)),
]


@dataclass(frozen=True)
class Fate:
    """Where a seed's child dies: in which deed, at which of its statements.

    `statement` 0 is after the commit and before anybody was told.
    """

    deed: str
    statement: int
    server_too: bool

    @classmethod
    def of(cls, seed: int) -> Fate:
        chance = random.Random(seed)
        deed = DEEDS[seed % len(DEEDS)]
        statement = 0 if chance.random() < AFTER_COMMIT else chance.randrange(STATEMENTS[deed])
        return cls(deed, statement, server_too=seed % 3 == seed % 2)


def named(seed: int) -> str:
    """How the names of a seed's new people begin; a name holds no digits."""
    return "新" + "".join("零一二三四五六七八九"[int(digit)] for digit in f"{seed:02d}")


def file_of(seed: int) -> list[dict[str, Any]]:
    """Somebody new, in a team to be opened; somebody moved, one taken on; and one is missing."""
    new = [
        row(named(seed) + "甲乙丙丁"[number], national_id(seed * NEW + number + 1, born="19800101"),
            班组=f"第{seed}班")
        for number in range(NEW)
    ]  # fmt: skip
    moved = row("变动", national_id(100), 班组="二班", 手机=f"139{seed:08d}")
    return [*new, moved, row("实习", national_id(101))]


def deed_of(name: str, desk: Desk, roster_id: int) -> Callable[[], RosterImport]:
    return {
        "check": lambda: check(roster_id, actor=desk.actor, at=NOON),
        "apply": lambda: apply(roster_id, actor=desk.actor, at=NOON),
        "undo": lambda: undo(roster_id, actor=desk.actor, reason="再来", at=NOON),
    }[name]


def child(desk: Desk, roster_id: int, fate: Fate) -> None:
    for name in DEEDS:
        with dying_at(fate.statement if name == fate.deed else 0):
            deed_of(name, desk, roster_id)()
        if name == fate.deed:
            die()


def standing(seed: int) -> list[object]:
    """Everything an import would change."""
    employments = Employment.objects.order_by("id")
    return [
        list(employments.values_list("id", "kind", "valid_from", "valid_to", "end_reason")),
        list(employments.values_list("postings__id", "postings__unit", "postings__valid_to")),
        Person.objects.filter(name__startswith=named(seed)).count(),
        list(Person.objects.exclude(state="ERASED").values_list("id", "phone_hash").order_by("id")),
    ]


def run(desk: Desk, seed: int) -> dict[str, Any]:
    fate = Fate.of(seed)
    roster = desk.bring(file_of(seed), leaving_on=date(2022, 11, 28), leaving_reason="RESIGNED")
    before = standing(seed)
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        child(desk, roster.id, fate)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    after_the_death(of_the_server=fate.server_too)
    roster.refresh_from_db()
    found, broken = standing(seed), contradictions()
    state = roster.state
    is_applied = state == RosterImport.State.APPLIED
    half = (found != before) != is_applied
    # Whatever was interrupted is taken up again, and the whole comes to its end.
    for name in DEEDS[DEEDS.index(fate.deed) :]:
        if not (state == "APPLIED" and name != "undo") and state != "UNDONE":
            roster = deed_of(name, desk, roster.id)()
            broken += contradictions()
    return {
        "seed": seed,
        "dies_in": fate.deed,
        "statement": fate.statement,
        "server_too": fate.server_too,
        "killed": os.WIFSIGNALED(status),
        "found": state,
        "half_done": half,
        "ended": roster.state,
        "differs": standing(seed) != before,
        "broken": broken,
    }


def main(seeds: int) -> None:
    with postgres.running(settings.HOME):
        world = make_world()
        desk = Desk(world.a.enterprise, world.a.hr)
        make_worker(world.a, "在册")
        apply(desk.checked(BEFORE).id, actor=desk.actor, at=NOON)
        for seed in range(seeds):
            print(json.dumps(run(desk, seed)), flush=True)  # noqa: T201  (the log)
        connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]))
