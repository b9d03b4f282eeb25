"""A month of proposals through the real services: people act, some late, some never; nights pass.

Every enterprise has a leader who screens, a panel of three and HR who assigns to it. Whoever is
slow is slow by a fixed seed, so that two runs do the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongjiang.governance.working_days import NATIONAL
from gongjiang.innovation.models import Proposal, State
from gongjiang.innovation.queries import lists
from gongjiang.innovation.queries.proposals import desk_of
from gongjiang.innovation.services.deciding import Marks, decide, score
from gongjiang.innovation.services.escalating import escalate
from gongjiang.innovation.services.panels import MOST_AT_ONCE, assign_panel
from gongjiang.innovation.services.screening import pass_on, send_back, turn_down
from gongjiang.innovation.services.submitting import submit_idea
from gongjiang.kernel.periods import SHANGHAI
from gongjiang.people.models import Person
from proposing import Floor, idea

SEED = 2022
SCREENED_A_DAY, SCORED_A_DAY = 0.55, 0.6
"""The share of what waits that somebody gets to on a day."""
RETURNED, REJECTED = 0.05, 0.1
ADOPTED, RESERVED = 0.6, 0.1
FORGOTTEN = 0.02
"""The share that whoever should screen never looks at."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """What is replayed: so many proposals on the days `[first, last]`, by these enterprises."""

    floors: Sequence[Floor]
    authors: Sequence[Sequence[Person]]
    count: int
    first: date
    last: date


def replay(month: Month, *, until: date) -> None:
    """Let people submit until the month's last day, and act, with a night after each day."""
    chance = random.Random(SEED)
    days = (month.last - month.first).days + 1
    for n in range((until - month.first).days + 1):
        day = month.first + n * DAY
        if n < days:
            _submit(month, _share(month.count, days, n), day, chance)
        if NATIONAL.is_working(day):
            for floor in month.floors:
                _act(floor, day, chance)
        escalate(at=_moment(day + DAY, 1))


def _share(count: int, days: int, n: int) -> int:
    """How many of the month fall on its n-th day."""
    return count * (n + 1) // days - count * n // days


def _submit(month: Month, count: int, day: date, chance: random.Random) -> None:
    for _ in range(count):
        authors = chance.choice(month.authors)
        people = chance.sample(authors, chance.choice([1, 1, 1, 2, 3]))
        submit_idea(idea=idea(*people), actor=people[0], at=_moment(day, 10))


def _act(floor: Floor, day: date, chance: random.Random) -> None:
    _screen(floor, day, chance)
    _assign(floor, day)
    for reviewer in (floor.chair, floor.second, floor.third):
        _score(reviewer, day, chance)
    _decide(floor, day, chance)


def _screen(floor: Floor, day: date, chance: random.Random) -> None:
    waiting = lists.waiting_at(desk_of(floor.leader, day)).filter(state=State.SUBMITTED)
    for proposal in waiting.order_by("id"):
        if proposal.id % round(1 / FORGOTTEN) == 0 or chance.random() > SCREENED_A_DAY:
            continue
        how, at = chance.random(), _moment(day, 14)
        if how < RETURNED:
            send_back(proposal_id=proposal.id, actor=floor.leader, reason="写清尺寸。", at=at)
        elif how < RETURNED + REJECTED:
            turn_down(
                proposal_id=proposal.id,
                actor=floor.leader,
                ground="KNOWN",
                reason="已在做。",
                at=at,
            )
        else:
            pass_on(proposal_id=proposal.id, actor=floor.leader, at=at)


def _assign(floor: Floor, day: date) -> None:
    waiting = Proposal.objects.filter(
        state=State.PRELIM_OK, holder_unit=floor.site.enterprise
    ).order_by("id")
    ids = list(waiting.values_list("id", flat=True)[:MOST_AT_ONCE])
    if ids:
        assign_panel(
            proposal_ids=ids,
            reviewer_ids=floor.panel,
            chair_id=floor.chair.id,
            actor=floor.hr,
            at=_moment(day, 15),
        )


def _score(reviewer: Person, day: date, chance: random.Random) -> None:
    for proposal in lists.to_review(reviewer.id).order_by("due_on", "id"):
        if chance.random() < SCORED_A_DAY:
            marks = Marks(*(chance.randint(4, 10) for _ in range(3)))
            score(proposal_id=proposal.id, actor=reviewer, marks=marks, at=_moment(day, 16))


def _decide(floor: Floor, day: date, chance: random.Random) -> None:
    for proposal in lists.to_decide(floor.chair.id).order_by("due_on", "id"):
        how = chance.random()
        outcome = (
            State.ADOPTED
            if how < ADOPTED
            else State.RESERVED
            if how < ADOPTED + RESERVED
            else State.NOT_ADOPTED
        )
        decide(
            proposal_id=proposal.id,
            actor=floor.chair,
            outcome=outcome,
            reason="见评审意见。",
            at=_moment(day, 17),
        )


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)
