"""An accepted idea is offered to teams with its process, answered, and its copies verified."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjiang.innovation.models import Process, SpreadOffer, UnitProcess
from gongjiang.innovation.services.spread import NotNow, answer_offer, offer_idea, verify_copy
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.queries import facts_of, live
from gongjiang.orgs.models import UnitKind
from gongjiang.orgs.services import open_unit
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from studio_shop import StudioShop, accepted_idea
from world import NOON, OPENING, make_worker


def leader_of(shop: StudioShop, unit: object) -> Person:
    person = make_worker(shop.world.b, "乙班长", unit=unit, on=OPENING).person  # type: ignore[arg-type]
    appoint(person=person, role=Role.TEAM_LEADER, unit=unit, actor=SYSTEM, on=OPENING)  # type: ignore[arg-type]
    return person


@pytest.fixture
def copied(shop: StudioShop) -> SpreadOffer:
    """B's team took the idea over."""
    leader = leader_of(shop, shop.world.b.team)
    idea = accepted_idea(shop, shop.leader, shop.members[0], shop.members[1])
    offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    offer = SpreadOffer.objects.get(unit=shop.world.b.team)
    return answer_offer(offer_id=offer.id, answer="ACCEPTED", actor=leader, at=NOON)


def test_it_goes_to_its_own_enterprise_first(shop: StudioShop) -> None:
    idea = accepted_idea(shop, shop.leader)
    offers = offer_idea(proposal_id=idea.id, actor=shop.hr, at=NOON)
    assert [offer.unit_id for offer in offers] == [shop.world.a.other_team.id]
    assert offers[0].due_on == date(2022, 12, 12)  # ten working days after a Monday
    with pytest.raises(CannotDo, match="Every team with this process"):
        offer_idea(proposal_id=idea.id, actor=shop.hr, at=NOON)
    with pytest.raises(NotAllowed, match="zone union office"):
        offer_idea(proposal_id=idea.id, actor=shop.hr, at=NOON, beyond=True)
    beyond = offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    assert [offer.enterprise_id for offer in beyond] == [shop.world.b.enterprise.id]


def test_a_secret_idea_stays_in_its_enterprise(shop: StudioShop) -> None:
    idea = accepted_idea(shop, shop.leader, confidential=True)
    with pytest.raises(CannotDo, match="secrecy mark"):
        offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    assert len(offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON)) == 1


def test_an_idea_that_was_not_accepted_does_not_spread(shop: StudioShop) -> None:
    idea = accepted_idea(shop, shop.leader, process=None)
    with pytest.raises(NotNow, match="once it is accepted"):
        offer_idea(proposal_id=idea.id, actor=shop.hr, at=NOON)


def test_many_teams_are_offered_by_as_many_statements_as_one(shop: StudioShop) -> None:
    first = accepted_idea(shop, shop.leader)
    with CaptureQueriesContext(connection) as few:
        offer_idea(proposal_id=first.id, actor=shop.hr, at=NOON)
    process = Process.objects.get()
    for number in range(12):
        team = open_unit(
            kind=UnitKind.TEAM, name=f"{number}班", parent=shop.world.a.workshop, on=OPENING
        )
        UnitProcess.objects.create(unit=team, process=process, valid_from=OPENING)
    second = accepted_idea(shop, shop.leader)
    with CaptureQueriesContext(connection) as many:
        assert len(offer_idea(proposal_id=second.id, actor=shop.hr, at=NOON)) == 13
    assert len(many) == len(few)
    assert live().filter(kind="innovation.spread.offered").count() == 14


