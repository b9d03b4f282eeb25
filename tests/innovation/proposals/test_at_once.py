"""Two press at once: one wins, the other is told so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import translation

from gongjiang.governance.services.defaults import install_defaults
from gongjiang.innovation.models import Author, Proposal
from gongjiang.innovation.services.deciding import decide
from gongjiang.innovation.services.proposal_defaults import install_proposal_terms
from gongjiang.innovation.services.screening import pass_on, turn_down
from gongjiang.innovation.services.submitting import submit_idea
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.models import Entry
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Account
from gongjiang.people.services.submissions import once
from proposing import Floor, idea, make_floor, noon, scored, submitted
from world import TODAY, make_world

pytestmark = pytest.mark.commits


@pytest.fixture
def floor(committing_db: str) -> Floor:
    world = make_world()
    install_defaults(actor=SYSTEM, on=TODAY)
    install_proposal_terms(actor=SYSTEM, on=TODAY)
    return make_floor(world)


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """What each was refused with, "" where it was done."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        start.wait()
        try:
            with translation.override("en"):
                deed()
        except CannotDo as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_one_decision_wins_and_the_other_is_told_where_it_stands(floor: Floor):
    proposal = scored(floor)

    def decided(outcome: str) -> Callable[[], Proposal]:
        return lambda: decide(
            proposal_id=proposal.id,
            actor=floor.chair,
            outcome=outcome,
            reason="可行",
            at=noon(),
        )

    said = at_once(decided("ADOPTED"), decided("NOT_ADOPTED"), decided("RESERVED"))

    assert sorted(said)[0] == ""
    assert all("so this cannot be done. Load the page anew." in each for each in sorted(said)[1:])
    assert Entry.objects.filter(kind="innovation.proposal.decided").count() == 1

    other = submitted(floor)
    screened = at_once(
        lambda: pass_on(proposal_id=other.id, actor=floor.leader, at=noon()),
        lambda: turn_down(
            proposal_id=other.id, actor=floor.hr, ground="KNOWN", reason="已在做", at=noon()
        ),
    )
    assert sorted(screened)[0] == ""
    assert sorted(screened)[1].startswith("This proposal is “")


def test_a_form_sent_twice_is_one_idea_and_all_at_once_get_numbers_of_their_own(floor: Floor):
    account, key = Account.objects.create(username="fang", person=floor.author), uuid4()
    before = Proposal.objects.count()

    def submit() -> int:
        return submit_idea(idea=idea(), actor=floor.author, at=noon()).id

    said = at_once(*[lambda: once(account=account, key=key, deed=submit)] * 4)

    assert said == [""] * 4
    assert Proposal.objects.count() == before + 1
    at_once(*[submit] * 6)
    numbers = Proposal.objects.order_by("id").values_list("number", flat=True)
    assert len(set(numbers)) == len(numbers) == before + 7
    assert max(numbers) == f"2022-{before + 7:06d}"
    assert Author.objects.count() == before + 7
