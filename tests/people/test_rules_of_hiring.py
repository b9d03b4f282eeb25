"""What a national ID must say, and who counts as a minor, on paper."""

from __future__ import annotations

from datetime import date

import pytest

from gongjiang.people.rules import adult_since, is_minor, national_id_agrees

EXAMPLE = "11010519491231002X"
BORN = date(1949, 12, 31)


@pytest.mark.parametrize(
    ("national_id", "born_on", "sex", "agrees"),
    [
        (EXAMPLE, BORN, "FEMALE", True),
        (EXAMPLE.lower(), BORN, "FEMALE", True),
        ("110105 19491231 002X", BORN, "FEMALE", True),
        (EXAMPLE, BORN, "MALE", False),
        (EXAMPLE, date(1949, 12, 30), "FEMALE", False),
        ("110105194912310021", BORN, "FEMALE", False),
        ("11010519491231002", BORN, "FEMALE", False),
        ("1101051949123100二X", BORN, "FEMALE", False),
        ("", BORN, "FEMALE", False),
    ],
)
def test_a_national_id_agrees_with_birth_and_sex(
    national_id: str, born_on: date, sex: str, agrees: bool
):
    assert bool(national_id_agrees(national_id, born_on=born_on, sex=sex)) is agrees


@pytest.mark.parametrize("day", [date(2022, 11, 28), date(2024, 2, 29), date(2023, 2, 28)])
def test_the_latest_birthday_of_an_adult_is_the_limit_of_minority(day: date):
    latest = adult_since(day)

    assert not is_minor(latest, day)
    assert is_minor(date.fromordinal(latest.toordinal() + 1), day)
