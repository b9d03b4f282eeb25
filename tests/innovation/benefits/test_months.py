"""Finance confirms months; a mistake is mended by a reversing entry and a correcting fact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from benefiting import NET_FEN, House, confirmed, entered
from gongjiang.governance.models import Notice
from gongjiang.innovation.models import BenefitEntry, Effect, LoopLink
from gongjiang.innovation.services.benefit_months import (
    confirm_month,
    confirm_rest,
    correct_month,
    take_back,
)
from gongjiang.innovation.services.claims import claim_share, withdraw_claim
from gongjiang.innovation.services.points import give_points
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.ledger.facts.benefits import BenefitConfirmed, BenefitPointsGiven
from gongjiang.ledger.facts.projects import LoopLinked
from gongjiang.ledger.queries import live
from gongjiang.people.actors import SYSTEM
from gongjiang.people.models import Person, Role
from gongjiang.people.services.appointments import appoint
from proposing import accepted, implemented, noon
from world import TODAY

pytestmark = pytest.mark.django_db

MONTH_FEN = NET_FEN // 12
FIRST, LAST = date(2021, 10, 1), date(2022, 9, 1)


def counted(**which: object) -> list[tuple[date, int]]:
    """The facts that count: day and amount."""
    facts = live().filter(kind=BenefitConfirmed.kind, **which).order_by("occurred_on", "id")
    return list(facts.values_list("occurred_on", "amount_fen"))


def test_the_remaining_schedule_at_once(house: House):
    effect = confirmed(house)

    assert (effect.state, effect.confirmed_fen) == ("CONFIRMED", NET_FEN)
    assert (effect.confirmed_by, effect.confirmed_on) == (house.finance, TODAY)
    entries = BenefitEntry.objects.order_by("month")
    assert [entry.amount_fen for entry in entries] == [MONTH_FEN] * 12
    assert counted()[0] == (date(2021, 10, 31), MONTH_FEN)
    assert counted()[-1] == (date(2022, 9, 30), MONTH_FEN)
    assert sum(fen for _on, fen in counted()) == NET_FEN


def test_facts_name_no_person_and_where_it_shows(house: House):
    effect = confirmed(house)
    fact = live().filter(kind=BenefitConfirmed.kind).first()
    assert fact is not None
    assert (fact.person_id, fact.unit_id) == (None, effect.unit_id)
    assert fact.enterprise_id == house.floor.site.enterprise.id
    assert fact.detail["source"] == "PROPOSAL"


def test_a_proposal_goes_on_when_its_benefit_is_confirmed(house: House):
    confirmed(house)
    house.proposal.refresh_from_db()
    assert (house.proposal.state, house.proposal.benefit) == (
        "BENEFIT_CONFIRMED",
        "MONEY",
    )


def test_a_confirmed_benefit_closes_the_loop_until_it_is_taken_back(house: House):
    effect = confirmed(house)
    link = LoopLink.objects.get(innovation="PROPOSAL", innovation_id=house.proposal.id)
    assert (link.link, link.target, link.target_id) == (
        "RESULT",
        "BENEFIT",
        effect.claims.get().id,
    )
    assert live().filter(kind=LoopLinked.kind).count() == 1

    take_back(
        effect_id=effect.id, from_month=FIRST, reason="基准有误", actor=house.finance, at=noon()
    )

    assert not LoopLink.objects.exists()
    assert not live().filter(kind=LoopLinked.kind).exists()


def test_month_by_month_by_what_was_really_made(house: House):
    effect = entered(house)

    confirm_month(
        effect_id=effect.id, month=FIRST, output=Decimal(8_000), actor=house.finance, at=noon()
    )

    effect.refresh_from_db()
    assert (effect.state, effect.confirmed_fen) == ("WAITING", 10_400_00 - 3_000_00)
    assert counted() == [(date(2021, 10, 31), 7_400_00)]
    house.proposal.refresh_from_db()
    assert house.proposal.state == "ACCEPTED"  # eleven months are open

    done = confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())
    assert (done.state, done.confirmed_fen) == ("CONFIRMED", 7_400_00 + 11 * MONTH_FEN)


def test_months_that_lie_ahead_count_on_the_day_they_are_confirmed(house: House):
    effect = confirmed(house, adopted_on=date(2022, 6, 15))

    days = [on for on, _fen in counted()]
    assert days[:5] == [date(2022, month, 30 if month in {6, 9} else 31) for month in range(6, 11)]
    assert set(days[5:]) == {TODAY}
    assert effect.confirmed_fen == NET_FEN
    assert BenefitEntry.objects.latest("month").month == date(2023, 5, 1)


@pytest.mark.parametrize(
    ("month", "said"),
    [
        (date(2021, 9, 1), "none of the twelve months"),
        (date(2022, 10, 1), "none of the twelve months"),
        (FIRST, "has been confirmed; correct it"),
    ],
)
def test_a_month_that_cannot_be_confirmed(house: House, month: date, said: str):
    effect = entered(house)
    confirm_month(effect_id=effect.id, month=FIRST, output=None, actor=house.finance, at=noon())
    with pytest.raises(CannotDo, match=said):
        confirm_month(effect_id=effect.id, month=month, output=None, actor=house.finance, at=noon())


def test_a_month_that_is_not_over(house: House):
    effect = entered(house, adopted_on=date(2022, 11, 1))
    with pytest.raises(CannotDo, match="is not over yet"):
        confirm_month(
            effect_id=effect.id,
            month=date(2022, 11, 1),
            output=None,
            actor=house.finance,
            at=noon(),
        )


def test_what_is_not_accepted_is_not_confirmed(house: House):
    early = implemented(house.floor, house.floor.author)
    effect = entered(House(house.floor, house.chair, early))
    with pytest.raises(CannotDo, match="has not been accepted yet"):
        confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())


def seated(person: Person, house: House) -> Person:
    appoint(
        person=person,
        role=Role.FINANCE,
        unit=house.floor.site.enterprise,
        actor=SYSTEM,
        on=date(2021, 1, 1),
    )
    return person


def test_who_never_confirms(house: House):
    effect = entered(house)
    floor = house.floor
    for actor, said in (
        (floor.leader, "Only the finance of this enterprise"),
        (floor.hr, "Only the finance of this enterprise"),
        (seated(floor.author, house), "You entered this benefit"),
        (seated(floor.friend, house), "You have part in what this benefit comes from"),
    ):
        with pytest.raises(NotAllowed, match=said):
            confirm_rest(effect_id=effect.id, actor=actor, at=noon())


def test_two_claims_share_each_month_to_the_fen(house: House):
    effect = entered(house, share_bp=3_333)
    other = accepted(house.floor, house.floor.author)
    claim_share(
        effect_id=effect.id,
        source="PROPOSAL",
        source_id=other.id,
        share_bp=6_667,
        actor=house.floor.author,
        at=noon(),
    )
    done = confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())

    assert done.confirmed_fen == NET_FEN
    firsts = BenefitEntry.objects.filter(month=FIRST).order_by("claim__starts_bp")
    assert [entry.amount_fen for entry in firsts] == [224_978, 450_022]


def test_what_nobody_claims_counts_for_nobody(house: House):
    effect = entered(house, share_bp=2_500)
    done = confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())
    assert done.confirmed_fen == NET_FEN // 4


def test_shares_stand_once_a_month_is_confirmed(house: House):
    effect = entered(house, share_bp=2_500)
    confirm_month(effect_id=effect.id, month=FIRST, output=None, actor=house.finance, at=noon())
    other = accepted(house.floor, house.floor.author)
    with pytest.raises(CannotDo, match="its shares stand"):
        claim_share(
            effect_id=effect.id,
            source="PROPOSAL",
            source_id=other.id,
            share_bp=1,
            actor=house.floor.author,
            at=noon(),
        )
    [claim] = effect.claims.all()
    with pytest.raises(CannotDo, match="its shares stand"):
        withdraw_claim(claim_id=claim.id, actor=house.floor.author, at=noon())


def test_a_correction_reverses_and_its_fact_corrects(house: House):
    effect = confirmed(house)

    fixed = correct_month(
        effect_id=effect.id,
        month=FIRST,
        amount_fen=500_000,
        reason="产量误录",
        actor=house.finance,
        at=noon(),
    )

    assert fixed.confirmed_fen == NET_FEN - MONTH_FEN + 500_000
    written = BenefitEntry.objects.filter(month=FIRST).order_by("id")
    assert [entry.amount_fen for entry in written] == [MONTH_FEN, -MONTH_FEN, 500_000]
    assert [entry.revision for entry in written] == [0, 0, 1]
    assert written[1].reverses == written[0]
    assert counted()[0] == (date(2021, 10, 31), 500_000)
    assert sum(fen for _on, fen in counted()) == fixed.confirmed_fen

    again = correct_month(
        effect_id=effect.id,
        month=FIRST,
        amount_fen=-1,
        reason="再改",
        actor=house.finance,
        at=noon(),
    )
    assert sum(fen for _on, fen in counted()) == again.confirmed_fen


@pytest.mark.parametrize(
    ("month", "fen", "reason", "said"),
    [
        (FIRST, 1, " ", "Say why"),
        (date(2022, 10, 1), 1, "改", "Nothing is confirmed for this month"),
        (FIRST, MONTH_FEN, "改", "stands already"),
    ],
)
def test_a_correction_that_is_none(house: House, month: date, fen: int, reason: str, said: str):
    effect = confirmed(house)
    with pytest.raises(CannotDo, match=said):
        correct_month(
            effect_id=effect.id,
            month=month,
            amount_fen=fen,
            reason=reason,
            actor=house.finance,
            at=noon(),
        )


def test_an_effect_that_decays_is_taken_back_from_a_month_on(house: House):
    effect = confirmed(house)

    less = take_back(
        effect_id=effect.id,
        from_month=date(2022, 4, 1),
        reason="换了新炉, 旧定额不再适用",
        actor=house.finance,
        at=noon(),
    )

    assert (less.state, less.confirmed_fen) == ("CONFIRMED", 6 * MONTH_FEN)
    assert [fen for _on, fen in counted()] == [MONTH_FEN] * 6


def test_an_effect_taken_back_whole_frees_its_cost_line(house: House):
    effect = confirmed(house)

    gone = take_back(
        effect_id=effect.id, from_month=FIRST, reason="基准错了", actor=house.finance, at=noon()
    )

    assert (gone.state, gone.confirmed_fen) == ("REVERSED", 0)
    assert counted() == []
    assert entered(house).pk
    with pytest.raises(CannotDo, match="so this cannot be done"):
        take_back(
            effect_id=effect.id, from_month=LAST, reason="再退", actor=house.finance, at=noon()
        )


def test_a_month_taken_back_before_the_rest_was_confirmed_ends_it(house: House):
    effect = entered(house)
    for month in (FIRST, date(2021, 11, 1)):
        confirm_month(effect_id=effect.id, month=month, output=None, actor=house.finance, at=noon())

    less = take_back(
        effect_id=effect.id,
        from_month=date(2021, 11, 1),
        reason="停用",
        actor=house.finance,
        at=noon(),
    )

    assert (less.state, less.confirmed_fen) == ("CONFIRMED", MONTH_FEN)


def test_nobody_changes_an_entry(house: House):
    confirmed(house)
    for change in (
        lambda: BenefitEntry.objects.update(amount_fen=1),
        lambda: BenefitEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            change()


SHEET = {
    "Safety": 6,
    "Environment": 3,
    "Working conditions": 4,
    "Originality": 2,
    "Reach": 1,
}


def intangible(house: House) -> Effect:
    return entered(house, kind="INTANGIBLE", inputs={}, what="噪声下降")


def test_what_has_no_price_is_given_points_and_no_money(house: House):
    effect = give_points(
        effect_id=intangible(house).id, sheet=SHEET, actor=house.finance, at=noon()
    )

    assert (effect.state, effect.points, effect.confirmed_fen) == ("CONFIRMED", 16, 0)
    [fact] = live().filter(kind=BenefitPointsGiven.kind)
    assert (fact.quantity, fact.amount_fen, fact.person_id) == (16, None, None)
    house.proposal.refresh_from_db()
    assert house.proposal.benefit == "POINTS"
    assert Notice.objects.filter(person=house.floor.author).exists()

    give_points(effect_id=effect.id, sheet={**SHEET, "Safety": 5}, actor=house.finance, at=noon())
    [fact] = live().filter(kind=BenefitPointsGiven.kind)
    assert fact.quantity == 15


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ({**SHEET, "Safety": 7}, "“Safety” has 0 to 6 points"),
        ({**SHEET, "Safety": -1}, "“Safety” has 0 to 6 points"),
        ({"Safety": 6}, "each line of the sheet"),
        ({**SHEET, "Beauty": 1}, "each line of the sheet"),
    ],
)
def test_a_sheet_that_does_not_fit(house: House, sheet: dict[str, int], said: str):
    with pytest.raises(CannotDo, match=said):
        give_points(effect_id=intangible(house).id, sheet=sheet, actor=house.finance, at=noon())


def test_yuan_and_points_are_never_exchanged(house: House):
    effect = intangible(house)
    with pytest.raises(CannotDo, match="given points, never yuan"):
        confirm_rest(effect_id=effect.id, actor=house.finance, at=noon())
    with pytest.raises(CannotDo, match="counted in money"):
        give_points(
            effect_id=entered(house, cost_line="电").id,
            sheet=SHEET,
            actor=house.finance,
            at=noon(),
        )
