"""The index of texts, read: the weight of each gram of a question, and who says most of it.

Four statements whatever the size. What a process keeps in mind is which proposal stands in which
place of a segment: it never changes, and is known by the segment's stamp.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray
from psycopg.pq import Format

from gongjiang.innovation.queries.proposals import Desk
from gongjiang.innovation.rules.grams import Grams, invert
from gongjiang.innovation.rules.similarity import Weights, likenesses, weights
from gongjiang.innovation.rules.slots import flagged, is_dense, listed
from gongjiang.kernel.columns import Flags, Ints

Found: TypeAlias = list[tuple[float, int]]
"""Likenesses, and the ids of the proposals."""

MOST_READ = 12_000_000
"""Bytes of slots one question reads. Beyond, its commonest grams are left out of the first look."""
BLOCK = 256
KEPT_IN_MIND = 64
TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TextScope:
    """Of which proposals a reader may be shown the words.

    Attributes:
        enterprise_ids: all of theirs; None: those of every enterprise, save its secrets.
        proposal_ids: besides, these of other enterprises.
        desk: of these, what may be opened from there alone; None: all, for measuring the index.
    """

    enterprise_ids: frozenset[int] | None
    proposal_ids: frozenset[int] = frozenset()
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class _Members:
    """Which proposals stand in a segment, by slot.

    Attributes:
        enterprises: negative where the proposal is a secret of its enterprise.
        order: the slots in the order of their proposals.
    """

    proposals: Ints
    enterprises: Ints
    order: Ints

    def slots_of(self, proposal_ids: Ints) -> Ints:
        """The slots of those of these proposals that stand here."""
        ordered = self.proposals[self.order]
        place = np.searchsorted(ordered, proposal_ids)
        place = np.minimum(place, len(ordered) - 1)
        found: Ints = self.order[place[ordered[place] == proposal_ids]]
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how much each gram of it counts."""

    grams: Grams
    weighing: Weights

    @property
    def weight(self) -> float:
        return float(self.weighing.sum())

    def likenesses(self, texts: Sequence[str]) -> list[float]:
        """How much of the question each of these texts has said."""
        inverted = invert(texts)
        others = np.repeat(inverted.grams, np.diff(inverted.starts))
        owners = inverted.slots.astype(np.int64)
        likes: list[float] = self._weighed(others, owners, len(texts)).tolist()
        return likes

    def likenesses_of(self, texts: Sequence[Grams]) -> list[float]:
        """The same of texts of which the grams are known."""
        if not texts:
            return []
        owners = np.repeat(np.arange(len(texts)), [len(grams) for grams in texts])
        likes: list[float] = self._weighed(np.concatenate(texts), owners, len(texts)).tolist()
        return likes

    def _weighed(self, others: Grams, owners: Ints, count: int) -> Weights:
        return likenesses(self.grams, self.weighing, others, owners, count)


class _MovedError(Exception):
    """Segments were written anew between two statements."""


_in_mind: dict[UUID, _Members] = {}


def nearest(grams: Grams, scope: TextScope, limit: int) -> tuple[Question, Found]:
    """Those of a scope that say most of these grams (one at least), and the question as weighed.

    What was submitted or changed a moment ago counts as soon as its transaction is committed.
    Likenesses are exact, unless a question would read more than `MOST_READ`: then at least those
    of its rarest grams, and the caller weighs again what is found.
    """
    for _ in range(TRIES - 1):
        try:
            return _nearest(grams, scope, limit)
        except _MovedError:
            continue
    return _nearest(grams, scope, limit)


