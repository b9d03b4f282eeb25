"""Numbers that cannot be anybody's: no such region, no such prefix, a check digit that is wrong."""

from __future__ import annotations

from uuid import UUID

import numpy as np
import pyarrow as pa
from stdnum.cn import ric, uscc

from gongjiang.kernel.columns import Days, Flags, Ints

NO_REGION = "000000"
NO_PREFIX = "000"


def public_ids(rng: np.random.Generator, count: int) -> list[str]:
    """Random ids (UUID version 4) that the seed decides."""
    raw = np.frombuffer(rng.bytes(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    raw[:, 6] = (raw[:, 6] & 0x0F) | 0x40
    raw[:, 8] = (raw[:, 8] & 0x3F) | 0x80
    digits = raw.tobytes().hex()
    words = (digits[start : start + 32] for start in range(0, 32 * count, 32))
    return [f"{w[:8]}-{w[8:12]}-{w[12:16]}-{w[16:20]}-{w[20:]}" for w in words]


def public_id_column(rng: np.random.Generator, count: int) -> pa.Array:
    """The same as `public_ids` makes them, many at a time."""
    raw = np.frombuffer(rng.bytes(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    raw[:, 6] = (raw[:, 6] & 0x0F) | 0x40
    raw[:, 8] = (raw[:, 8] & 0x3F) | 0x80
    halves = np.stack([raw >> 4, raw & 0x0F], axis=2).reshape(count, 32)
    digits = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)[halves]
    words = np.full((count, 36), ord("-"), dtype=np.uint8)
    for start, end, place in ((0, 8, 0), (8, 12, 9), (12, 16, 14), (16, 20, 19), (20, 32, 24)):
        words[:, place : place + end - start] = digits[:, start:end]
    offsets = np.arange(count + 1, dtype=np.int32) * 36
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(words))


def uuids(rng: np.random.Generator, count: int) -> list[UUID]:
    """The same, for rows that are written one by one."""
    return [UUID(word) for word in public_ids(rng, count)]


def national_ids(born: Days, male: Flags) -> list[str]:
    """Eighteen characters in the form of a national ID, of no region and failing its check."""
    twice = np.where(male, 1, 0)
    return [
        _with_wrong_check(f"{NO_REGION}{day.replace('-', '')}{2 * rank + odd:03d}")
        for day, rank, odd in zip(
            np.datetime_as_string(born).tolist(), _rank_of_day(born), twice.tolist(), strict=True
        )
    ]


def phones(count: int) -> list[str]:
    """Eleven digits with a prefix that no network has."""
    return [f"{NO_PREFIX}{number:08d}" for number in range(1, count + 1)]


def company_code(number: int, *, social: bool, holds: bool) -> str:
    """A unified social credit code of no region; a few early ones fail their check digit."""
    body = f"{'52' if social else '91'}{NO_REGION}{number:09d}"
    right = uscc.calc_check_digit(body)
    return body + (right if holds else "0" if right != "0" else "1")


def _with_wrong_check(body: str) -> str:
    right = ric.calc_check_digit(body + "0")
    return body + ("0" if right == "X" else str((int(right) + 1) % 10))


def _rank_of_day(born: Days) -> list[int]:
    """For each person, how many before them were born on the same day."""
    order = np.argsort(born, kind="stable")
    ordered = born[order]
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    sizes = np.diff(np.r_[begins, len(ordered)])
    ranks: Ints = np.empty(len(born), dtype=np.int64)
    ranks[order] = np.arange(len(born)) - np.repeat(begins, sizes)
    found: list[int] = ranks.tolist()
    return found
