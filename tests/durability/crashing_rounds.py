"""Promotions killed half-way, by seed. A process of its own, in a migrated home; see its test.

For each seed a child takes somebody new through a whole promotion, each step pressed by whom it
is for, under an idempotency key of its own, and writes an acknowledgement to a pipe after each.
One step it does not survive: it kills itself with SIGKILL at a statement, or after the commit and
before the acknowledgement. Every third seed the database server is killed as well. The parent,
which lives on, holds what was acknowledged. It compares what it finds with what a promotion that
nobody killed left behind at each step; sends everything again; and goes on to the end.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast
from uuid import UUID, uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402  (after the set-up, as in any script)
from django.db import connections  # noqa: E402

from careers.firm import AFTER_PUBLICITY, Firm, make_firm, senior_worker  # noqa: E402
from durability.dying import (  # noqa: E402
    after_the_death,
    contradictions,
    die,
    dying_at,
    statements,
)
from gongjiang.careers.models import CommitteeVote, GradeSpell, PanelScore, Promotion  # noqa: E402
from gongjiang.careers.services import effect, panels  # noqa: E402
from gongjiang.careers.subjects import PROMOTION  # noqa: E402
from gongjiang.governance.models import Publicity  # noqa: E402
from gongjiang.governance.services.publicity import close_publicity  # noqa: E402
from gongjiang.kernel.errors import CannotDo  # noqa: E402
from gongjiang.ledger.queries import facts_of  # noqa: E402
from gongjiang.ops import postgres  # noqa: E402
from gongjiang.people.models import Account, Person  # noqa: E402
from gongjiang.people.services.submissions import once  # noqa: E402
from world import NOON, TODAY, make_world  # noqa: E402

STEPS = (
    *("apply", "support", "qualify"),
    *("score 0", "score 1", "score 2", "close_defence"),
    *("vote 0", "vote 1", "vote 2", "decide"),
    *("publish", "close_publicity", "take_effect"),
)
SCORES = (80, 85, 90)
VOTES = ("YES", "NO", "YES")
AFTER_COMMIT = 0.25


@dataclass(frozen=True)
class Fate:
    """Where a seed's child dies: at which step, and at which of its statements.

    `statement` 0 is after the commit and before the acknowledgement.
    """

    step: int
    statement: int
    server_too: bool

    @classmethod
    def of(cls, seed: int, spoken: list[int]) -> Fate:
        """Every step in turn, at one of the statements that it has."""
        chance = random.Random(seed)
        step = seed % len(STEPS)
        after = chance.random() < AFTER_COMMIT
        return cls(
            step=step,
            statement=0 if after else chance.randint(1, spoken[step]),
            server_too=seed % 3 == 0,
        )


class Career:
    """One person's promotion, step by step; each step finds its own place by looking."""

    def __init__(self, firm: Firm, number: int) -> None:
        self.firm = firm
        self.number = number
        self.worker = senior_worker(firm, f"第{number}人")
        Account.objects.create(username=f"worker{number}", person=self.worker)

    def do(self, step: int, key: UUID | None = None) -> Any:
        """Press, as the step's page does: under this seed's key for it, or as somebody anew."""
        name, _, which = STEPS[step].partition(" ")
        member = int(which or 0)
        deed = cast("Callable[[int], int]", getattr(self, name))
        kept = key or UUID(int=(self.number << 16) + step + 1)
        account = Account.objects.get(person=self.presser(name, member))
        return once(account=account, key=kept, deed=lambda: deed(member))

    def presser(self, name: str, member: int) -> Person:
        firm = self.firm
        others = {
            "apply": self.worker,
            "support": firm.reviewer,
            "score": firm.panel[member],
            "vote": firm.committee[member],
            "decide": firm.committee[0],
        }
        return others.get(name, firm.hr)

    @property
    def promotion(self) -> Promotion:
        return Promotion.objects.get(person=self.worker)

    def apply(self, _: int) -> int:
        return self.firm.apply(self.worker).id

    def support(self, _: int) -> int:
        return self.firm.reviewed(self.promotion).id

    def qualify(self, _: int) -> int:
        return self.firm.qualified(self.promotion).id

    def score(self, member: int) -> int:
        return panels.give_score(
            promotion_id=self.promotion.id,
            actor=self.firm.panel[member],
            score=Decimal(SCORES[member]),
            remark="",
            at=NOON,
        ).id

    def close_defence(self, _: int) -> int:
        return self.firm.defended(self.promotion).id

    def vote(self, member: int) -> int:
        return panels.cast_vote(
            promotion_id=self.promotion.id,
            actor=self.firm.committee[member],
            vote=VOTES[member],
            at=NOON,
        ).id

    def decide(self, _: int) -> int:
        return self.firm.decided(self.promotion).id

    def publish(self, _: int) -> int:
        return effect.publish(
            promotion_id=self.promotion.id, actor=self.firm.hr, from_day=TODAY, at=NOON
        ).id

    def close_publicity(self, _: int) -> int:
        held = self.publicities().get()
        return close_publicity(publicity_id=held.id, actor=self.firm.hr, at=AFTER_PUBLICITY).id

    def take_effect(self, _: int) -> int:
        return self.firm.in_effect(self.promotion).id

    def publicities(self) -> Any:
        mine = Promotion.objects.filter(person=self.worker).values("id")
        return Publicity.objects.filter(subject_type=PROMOTION, subject_id__in=mine)

    def standing(self) -> list[Any]:
        """All that the steps leave behind, the same for everybody: neither ids nor names."""
        mine = {"promotion__person": self.worker}
        promotions = Promotion.objects.filter(person=self.worker)
        spells = GradeSpell.objects.filter(person=self.worker)
        trail = promotions.filter(steps__isnull=False).order_by("steps__id")
        scores = PanelScore.objects.filter(**mine)
        votes = CommitteeVote.objects.filter(**mine)
        return [
            list(promotions.values_list("state", "to_grade", "spell__grade")),
            list(trail.values_list("steps__what", "steps__by")[1:]),  # the first is the worker's
            list(scores.order_by("id").values_list("member__person", "score")),
            list(votes.order_by("id").values_list("member__person", "vote")),
            list(self.publicities().values_list("state", flat=True)),
            list(spells.order_by("id").values_list("grade", "valid_from", "valid_to")),
            [fact.kind for fact in facts_of(self.worker.id)],
            list(self.worker.notices.order_by("id").values_list("kind", flat=True)),
        ]

    def is_there(self, step: int, answer: int) -> bool:
        """Whether the row that an acknowledgement named says what was pressed."""
        name, _, which = STEPS[step].partition(" ")
        if name == "score":
            given = PanelScore.objects.filter(id=answer, promotion__person=self.worker)
            return given.filter(score=SCORES[int(which)]).exists()
        if name == "vote":
            cast_ = CommitteeVote.objects.filter(id=answer, promotion__person=self.worker)
            return cast_.filter(vote=VOTES[int(which)]).exists()
        if name in {"publish", "close_publicity"}:
            return bool(self.publicities().filter(id=answer).exists())
        return Promotion.objects.filter(id=answer, person=self.worker).exists()

    def is_refused_anew(self, step: int) -> bool:
        """Whether a press of its own, not a repeat, finds the step done."""
        try:
            self.do(step, key=uuid4())
        except CannotDo:
            return True
        return False