def _nearest(grams: Grams, scope: TextScope, limit: int) -> tuple[Question, Found]:
    # The changed ones first: whoever moves into a segment meanwhile is then met twice, not never.
    changed = _changed(scope)
    segments = _segments()
    having = _having(grams, segments)
    total = sum(len(members.proposals) for members in segments.values())
    counts = np.array([sum(having[gram].values()) for gram in grams.tolist()], dtype=np.int64)
    question = Question(grams, weights(counts, total))
    newer = np.array([proposal_id for proposal_id, _ in changed], dtype=np.int64)
    visible = {
        segment: seen
        for segment, members in segments.items()
        if (seen := _visible(members, scope, newer)).any()
    }
    likes = question.likenesses_of([own for _, own in changed])
    found = [(like, int(row)) for like, row in zip(likes, newer, strict=True) if like > 0]
    slots = _slots(question, having, {segment: segments[segment] for segment in visible})
    for segment, rows in slots.items():
        members = segments[segment]
        gathered = _gathered(rows, len(members.proposals)) * visible[segment]
        found += _highest(gathered / question.weight, members.proposals, limit)
    return question, sorted(found, reverse=True)[:limit]


def _changed(scope: TextScope) -> list[tuple[int, Grams]]:
    """What changed since the segments were written, as far as a scope reaches."""
    where, params = "p.confidential IS FALSE", []
    if scope.enterprise_ids is not None:
        where = (
            "c.enterprise_id = ANY(%s::bigint[])"
            " OR (c.proposal_id = ANY(%s::bigint[]) AND p.confidential IS FALSE)"
        )
        params = [sorted(scope.enterprise_ids), sorted(scope.proposal_ids)]
    rows = _binary(
        "SELECT c.proposal_id, c.grams FROM innovation_changedtext c"
        f" JOIN innovation_proposal p ON p.id = c.proposal_id WHERE {where}",
        params,
    )
    return [(proposal_id, np.frombuffer(packed, dtype="<u4")) for proposal_id, packed in rows]


