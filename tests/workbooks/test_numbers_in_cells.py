"""National IDs and phone numbers: whole, or told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirty import number
from gongjiang.people.rules import national_id_holds
from gongjiang.workbooks.cells import numbers
from gongjiang.workbooks.cells.numbers import doubt_about, read_national_id, read_phone
from gongjiang.workbooks.cells.problem import FORMULA_FAILED, Problem

ANY_CELL = st.one_of(
    st.text(), st.text("0123456789xX -'"), st.floats(), st.integers(), st.dates(), st.booleans()
)


@given(st.dates(), st.integers(1, 999), st.sampled_from(["{}", " {}\u3000", "'{}", "{}\t", "‘{}"]))
def test_a_whole_number_is_read_whatever_stands_around_it(born, order, around):
    national_id = number(born.strftime("%Y%m%d").zfill(8), order)

    assert read_national_id(around.format(national_id.lower())) == national_id


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("110105 19900101 001X", "11010519900101001X"),
        ("１１０１０５１９９００１０１００１Ｘ", "11010519900101001X"),
        (110105199001010016.0, numbers.LOST),
        (110105199001010016, numbers.LOST),
        ("1.10105E+17", numbers.LOST),
        ("1.10105199001010000e17", numbers.LOST),
        (110105900101001.0, numbers.OLD_ID),
        ("110105900101001", numbers.OLD_ID),
        ("11010519900101001", numbers.NOT_AN_ID),
        ("11010519900101001Y", numbers.NOT_AN_ID),
        ("E12345678", numbers.NOT_AN_ID),
        (12345.0, numbers.NOT_AN_ID),
        (float("nan"), numbers.NOT_AN_ID),
        (True, numbers.NOT_AN_ID),
        ("110105199002300010", numbers.NO_SUCH_BIRTH),
        ("#REF!", FORMULA_FAILED),
    ],
)
def test_what_a_cell_says_about_a_national_id(value, expected):
    assert read_national_id(value) == expected


@pytest.mark.parametrize("last", "0123456789X")
def test_only_one_last_character_fits(last):
    right = number("19900101", 17)
    said = doubt_about(right[:-1] + last)

    assert said == (None if right[-1] == last else numbers.FAILS_CHECK)


@given(
    st.sampled_from(["110105", "000000", "360102", "999999", "440300"]),
    st.dates(),
    st.integers(0, 9),
    st.integers(0, 99),
)
def test_doubts_are_the_same_as_those_of_the_register(region, born, last, order):
    national_id = f"{region}{born:%Y}{born:%m}{born:%d}0{order:02d}{last}".replace(" ", "0")
    if len(national_id) == 18:
        assert (doubt_about(national_id) is None) == national_id_holds(national_id)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ""),
        ("139-1234-5678", "13912345678"),
        (13912345678.0, "13912345678"),
        ("+86 139 1234 5678", "13912345678"),
        ("008613912345678", "13912345678"),
        ("（0791）8888-6666", "079188886666"),
        ("１３９１２３４５６７８", "13912345678"),
        ("13912345678/13812345678", numbers.TWO_PHONES),
        ("13912345678 13812345678", numbers.TWO_PHONES),
        ("13912345678、13812345678", numbers.TWO_PHONES),
        ("1.39123E+10", numbers.LOST),
        ("138", numbers.NOT_A_PHONE),
        ("无", numbers.NOT_A_PHONE),
        (1.5, numbers.NOT_A_PHONE),
        (False, numbers.NOT_A_PHONE),
        ("#N/A", FORMULA_FAILED),
    ],
)
def test_what_a_cell_says_about_a_phone_number(value, expected):
    assert read_phone(value) == expected


@given(ANY_CELL)
def test_any_cell_is_a_number_or_empty_or_told(value):
    assert isinstance(read_national_id(value), str | Problem)
    assert isinstance(read_phone(value), str | Problem)
