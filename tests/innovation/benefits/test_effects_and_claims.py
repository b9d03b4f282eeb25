"""One physical effect is entered once and claimed once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from benefiting import ADOPTED, NET_FEN, VECTOR, House, entered, figures
from gongjiang.innovation.models import Claim, Effect
from gongjiang.innovation.services.claims import NothingLeft, claim_share, withdraw_claim
from gongjiang.innovation.services.effects import (
    SameCostLine,
    change_effect,
    enter_effect,
    return_effect,
    withdraw_effect,
)
from gongjiang.kernel.errors import CannotDo, NotAllowed
from gongjiang.people.models import Person
from proposing import accepted, noon, submitted
from world import TODAY, make_worker

pytestmark = pytest.mark.django_db


def claim(house: House, effect: Effect, share_bp: int, by: Person | None = None) -> Claim:
    """For another accepted proposal of the same author."""
    other = accepted(house.floor, house.floor.author)
    return claim_share(
        effect_id=effect.id,
        source="PROPOSAL",
        source_id=other.id,
        share_bp=share_bp,
        actor=by or house.floor.author,
        at=noon(),
    )


def test_an_effect_is_estimated_by_its_formula_and_waits_for_finance(house: House):
    effect = entered(house)

    assert (effect.estimated_fen, effect.confirmed_fen) == (NET_FEN, 0)
    assert (effect.window_from, effect.window_to) == (ADOPTED, date(2022, 10, 15))
    assert effect.state == Effect.State.WAITING
    [claimed] = effect.claims.all()
    assert (claimed.starts_bp, claimed.share_bp) == (0, 10_000)
    assert [step.what for step in effect.steps.all()] == ["ENTERED", "CLAIMED"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"adopted_on": date(2022, 12, 1)}, "that has not come yet"),
        ({"what": "  "}, "Say in a few words"),
        ({"cost_line": " "}, "Name the cost line"),
        ({"inputs": {**VECTOR, "after": "?"}}, "“After the change” must be a number"),
        ({"confidence": "MEASURED"}, "Say where the readings come from"),
        ({"confidence": "ASSERTED"}, "At most 10,000.00 yuan may be asserted"),
    ],
)
def test_what_is_no_benefit_yet(house: House, changed: dict[str, Any], said: str):
    with pytest.raises(CannotDo, match=said):
        entered(house, **changed)


def test_an_idea_that_nobody_decided_for_brings_nothing(house: House):
    fresh = submitted(house.floor)
    with pytest.raises(CannotDo, match="has not been decided for yet"):
        enter_effect(
            figures(),
            unit=house.floor.site.team,
            source="PROPOSAL",
            source_id=fresh.id,
            share_bp=10_000,
            actor=house.floor.author,
            at=noon(),
        )


def test_a_stranger_enters_nothing(house: House):
    stranger = make_worker(house.floor.site, "路人").person
    with pytest.raises(NotAllowed, match="Its authors, the leader"):
        enter_effect(
            figures(),
            unit=house.floor.site.team,
            source="PROPOSAL",
            source_id=house.proposal.id,
            share_bp=10_000,
            actor=stranger,
            at=noon(),
        )


def test_an_effect_shows_where_it_comes_from(house: House):
    with pytest.raises(CannotDo, match="must show in the enterprise it comes from"):
        enter_effect(
            figures(),
            unit=house.floor.world.b.team,
            source="PROPOSAL",
            source_id=house.proposal.id,
            share_bp=10_000,
            actor=house.floor.author,
            at=noon(),
        )


@pytest.mark.parametrize(
    ("adopted_on", "cost_line", "overlaps"),
    [
        (date(2022, 10, 14), "氩气", True),
        (date(2022, 10, 15), "氩气", False),
        (date(2020, 10, 15), "氩气", False),
        (date(2020, 10, 16), " 氩气 ", True),
        (date(2022, 3, 1), "电", False),
    ],
    ids=["last day", "day after", "year before", "touches by a day, spelt wider", "another line"],
)
def test_two_effects_on_one_cost_line(
    house: House, adopted_on: date, cost_line: str, overlaps: bool
):
    entered(house)
    if not overlaps:
        assert entered(house, adopted_on=adopted_on, cost_line=cost_line).pk
        return
    with pytest.raises(SameCostLine, match="shows on the same cost line of this unit"):
        entered(house, adopted_on=adopted_on, cost_line=cost_line)
    named = entered(
        house, adopted_on=adopted_on, cost_line=cost_line, distinct_reason="另一台炉, 另一块表"
    )
    assert named.distinct_reason


def test_the_table_itself_refuses_a_second_effect_on_a_cost_line(house: House):
    first = entered(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Effect.objects.create(
            enterprise=first.enterprise,
            unit=first.unit,
            what="同一处",
            cost_line=first.cost_line,
            kind="MATERIAL",
            window_from=TODAY.replace(day=1, month=3),
            window_to=date(2023, 3, 1),
            confidence="ESTIMATED",
            entered_at=noon(),
        )


def test_shares_of_an_effect_reach_the_whole_and_no_further(house: House):
    effect = entered(house, share_bp=6_000)

    second = claim(house, effect, 4_000)

    assert (second.starts_bp, second.share_bp) == (6_000, 4_000)
    with pytest.raises(NothingLeft, match="0 % of this benefit is left"):
        claim(house, effect, 1)


def test_an_origin_claims_an_effect_once(house: House):
    effect = entered(house, share_bp=1_000)
    with pytest.raises(NothingLeft, match="claims this benefit already"):
        claim_share(
            effect_id=effect.id,
            source="PROPOSAL",
            source_id=house.proposal.id,
            share_bp=1_000,
            actor=house.floor.author,
            at=noon(),
        )


def test_a_contest_is_not_known_here_yet(house: House):
    effect = entered(house, share_bp=1_000)
    with pytest.raises(CannotDo, match="cannot be found"):
        claim_share(
            effect_id=effect.id,
            source="CONTEST",
            source_id=1,
            share_bp=1_000,
            actor=house.floor.author,
            at=noon(),
        )


def test_a_share_given_back_can_be_claimed_again(house: House):
    effect = entered(house, share_bp=2_000)
    middle, last = claim(house, effect, 3_000), claim(house, effect, 5_000)

    withdraw_claim(claim_id=middle.id, actor=house.floor.author, at=noon())

    last.refresh_from_db()
    assert (last.starts_bp, last.share_bp) == (2_000, 5_000)
    assert claim(house, effect, 3_000).starts_bp == 7_000
    with pytest.raises(CannotDo, match="has been withdrawn"):
        withdraw_claim(claim_id=middle.id, actor=house.floor.author, at=noon())


def test_the_table_itself_keeps_shares_apart(house: House):
    effect = entered(house, share_bp=6_000)
    for starts, share in ((5_999, 10), (6_000, 4_001)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.create(
                effect=effect,
                source="PATENT",
                source_id=1,
                starts_bp=starts,
                share_bp=share,
                claimed_at=noon(),
            )


def test_finance_sends_back_and_who_entered_it_mends_it(house: House):
    effect = entered(house)

    return_effect(effect_id=effect.id, reason="附上抄表记录", actor=house.finance, at=noon())
    mended = change_effect(
        effect_id=effect.id,
        figures=figures(
            evidence="仓库出库单", confidence="MEASURED", inputs={**VECTOR, "one_off_fen": 0}
        ),
        actor=house.floor.author,
        at=noon(),
    )

    assert (mended.state, mended.confidence) == ("WAITING", "MEASURED")
    assert mended.estimated_fen == NET_FEN + 3_000_000
    assert [step.what for step in effect.steps.all()][-2:] == ["RETURNED", "CHANGED"]


def test_a_return_says_why(house: House):
    with pytest.raises(CannotDo, match="Say why"):
        return_effect(effect_id=entered(house).id, reason=" ", actor=house.finance, at=noon())


def test_a_withdrawn_effect_frees_its_cost_line(house: House):
    effect = entered(house)

    withdraw_effect(effect_id=effect.id, reason="算错了", actor=house.floor.author, at=noon())

    assert not effect.claims.filter(withdrawn_at=None).exists()
    assert entered(house).pk


def test_another_worker_changes_nothing(house: House):
    effect = entered(house)
    stranger = make_worker(house.floor.site, "路人").person
    with pytest.raises(NotAllowed, match="Only who entered it"):
        withdraw_effect(effect_id=effect.id, reason="不算", actor=stranger, at=noon())
