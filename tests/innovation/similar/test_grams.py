"""Texts as pairs of characters: what is written otherwise and means the same, counts the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjiang.innovation.rules.grams import Grams, grams_of, invert, shared_runs
from gongjiang.innovation.rules.similarity import likenesses, weights, words_in_common
from gongjiang.innovation.rules.slots import flagged, is_dense, listed, pack

WRITTEN = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("单晶炉石英坩埚更换频繁０１２3４5ａBｃ，。、 \u200b\u0301𠮷😀①㎡㈱"),
    ),
    max_size=60,
)


def same(*texts: str) -> bool:
    first, *others = (grams_of(text).tolist() for text in texts)
    return bool(first) and all(other == first for other in others)


@pytest.mark.parametrize(
    "texts",
    [
        ("改用ＰＬＣ控制", "改用PLC控制", "改用plc控制"),
        ("每月３０分钟", "每月45分钟", "每月7分钟", "每月③分钟"),
        ("炉口，导流", "炉口。导流", "炉口 导流", "炉口\n导流", "炉口😀导流"),
        ("炉\u200b口\ufe0f导流", "炉口导流"),
        ("㎡换面积", "m换面积"),
    ],
    ids=["width", "numbers", "parting", "invisible", "several"],
)
def test_the_same_is_written_in_many_ways(texts: tuple[str, ...]):
    assert same(*texts)


def test_no_pair_reaches_across_a_sign():
    assert grams_of("炉，口").tolist() == []
    assert len(grams_of("炉口，导流")) == 2


@given(WRITTEN)
def test_any_text_has_pairs_each_once_and_sorted(text: str):
    grams = grams_of(text)

    assert grams.dtype == np.uint32
    assert (np.diff(grams.astype(np.int64)) > 0).all()
    assert len(grams) <= max(0, len(text) - 1)


@given(st.text(st.sampled_from("单晶炉石英坩埚更换abcxyz0123，。 "), max_size=60))
def test_neither_case_nor_width_counts(text: str):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)

    assert grams_of(text.upper()).tolist() == grams_of(text).tolist() == grams_of(wide).tolist()


@given(st.lists(WRITTEN, max_size=12))
def test_inverting_says_of_each_text_what_it_has(texts: list[str]):
    inverted = invert(texts)

    told: dict[int, set[int]] = {place: set() for place in range(len(texts))}
    for i, gram in enumerate(inverted.grams.tolist()):
        for slot in inverted.slots[inverted.starts[i] : inverted.starts[i + 1]].tolist():
            told[slot].add(gram)
    assert told == {place: set(grams_of(text).tolist()) for place, text in enumerate(texts)}


@given(st.sets(st.integers(0, 199)), st.integers(200, 300))
def test_places_are_read_as_they_were_written(places: set[int], size: int):
    slots = np.array(sorted(places), dtype=np.uint16)
    packed = pack(slots, size)

    if is_dense(len(slots), size):
        assert np.flatnonzero(flagged(packed, size)).tolist() == sorted(places)
    else:
        assert listed(packed).tolist() == sorted(places)


@given(WRITTEN, WRITTEN)
def test_likeness_is_a_share(text: str, other: str):
    question: Grams = grams_of(text)
    weighing = weights(np.arange(len(question)), 1000)
    texts = [grams_of(other), question]
    owners = np.repeat([0, 1], [len(grams) for grams in texts])

    one, own = likenesses(question, weighing, np.concatenate(texts), owners, 2).tolist()

    assert 0 <= one <= 1 + 1e-9
    assert own == pytest.approx(1 if len(question) else 0)
    assert all(word in other for word in words_in_common(question, other))


def test_the_words_in_common_are_the_longest():
    question = grams_of("单晶炉石英坩埚更换频繁，每月更换30次")

    assert words_in_common(question, "建议：单晶炉的石英坩埚更换频繁，每月要更换 45 次。更换") == [
        "石英坩埚更换频繁",
        "单晶炉",
        "每月",
    ]
    assert shared_runs(question, "漏") == []


def test_what_few_texts_have_weighs_more():
    rare, common = weights(np.array([3, 60_000]), 100_000)

    assert rare > 10
    assert common < 1
