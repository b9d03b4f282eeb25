"""How alike two texts are: the measure by which similar proposals are found. No database.

    likeness(asked, other) = Σ w(g) over the grams of both / Σ w(g) over the grams of `asked`

It is the share of what is being written that the other text has said already, and so means the
same after ten characters and at the end. A gram weighs the more the fewer texts have it:

    w(g) = ln(1 + (N + 1) / (n(g) + 1))      n(g) of the N texts in the segments have it

so that "建议" and "设备" count for little and the name of a part for much.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gongjiang.innovation.rules.grams import Grams, shared_runs

Weights: TypeAlias = NDArray[np.float64]

PART_READ = 600
"""Characters of a problem, and of a method, that count."""
TEXT_READ = 1_400
"""Characters of a text asked for that count: a title and both parts at their longest."""
LEAST_GRAMS = 3
"""Ours: who has written less has not said yet what it is about."""
LEAST_LIKENESS = 0.3
"""Ours: below, two texts have little more in common than being about machines."""
WORDS_SHOWN = 6


def said(title: str, problem: str, method: str) -> str:
    """The words of a proposal by which it is found: why, and what it may bring, do not tell."""
    return "\n".join((title, problem[:PART_READ], method[:PART_READ]))


def asked(text: str) -> str:
    """The part of a text asked for that counts."""
    return text[:TEXT_READ]


def weights(having: NDArray[np.int64], texts: int) -> Weights:
    """The weight of each gram that so many texts of so many have."""
    found: Weights = np.log1p((texts + 1) / (having + 1))
    return found


def likenesses(
    question: Grams, weighing: Weights, others: Grams, owners: NDArray[np.int64], count: int
) -> Weights:
    """How much of a question each of so many texts has said, from 0 to 1.

    Args:
        others: the grams of all texts, one after the other, each of a text's once.
        owners: to which text each of them belongs, from 0.
    """
    total = float(weighing.sum())
    if not total:
        return np.zeros(count)
    place = np.minimum(np.searchsorted(question, others), len(question) - 1)
    shared = question[place] == others
    found: Weights = np.bincount(owners[shared], weighing[place[shared]], count) / total
    return found


def words_in_common(question: Grams, other: str) -> list[str]:
    """The longest pieces of a text that a question says too, as the text spells them."""
    words: list[str] = []
    for word in sorted(set(shared_runs(question, other)), key=lambda word: (-len(word), word)):
        if not any(word in longer for longer in words):
            words.append(word)
    return words[:WORDS_SHOWN]