@dataclass(frozen=True)
class Undisturbed:
    """A promotion that nobody killed: what stood after so many steps, and their statements."""

    after: list[list[Any]]
    spoken: list[int]

    @classmethod
    def seen(cls, career: Career) -> Undisturbed:
        after, spoken = [career.standing()], []
        for step in range(len(STEPS)):
            with statements() as said:
                career.do(step)
            spoken.append(len(said))
            after.append(career.standing())
        return cls(after, spoken)


def child(career: Career, fate: Fate, pipe: int) -> None:
    """Take the steps, acknowledging each, until the fated one."""
    for step in range(len(STEPS)):
        with ExitStack() as doomed:
            if step == fate.step:
                doomed.enter_context(dying_at(fate.statement))
            answer = career.do(step)
        if step == fate.step:
            die()
        os.write(pipe, json.dumps([step, answer]).encode() + b"\n")


def run(firm: Firm, seed: int, undisturbed: Undisturbed) -> dict[str, Any]:
    """One seed: let the child die, look, send all of it again, and go on to the end."""
    fate, career = Fate.of(seed, undisturbed.spoken), Career(firm, seed)
    connections.close_all()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        child(career, fate, writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        acknowledged = dict(json.loads(line) for line in pipe)
    _, status = os.waitpid(pid, 0)
    after_the_death(of_the_server=fate.server_too)
    done = fate.step + (not fate.statement)
    found, broken = career.standing(), contradictions()
    lost = [STEPS[n] for n in acknowledged if not career.is_there(n, acknowledged[n])]
    again = {step: career.do(step) for step in range(fate.step + 1)}
    whole = career.standing()
    refused = career.is_refused_anew(fate.step)
    answers = {step: career.do(step) for step in range(len(STEPS))}
    return {
        "seed": seed,
        "dies_at": STEPS[fate.step],
        "statement": fate.statement,
        "server_too": fate.server_too,
        "killed": os.WIFSIGNALED(status),
        "acknowledged": len(acknowledged),
        "lost": lost,
        "half_done": found != undisturbed.after[done],
        "answered_differently": [
            STEPS[n]
            for n in again
            if answers[n] != again[n] or acknowledged.get(n, again[n]) != again[n]
        ],
        "done_twice": whole != undisturbed.after[fate.step + 1] or not refused,
        "ended_otherwise": career.standing() != undisturbed.after[-1],
        "broken": [*broken, *contradictions()],
    }


def main(seeds: int) -> None:
    with postgres.running(settings.HOME):
        firm = make_firm(make_world().a)
        others = [firm.hr, firm.reviewer, *firm.panel, *firm.committee]
        for number, person in enumerate(others):
            Account.objects.create(username=f"office{number}", person=person)
        first, undisturbed = (Undisturbed.seen(Career(firm, seeds + n)) for n in range(2))
        assert first.after == undisturbed.after
        for seed in range(seeds):
            print(json.dumps(run(firm, seed, undisturbed)), flush=True)  # noqa: T201  (the log)
        assert PanelScore.objects.count() == (seeds + 2) * len(SCORES)
        assert CommitteeVote.objects.count() == (seeds + 2) * len(VOTES)
        connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]))