def test_an_answer_says_why_and_stands(shop: StudioShop) -> None:
    leader = leader_of(shop, shop.world.b.team)
    idea = accepted_idea(shop, shop.leader)
    offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    offer = SpreadOffer.objects.get(unit=shop.world.b.team)
    with pytest.raises(CannotDo, match="why it does not fit"):
        answer_offer(offer_id=offer.id, answer="NOT_APPLICABLE", actor=leader, at=NOON)
    with pytest.raises(NotAllowed):
        answer_offer(offer_id=offer.id, answer="ACCEPTED", actor=shop.worker, at=NOON)
    late = NOON + timedelta(days=30)
    answer_offer(
        offer_id=offer.id, answer="NOT_APPLICABLE", actor=leader, at=late, reason="设备不同"
    )
    [entry] = live().filter(kind="innovation.spread.answered")
    assert (entry.detail["outcome"], entry.detail["in_time"]) == ("NOT_APPLICABLE", False)
    with pytest.raises(NotNow):
        answer_offer(offer_id=offer.id, answer="ACCEPTED", actor=leader, at=late)
    with pytest.raises(NotNow):
        verify_copy(offer_id=offer.id, note="在用", actor=shop.zone_union, at=late)


def test_a_verified_copy_earns_its_originators_to_the_fen(
    shop: StudioShop, copied: SpreadOffer
) -> None:
    verify_copy(offer_id=copied.id, note="三台炉在用", actor=shop.reviewer, at=NOON)

    # 200 yuan over 3334 : 3333 : 3333.
    fens = dict(copied.shares.values_list("person_id", "amount_fen"))
    assert fens == {
        shop.leader.id: 6_668,
        shop.members[0].id: 6_666,
        shop.members[1].id: 6_666,
    }
    [entry] = live().filter(kind="innovation.spread.verified")
    assert (entry.amount_fen, entry.detail["within"]) == (20_000, False)
    assert entry.enterprise_id == shop.world.b.enterprise.id
    [mark] = live().filter(kind="innovation.proposal.replicated")
    assert mark.enterprise_id == shop.world.a.enterprise.id
    copied.proposal.refresh_from_db()
    assert copied.proposal.replicated_on == NOON.date()
    assert "innovation.spread.earned" in [f.kind for f in facts_of(shop.leader.id)]


def test_neither_side_verifies(shop: StudioShop, copied: SpreadOffer) -> None:
    b = shop.world.b
    assert copied.answered_by is not None
    appoint(
        person=copied.answered_by, role=Role.REVIEWER, unit=b.enterprise, actor=SYSTEM, on=OPENING
    )
    mate = make_worker(b, "同班", on=OPENING).person
    appoint(person=mate, role=Role.REVIEWER, unit=b.enterprise, actor=SYSTEM, on=OPENING)
    for actor, sentence in (
        (copied.answered_by, "You answered this offer"),
        (mate, "You work in the team that copied"),
        (shop.leader, "You are an author"),
        (shop.worker, "A reviewer of the enterprise or the zone union"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            verify_copy(offer_id=copied.id, note="在用", actor=actor, at=NOON)


def test_an_anonymous_idea_earns_nobody_anything(shop: StudioShop) -> None:
    leader = leader_of(shop, shop.world.b.team)
    idea = accepted_idea(shop, anonymous=True, unit=shop.world.a.enterprise)
    offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    offer = SpreadOffer.objects.get(unit=shop.world.b.team)
    answer_offer(offer_id=offer.id, answer="ACCEPTED", actor=leader, at=NOON)
    verify_copy(offer_id=offer.id, note="在用", actor=shop.zone_union, at=NOON)
    [entry] = live().filter(kind="innovation.spread.verified")
    assert (entry.amount_fen, offer.shares.count()) == (0, 0)


def test_copies_are_paid_for_as_long_and_as_often_as_the_rule_says(shop: StudioShop) -> None:
    leader = leader_of(shop, shop.world.b.team)
    idea = accepted_idea(shop, shop.leader, accepted_on=date(2020, 11, 28))
    offer_idea(proposal_id=idea.id, actor=shop.zone_union, at=NOON, beyond=True)
    offer = SpreadOffer.objects.get(unit=shop.world.b.team)
    answer_offer(offer_id=offer.id, answer="ADAPTED", actor=leader, at=NOON, reason="换了垫片材料")
    verify_copy(offer_id=offer.id, note="在用", actor=shop.zone_union, at=NOON)
    assert offer.shares.count() == 0  # 24 months after acceptance, to the day
