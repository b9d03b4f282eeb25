"""What a proposal must hold: each gap is told in a sentence that says how to fill it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.innovation.rules.levels import Level, above, place_of_level
from gongjiang.innovation.rules.proposals import (
    NO_METHOD,
    Share,
    Wording,
    clean,
    even_shares,
    in_percent,
    is_complete,
    may_keep,
    numbered,
    panel_holds,
    shares_hold,
)
from gongjiang.innovation.rules.receipts import code_for, hash_of
from proposing import WORDS


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Give your idea a title"),
        ({"title": "长" * 121}, "The title is too long"),
        ({"problem": ""}, "Say what is wrong now"),
        ({"cause": ""}, "Say why it is so"),
        ({"expected": ""}, "Say what would be better"),
        ({"method": ""}, "what to do about it"),
        ({"method": "请领导解决"}, "what to do about it"),
        ({"method": WORDS.problem}, "what to do about it"),
        ({"problem": "长" * 4_001}, "One of the texts is too long"),
    ],
)
def test_a_gap_is_told(change: dict[str, str], said: str):
    answer = is_complete(replace(WORDS, **change), least_method=10)

    assert not answer
    assert said in str(answer.reason)


def test_a_complaint_without_a_method_is_told_how_to_become_a_proposal():
    complaint = Wording("SUGGESTION", "食堂太远", "走到食堂要二十分钟。", expected="少走路")

    assert is_complete(complaint, least_method=10).reason == NO_METHOD


def test_what_is_complete_goes_through_and_a_draft_needs_a_title_alone():
    assert is_complete(WORDS, least_method=10)
    assert may_keep(Wording("KAIZEN", "导流罩"))


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([], "at least one author"),
        ([1_666] * 6, "at most 5 authors"),
        ([5_000, 4_999], "come to 99.99 %"),
        ([5_000, 5_001], "come to 100.01 %"),
        ([10_000, 0], "above zero"),
        ([12_000, -2_000], "above zero"),
    ],
)
def test_shares_come_to_the_whole_exactly(shares: list[int], said: str):
    answer = shares_hold([Share(n, share) for n, share in enumerate(shares)], most=5)

    assert not answer
    assert said in str(answer.reason)


def test_nobody_is_an_author_twice():
    assert "twice" in str(shares_hold([Share(1, 5_000), Share(1, 5_000)], most=5).reason)


@given(st.integers(min_value=1, max_value=5))
def test_even_shares_always_hold(count: int):
    shares = even_shares(range(count))

    assert shares_hold(shares, most=5)
    assert max(share.share_bp for share in shares) - min(share.share_bp for share in shares) <= 1


@pytest.mark.parametrize(("share", "said"), [(10_000, "100"), (3_334, "33.34"), (50, "0.50")])
def test_a_share_in_percent(share: int, said: str):
    assert in_percent(share) == said


def test_a_panel_has_three_members_its_chair_among_them_and_no_author():
    assert panel_holds([1, 2, 3], 1, least=3, authors=[4])
    assert "name 1 more" in str(panel_holds([1, 2, 2], 1, least=3, authors=[]).reason)
    assert "chair" in str(panel_holds([1, 2, 3], 4, least=3, authors=[]).reason)
    assert "No author" in str(panel_holds([1, 2, 3], 1, least=3, authors=[3]).reason)


def test_signs_that_are_no_writing_go():
    assert clean(" 一\x00二\u202e\n三\t ") == "一二\n三"


def test_levels_are_climbed_one_by_one():
    kinds = ["TEAM", "WORKSHOP", "WORKSHOP", "ENTERPRISE", "ZONE"]

    assert place_of_level(kinds, Level.TEAM) == 0
    assert place_of_level(kinds, Level.WORKSHOP) == 1
    assert place_of_level(kinds, Level.ENTERPRISE) == 3
    assert place_of_level(["TEAM"], Level.ZONE) == 0
    assert above(["a", "b"], "a") == "b"
    assert above(["a", "b"], "b") is None
    assert above(["a", "b"], "c") is None


def test_a_number_says_its_year():
    assert numbered(2022, 123) == "2022-000123"


def test_a_form_has_one_code_however_it_is_typed():
    key = UUID("0f3c8a1e-7b1d-4d52-9d0b-3f6f5d1c2a77")
    code = code_for(key)

    assert code == code_for(key)
    assert len(code.replace("-", "")) == 20
    assert hash_of(code) == hash_of(code.lower().replace("-", " "))
    assert hash_of(code) != hash_of(code_for(UUID(int=7)))
