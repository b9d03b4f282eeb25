"""The published formulas, by vectors that fit on paper (domain.md §6.2, §15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.innovation.rules.benefit import (
    Inputs,
    NoNumber,
    advanced_average,
    gross_fen,
    last_day_of,
    month_fen,
    months_of,
    net_fen,
    parts_by_share,
    schedule,
    to_fen,
    window,
)

YUAN = 100
VECTOR = Inputs(
    before=Decimal("12.5"),
    after=Decimal("11.2"),
    price_fen=Decimal(YUAN),
    output=Decimal(90_000),
    one_off_fen=30_000 * YUAN,
    running_fen=6_000 * YUAN,
)


def test_material_saved_less_its_costs():
    assert gross_fen("MATERIAL", VECTOR) == 117_000 * YUAN
    assert net_fen("MATERIAL", VECTOR) == 81_000 * YUAN


@pytest.mark.parametrize(
    ("kind", "before", "after", "price_fen", "output", "expected"),
    [
        ("ENERGY", "58.2", "55.7", "62", "1000", 155_000),  # 2.5 kWh × 0.62 yuan × 1,000
        ("LABOUR", "0.50", "0.42", "3150", "20000", 5_040_000),  # 0.08 h × 31.50 yuan × 20,000
        ("QUALITY", "0.031", "0.024", "1850", "100000", 1_295_000),  # 7 ‰ × 18.50 × 100,000
        ("OUTPUT", "100", "104", "250", "2000", 2_000_000),  # 4 an hour × 2.50 × 2,000 hours
        ("MATERIAL", "11.2", "12.5", "100", "90000", -11_700_000),  # it became worse
    ],
)
def test_each_kind(
    *, kind: str, before: str, after: str, price_fen: str, output: str, expected: int
):
    inputs = Inputs(
        before=Decimal(before),
        after=Decimal(after),
        price_fen=Decimal(price_fen),
        output=Decimal(output),
    )
    assert net_fen(kind, inputs) == expected


def test_inputs_come_back_from_json_as_they_were():
    assert Inputs.read(VECTOR.as_json()) == VECTOR


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("before", None),
        ("after", "viel"),
        ("price_fen", "-1"),
        ("output", "NaN"),
        ("output", "1e13"),
    ],
)
def test_an_input_that_is_no_number_is_named(name: str, value: str | None):
    with pytest.raises(NoNumber) as wrong:
        Inputs.read({**VECTOR.as_json(), name: value})
    assert wrong.value.name == name


def test_the_twelve_months_run_over_the_turn_of_the_year():
    period = window(date(2022, 3, 15))
    assert (period.start, period.end) == (date(2022, 3, 15), date(2023, 3, 15))
    months = months_of(date(2022, 3, 15))
    assert (months[0], months[9], months[11]) == (
        date(2022, 3, 1),
        date(2022, 12, 1),
        date(2023, 2, 1),
    )


def test_a_window_from_the_last_of_a_month():
    assert months_of(date(2022, 1, 31))[:3] == [
        date(2022, 1, 1),
        date(2022, 2, 1),
        date(2022, 3, 1),
    ]
    assert last_day_of(date(2024, 2, 1)) == date(2024, 2, 29)


def test_a_schedule_is_even_and_sums_to_the_year():
    assert schedule(81_000 * YUAN) == [6_750 * YUAN] * 12
    assert schedule(10_000, 3) == [3_333, 3_334, 3_333]


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_no_fen_is_lost_in_a_schedule(fen: int):
    months = schedule(fen)
    assert sum(months) == fen
    assert max(months) - min(months) <= 1


def test_a_month_by_what_was_really_made():
    # 7,500 units save 9,750 yuan; a twelfth of 36,000 yuan of costs goes off.
    assert month_fen("MATERIAL", VECTOR, Decimal(7_500)) == 6_750 * YUAN
    assert month_fen("MATERIAL", VECTOR, Decimal(0)) == -3_000 * YUAN


@pytest.mark.parametrize(
    ("fen", "shares", "expected"),
    [
        (10_000, [10_000], [10_000]),
        (10_000, [3_333, 3_333, 3_334], [3_333, 3_333, 3_334]),
        (100, [3_333, 3_333, 3_334], [33, 34, 33]),
        (10_000, [2_500], [2_500]),  # three quarters are nobody's
        (-101, [5_000, 5_000], [-51, -50]),
    ],
)
def test_parts_by_share(fen: int, shares: list[int], expected: list[int]):
    assert parts_by_share(fen, shares) == expected


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.lists(st.integers(min_value=1, max_value=2_000), min_size=1, max_size=5),
)
def test_whole_shares_give_every_fen_to_somebody(fen: int, shares: list[int]):
    whole = [*shares, 10_000 - sum(shares)]
    assert sum(parts_by_share(fen, whole)) == fen
    assert parts_by_share(fen, whole)[: len(shares)] == parts_by_share(fen, shares)


@pytest.mark.parametrize(
    ("amount", "fen"),
    [("0.5", 1), ("-0.5", -1), ("1.49", 1), ("-1.5", -2), ("2", 2), ("0", 0)],
)
def test_halves_go_away_from_zero(amount: str, fen: int):
    assert to_fen(Decimal(amount)) == fen
    assert to_fen(Fraction(amount)) == fen


def test_the_advanced_average_is_that_of_the_better_ones():
    readings = [Decimal(each) for each in ("12", "11", "14", "15")]  # on average 13
    assert advanced_average(readings) == Decimal("11.5")
    assert advanced_average([]) is None
