"""What it costs to submit a proposal, beside the bare insert of its row, each committed alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, cycle

from django.db import connection
from pages import Timing, timed

from gongjiang.demo.seasons import AS_OF
from gongjiang.innovation.models import Proposal
from gongjiang.innovation.rules.proposals import Wording
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.submitting import Idea, submit_idea
from gongjiang.kernel.periods import end_of
from gongjiang.orgs.queries import enterprises_on, ids_under, true_on
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person

PROPOSALS = 300
OWN = {"id", "public_id", "number"}
WORDS = Wording(
    kind="SUGGESTION",
    title="炉口加装导流罩",
    problem="单晶炉炉口热气外溢, 每班要停炉清理两次。",
    cause="炉口与抽风口之间没有导流, 热气在炉口打转。",
    method="用一毫米不锈钢板折一个导流罩, 固定在炉口法兰上, 让热气直接进抽风口。",
    expected="每班少停炉一次, 每月多出合格晶棒约一根。",
)


def submitting() -> tuple[Timing, Timing]:
    """Submitting through the service, with its checks, facts and notices; and the row alone.

    Writes to the zone that is open, which must be one to throw away.
    """
    install_proposal_terms(actor=SYSTEM, on=AS_OF)
    authors = _authors()
    at = end_of(AS_OF)

    def ours() -> None:
        submit_idea(idea=Idea(WORDS), actor=next(authors), at=at)

    return timed(ours, PROPOSALS), timed(_bare(), PROPOSALS)


def _bare() -> Callable[[], None]:
    """The same row once more, under another number: with every index and check of the table."""
    last = Proposal.objects.latest("id")
    copied = [field.column for field in Proposal._meta.concrete_fields if field.column not in OWN]
    names, numbers = ", ".join(copied), count(1)

    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO innovation_proposal (public_id, number, {names}) "
                f"SELECT gen_random_uuid(), %s, {names} FROM innovation_proposal WHERE id = %s",
                [f"bare-{next(numbers)}", last.id],
            )

    return insert


def _authors() -> Iterator[Person]:
    """Some who work in an enterprise, over and over: numbers are given one enterprise at a time."""
    day = AS_OF
    firms = [firm.unit_id for firm in enterprises_on(day)]
    working = Person.objects.filter(
        true_on(day, "postings__"), postings__unit_id__in=ids_under(firms, day)
    )
    return cycle(working.distinct().order_by("id")[:200])