def _segments() -> dict[int, _Members]:
    """Who stands in the segments there are; those not in mind are read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, stamp FROM innovation_textsegment ORDER BY id")
        stamps = dict(cursor.fetchall())
    unknown = [segment for segment, stamp in stamps.items() if stamp not in _in_mind]
    known = {segment: _in_mind[stamp] for segment, stamp in stamps.items() if stamp in _in_mind}
    if unknown:
        rows = _binary(
            "SELECT id, proposal_ids, enterprise_ids FROM innovation_textsegment"
            " WHERE id = ANY(%s::bigint[])",
            [unknown],
        )
        known |= {segment: _members(proposals, sites) for segment, proposals, sites in rows}
        _keep_in_mind({stamps[segment]: known[segment] for segment in unknown if segment in known})
    if len(known) < len(stamps):
        raise _MovedError
    return known


def _members(proposals: bytes, enterprises: bytes) -> _Members:
    ids = np.frombuffer(proposals, dtype="<i8")
    return _Members(ids, np.frombuffer(enterprises, dtype="<i8"), np.argsort(ids, kind="stable"))


def _keep_in_mind(members: dict[UUID, _Members]) -> None:
    if len(_in_mind) + len(members) > KEPT_IN_MIND:
        _in_mind.clear()
    _in_mind.update(members)


def _visible(members: _Members, scope: TextScope, newer: Ints) -> Flags:
    """Which places of a segment a scope may see, and no changed text stands in for."""
    if scope.enterprise_ids is None:
        seen: Flags = members.enterprises > 0
    else:
        own = np.array(sorted(scope.enterprise_ids), dtype=np.int64)
        seen = np.isin(np.abs(members.enterprises), own)
        besides = members.slots_of(np.array(sorted(scope.proposal_ids), dtype=np.int64))
        seen[besides[members.enterprises[besides] > 0]] = True
    seen[members.slots_of(newer)] = False
    return seen


def _having(grams: Grams, segments: Collection[int]) -> dict[int, dict[int, int]]:
    """For each gram, how many texts of which segment have it."""
    having: dict[int, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gram, segment_id, texts FROM innovation_segmentgram"
            " WHERE gram = ANY(%s::int[])",
            [_signed(grams)],
        )
        for gram, segment, texts in cursor.fetchall():
            if segment not in segments:
                raise _MovedError
            having[gram & 0xFFFF_FFFF][segment] = texts
    return having


def _slots(
    question: Question, having: dict[int, dict[int, int]], segments: dict[int, _Members]
) -> dict[int, list[tuple[float, bool, bytes]]]:
    """By segment, for each gram of the question its weight, whether it is dense, and its slots."""
    read = _as_many_as_are_read(having, segments)
    weighing = dict(zip(question.grams.tolist(), question.weighing.tolist(), strict=True))
    rows = _binary(
        "SELECT gram, segment_id, texts, slots FROM innovation_segmentgram"
        " WHERE gram = ANY(%s::int[]) AND segment_id = ANY(%s::bigint[])",
        [_signed(np.array(read, dtype=np.uint32)), sorted(segments)],
    )
    found: dict[int, list[tuple[float, bool, bytes]]] = {segment: [] for segment in segments}
    for gram, segment, texts, slots in rows:
        dense = is_dense(texts, len(segments[segment].proposals))
        found[segment].append((weighing[gram & 0xFFFF_FFFF], dense, slots))
    expected = sum(len(having[gram].keys() & segments.keys()) for gram in read)
    if sum(map(len, found.values())) != expected:
        raise _MovedError
    return found


def _as_many_as_are_read(
    having: dict[int, dict[int, int]], segments: dict[int, _Members]
) -> list[int]:
    """The rarest grams of a question, up to what one question reads; mostly all."""
    sizes = {segment: len(members.proposals) for segment, members in segments.items()}
    read: list[int] = []
    left = MOST_READ
    for gram in sorted(having, key=lambda gram: (sum(having[gram].values()), gram)):
        left -= sum(
            min(2 * texts, sizes[segment] // 8)
            for segment, texts in having[gram].items()
            if segment in sizes
        )
        if left < 0 and read:
            break
        read.append(gram)
    return read


def _gathered(rows: Iterable[tuple[float, bool, bytes]], size: int) -> NDArray[np.float64]:
    """The weight that each place of a segment gathers."""
    scores = np.zeros(size)
    rows = list(rows)
    sparse = [(weight, listed(slots)) for weight, dense, slots in rows if not dense]
    if sparse:
        places = np.concatenate([slots for _, slots in sparse])
        gathered = np.repeat([weight for weight, _ in sparse], [len(slots) for _, slots in sparse])
        scores += np.bincount(places, gathered, size)
    share = np.empty(size, dtype=np.float32)
    dense_scores = np.zeros(size, dtype=np.float32)
    for weight, dense, slots in rows:
        if dense:
            np.multiply(flagged(slots, size), np.float32(weight), out=share)
            dense_scores += share
    return scores + dense_scores


def _highest(scores: NDArray[np.float64], proposals: Ints, limit: int) -> Found:
    """The places with most weight. Most have none or the same, by which sorting would be slowed."""
    padded = np.zeros(-(-len(scores) // BLOCK) * BLOCK)
    padded[: len(scores)] = scores
    peaks = padded.reshape(-1, BLOCK).max(axis=1)
    blocks = np.argsort(peaks, kind="stable")[-limit:]
    places = (blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
    places = places[padded[places] > 0]
    order = np.lexsort((proposals[places], scores[places]))[-limit:]
    top = places[order]
    return list(zip(scores[top].tolist(), proposals[top].tolist(), strict=True))


def _signed(grams: Grams) -> list[int]:
    """Grams as PostgreSQL keeps them: 32 bits with a sign."""
    signed: list[int] = grams.view(np.int32).tolist()
    return signed


def _binary(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows with bytes in them, sent as they are rather than as hexadecimal text, twice as long."""
    connection.ensure_connection()
    bare: Any = psycopg.Cursor(connection.connection)
    bare.format = Format.BINARY
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(bare) as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
