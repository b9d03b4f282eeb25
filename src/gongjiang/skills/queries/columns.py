"""Ranks and titles of many people at once, as columns: from when to when each was held.

    spans = rank_spans(person_ids)
    held = (spans.start <= day) & (np.isnat(spans.end) | (day < spans.end))
    rank = np.zeros(n); np.maximum.at(rank, place_of(spans.person[held]), spans.value[held])

The rank somebody has on a day is the greatest value that runs on it, none being 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection

from gongjiang.kernel.columns import Days, Ints

RANKS = """
    SELECT person_id, rank, issued_on AS held_from, revoked_on AS held_to
    FROM skills_skillcertificate
    WHERE revoked_on IS NULL OR revoked_on > issued_on
    UNION ALL
    SELECT person_id, rank, valid_from, coalesce(valid_to, until) FROM skills_skillappointment
"""

TITLES = """
    SELECT person_id, level, conferred_on AS held_from, withdrawn_on AS held_to
    FROM skills_title
    WHERE withdrawn_on IS NULL OR withdrawn_on > conferred_on
"""


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of equal place: who held which value on the days `[start, end)`.

    Attributes:
        end: NO_DAY while it runs without a known end; a term's end may lie ahead.
    """

    person: Ints
    value: Ints
    start: Days
    end: Days


def rank_spans(person_ids: Sequence[int] | None = None) -> Spans:
    """Every certificate and appointment that counts, its rank 1 to 7; by person, then day.

    Args:
        person_ids: of these persons alone; None: of everybody.
    """
    return _spans(RANKS, person_ids)


def title_spans(person_ids: Sequence[int] | None = None) -> Spans:
    """Every professional title that counts, its level 0 to 4; by person, then day."""
    return _spans(TITLES, person_ids)


def _spans(rows: str, person_ids: Sequence[int] | None) -> Spans:
    chosen = "" if person_ids is None else "WHERE person_id = ANY(%s)"
    sql = f"SELECT * FROM ({rows}) AS held {chosen} ORDER BY 1, 3, 2"
    with connection.cursor() as cursor:
        cursor.execute(sql, [] if person_ids is None else [list(person_ids)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    person, value, start, end = zip(*found, strict=True) if found else ((), (), (), ())
    return Spans(
        person=np.array(person, dtype=np.int64),
        value=np.array(value, dtype=np.int64),
        start=np.array(start, dtype="datetime64[D]"),
        end=np.array(end, dtype="datetime64[D]"),  # None becomes NO_DAY
    )
