"""Texts as sets of character pairs: what similarity is measured on. No database, no clock.

A *gram* is two characters that stand side by side, as one number. Before they are paired

- each character is spelt as NFKC spells it (full width becomes half width, ① becomes 1), the
  first where that gives several, and in lower case;
- a digit counts as 0, and a run of digits as one: 30 minutes and 45 minutes are said alike;
- what is neither letter nor digit parts the text: no pair reaches across it. Marks without a
  width of their own (accents, joiners) are passed over.

Chinese is not cut into words: pairs need no dictionary, and a workshop's own words are in none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Grams: TypeAlias = NDArray[np.uint32]
"""Sorted, each once."""

PARTING, PASSED_OVER = 0, 1
ZERO = ord("0")
TABLED = 0x20000
"""Characters from here on are rare ideographs, told apart by a remainder."""
RARE_FROM, RARE_COUNT = 0xE000, 0x1900
"""The private area of Unicode, where no character of a text is expected."""
INVISIBLE = frozenset({"Mn", "Me", "Cf"})
SLOT_BITS = 16
CHARACTER_BITS = 16


def grams_of(text: str) -> Grams:
    """The pairs of one text."""
    codes, _ = _codes_of([text])
    return np.unique(_pairs(codes)[0])


def shared_runs(question: Grams, text: str) -> list[str]:
    """The longest pieces of a text in which every pair of neighbours is one of the question's."""
    codes = _looked_up(_characters([text]))
    pairs = (codes[:-1].astype(np.uint32) << np.uint32(CHARACTER_BITS)) | codes[1:]
    within_a_number = (codes[:-1] == ZERO) & (codes[1:] == ZERO)
    shared = np.concatenate(([False], np.isin(pairs, question) | within_a_number, [False]))
    begins = np.flatnonzero(shared[1:] & ~shared[:-1])
    ends = np.flatnonzero(shared[:-1] & ~shared[1:]) + 1
    runs = [text[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
    return [run for run in runs if not run.isdecimal()]


@dataclass(frozen=True, slots=True)
class Inverted:
    """For each gram the texts that have it: `slots[starts[i]:starts[i + 1]]` for `grams[i]`.

    A slot is a text's place in the list that was given. Grams and slots are sorted.
    """

    grams: Grams
    starts: NDArray[np.int64]
    slots: NDArray[np.uint16]


def invert(texts: Sequence[str]) -> Inverted:
    """For each gram the texts that have it.

    Args:
        texts: 65,536 at most.
    """
    codes, owner = _codes_of(texts)
    grams, first = _pairs(codes)
    keys = (grams.astype(np.uint64) << np.uint64(SLOT_BITS)) | owner[first]
    keys.sort()
    keys = keys[_first_of_each(keys)]
    by_gram = (keys >> np.uint64(SLOT_BITS)).astype(np.uint32)
    starts = np.flatnonzero(_first_of_each(by_gram))
    return Inverted(
        grams=by_gram[starts],
        starts=np.append(starts, len(keys)).astype(np.int64),
        slots=(keys & np.uint64(0xFFFF)).astype(np.uint16),
    )


def _first_of_each(values: NDArray[np.unsignedinteger]) -> NDArray[np.bool_]:
    """Of sorted values, which are unlike the one before."""
    first = np.ones(len(values), dtype=np.bool_)
    first[1:] = values[1:] != values[:-1]
    return first


def _codes_of(texts: Sequence[str]) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
    """All characters as they count, texts parted, and to which text each belongs."""
    codes = _looked_up(_characters(texts))
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    lengths[-1:] -= 1
    owner = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    codes, owner = _without(codes == PASSED_OVER, codes, owner)
    is_zero = codes == ZERO
    again = np.zeros_like(is_zero)
    again[1:] = is_zero[1:] & is_zero[:-1]
    return _without(again, codes, owner)


def _characters(texts: Sequence[str]) -> NDArray[np.uint32]:
    """The code points of all texts, a line each."""
    return np.frombuffer("\n".join(texts).encode("utf-32-le", "replace"), dtype="<u4")


def _looked_up(characters: NDArray[np.uint32]) -> NDArray[np.uint16]:
    codes = _table()[np.minimum(characters, TABLED)]
    rare = characters >= TABLED
    if rare.any():
        codes[rare] = RARE_FROM + characters[rare] % RARE_COUNT
    return codes


def _without(
    gone: NDArray[np.bool_], codes: NDArray[np.uint16], owner: NDArray[np.uint64]
) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
    return (codes[~gone], owner[~gone]) if gone.any() else (codes, owner)


def _pairs(codes: NDArray[np.uint16]) -> tuple[Grams, NDArray[np.int64]]:
    """Every pair in the order of the text, and where each begins."""
    kept = codes > PASSED_OVER
    first = np.flatnonzero(kept[1:] & kept[:-1])
    left = codes[first].astype(np.uint32) << np.uint32(CHARACTER_BITS)
    return left | codes[first + 1], first


@cache
def _table() -> NDArray[np.uint16]:
    """How each character counts; the last one stands for all that are not in the table."""
    return np.fromiter(
        (*(_counted_as(chr(code)) for code in range(TABLED)), PARTING), dtype=np.uint16
    )


def _counted_as(character: str) -> int:
    if unicodedata.category(character) in INVISIBLE:
        return PASSED_OVER
    for spelt in unicodedata.normalize("NFKC", character).casefold():
        if spelt.isdecimal():
            return ZERO
        if spelt.isalnum():
            code = ord(spelt)
            return code if code < 1 << CHARACTER_BITS else RARE_FROM + code % RARE_COUNT
    return PARTING
