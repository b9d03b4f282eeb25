"""Text is read as it was meant."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.workbooks.cells.choices import Choices, read_choice
from gongjiang.workbooks.cells.problem import FORMULA_FAILED, Problem
from gongjiang.workbooks.cells.text import alike, clean_text, read_name, read_text
from gongjiang.workbooks.wrong import shown

SEX = Choices({"MALE": ("男", "男性", "M"), "FEMALE": ("女", "女性", "F")})
BLANKS = ["\u3000", "\xa0", "\u200b", "\ufeff", "\t", "\r\n", " ", "\u2009", "\u200e"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" 总装\u3000车间\xa0", "总装 车间"),
        ("Ａ１２－ｂ", "A12－b"),
        ("一\r\n二", "一 二"),
        ("装配（一）班", "装配（一）班"),
        (1001.0, "1001"),
        (2.5, "2.5"),
        (1e22, "1e+22"),
        (7, "7"),
        (True, "TRUE"),
        (date(2021, 3, 5), "2021-03-05"),
        (datetime.fromisoformat("2021-03-05T00:00"), "2021-03-05"),
        (datetime.fromisoformat("2021-03-05T08:30"), "2021-03-05T08:30:00"),
        (time(8, 30), "08:30:00"),
        (timedelta(hours=8), "8:00:00"),
    ],
)
def test_a_cells_text(value, text):
    assert clean_text(value) == text


@given(st.text(), st.sampled_from(BLANKS), st.sampled_from(BLANKS))
def test_blanks_around_do_not_count_and_cleaning_twice_changes_nothing(text, before, after):
    clean = clean_text(before + text + after)

    assert clean == clean_text(clean) == clean_text(text)
    assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} for c in clean)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("王 三", "王三"),
        (" 欧阳\u3000修\u200b", "欧阳修"),
        ("阿卜杜•买买提", "阿卜杜·买买提"),
        ("Anna Maria O'Neil", "Anna Maria O'Neil"),
        ("", ""),
    ],
)
def test_a_persons_name(value, name):
    assert read_name(value) == name


@pytest.mark.parametrize("value", ["王三1", "=1+1", "王三/李四", 5.0, "?? ", "王" * 61])
def test_what_is_no_name_is_told(value):
    assert isinstance(read_name(value), Problem)


@pytest.mark.parametrize(
    ("value", "key"), [("男", "MALE"), (" 女性 ", "FEMALE"), ("ｆ", "FEMALE"), ("", "")]
)
def test_an_answer_counts_under_any_of_its_names(value, key):
    assert read_choice(value, SEX) == key


def test_an_unknown_answer_is_told_with_the_known_ones():
    told = read_choice("先生", SEX)

    assert isinstance(told, Problem)
    assert "男、女" in str(told.remedy)
    assert read_choice("#N/A", SEX) == FORMULA_FAILED


@pytest.mark.parametrize(
    ("one", "other"), [("装配(一)班", "装配（一）班"), ("A 班", "Ａ班"), ("总装/一班", "总装-一班")]
)
def test_names_are_alike_whatever_their_width_and_punctuation(one, other):
    assert alike(one) == alike(other)


def test_text_that_is_too_long_is_told():
    assert read_text("字" * 60, longest=60) == "字" * 60
    assert isinstance(read_text("字" * 61, longest=60), Problem)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.booleans()))
def test_of_a_secret_only_the_ends_are_shown(value):
    text = clean_text(value)
    masked = shown(value, "national_id")

    assert len(masked) <= 25
    assert len(text) < 7 or text not in masked
