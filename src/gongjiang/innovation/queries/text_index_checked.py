"""Whether the index of texts says what the words of the proposals say; fsck asks."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gongjiang.innovation.models import ChangedText, Proposal, SegmentGram, State, TextSegment
from gongjiang.innovation.rules.grams import grams_of
from gongjiang.innovation.rules.similarity import said
from gongjiang.innovation.rules.slots import flagged, is_dense, listed
from gongjiang.kernel.columns import Ints

NOT_FOUND_IN = (State.DRAFT, State.WITHDRAWN)
LOOKED_AT = 4_096
"""Texts of each segment that are compared pair by pair, evenly spread."""
AT_ONCE = 5_000


def wrongly_standing() -> list[int]:
    """Proposals that can be found and stand nowhere, stand twice, or should not stand at all.

    What stands among the changed ones may still stand in a segment: there it does not count.
    """
    packed = TextSegment.objects.values_list("proposal_ids", flat=True)
    members = [np.frombuffer(ids, dtype="<i8") for ids in packed]
    standing, times = np.unique(np.concatenate([*members, _none()]), return_counts=True)
    changed = _ids(ChangedText.objects.values_list("proposal_id", flat=True))
    found = Proposal.objects.exclude(state__in=NOT_FOUND_IN).values_list("id", flat=True)
    findable = _ids(found)
    missing = np.setdiff1d(findable, np.union1d(standing, changed))
    needless = np.setdiff1d(np.setdiff1d(standing, findable), changed)
    wrong: list[int] = np.unique(np.concatenate([missing, needless, standing[times > 1]])).tolist()
    return wrong


def wrongly_told() -> list[int]:
    """Proposals of which the index says other pairs than their words have."""
    changed = dict(ChangedText.objects.values_list("proposal_id", "grams"))
    wrong = [
        proposal_id
        for proposal_id, own in _grams_by_words([key for key, grams in changed.items() if grams])
        if own != frozenset(np.frombuffer(changed[proposal_id], dtype="<u4").tolist())
    ]
    for segment in TextSegment.objects.order_by("id"):
        wrong += _wrong_in(segment, frozenset(changed))
    return wrong


def _wrong_in(segment: TextSegment, changed: frozenset[int]) -> list[int]:
    ids = np.frombuffer(segment.proposal_ids, dtype="<i8")
    looked_at = np.arange(0, segment.size, max(1, segment.size // LOOKED_AT))
    told: dict[int, list[int]] = {slot: [] for slot in looked_at.tolist()}
    rows = SegmentGram.objects.filter(segment=segment).values_list("gram", "texts", "slots")
    for gram, texts, packed in rows.iterator(AT_ONCE):
        if is_dense(texts, segment.size):
            having = looked_at[flagged(bytes(packed), segment.size)[looked_at] == 1]
        else:
            having = np.intersect1d(listed(bytes(packed)), looked_at, assume_unique=True)
        for slot in having.tolist():
            told[slot].append(gram & 0xFFFF_FFFF)
    by_id = {int(ids[slot]): frozenset(grams) for slot, grams in told.items()}
    wanted = [proposal_id for proposal_id in by_id if proposal_id not in changed]
    return [
        proposal_id for proposal_id, own in _grams_by_words(wanted) if own != by_id[proposal_id]
    ]


def _grams_by_words(ids: list[int]) -> Iterable[tuple[int, frozenset[int]]]:
    rows = Proposal.objects.filter(id__in=ids).values_list("id", "title", "problem", "method")
    for proposal_id, *words in rows.iterator(AT_ONCE):
        yield proposal_id, frozenset(grams_of(said(*words)).tolist())


def _ids(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _none() -> Ints:
    return np.zeros(0, dtype=np.int64)
