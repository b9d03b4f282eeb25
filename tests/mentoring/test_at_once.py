"""Two press at once: the terms hold, and there is one outcome."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import translation

from apprenticeships import BEGINS, Shop, drafted, examined, make_shop, noon, signed, started
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.queries import facts_of
from gongjiang.mentoring.models import Agreement, Tenure
from gongjiang.mentoring.services.agreements import register_agreement
from gongjiang.mentoring.services.defaults import install_terms
from gongjiang.mentoring.services.exams import conclude_exam
from gongjiang.people.actors import SYSTEM
from world import TODAY, make_worker, make_world

pytestmark = pytest.mark.commits


@pytest.fixture
def shop(committing_db: str) -> Shop:
    world = make_world()
    install_defaults(actor=SYSTEM, on=TODAY)
    install_terms(actor=SYSTEM, on=TODAY)
    return make_shop(world)


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


def test_the_last_place_of_a_master_goes_to_one(shop: Shop):
    people = [make_worker(shop.site, f"小{n}", on=BEGINS).person for n in "甲乙丙丁"]
    for person in people[:2]:
        drafted(shop, apprentice=person)

    said = at_once(
        lambda: drafted(shop, apprentice=people[2]), lambda: drafted(shop, apprentice=people[3])
    )

    assert sorted(map(bool, said)) == [False, True]
    assert "has 3 apprentices already" in "".join(said)
    assert Agreement.objects.count() == 3


def test_registered_twice_begins_once(shop: Shop):
    agreement = signed(shop)

    def register() -> object:
        return register_agreement(agreement_id=agreement.id, actor=shop.site.hr, at=noon(BEGINS))

    assert sorted(map(bool, at_once(register, register))) == [False, True]
    assert Tenure.objects.count() == 1


def test_an_examination_is_decided_one_way(shop: Shop):
    agreement = started(shop)
    day = agreement.ends_on
    examined(shop, agreement, day)

    def decide(outcome: str) -> object:
        return conclude_exam(
            agreement_id=agreement.id,
            outcome=outcome,
            reason="两人意见不同",
            actor=shop.site.hr,
            at=noon(day),
        )

    said = at_once(lambda: decide("GOOD"), lambda: decide("FAILED"))

    assert sorted(map(bool, said)) == [False, True]
    kinds = [fact.kind for fact in facts_of(shop.apprentice.id)]
    ends = {"mentoring.agreement.graduated", "mentoring.agreement.failed"}
    assert len([kind for kind in kinds if kind in ends]) == 1
