"""The index of texts is kept: what is submitted is remembered, and folded into segments.

`remember_text` is part of the deed that submits, so that the next one to type finds it as soon
as the deed is committed. `fold_texts` runs each hour: it writes the segments anew whose proposals
have changed, from the words as they stand. Nothing of words that are gone stays behind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import numpy as np
from django.db import connection, transaction

from gongjiang.innovation.models import ChangedText, Proposal, SegmentGram, State, TextSegment
from gongjiang.innovation.rules.grams import Inverted, grams_of, invert
from gongjiang.innovation.rules.similarity import said
from gongjiang.innovation.rules.slots import MOST, Slots, pack
from gongjiang.kernel.columns import Flags, Ints

NOT_FOUND_IN = (State.DRAFT, State.WITHDRAWN)
AT_ONCE = 2_000
LOCK = 5_016
"""The advisory lock under which segments are written; ours."""
# A join, for a list of so many ids is read slowly as part of a condition.
WORDS = """
    SELECT p.id, p.enterprise_id, p.confidential, p.title, p.problem, p.method
    FROM unnest(%s::bigint[]) AS wanted(id) JOIN innovation_proposal p USING (id)
    WHERE p.state <> ALL(%s)
    ORDER BY p.enterprise_id, p.id
"""
COPY_GRAMS = (
    "COPY innovation_segmentgram (gram, segment_id, texts, slots) FROM STDIN (FORMAT binary)"
)


def remember_text(proposal: Proposal) -> None:
    """A proposal is found by its words as they stand, from this transaction on.

    Call it where words of a proposal that is submitted are written, after they are saved.
    """
    remember_texts([proposal])


def remember_texts(proposals: Iterable[Proposal]) -> None:
    """As `remember_text`, of many."""
    ChangedText.objects.bulk_create(
        (
            ChangedText(
                proposal=proposal, enterprise_id=proposal.enterprise_id, grams=_grams_said(proposal)
            )
            for proposal in proposals
        ),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["proposal"],
        update_fields=["enterprise", "grams"],
    )


def _grams_said(proposal: Proposal) -> bytes:
    """The pairs of its words; none of what is not to be found."""
    if proposal.state in NOT_FOUND_IN:
        return b""
    words = said(proposal.title, proposal.problem, proposal.method)
    return grams_of(words).astype("<u4").tobytes()


@transaction.atomic
def leave_out(proposal_ids: Collection[int], *, at: datetime) -> None:
    """Write the segments anew in which proposals stand that have been deleted."""
    _one_at_a_time()
    gone = np.array(sorted(proposal_ids), dtype=np.int64)
    stale = {segment: ids for segment, ids in _members().items() if np.isin(ids, gone).any()}
    _drop(list(stale))
    for ids in stale.values():
        _write_from_words(ids.tolist(), at)


@transaction.atomic
def fold_texts(*, at: datetime) -> int:
    """Write the segments anew that no longer say what their proposals say.

    Returns:
        How many texts had changed.
    """
    _one_at_a_time()
    changed = _lock_changed()
    if not changed:
        return 0
    parts, stale = _parts_to_write(changed)
    _drop(stale)
    for part in parts:
        _write_from_words(part, at)
    ChangedText.objects.filter(proposal_id__in=changed).delete()
    return len(changed)


@transaction.atomic
def rebuild_texts(*, at: datetime) -> int:
    """Write the whole index from the words of all proposals; how many stand in it."""
    _one_at_a_time()
    changed = _lock_changed()
    _drop(list(TextSegment.objects.values_list("id", flat=True)))
    found = Proposal.objects.exclude(state__in=NOT_FOUND_IN).order_by("enterprise_id", "id")
    ids = list(found.values_list("id", flat=True))
    for part in _in_parts(ids):
        _write_from_words(part, at)
    ChangedText.objects.filter(proposal_id__in=changed).delete()
    return len(ids)


def write_segments(
    cursor: Any,
    *,
    proposal_ids: Ints,
    enterprise_ids: Ints,
    confidential: Flags,
    texts: Sequence[str],
    at: datetime,
) -> None:
    """Write many new proposals into segments of their own, those of an enterprise side by side.

    Args:
        texts: what `rules.similarity.said` says of each.
        confidential: whether its enterprise alone may see it.
    """
    order = np.lexsort((proposal_ids, enterprise_ids))
    for part in np.array_split(order, -(-len(order) // MOST)) if len(order) else ():
        _write_segment(
            cursor,
            proposal_ids[part],
            np.where(confidential[part], -enterprise_ids[part], enterprise_ids[part]),
            [texts[place] for place in part.tolist()],
            at,
        )


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _lock_changed() -> set[int]:
    """What has changed so far; whoever changes one of them again waits for us."""
    rows = ChangedText.objects.select_for_update(of=("self",)).order_by("proposal_id")
    return set(rows.values_list("proposal_id", flat=True))


def _parts_to_write(changed: Collection[int]) -> tuple[list[list[int]], list[int]]:
    """The proposals of each segment to be written, and the segments that give way.

    What stands in no segment yet joins the smallest, as far as that has room.
    """
    members = _members()
    wanted = np.array(sorted(changed), dtype=np.int64)
    stale = {segment for segment, ids in members.items() if np.isin(ids, wanted).any()}
    known = np.concatenate([members[segment] for segment in stale] or [wanted[:0]])
    new = np.setdiff1d(wanted, known).tolist()
    room = min(members, key=lambda segment: (len(members[segment]), segment), default=None)
    if room is not None and new and len(members[room]) < MOST:
        stale.add(room)
        space = MOST - len(members[room])
        members[room] = np.concatenate([members[room], np.array(new[:space], dtype=np.int64)])
        new = new[space:]
    parts = [members[segment].tolist() for segment in sorted(stale)]
    return [*parts, *_in_parts(new)], sorted(stale)


def _members() -> dict[int, Ints]:
    """The proposals that stand in each segment."""
    rows = TextSegment.objects.values_list("id", "proposal_ids")
    return {segment: np.frombuffer(packed, dtype="<i8") for segment, packed in rows}


def _in_parts(ids: list[int]) -> list[list[int]]:
    """In parts of about the same length, none longer than a segment."""
    count = -(-len(ids) // MOST)
    return [ids[len(ids) * i // count : len(ids) * (i + 1) // count] for i in range(count)]


def _drop(segments: Sequence[int]) -> None:
    SegmentGram.objects.filter(segment_id__in=segments).delete()
    TextSegment.objects.filter(id__in=segments).delete()


def _write_from_words(ids: Sequence[int], at: datetime) -> None:
    """Write those of these proposals that can be found into one segment."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS, [list(ids), list(NOT_FOUND_IN)])
        words = cursor.fetchall()
        if not words:
            return
        _write_segment(
            cursor,
            np.array([row[0] for row in words], dtype=np.int64),
            np.array([-row[1] if row[2] else row[1] for row in words], dtype=np.int64),
            [said(*row[3:]) for row in words],
            at,
        )


def _write_segment(
    cursor: Any, proposal_ids: Ints, enterprise_ids: Ints, texts: Sequence[str], at: datetime
) -> None:
    size = len(texts)
    cursor.execute(
        "INSERT INTO innovation_textsegment"
        " (stamp, size, proposal_ids, enterprise_ids, written_at)"
        " VALUES (%s, %s, %s, %s, %s) RETURNING id",
        [uuid4(), size, _packed(proposal_ids), _packed(enterprise_ids), at],
    )
    [segment] = cursor.fetchone()
    with cursor.copy(COPY_GRAMS) as copy:
        copy.set_types(["int4", "int8", "int4", "bytea"])
        for gram, slots in _slots_by_gram(invert(texts)):
            copy.write_row((gram, segment, len(slots), pack(slots, size)))


def _slots_by_gram(inverted: Inverted) -> Iterator[tuple[int, Slots]]:
    bounds = inverted.starts.tolist()
    for place, gram in enumerate(inverted.grams.view(np.int32).tolist()):
        yield gram, inverted.slots[bounds[place] : bounds[place + 1]]


def _packed(ids: Ints) -> bytes:
    return ids.astype("<i8", copy=False).tobytes()
