"""Scales, floors and caps, at their boundaries (domain.md §6.3, §6.7, §15)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.governance.contents.base import WrongContent
from gongjiang.innovation.contents.benefits import BenefitRule
from gongjiang.innovation.contents.rewards import ResultFloors, RewardScale
from gongjiang.innovation.rules.rewards import (
    Bounds,
    by_scale,
    by_share,
    capped,
    not_below,
    tier_of,
)
from gongjiang.innovation.services.benefit_defaults import (
    BENEFIT,
    FLOORS_2010,
    FLOORS_2024,
    SCALE_1982,
    SCALE_1986,
)

YUAN = 100
OF_1982 = RewardScale.read(SCALE_1982).tiers
OF_1986 = RewardScale.read(SCALE_1986).tiers


@pytest.mark.parametrize(
    ("yuan", "grade_1982", "grade_1986"),
    [
        (81_000, 3, 4),
        (100_000, 2, 3),
        (99_999.99, 3, 4),
        (10_000, 3, 4),
        (9_999.99, 4, 5),
        (0.01, 4, 5),
        (500_000, 2, 2),
        (499_999.99, 2, 3),
        (999_999.99, 2, 2),
        (1_000_000, 1, 1),
    ],
)
def test_grades_are_closed_below_and_open_above(yuan: float, grade_1982: int, grade_1986: int):
    fen = round(yuan * YUAN)
    found = [tier_of(tiers, fen) for tiers in (OF_1982, OF_1986)]
    assert [tier.grade for tier in found if tier] == [grade_1982, grade_1986]


def test_the_vector_of_81_000_yuan():
    assert by_scale(OF_1986, 81_000 * YUAN) == Bounds(300 * YUAN, 500 * YUAN, 4)
    assert by_scale(OF_1982, 81_000 * YUAN) == Bounds(200 * YUAN, 500 * YUAN, 3)


@pytest.mark.parametrize("fen", [0, -1])
def test_no_effect_earns_nothing(fen: int):
    assert by_scale(OF_1986, fen) is None


@given(st.integers(min_value=1, max_value=10**12))
def test_a_higher_effect_never_has_a_lower_grade(fen: int):
    here, above = tier_of(OF_1986, fen), tier_of(OF_1986, fen + 1)
    assert here is not None
    assert above is not None
    assert above.grade <= here.grade


def test_shares_round_down_and_a_loss_earns_nothing():
    assert by_share(10_001, 300) == 300
    assert by_share(-5, 300) == 0


def test_caps_and_floors():
    assert capped(Bounds(300, 900, 2), 500) == Bounds(300, 500, 2)
    assert capped(Bounds(300, 900, 2), None) == Bounds(300, 900, 2)
    assert capped(Bounds(800, 900), 500) == Bounds(500, 500)
    assert not_below(1_000, 3_000) == 3_000
    assert not_below(5_000, 3_000) == 5_000


@pytest.mark.parametrize(
    ("content", "invention", "other"), [(FLOORS_2010, 3_000, 1_000), (FLOORS_2024, 4_000, 1_500)]
)
def test_least_for_patents(content: dict[str, Any], invention: int, other: int):
    floors = ResultFloors.read(content)
    assert floors.patent_fen("INVENTION") == invention * YUAN
    assert floors.patent_fen("UTILITY") == floors.patent_fen("DESIGN") == other * YUAN


@pytest.mark.parametrize(
    ("way", "share_bp"),
    [("TRANSFER", 5_000), ("LICENCE", 5_000), ("SHARES", 5_000), ("OWN_USE", 500)],
)
def test_least_for_conversions(way: str, share_bp: int):
    assert ResultFloors.read(FLOORS_2024).conversion_bp(way) == share_bp


@pytest.mark.parametrize(
    "grades",
    [
        [],
        [{"from_fen": 1, "least_fen": 0, "most_fen": 1, "honour": "PRAISE"}],
        SCALE_1982["grades"][::-1],
        [{"from_fen": 0, "least_fen": 2, "most_fen": 1, "honour": "PRAISE"}],
    ],
    ids=["none", "does not begin at nothing", "rises", "least above most"],
)
def test_a_scale_that_does_not_hold_together_is_refused(grades: list[dict[str, Any]]):
    with pytest.raises(WrongContent):
        RewardScale.read({"grades": grades})


@pytest.mark.parametrize(
    ("points", "prize"), [(20, 1), (18, 1), (17, 2), (15, 2), (14, 3), (13, 3), (12, None)]
)
def test_prizes_by_points(points: int, prize: int | None):
    rule = BenefitRule.read(BENEFIT)
    assert rule.most_points == 20
    assert rule.prize_of(points) == prize


def test_a_sheet_names_each_line_once():
    twice = {**BENEFIT, "criteria": [{"name": "安全", "most": 5}] * 2}
    with pytest.raises(WrongContent):
        BenefitRule.read(twice)
