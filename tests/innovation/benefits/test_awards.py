"""An award is worked out, split to the fen, made public, falls due and is paid; each once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from benefiting import NET_FEN, House, confirmed, decided, due, entered, scheme
from gongjiang.governance.models import Publicity, Subject
from gongjiang.governance.queries.publicity import publicity_of
from gongjiang.governance.services.publicity import answer_objection, object_to
from gongjiang.innovation.models import Award, Conversion, Patent, PatentInventor, Source
from gongjiang.innovation.queries.origins import origin_of
from gongjiang.innovation.services.award_terms import EarnsNothing, earned
from gongjiang.innovation.services.awards import (
    AWARD,
    AlreadyAwarded,
    Wanted,
    decide_award,
    pay_award,
    settle_award,
    settle_due,
)
from gongjiang.innovation.services.schemes import Terms, end_scheme, make_scheme
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.facts.benefits import AwardDue, AwardPaid
from gongjiang.ledger.queries import facts_of, live
from proposing import noon, working_day
from world import TODAY

pytestmark = pytest.mark.django_db

AFTER = working_day(6)
YUAN = 100


def shown(award: Award) -> Publicity:
    found = publicity_of(Subject(AWARD, award.id))
    assert found is not None
    return found


def test_three_per_cent_of_the_confirmed_benefit_split_to_the_fen(house: House):
    confirmed(house)

    award = decided(house)

    assert (award.basis_fen, award.amount_fen) == (NET_FEN, 243_000)
    shares = award.shares.order_by("id")
    assert [(share.person, share.amount_fen) for share in shares] == [
        (house.floor.author, 121_500),
        (house.floor.friend, 121_500),
    ]
    assert award.state == Award.State.PUBLIC
    assert shown(award).runs_on(TODAY)
    assert not facts_of(house.floor.author.id)[-1].kind.startswith("innovation.award")


def test_an_odd_fen_goes_to_the_first(house: House):
    confirmed(house)
    award = decided(house, scheme(house, basis="EACH", share_bp=None, each_fen=2_001))
    assert [share.amount_fen for share in award.shares.order_by("id")] == [1_001, 1_000]


def test_a_cap_holds(house: House):
    confirmed(house)
    assert decided(house, scheme(house, cap_fen=100_000)).amount_fen == 100_000


@pytest.mark.parametrize(
    ("fen", "fits"), [(29_999, False), (30_000, True), (50_000, True), (50_001, False)]
)
def test_the_scale_in_force_bounds_it(house: House, fen: int, fits: bool):
    confirmed(house)
    by = scheme(house, basis="SCALE", share_bp=None)
    if not fits:
        with pytest.raises(CannotDo, match=r"it earns 300\.00 to 500\.00 yuan"):
            decided(house, by, fen)
        return
    award = decided(house, by, fen)
    assert (award.grade, award.amount_fen) == (4, fen)


def test_nothing_is_paid_for_what_finance_has_not_confirmed(house: House):
    entered(house)
    with pytest.raises(EarnsNothing, match="Finance has confirmed no benefit"):
        decided(house)


def test_nothing_is_paid_twice(house: House):
    confirmed(house)
    by = scheme(house)
    decided(house, by)
    with pytest.raises(AlreadyAwarded, match="nothing is paid twice"):
        decided(house, by)


def test_it_falls_due_after_its_publicity_and_each_author_has_the_fact(house: House):
    confirmed(house)
    award = decided(house)
    with pytest.raises(CannotDo, match="close it on a later day"):
        settle_award(award_id=award.id, actor=house.chair, at=noon())

    assert settle_due(at=noon(AFTER)) == 1

    award.refresh_from_db()
    assert (award.state, award.due_on) == (Award.State.DUE, AFTER)
    facts = live().filter(kind=AwardDue.kind).order_by("id")
    assert [fact.amount_fen for fact in facts] == [121_500, 121_500]
    assert {fact.person_id for fact in facts} == {house.floor.author.id, house.floor.friend.id}
    assert settle_due(at=noon(AFTER)) == 0


def test_an_upheld_objection_cancels_it_and_it_can_be_decided_anew(house: House):
    confirmed(house)
    by = scheme(house)
    award = decided(house, by)
    objection = object_to(
        publicity_id=shown(award).id, actor=house.floor.leader, text="份额不对", at=noon()
    )
    assert settle_due(at=noon(AFTER)) == 0  # somebody has to answer first
    answer_objection(
        objection_id=objection.id,
        actor=house.floor.hr,
        upheld=True,
        answer="确实不对",
        at=noon(),
    )

    cancelled = settle_award(award_id=award.id, actor=house.chair, at=noon())

    assert cancelled.state == Award.State.CANCELLED
    assert not live().filter(kind=AwardDue.kind).exists()
    assert decided(house, by).pk


def test_payment_names_its_reference_and_happens_once(house: House):
    confirmed(house)
    award = due(house)
    with pytest.raises(CannotDo, match="Give the reference"):
        pay_award(award_id=award.id, reference=" ", actor=house.finance, at=noon(AFTER))

    paid = pay_award(
        award_id=award.id, reference="付2022-1188", actor=house.finance, at=noon(AFTER)
    )

    assert (paid.state, paid.paid_by, paid.paid_on) == (Award.State.PAID, house.finance, AFTER)
    assert live().get(kind=AwardPaid.kind).amount_fen == 243_000
    house.proposal.refresh_from_db()
    assert (house.proposal.state, house.proposal.payment_reference) == ("REWARDED", "付2022-1188")
    with pytest.raises(CannotDo, match="is “paid” now"):
        pay_award(award_id=award.id, reference="付2", actor=house.finance, at=noon(AFTER))


def test_one_reference_pays_for_one_award(house: House):
    confirmed(house)
    by = scheme(house, basis="EACH", share_bp=None, each_fen=2_000)
    first = due(house, by)
    pay_award(award_id=first.id, reference="付1", actor=house.finance, at=noon(AFTER))
    other = Award.objects.create(
        scheme=by,
        source=Source.PROPOSAL,
        source_id=10**6,
        amount_fen=1,
        decided_on=TODAY,
        state="DUE",
        due_on=TODAY,
    )
    with pytest.raises(CannotDo, match="has paid for another award"):
        pay_award(award_id=other.id, reference="付1", actor=house.finance, at=noon(AFTER))


def test_who_decides_and_who_pays(house: House):
    confirmed(house)
    by = scheme(house)
    wanted = Wanted("PROPOSAL", house.proposal.id)
    for actor, said in (
        (house.floor.leader, "Only the union of this enterprise"),
        (house.finance, "Only the union of this enterprise"),
        (house.floor.author, "You would receive part of this"),
    ):
        with pytest.raises(NotAllowed, match=said):
            decide_award(scheme_id=by.id, wanted=wanted, actor=actor, at=noon())
    award = due(house, by)
    for actor, said in (
        (house.floor.author, "You receive part of this award"),
        (house.chair, "You decided this award"),
        (house.floor.hr, "Only the finance of this enterprise pays"),
    ):
        with pytest.raises(NotAllowed, match=said):
            pay_award(award_id=award.id, reference="付1", actor=actor, at=noon(AFTER))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"share_bp": None}, "Give what this basis needs"),
        ({"each_fen": 1}, "Give what this basis needs"),
        ({"basis": "SCALE"}, "Give what this basis needs"),
        ({"name": " "}, "a name"),
        (
            {
                "basis": "PATENT",
                "share_bp": None,
                "each_fen": 2_999 * YUAN,
                "other_fen": 1_000 * YUAN,
            },
            "an invention earns at least 3,000 yuan, another patent 1,000",
        ),
    ],
)
def test_a_scheme_that_says_too_little(house: House, changed: dict[str, Any], said: str):
    with pytest.raises(CannotDo, match=said):
        scheme(house, **changed)


def test_an_agreement_stands_before_the_floors(house: House):
    by = scheme(
        house,
        basis="PATENT",
        share_bp=None,
        each_fen=2_000 * YUAN,
        other_fen=500 * YUAN,
        agreement="2022年职务发明奖酬协议",
    )
    assert by.agreement


def patent(house: House, kind: str = "INVENTION", granted_on: date | None = TODAY) -> Patent:
    found = Patent.objects.create(
        enterprise=house.floor.site.enterprise,
        unit=house.floor.site.team,
        kind=kind,
        title="导流罩",
        state="GRANTED" if granted_on else "FILED",
        application_number="202110601862.3" if granted_on else "",
        filed_on=date(2021, 6, 1),
        granted_on=granted_on,
    )
    PatentInventor.objects.create(
        patent=found, person=house.floor.author, share_bp=10_000, position=1
    )
    return found


@pytest.mark.parametrize(
    ("kind", "on", "yuan"),
    [
        ("INVENTION", date(2024, 1, 19), 3_000),
        ("INVENTION", date(2024, 1, 20), 4_000),
        ("UTILITY", date(2024, 1, 19), 1_000),
        ("DESIGN", date(2024, 1, 20), 1_500),
    ],
)
def test_the_floor_of_a_patent_before_and_from_20_january_2024(
    house: House, kind: str, on: date, yuan: int
):
    by = scheme(house, basis="PATENT", share_bp=None, each_fen=3_000 * YUAN, other_fen=1_000 * YUAN)
    origin = origin_of(Source.PATENT, patent(house, kind).id)
    bounds = earned(by, origin, on).bounds
    assert bounds.least_fen == bounds.most_fen == yuan * YUAN


def test_a_patent_that_was_not_granted_earns_nothing(house: House):
    by = scheme(house, basis="PATENT", share_bp=None, each_fen=5_000 * YUAN, other_fen=2_000 * YUAN)
    origin = origin_of(Source.PATENT, patent(house, granted_on=None).id)
    with pytest.raises(EarnsNothing, match="not accepted or granted yet"):
        earned(by, origin, TODAY)
    with pytest.raises(EarnsNothing, match="patents alone"):
        earned(by, origin_of(Source.PROPOSAL, house.proposal.id), TODAY)


@pytest.mark.parametrize(
    ("way", "share_bp", "agreement", "percent"),
    [
        ("LICENCE", 2_000, "", 50),
        ("TRANSFER", 7_000, "", 70),
        ("LICENCE", 2_000, "协议", 20),
        ("OWN_USE", 100, "", 5),
    ],
)
def test_the_floor_of_a_conversion(
    house: House, way: str, share_bp: int, agreement: str, percent: int
):
    by = scheme(house, basis="CONVERSION", share_bp=share_bp, agreement=agreement)
    conversion = Conversion.objects.create(
        enterprise=house.floor.site.enterprise,
        kind=way,
        patent=patent(house),
        counterparty="" if way == "OWN_USE" else "乙机械",
        income_fen=1_000_000,
        agreed_on=TODAY,
    )
    found = earned(by, origin_of(Source.CONVERSION, conversion.id), TODAY)
    assert (found.basis_fen, found.bounds.least_fen) == (1_000_000, percent * 10_000)


def test_an_ended_scheme_decides_nothing_more(house: House):
    confirmed(house)
    by = scheme(house)
    end_scheme(scheme_id=by.id, on=TODAY, actor=house.chair, at=noon())
    with pytest.raises(CannotDo, match="not in force today"):
        decided(house, by)
    with pytest.raises(CannotDo, match="has ended"):
        end_scheme(scheme_id=by.id, on=AFTER, actor=house.chair, at=noon())


def test_a_worker_makes_no_scheme(house: House):
    with pytest.raises(NotAllowed, match="Only the union of this enterprise"):
        make_scheme(
            Terms(kind="RESULT_BONUS", basis="SCALE", name="我的"),
            enterprise=house.floor.site.enterprise,
            from_day=TODAY,
            actor=house.floor.author,
            at=noon(),
        )
