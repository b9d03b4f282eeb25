"""A hundred claim in one second: shares reach the whole and no further. Nothing is paid twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BoundedSemaphore

import pytest
from django.db import connections
from django.utils import translation

from benefiting import House, confirmed, due, entered, make_house, scheme
from gongjiang.governance.services.defaults import install_defaults
from gongjiang.innovation.models import Award, Effect, InnovationProject, ProjectMember
from gongjiang.innovation.services.awards import Wanted, decide_award, pay_award
from gongjiang.innovation.services.benefit_months import confirm_rest
from gongjiang.innovation.services.claims import claim_share
from gongjiang.kernel.errors import CannotDo
from gongjiang.ledger.facts.benefits import AwardPaid, BenefitConfirmed
from gongjiang.ledger.queries import live
from gongjiang.people.actors import SYSTEM
from proposing import noon, working_day
from world import TODAY, make_world

pytestmark = pytest.mark.commits

CLAIMERS = 100
CONNECTIONS = BoundedSemaphore(32)
"""A test server has sixty in all; who waits here waits as somebody does for a free worker."""


@pytest.fixture
def house(committing_db: str) -> House:
    world = make_world()
    install_defaults(actor=SYSTEM, on=TODAY)
    return make_house(world)


def at_once(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """What each was refused with, "" where it was done; each on a connection of its own."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        start.wait()
        with CONNECTIONS, translation.override("en"):
            try:
                deed()
            except CannotDo as refusal:
                return str(refusal)
            finally:
                connections.close_all()
        return ""

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def projects(house: House, count: int) -> list[InnovationProject]:
    """Projects under way, which each could claim the effect."""
    made = InnovationProject.objects.bulk_create(
        InnovationProject(
            enterprise=house.floor.site.enterprise,
            unit=house.floor.site.team,
            title=f"节氩项目{number}",
            object="一号炉",
            baseline="12.5",
            target="11.2",
            state="RUNNING",
            budget_fen=0,
            proposed_on=TODAY,
            due_on=TODAY,
            approved_on=TODAY,
            started_on=TODAY,
        )
        for number in range(count)
    )
    ProjectMember.objects.bulk_create(
        ProjectMember(
            project=each, person=house.floor.author, role="LEADER", share_bp=10_000, position=1
        )
        for each in made
    )
    return made


def test_a_hundred_claims_on_one_effect(house: House):
    effect = entered(house, share_bp=100)
    claimers = projects(house, CLAIMERS)

    def claiming(project: InnovationProject) -> Callable[[], object]:
        return lambda: claim_share(
            effect_id=effect.id,
            source="PROJECT",
            source_id=project.id,
            share_bp=700,
            actor=house.floor.author,
            at=noon(),
        )

    said = at_once([claiming(project) for project in claimers])

    # 9,900 of 10,000 basis points were left: fourteen times 700, and 100 nobody can take.
    assert said.count("") == 14
    refusals = [each for each in said if each]
    assert len(refusals) == CLAIMERS - 14
    assert all("1 % of this benefit is left" in each for each in refusals)
    taken = effect.claims.order_by("starts_bp").values_list("starts_bp", "share_bp")
    assert sum(share for _starts, share in taken) == 9_900
    assert all(
        starts + share == following
        for (starts, share), (following, _) in zip(taken, list(taken)[1:], strict=False)
    )


def test_finance_confirms_once_however_often_it_is_pressed(house: House):
    effect = entered(house)

    said = at_once([lambda: confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())] * 8)

    assert said.count("") == 1
    assert live().filter(kind=BenefitConfirmed.kind).count() == 12
    effect = Effect.objects.get(id=effect.id)
    assert effect.confirmed_fen == effect.estimated_fen


def test_an_award_is_decided_once_and_paid_once(house: House):
    confirmed(house)
    by, wanted = scheme(house), Wanted("PROPOSAL", house.proposal.id)

    def decide() -> object:
        return decide_award(scheme_id=by.id, wanted=wanted, actor=house.chair, at=noon())

    assert at_once([decide] * 8).count("") == 1
    assert Award.objects.count() == 1
    Award.objects.all()[0].shares.all().delete()
    Award.objects.all().delete()
    award = due(house, by)

    def pay(number: int) -> Callable[[], object]:
        return lambda: pay_award(
            award_id=award.id, reference=f"付{number}", actor=house.finance, at=noon(working_day(6))
        )

    assert at_once([pay(number) for number in range(8)]).count("") == 1
    assert live().filter(kind=AwardPaid.kind).count() == 1
