"""Skill ranks, as this room asks for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np

from gongjiang.skills.queries.columns import rank_spans


def ranks_on(person_ids: Collection[int], day: date) -> dict[int, int]:
    """Each person's skill rank on a day: the highest that runs, 0 for none."""
    ranks = dict.fromkeys(person_ids, 0)
    spans = rank_spans(sorted(ranks))
    asked = np.datetime64(day, "D")
    runs = (spans.start <= asked) & (np.isnat(spans.end) | (spans.end > asked))
    for person, rank in zip(spans.person[runs].tolist(), spans.value[runs].tolist(), strict=True):
        ranks[person] = max(ranks[person], rank)
    return ranks
